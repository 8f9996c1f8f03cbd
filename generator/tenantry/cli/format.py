"""`tenantry format`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit, Shell
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Formatted:
    """One schema: its files as they were and as they are to be, what is wrong with it then, and what got lost."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    faults: Sequence[Diagnostic]
    dropped: Sequence[str]
    from_stdin: bool = False

    @property
    def changed(self) -> list[str]:
        return [name for name, text in self.after.items() if text != self.before[name]]


@click.command("format", short_help="Lay schema files out as Prisma does.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@schema_option
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@json_option
@verbose_option
@click.pass_obj
def format_(report: Report, paths: Sequence[str], schema_name: str | None, check: bool, diff: bool) -> int:
    """Lay schema files out as `prisma format` does, byte for byte: columns aligned, attributes in order, the missing
    sides of relations added.

    Each PATH is a schema of its own: a .prisma file, a folder of them, or `-` for standard input, which is printed.
    Without PATH, all schemas of the project. Lines with faults are kept as they are; the faults are told, with exit
    code 1, of the schema as it is then.
    """
    formatted = _all(list(_schemas(report.shell, paths, schema_name)))
    if _STDIN in paths:
        formatted.append(_formatted([_from_stdin(report.shell)], from_stdin=True))
    write = not (check or diff)
    for one in formatted:
        if write:
            _write(report.shell, one)
        _tell(report, one, diff=diff, write=write)
    faults = [fault for one in formatted for fault in one.faults]
    changed = [name for one in formatted for name in one.changed]
    fine = not (faults or (check and changed))
    _sum_up(report, formatted, faults, fine=fine, write=write)
    return Exit.FINE if fine else Exit.FINDINGS


def _schemas(shell: Shell, paths: Sequence[str], schema_name: str | None) -> Iterator[Sequence[Source]]:
    import os

    from tenantry.workspace import config
    from tenantry.workspace.sources import read_sources

    for path in paths:
        if path != _STDIN:
            yield read_sources(shell.cwd, [path], as_written=True)
    if schema_name or not paths:
        project = config.find(shell.cwd)
        for chosen in project.select(schema_name, shell.cwd):
            own = [os.path.relpath(project.root / path, shell.cwd).replace(os.sep, "/") for path in chosen.paths]
            yield read_sources(shell.cwd, own, as_written=True)


def _all(schemas: Sequence[Sequence[Source]]) -> list[_Formatted]:
    """One after the other: a file of two schemas keeps what the first has added to it."""
    formatted: list[_Formatted] = []
    done: dict[str, str] = {}
    for sources in schemas:
        one = _formatted([Source(source.name, done.get(source.name, source.text)) for source in sources])
        done.update(one.after)
        formatted.append(one)
    return formatted


def _from_stdin(shell: Shell) -> Source:
    from tenantry.workspace.sources import decoded

    return decoded(shell.read_stdin(), "<stdin>", as_written=True)


def _formatted(sources: Sequence[Source], *, from_stdin: bool = False) -> _Formatted:
    from tenantry import pipeline
    from tenantry.ide.formatting import dropped_text, format_schema

    before = {source.name: source.text for source in sources}
    after = format_schema(sources)
    # Prisma, too, looks at the schema as it is now, with the relations that formatting completed.
    found = pipeline.analyze([Source(name, text) for name, text in after.items()]).diagnostics
    dropped = [
        f"{span.source.name}:{span.source.line_column(span.start)[0]}: there is no place after the brace for `{text}`"
        for span, text in dropped_text(sources)
    ]
    return _Formatted(before, after, [d for d in found if d.severity is Severity.ERROR], dropped, from_stdin)


def _write(shell: Shell, one: _Formatted) -> None:
    from tenantry.workspace.files import rewrite

    if not one.from_stdin:
        rewrite({shell.cwd / name: one.after[name] for name in one.changed})


def _tell(report: Report, one: _Formatted, *, diff: bool, write: bool) -> None:
    for line in one.dropped:
        report.status(line)
    if write and one.from_stdin:
        # Not a report's line: the text must come out as it is.
        if not report.as_json:
            report.shell.stdout.write("".join(one.after.values()))
        return
    for name in one.changed:
        if diff:
            report.result("\n".join(_diff(one.before[name], one.after[name], name)))
        else:
            report.result(f"formatted {name}" if write else f"{name} would be formatted")


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    from difflib import unified_diff

    return unified_diff(_lines(before), _lines(after), name, f"{name} (formatted)", lineterm="")


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _sum_up(
    report: Report, formatted: Sequence[_Formatted], faults: Sequence[Diagnostic], *, fine: bool, write: bool
) -> None:
    from tenantry.text.render.data import as_json

    changed = [name for one in formatted for name in one.changed]
    unchanged = sum(len(one.after) for one in formatted) - len(changed)
    report.answer(
        {
            "ok": fine,
            "changed": changed,
            "written": write,
            "unchanged": unchanged,
            "formatted": next(("".join(one.after.values()) for one in formatted if one.from_stdin), None),
            "diagnostics": [as_json(fault) for fault in faults],
        }
    )
    report.diagnostics(faults, report.shell.stderr)
    if not changed and not any(one.from_stdin for one in formatted):
        report.status(f"{unchanged} file{'' if unchanged == 1 else 's'} in order")
