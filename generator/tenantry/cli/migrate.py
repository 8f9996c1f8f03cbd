"""`tenantry migrate`: the commands that Prisma's users know, over Alembic's files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tenantry import __version__
from tenantry.cli.group import Group
from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tenantry.cli.revisions import Plan
    from tenantry.cli.schemas import Loaded
    from tenantry.cli.target import Target
    from tenantry.database.status import Finding
    from tenantry.workspace.config import Project


@click.group(cls=Group, short_help="Revisions: write, apply, look.")
def migrate() -> None:
    """Write, apply and look at revisions. They are Alembic's: `alembic upgrade head` works on the same folder."""


@migrate.command(short_help="Write a revision for what changed in the schema, apply it, generate.")
@click.option("--name", metavar="TEXT", help="What changed, for the name of the revision.")
@click.option(
    "--create-only", is_flag=True, help="Write the revision, to be edited before `migrate deploy` applies it."
)
@click.option("--accept-data-loss", is_flag=True, help="Agree to what the revision drops.")
@schema_option
@json_option
@verbose_option
@click.pass_obj
def dev(report: Report, name: str | None, create_only: bool, accept_data_loss: bool, schema_name: str | None) -> int:
    """Write a revision for what changed in the schema, apply it to the development database, and generate the package.

    The change is found by comparing the schema with the snapshot beside the last revision; no database is asked. A
    schema for several databases gets a revision for each, and the one of the current database is applied. Where the
    database refuses the new revision, its files are taken back.
    """
    from tenantry.cli.schemas import load_chosen, shown
    from tenantry.cli.target import target_of
    from tenantry.workspace import config, output
    from tenantry.workspace.migrations import add_files

    _refuse_production(report)
    project = config.find(report.shell.cwd)
    (loaded,) = load_chosen(project, [project.select_one(schema_name, report.shell.cwd)])
    comparison = output.compare(project.root, loaded.folder, loaded.tree, loaded.sources, __version__)
    if not create_only:
        output.refuse_to_discard([comparison])
    database = None if create_only else target_of(report, project, loaded)
    plans = _planned(report, project, loaded, name)
    _refuse_losses(plans, accept_data_loss)
    if database is not None:
        _try_connection(database)
    base, files = project.root / loaded.config.migrations, _files(plans)
    add_files(base, files)
    written = [shown(base / path, project) for path in files if "versions/" in path]
    report.result("\n".join(f"wrote {path}" for path in written) or "the revisions are as the schema is")
    _print_warnings(report, plans)
    applied = _apply(report, database, base, files) if database is not None else ()
    generated = () if create_only else output.update([comparison])
    for change in generated:
        report.result(f"{comparison.name}: {len(change.written)} written, {len(change.removed)} removed")
    report.answer(
        {
            "ok": True,
            "written": written,
            "applied": applied,
            "destructive": sorted({loss for one in plans for loss in one.revision.destructive}),
            "warnings": sorted({text for one in plans for text in one.revision.warnings}),
            "generated": [path for change in generated for path in change.written],
        }
    )
    return Exit.FINE


@migrate.command(short_help="Apply the revisions that are pending. For production.")
@schema_option
@json_option
@verbose_option
@click.pass_obj
def deploy(report: Report, schema_name: str | None) -> int:
    """Apply the revisions that the database does not have yet, oldest first, each in a transaction of its own.

    Asks nothing, never resets, and lets one deployment run at a time.
    """
    from tenantry.cli.target import target
    from tenantry.database.deploy import deploy as apply

    database = target(report, schema_name)
    result = apply(database.migrations, database.url, report=report.status)
    _print_findings(report, result.warnings)
    count = len(result.applied)
    report.result(
        f"{count or 'no'} revision{'' if count == 1 else 's'} applied; {database.url.safe} is at {result.current}"
    )
    report.answer(
        {
            "ok": True,
            "database": database.url.safe,
            "applied": result.applied,
            "current": result.current,
            "findings": [_finding(finding) for finding in result.warnings],
        }
    )
    return Exit.FINE


