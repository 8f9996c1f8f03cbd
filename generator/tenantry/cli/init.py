"""`tenantry init`."""

from __future__ import annotations

from pathlib import Path

import click

from tenantry.cli.options import json_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit
from tenantry.workspace.files import replace_files
from tenantry.workspace.starter import PROVIDERS, starter_files


@click.command(short_help="Start a project: a schema, its configuration, .env.example.")
@click.option(
    "--provider", type=click.Choice(PROVIDERS), default=PROVIDERS[0], show_default=True, help="The first database."
)
@json_option
@verbose_option
@click.pass_obj
def init(report: Report, provider: str) -> int:
    """Start a project in this folder: a first schema, `[tool.tenantry]` in pyproject.toml and .env.example.

    What is there already is kept as it is.
    """
    root: Path = report.shell.cwd
    starter = starter_files(root, provider)
    replace_files(root, starter.write)
    for path in starter.write:
        report.result(f"wrote {path}")
    for path in starter.kept:
        report.result(f"kept {path}, which was there")
    steps = (
        "cp .env.example .env",
        "tenantry migrate dev --name init",
        "python -c 'from generated.app import Client; print(Client)'",
    )
    report.status("\nNext:")
    for step in steps:
        report.status(f"  {step}")
    report.answer({"ok": True, "written": list(starter.write), "kept": list(starter.kept), "next": list(steps)})
    return Exit.FINE
