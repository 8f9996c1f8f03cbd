"""`tenantry dmmf`."""

from __future__ import annotations

import json

import click

from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit


@click.command(short_help="Print what Prisma's generators get of a schema.")
@click.argument("path", required=False)
@schema_option
@json_option
@verbose_option
@click.pass_obj
def dmmf(report: Report, path: str | None, schema_name: str | None) -> int:
    """Print a schema as JSON, in the format that Prisma hands to its generators: the `datamodel` of its DMMF.

    PATH is a .prisma file or a folder of them. Exit code 1 where the schema has an error, which is told as `validate`
    tells it, on standard error.
    """
    from tenantry import pipeline
    from tenantry.dmmf import datamodel
    from tenantry.workspace import config
    from tenantry.workspace.sources import read_sources

    if path is not None and schema_name is not None:
        raise click.UsageError("give the schema once: as PATH or by --schema")
    project = config.find(report.shell.cwd)
    chosen = project.select_one(path or schema_name, report.shell.cwd)
    analysis = pipeline.analyze(read_sources(project.root, chosen.paths))
    if analysis.schema is None or analysis.has_errors:
        report.broken_schema(analysis.diagnostics)
        return Exit.FINDINGS
    report.diagnostics(analysis.diagnostics, report.shell.stderr)
    # Straight to the stream: what a schema says is passed on as it is, even where it looks like a password.
    json.dump(datamodel(analysis.schema), report.shell.stdout, separators=(",", ":"))
    report.shell.stdout.write("\n")
    return Exit.FINE
