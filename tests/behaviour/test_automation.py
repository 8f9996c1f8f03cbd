"""The second application: enums, Json, one tenant field on every model."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from generated import automation as package
from generated.automation.enums import ExecutionStatus, UserRole, WorkflowStatus, WorkflowType
from tenantry import runtime as rt
from tests.behaviour.flavors import Flavor


@pytest.fixture
async def automation(flavor: Flavor, place: Callable[[Flavor, str], str]) -> AsyncIterator[Any]:
    async with flavor.open(package, place(flavor, "automation")) as client:
        yield client


@pytest.fixture
async def acme(automation: Any) -> Any:
    client = await automation.unscoped(reason="tests").client.create({"name": "Acme", "slug": "acme"})
    return automation.tenant(client.id)


async def test_a_report_from_end_to_end(automation: Any, acme: Any) -> None:
    user = await acme.user.create({"authorizerId": "auth|1", "email": "a@x.io", "role": "ADMIN"})
    account = await acme.ad_account.create({"metaAdAccountId": "act_1", "name": "Ads", "accessToken": "t"})
    workflow = await acme.workflow.create(
        {
            "name": "Weekly",
            "type": WorkflowType.WEEKLY_REPORT,
            "config": {"days": [1, 2], "to": None},
            "creator": {"connect": {"email": "a@x.io"}},
            "adAccount": {"connect": {"id": account.id}},
        }
    )
    assert (workflow.status, workflow.createdBy, workflow.config) == (
        WorkflowStatus.DRAFT,
        user.id,
        {"days": [1, 2], "to": None},
    )
    week = dt.datetime(2026, 3, 23, tzinfo=dt.UTC)
    run = await acme.execution_log.create(
        {
            "workflowId": workflow.id,
            "report": {
                "create": {
                    "title": "Week 13",
                    "periodStart": week,
                    "periodEnd": week + dt.timedelta(days=7),
                    "recipients": ["a@x.io"],
                    "workflowId": workflow.id,
                }
            },
        },
        include={"report": True, "workflow": True},
    )
    assert (run.report.title, run.report.recipients, run.workflow.name) == ("Week 13", ["a@x.io"], "Weekly")
    done = await acme.execution_log.update(
        {"status": "SUCCESS", "apiCallsUsed": {"increment": 3}, "outputData": {"rows": 7}}, {"id": run.id}
    )
    assert (done.status, done.apiCallsUsed, done.outputData) == (ExecutionStatus.SUCCESS, 3, {"rows": 7})
    assert await acme.execution_log.count({"status": {"in": ["SUCCESS", ExecutionStatus.FAILED]}}) == 1
    full = await acme.workflow.get(workflow.id, include={"executionLogs": True, "reports": True, "adAccount": True})
    assert ([log.id for log in full.executionLogs], [r.id for r in full.reports]) == ([run.id], [run.report.id])
    assert full.adAccount.name == "Ads"
    await acme.ad_account.delete({"id": account.id})
    assert (await acme.workflow.get(workflow.id)).adAccountId is None
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.user.delete({"id": user.id})


async def test_users_without_a_client_are_seen_by_no_client(automation: Any, acme: Any) -> None:
    operator = automation.unscoped(reason="tests")
    await operator.user.create({"authorizerId": "1", "email": "root@x.io", "role": UserRole.SUPER_ADMIN})
    await acme.user.create({"authorizerId": "2", "email": "a@x.io"})
    assert [u.email for u in await acme.user.find_many()] == ["a@x.io"]
    assert await operator.user.count({"role": "SUPER_ADMIN", "clientId": None}) == 1
    with pytest.raises(rt.UniqueViolationError) as caught:
        await acme.user.create({"authorizerId": "3", "email": "a@x.io"})
    assert caught.value.target == ["email"]


async def test_a_client_goes_with_all_that_is_its(automation: Any, acme: Any) -> None:
    operator = automation.unscoped(reason="tests")
    await acme.ad_account.create({"metaAdAccountId": "act_1", "name": "Ads", "accessToken": "t"})
    await operator.client.delete({"slug": "acme"})
    assert await operator.ad_account.count() == 0
