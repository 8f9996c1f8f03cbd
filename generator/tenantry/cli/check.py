"""`tenantry check`: the answer to "is what is committed what the schema says?", without writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tenantry import __version__
from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit
from tenantry.workspace import manifest

if TYPE_CHECKING:
    from tenantry.cli.schemas import Loaded
    from tenantry.workspace.config import Project
    from tenantry.workspace.drift import FileDrift
    from tenantry.workspace.output import Comparison

_COLORS = {"missing": "red", "stale": "yellow", "edited": "magenta", "orphaned": "yellow", "pending": "yellow"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing that was compared. `mend` is the command that mends it, None where nothing needs to be."""

    state: str
    path: str
    said: str
    mend: str | None


@click.command(short_help="Refuse drift between schema, generated code and migrations.")
@schema_option
@click.option("--diff", is_flag=True, help="Show what `generate` would change.")
@json_option
@verbose_option
@click.pass_obj
def check(report: Report, schema_name: str | None, diff: bool) -> int:
    """Compare the generated packages and the migrations with their schema. Writes nothing.

    Every file is in one of six states: ok, missing, stale (the schema has changed since), edited (changed by hand),
    orphaned (no longer generated) or foreign (not made by tenantry, which is no fault). Migrations are pending where no
    revision says yet what the schema says. Exit code 1 where something differs, each with the command that mends it.
    """
    from tenantry.cli.schemas import load
    from tenantry.workspace import output

    with report.working("Comparing"):
        project, loaded = load(report, schema_name)
        compared = [
            (one, output.compare(project.root, one.folder, one.tree, one.sources, __version__)) for one in loaded
        ]
    several = len(project.select(None, report.shell.cwd)) > 1 if project.schemas else False
    schemas: list[dict[str, object]] = []
    differing = pending = 0
    for one, comparison in compared:
        option = f" --schema {schema_name or one.config.name}" if schema_name or several else ""
        files = [_file_line(file, comparison.name, option) for file in comparison.files]
        migrations = list(_migration_lines(project, one, option))
        differing += len(comparison.drift)
        pending += sum(line.state == "pending" for line in migrations)
        _print_lines(report, [*files, *migrations])
        if diff:
            _print_diff(report, comparison)
        answer = {"files": [_json(line) for line in files], "migrations": [_json(line) for line in migrations]}
        schemas.append({"name": one.config.name, "output": comparison.name, **answer})
    checked = sum(len(comparison.files) for _, comparison in compared)
    said = f"{differing} of {checked} files differ" if differing else f"{checked} files are as generated"
    report.result(f"{said}, migrations are pending" if pending else said)
    fine = not differing and not pending
    report.answer({"ok": fine, "schemas": schemas})
    return Exit.FINE if fine else Exit.FINDINGS


def _file_line(file: FileDrift, folder: str, option: str) -> _Line:
    generate = f"tenantry generate{option}"
    path = f"{folder}/{file.path}"
    match file.state.value:
        case "missing":
            return _Line("missing", path, "not there", generate)
        case "stale" if file.path == manifest.NAME:
            return _Line("stale", path, "does not list the files as they are", generate)
        case "stale":
            return _Line("stale", path, "older than the schema", generate)
        case "orphaned":
            return _Line("orphaned", path, "no longer generated", generate)
        case "edited":
            return _Line("edited", path, "changed by hand, which this discards", f"{generate} --force")
        case "foreign" if file.in_the_way:
            said = "not made by tenantry and in the way: rename it, or discard it with"
            return _Line("foreign", path, said, f"{generate} --force")
        case "foreign":
            return _Line("foreign", path, "not made by tenantry, left alone", None)
        case _:
            return _Line("ok", path, "", None)


def _migration_lines(project: Project, one: Loaded, option: str) -> Iterator[_Line]:
    """A line for each migrations folder that is there; a project need not have one."""
    from tenantry.cli.schemas import shown
    from tenantry.workspace.migrations import folder_of

    for provider in one.schema.providers:
        folder = folder_of(project, one.config, one.schema, provider)
        if not folder.is_dir():
            continue
        from tenantry.cli.pending import is_pending

        path = shown(folder, project)
        if is_pending(one.schema, provider, folder):
            said = "no revision has what changed in the schema"
            yield _Line("pending", path, said, f"tenantry migrate dev --name what-changed{option}")
        else:
            yield _Line("ok", path, "", None)


def _print_lines(report: Report, lines: Sequence[_Line]) -> None:
    shown = [line for line in lines if line.state != "ok"]
    width = max((len(line.path) for line in shown), default=0)
    for line in shown:
        state = report.style(f"{line.state:<8}", _COLORS.get(line.state, "white"))
        mend = f": {line.mend}" if line.mend else ""
        report.result(f"{state}  {line.path:<{width}}  {line.said}{mend}")


def _print_diff(report: Report, comparison: Comparison) -> None:
    for file in comparison.drift:
        report.result("\n".join(_diff(file, f"{comparison.name}/{file.path}")))


def _diff(file: FileDrift, path: str) -> Iterator[str]:
    """What `generate` would do to the file."""
    from difflib import unified_diff

    before = (file.actual or "").splitlines()
    after = (file.expected or "").splitlines()
    old = "/dev/null" if file.actual is None else f"a/{path}"
    new = "/dev/null" if file.expected is None else f"b/{path}"
    return unified_diff(before, after, old, new, lineterm="")


def _json(line: _Line) -> dict[str, object]:
    return {"path": line.path, "state": line.state, "mend": line.mend}