@migrate.command(short_help="Say what is applied, pending, edited or missing.")
@schema_option
@json_option
@verbose_option
@click.pass_obj
def status(report: Report, schema_name: str | None) -> int:
    """Say where the database stands against the revisions, and the revisions against the schema. Changes nothing.

    Exit code 1 where something is pending or out of order, each with what mends it.
    """
    from tenantry.cli.pending import is_pending
    from tenantry.cli.target import target
    from tenantry.database.status import status as ask

    database = target(report, schema_name)
    found = ask(database.migrations, database.url)
    changed = is_pending(database.loaded.schema, database.provider, database.migrations)
    report.result(f"{database.url.safe}: {len(found.applied)} applied, {len(found.pending)} pending")
    for revision in found.pending:
        report.result(f"pending  {revision}: tenantry migrate deploy")
    _print_findings(report, found.findings)
    if changed:
        report.result("the schema has changed since the last revision: tenantry migrate dev --name what-changed")
    fine = found.is_current and not changed
    report.answer(
        {
            "ok": fine,
            "database": database.url.safe,
            "applied": found.applied,
            "pending": found.pending,
            "schemaChanged": changed,
            "findings": [_finding(finding) for finding in found.findings],
        }
    )
    return Exit.FINE if fine else Exit.FINDINGS


def _refuse_production(report: Report) -> None:
    from tenantry.workspace.errors import ProjectError

    if report.shell.environ.get("TENANTRY_ENV", "").lower() == "production":
        raise ProjectError(
            "production",
            "TENANTRY_ENV says production, and migrate dev is for development",
            "apply the revisions that are there: tenantry migrate deploy",
            is_finding=True,
        )


def _planned(report: Report, project: Project, loaded: Loaded, name: str | None) -> tuple[Plan, ...]:
    """The revisions to write. Where there are some and no name for them, a person at a terminal is asked for one."""
    from tenantry.cli.revisions import plan
    from tenantry.workspace.errors import ProjectError

    now = datetime.now(UTC)
    if name is None and not plan(project, loaded, "", now):
        return ()
    if name is None and report.shell.stdin.isatty():
        report.shell.stderr.write("What changed? ")
        report.shell.stderr.flush()
        name = report.shell.stdin.readline().strip()
    if not name:
        raise ProjectError("no-name", "the schema has changed and the revision needs a name", "add --name what-changed")
    return plan(project, loaded, name, now)


def _refuse_losses(plans: Sequence[Plan], accept_data_loss: bool) -> None:
    from tenantry.database.errors import DataLossRefusedError

    losses = sorted({loss for one in plans for loss in one.revision.destructive})
    if losses and not accept_data_loss:
        raise DataLossRefusedError(losses)


def _print_warnings(report: Report, plans: Sequence[Plan]) -> None:
    for warning in sorted({text for one in plans for text in one.revision.warnings}):
        report.status(f"warning: {warning}")


def _try_connection(database: Target) -> None:
    """Before anything is written: a database that cannot be reached leaves no half-done work."""
    from tenantry.database.connection import connect

    with connect(database.url):
        pass


def _files(plans: Sequence[Plan]) -> dict[str, str]:
    """Of all databases together, so that they are written and taken back as one."""
    return {f"{one.subfolder}/{path}".lstrip("/"): text for one in plans for path, text in one.files.items()}


def _apply(report: Report, database: Target, base: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Takes the files of the new revisions back where the database refuses them."""
    from tenantry.database.deploy import deploy as apply
    from tenantry.workspace.errors import ProjectError
    from tenantry.workspace.migrations import remove_files

    if not database.migrations.exists():
        return ()
    try:
        result = apply(database.migrations, database.url, report=report.status)
    except ProjectError:
        remove_files(base, files)
        if files:
            report.status("the new revision is taken back; with --create-only it stays, to be edited")
        raise
    _print_findings(report, result.warnings)
    return result.applied


def _print_findings(report: Report, findings: Sequence[Finding]) -> None:
    for finding in findings:
        report.result(f"{finding.code}  {finding.message}: {finding.help}")


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "revision": finding.revision,
        "message": finding.message,
        "help": finding.help,
        "stops": finding.stops,
    }
