"""Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from tenantry.text.diagnostics import Diagnostic
from tenantry.text.render.data import place
from tenantry.text.render.printable import printable
from tenantry.text.render.runs import Run, runs


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One command a line. GitHub shows ten of a step, so one stands for a run of lines that have the same fault."""
    return "".join(f"{_command(run)}\n" for run in runs(diagnostics))


def _command(run: Run) -> str:
    diagnostic = run.first
    properties: dict[str, object] = {"title": diagnostic.code}
    if diagnostic.span is not None:
        where = place(diagnostic.span)
        properties = {"file": where["file"], "line": where["line"], **_end(run), **properties}
    written = ",".join(f"{name}={_escaped(str(value), in_property=True)}" for name, value in properties.items())
    return f"::{diagnostic.severity} {written}::{_escaped(_text(diagnostic))}"


def _end(run: Run) -> dict[str, object]:
    """GitHub takes columns for a place on one line only."""
    assert run.first.span is not None
    where = place(run.first.span)
    if run.others or where["end_line"] != where["line"]:
        return {"endLine": max(run.last_line, where["end_line"])}
    return {"endLine": where["end_line"], "col": where["column"], "endColumn": where["end_column"]}


def _text(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.message]
    for other in diagnostic.related:
        where = place(other.span)
        lines.append(f"{where['file']}:{where['line']}: {other.message}")
    if diagnostic.help is not None:
        lines.append(f"help: {diagnostic.help}")
    return "\n".join(lines)


def _escaped(text: str, *, in_property: bool = False) -> str:
    """As GitHub's workflow commands ask for."""
    text = printable(text).replace("%", "%25").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
