"""Rows whose columns stand below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Columns that are aligned, and a comment behind them that is not. `verbatim` is a line that is kept as it is."""

    columns: tuple[str, ...] = ()
    comment: str = ""
    verbatim: str | None = None


BLANK = Row()


def render(rows: Sequence[Row], indent: str) -> str:
    """The rows as lines. A column is as wide as its widest entry, in bytes: that is how Prisma counts."""
    widths = _widths(rows)
    lines: list[str] = []
    for row in rows:
        line = row.verbatim if row.verbatim is not None else _line(row, widths)
        # A blank line is not indented, and a kept line of nothing neither.
        lines.append(f"{indent}{line}\n" if row.columns or row.comment or row.verbatim is not None else "\n")
    return "".join(lines)


def _widths(rows: Sequence[Row]) -> list[int]:
    widths: list[int] = []
    for row in rows:
        for index, column in enumerate(row.columns):
            width = _width(column)
            if index == len(widths):
                widths.append(width)
            elif width > widths[index]:
                widths[index] = width
    return widths


def _line(row: Row, widths: Sequence[int]) -> str:
    if not row.columns:
        return row.comment
    *padded, last = row.columns
    parts = [column + " " * (widths[index] - _width(column) + 1) for index, column in enumerate(padded)]
    parts.append(last)
    if row.comment:
        parts.append(f" {row.comment}")
    return "".join(parts)


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
