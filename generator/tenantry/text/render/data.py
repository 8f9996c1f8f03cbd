"""Diagnostics as values that JSON has."""

from __future__ import annotations

from typing import TypedDict

from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Span


class Place(TypedDict):
    """Where a span begins and ends."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


_NOWHERE = dict.fromkeys(Place.__annotations__)


def place(span: Span) -> Place:
    line, column = span.source.line_column(span.start)
    end_line, end_column = span.source.line_column(span.end)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def as_json(diagnostic: Diagnostic) -> dict[str, object]:
    """`code`, `severity`, `message`, `help` and the five of `Place`, which are None where no place is to blame.

    `related` is there where other places explain the first: a list of places, with a `message` each.
    """
    found: dict[str, object] = {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "help": diagnostic.help,
        **(_NOWHERE if diagnostic.span is None else place(diagnostic.span)),
    }
    if diagnostic.related:
        found["related"] = [{"message": other.message, **place(other.span)} for other in diagnostic.related]
    return found
