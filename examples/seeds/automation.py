"""Rows to develop with: two clients of the automation platform. Run again, it changes nothing."""

import datetime as dt

from generated.automation import Client, enums

DAY = dt.datetime(2025, 1, 6, 8, tzinfo=dt.UTC)


def seed(db: Client) -> None:
    """Two clients; the first with people, an advertising account, a workflow, a run of it and its report."""
    everything = db.unscoped(reason="seeding")
    for slug, name, tier in (
        ("northwind", "Northwind Traders", enums.ClientTier.PROFESSIONAL),
        ("contoso", "Contoso", enums.ClientTier.FREE),
    ):
        everything.client.upsert(
            {"slug": slug},
            {"create": {"id": slug, "slug": slug, "name": name, "tier": tier}, "update": {"name": name}},
        )
    _northwind(db)


def _northwind(db: Client) -> None:
    client = db.tenant("northwind")
    nancy = client.user.upsert(
        {"email": "nancy@northwind.test"},
        {
            "create": {
                "email": "nancy@northwind.test",
                "authorizerId": "authorizer-nancy",
                "role": enums.UserRole.ADMIN,
            },
            "update": {},
        },
    )
    account = client.ad_account.upsert(
        {"metaAdAccountId": "act_1"},
        {"create": {"metaAdAccountId": "act_1", "name": "Main", "accessToken": "not-a-token"}, "update": {}},
    )
    workflow = client.workflow.upsert(
        {"n8nWorkflowId": "n8n-1"},
        {
            "create": {
                "n8nWorkflowId": "n8n-1",
                "name": "Weekly report",
                "type": enums.WorkflowType.WEEKLY_REPORT,
                "status": enums.WorkflowStatus.ACTIVE,
                "createdBy": nancy.id,
                "adAccountId": account.id,
            },
            "update": {},
        },
    )
    log = client.execution_log.upsert(
        {"id": "northwind-run-1"},
        {
            "create": {
                "id": "northwind-run-1",
                "workflowId": workflow.id,
                "status": enums.ExecutionStatus.SUCCESS,
                "startedAt": DAY,
                "finishedAt": DAY + dt.timedelta(seconds=42),
                "duration": 42_000,
                "apiCallsUsed": 12,
            },
            "update": {},
        },
    )
    client.report.upsert(
        {"executionLogId": log.id},
        {
            "create": {
                "executionLogId": log.id,
                "workflowId": workflow.id,
                "title": "Week 1",
                "status": enums.ReportStatus.READY,
                "periodStart": DAY - dt.timedelta(days=7),
                "periodEnd": DAY,
                "metrics": {"spend": 1250.5, "clicks": 830},
                "recipients": ["nancy@northwind.test"],
            },
            "update": {},
        },
    )


if __name__ == "__main__":
    with Client() as connected:
        seed(connected)
        print("The automation platform is seeded: clients northwind and contoso.")
