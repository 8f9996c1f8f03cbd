"""`tenantry validate`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit
from tenantry.text.diagnostics import Diagnostic, Severity


@click.command(short_help="Find the faults of a schema.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--output-format",
    type=click.Choice(("text", "json", "github")),
    default="text",
    show_default=True,
    help="For whom.",
)
@schema_option
@json_option
@verbose_option
@click.pass_obj
def validate(report: Report, paths: Sequence[str], output_format: str, schema_name: str | None) -> int:
    """Find the faults of a schema: every one of them, each with the line and the edit that mends it.

    Without PATH, all schemas of the project. Each PATH is a schema of its own, a .prisma file or a folder of them.
    Exit code 2 where a schema has an error; warnings alone are 0.
    """
    from tenantry import pipeline
    from tenantry.text import render
    from tenantry.workspace import config
    from tenantry.workspace.sources import read_sources

    cwd = report.shell.cwd
    project = config.find(cwd)
    wanted = [*paths, schema_name] if schema_name or not paths else paths
    chosen = [one for name in wanted for one in project.select(name, cwd)]
    found: list[Diagnostic] = []
    names: list[str] = []
    for one in chosen:
        sources = read_sources(project.root, one.paths)
        names += one.paths
        found += pipeline.analyze(sources).diagnostics
    broken = any(d.severity is Severity.ERROR for d in found)
    report.answer({"ok": not broken, "diagnostics": [render.as_json(d) for d in found]})
    match output_format:
        case "github":
            report.result(render.render_github(found).rstrip("\n"))
        case _:
            report.diagnostics(found, report.shell.stdout)
            if not broken:
                report.result("\n".join(f"{name} is valid" for name in names))
    return Exit.WRONG if broken else Exit.FINE
