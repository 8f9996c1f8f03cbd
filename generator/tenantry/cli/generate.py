"""`tenantry generate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tenantry import __version__
from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit

if TYPE_CHECKING:
    from tenantry.cli.schemas import Loaded
    from tenantry.workspace.output import Changes


@click.command(short_help="Write the Python package of a schema.")
@schema_option
@click.option("--force", is_flag=True, help="Discard hand edits and files that stand in the way.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something was written, for hooks.")
@json_option
@verbose_option
@click.pass_obj
def generate(report: Report, schema_name: str | None, force: bool, exit_code: bool) -> int:
    """Write the Python package of each schema of the project: what differs, all or nothing.

    Removes what it wrote before and no longer makes, and leaves every other file in the folder alone. Where that would
    discard something that tenantry did not write, it stops with exit code 1 and names it.
    """
    from tenantry.cli.schemas import load, shown
    from tenantry.workspace import output

    with report.working("Generating"):
        project, loaded = load(report, schema_name)
        comparisons = [output.compare(project.root, one.folder, one.tree, one.sources, __version__) for one in loaded]
        changes = output.update(comparisons, force=force)
    schemas: list[dict[str, object]] = []
    for one, change in zip(loaded, changes, strict=True):
        report.diagnostics(one.warnings, report.shell.stderr)
        folder = shown(one.folder, project)
        counts = f"{len(change.written)} written, {len(change.removed)} removed, {change.unchanged} unchanged"
        report.result(f"{folder}: {counts}")
        schemas.append(_json(one, folder, change))
    report.answer({"ok": True, "schemas": schemas})
    wrote = any(change.written or change.removed for change in changes)
    return Exit.FINDINGS if exit_code and wrote else Exit.FINE


def _json(one: Loaded, folder: str, change: Changes) -> dict[str, object]:
    from tenantry.text.render.data import as_json

    return {
        "name": one.config.name,
        "schema": [source.name for source in one.sources],
        "output": folder,
        "written": change.written,
        "removed": change.removed,
        "unchanged": change.unchanged,
        "warnings": [as_json(warning) for warning in one.warnings],
    }
