"""What `make demo` shows, after the databases are migrated and seeded: each line is an answer of the database."""

import os
import sys

from generated import automation, metabuilder
from tenantry.runtime import TenantRequiredError, UniqueViolationError


def tour_of_metabuilder(db: metabuilder.Client) -> None:
    """One tenant's rows, the other tenant's view of them, a key not called `id`, a P2002, a rolled-back transaction."""
    acme, globex = db.tenant("acme"), db.tenant("globex")

    title("One tenant's workflows, newest first, with their owners")
    for workflow in acme.workflow.find_many(
        where={"status": "active"}, order={"createdAt": "desc"}, take=10, include={"user": True}
    ):
        owner = workflow.user.email if workflow.user else "nobody"
        print(f"  {workflow.id}  {workflow.name:<16} {workflow.status:<8} {owner}")

    title("The other tenant sees nothing, and cannot touch what it cannot see")
    print("  globex finds", globex.workflow.count(), "workflows")
    print("  globex reads acme-workflow-1:", globex.workflow.find_unique({"id": "acme-workflow-1"}))
    print("  globex renames it:", globex.workflow.update(where={"id": "acme-workflow-1"}, data={"name": "mine"}))
    try:
        db.tenant("")
    except TenantRequiredError as error:
        print("  no tenant at all:", error)

    title("Keys that are not called id")
    print("  credential.get('bob'):", db.credential.get("bob"))
    print("  system_config.get('theme'):", db.system_config.get("theme"))

    title("A second user with the same address")
    try:
        acme.user.create({"email": "ada@acme.test", "password": "-"})
    except UniqueViolationError as error:
        print(f"  {error.code} on {error.model}, target {error.target}")

    title("A transaction that fails half-way")
    before = acme.workflow.count()
    try:
        with acme.tx() as tx:
            owner_of_all = tx.user.find_unique_or_raise({"email": "ada@acme.test"})
            tx.workflow.create({"name": "Half done", "config": "{}", "userId": owner_of_all.id})
            print("  inside, there are", tx.workflow.count(), "workflows")
            raise RuntimeError("something else went wrong")
    except RuntimeError as reason:
        print(f"  rolled back ({reason}): {acme.workflow.count()} of {before} workflows are left")


def tour_of_automation(db: automation.Client) -> None:
    """The same wall with another tenant model and another tenant field."""
    title("The automation platform: tenant model Client, tenant field clientId")
    northwind, contoso = db.tenant("northwind"), db.tenant("contoso")
    for report in northwind.report.find_many(include={"workflow": True}):
        made_by = report.workflow.name if report.workflow else "hand"
        print(f"  {report.title}: {report.status}, by {made_by}, {report.metrics}")
    print("  contoso finds", contoso.report.count(), "reports")


def title(text: str) -> None:
    """A heading, in bold where the terminal can."""
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}")


if __name__ == "__main__":
    with metabuilder.Client(datasource={"url": os.environ["METABUILDER_URL"]}) as first:
        tour_of_metabuilder(first)
    with automation.Client(datasource={"url": os.environ["AUTOMATION_URL"]}) as second:
        tour_of_automation(second)
