"""`tenantry validate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from tenantry import __version__
from tenantry.cli.options import schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit, Shell
from tenantry.text.diagnostics import Diagnostic, Severity, by_place

if TYPE_CHECKING:
    from tenantry.workspace.sources import Reading

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Schema:
    """What one verdict is on. `path` is what the caller called it."""

    path: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Verdict:
    """`errors` counts those among the diagnostics; `bug` tells that it is our own failure, not the schema's."""

    path: str
    diagnostics: Sequence[Diagnostic]
    errors: int
    bug: bool = False


@click.command(short_help="Find the faults of a schema.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--output-format",
    type=click.Choice(("text", "json", "github", "sarif")),
    default="text",
    show_default=True,
    help="For whom.",
)
@schema_option
@click.option("--json", is_flag=True, expose_value=False, help="The same as --output-format json.")
@verbose_option
@click.pass_obj
def validate(report: Report, paths: Sequence[str], output_format: str, schema_name: str | None) -> int:
    """Find the faults of a schema: every one of them, each with the line and the edit that mends it.

    Each PATH is a schema of its own: a .prisma file, a folder of them, or `-` for standard input; it need not belong
    to a project. Without PATH, all schemas of the project. Exit code 1 where a schema has an error; warnings alone
    are 0.

    With `json`, a line for each schema: {"schema": PATH, "valid", "diagnostics": [{"code", "severity", "message",
    "help", "file", "line", "column", "end_line", "end_column"}]}, and "related" places where there are some. `github`
    prints annotations of a pull request, `sarif` a log of SARIF 2.1.0.
    """
    told: list[_Verdict] = []
    for schema in _schemas(report.shell, paths, schema_name):
        verdict = _judge(report, schema)
        _tell(report, verdict, output_format)
        # A diagnostic holds the text that it is about, and there may be thousands of schemas.
        told.append(verdict if output_format == "sarif" else replace(verdict, diagnostics=()))
    if report.as_json:
        pass
    elif output_format == "sarif":
        _log(report, told)
    elif output_format == "text":
        _sum_up(report, told)
    if any(verdict.bug for verdict in told):
        return Exit.BUG
    return Exit.FINDINGS if any(verdict.errors for verdict in told) else Exit.FINE


def _schemas(shell: Shell, paths: Sequence[str], schema_name: str | None) -> Iterator[_Schema]:
    """Read one after the other, so that the verdict on the first of many does not wait for the last."""
    from tenantry.workspace.sources import read_bytes, read_what_is_there

    for path in paths:
        if path == _STDIN:
            yield _Schema(path, read_bytes(shell.read_stdin(), "<stdin>"))
        else:
            yield _Schema(path, read_what_is_there(shell.cwd, [path]))
    if schema_name or not paths:
        yield from _of_the_project(shell, schema_name)


def _of_the_project(shell: Shell, schema_name: str | None) -> Iterator[_Schema]:
    import os

    from tenantry.workspace import config
    from tenantry.workspace.sources import read_what_is_there

    project = config.find(shell.cwd)
    for one in project.select(schema_name, shell.cwd):
        paths = [os.path.relpath(project.root / path, shell.cwd).replace(os.sep, "/") for path in one.paths]
        yield _Schema(paths[0] if len(paths) == 1 else one.name, read_what_is_there(shell.cwd, paths))


def _judge(report: Report, schema: _Schema) -> _Verdict:
    from tenantry import pipeline

    if not schema.reading.complete:
        # What the unread files define would be missing in the others.
        return _verdict(schema, schema.reading.faults)
    try:
        found = pipeline.analyze(schema.reading.sources).diagnostics
    except Exception as error:  # noqa: BLE001 - our failure on one schema must not hide the verdicts on the others
        report.trace(error)
        message = f"tenantry failed in a way it should not: {type(error).__name__}"
        help = "this is a bug of ours: please report it with what the same command prints with --verbose"
        return _verdict(schema, (Diagnostic("internal-error", message, None, help),), bug=True)
    return _verdict(schema, by_place((*schema.reading.faults, *found)))


def _verdict(schema: _Schema, found: Sequence[Diagnostic], *, bug: bool = False) -> _Verdict:
    return _Verdict(schema.path, found, sum(d.severity is Severity.ERROR for d in found), bug)


def _tell(report: Report, verdict: _Verdict, output_format: str) -> None:
    """What can be said of one schema before the others are looked at."""
    from tenantry.text.render.data import as_json
    from tenantry.text.render.github import render_github

    if report.as_json:
        diagnostics = [as_json(diagnostic) for diagnostic in verdict.diagnostics]
        report.row({"schema": verdict.path, "valid": not verdict.errors, "diagnostics": diagnostics})
    elif output_format == "github":
        if verdict.diagnostics:
            report.result(render_github(verdict.diagnostics).rstrip("\n"))
    elif output_format == "text":
        if verdict.diagnostics:
            report.diagnostics(verdict.diagnostics, report.shell.stdout)
            report.result("")
        if not verdict.errors:
            report.result(f"{verdict.path} is valid")


def _log(report: Report, told: Sequence[_Verdict]) -> None:
    from tenantry.cli.meanings import meanings, summary
    from tenantry.text.render.sarif import Checked, Rule, render_sarif

    checked = [Checked(verdict.path, verdict.diagnostics) for verdict in told]
    rules = {code: Rule(summary(meaning), meaning) for code, meaning in meanings().items()}
    report.result(render_sarif(checked, rules, __version__).rstrip("\n"))


def _sum_up(report: Report, told: Sequence[_Verdict]) -> None:
    """How much there is to mend; what is in order has been said."""
    errors, broken = sum(verdict.errors for verdict in told), [verdict for verdict in told if verdict.errors]
    if not broken:
        return
    where = broken[0].path if len(told) == 1 else f"{len(broken)} of {len(told)} schemas"
    report.result(f"{errors} error{'' if errors == 1 else 's'} in {where}")
