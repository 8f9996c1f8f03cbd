"""Diagnostics for readers: people at a terminal, programs, and GitHub's annotations.

Only here do offsets become lines and columns. Both count from 1; the column counts characters, and an end is exclusive.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator

from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Span

_RED, _YELLOW, _BLUE, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"


def render_text(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """One paragraph a diagnostic, with its line of the schema and carets under the place. Ends with a line break."""
    paint = _Paint(color)
    return "\n".join("".join(f"{line}\n" for line in _paragraph(d, paint)) for d in diagnostics)


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A list of objects: `severity`, `code`, `message`, `help`, `place` and `related`; see `as_json`."""
    return json.dumps([as_json(diagnostic) for diagnostic in diagnostics], indent=2, ensure_ascii=False) + "\n"


def as_json(diagnostic: Diagnostic) -> dict[str, object]:
    """One diagnostic of values that JSON has. `place` is None or `{file, line, column, end_line, end_column}`, and
    `related` a list of such places with a `message` each."""
    related = [{"message": other.message, **_place(other.span)} for other in diagnostic.related]
    return {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "place": None if diagnostic.span is None else _place(diagnostic.span),
        "related": related,
    }


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, one a line, which GitHub shows beside the lines of a pull request."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties: dict[str, object] = {"title": diagnostic.code}
    if diagnostic.span is not None:
        place = _place(diagnostic.span)
        properties = {
            "file": place["file"],
            "line": place["line"],
            "endLine": place["end_line"],
            "col": place["column"],
            "endColumn": place["end_column"],
            **properties,
        }
    text = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\nhelp: {diagnostic.help}"
    written = ",".join(f"{name}={_escaped(str(value), in_property=True)}" for name, value in properties.items())
    return f"::{diagnostic.severity} {written}::{_escaped(text)}"


def _escaped(text: str, *, in_property: bool = False) -> str:
    """As GitHub's workflow commands ask for."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def _place(span: Span) -> dict[str, str | int]:
    line, column = span.source.line_column(span.start)
    end_line, end_column = span.source.line_column(span.end)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


class _Paint:
    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, *codes: str) -> str:
        return f"{''.join(codes)}{text}{_PLAIN}" if self._color else text


def _paragraph(diagnostic: Diagnostic, paint: _Paint) -> Iterator[str]:
    tone = _RED if diagnostic.severity is Severity.ERROR else _YELLOW
    yield f"{paint(f'{diagnostic.severity}[{diagnostic.code}]', tone, _BOLD)}{paint(f': {diagnostic.message}', _BOLD)}"
    margin = 2
    if diagnostic.span is not None:
        line, _ = diagnostic.span.source.line_column(diagnostic.span.start)
        margin = max(len(str(line)), 2)
        yield from _excerpt(diagnostic.span, "-->", "^", margin, tone, paint)
    for other in diagnostic.related:
        yield from _excerpt(other.span, ":::", "-", margin, _BLUE, paint, note=other.message)
    if diagnostic.help is not None:
        yield f"{' ' * margin} {paint('=', _BLUE)} {paint('help', _BOLD)}: {diagnostic.help}"


def _excerpt(
    span: Span, arrow: str, mark: str, margin: int, tone: str, paint: _Paint, *, note: str = ""
) -> Iterator[str]:
    """Where it is, the line, and marks under the place; a place over several lines is shown by its first."""
    line, column = span.source.line_column(span.start)
    text = span.source.line_text(line)
    before, place = text[: column - 1], text[column - 1 : column - 1 + span.end - span.start]
    marks = mark * max(_width(place.rstrip()), 1)
    indent = "".join("\t" if character == "\t" else " " * _width(character) for character in before)
    bar = paint("|", _BLUE)
    yield f"{' ' * margin}{paint(arrow, _BLUE)} {span.source.name}:{line}:{column}"
    yield f"{paint(f'{line:>{margin}}', _BLUE)} {bar} {text}"
    yield f"{' ' * margin} {bar} {indent}{paint(marks, tone)}{paint(f' {note}', tone) if note else ''}"


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: letters of East Asia take two, combining ones none."""
    widths = (
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
    return sum(widths)
