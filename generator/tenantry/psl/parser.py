"""Reads a schema file. The only door to Lark."""

from __future__ import annotations

from functools import cache
from importlib import resources
from threading import Lock
from typing import Any, Protocol, cast

from lark import Lark, UnexpectedInput
from lark.utils import TextSlice

from tenantry.psl import ast
from tenantry.psl.builder import Builder
from tenantry.psl.recovery import Failure, LineParser, recover
from tenantry.text.diagnostics import Diagnostic, Report
from tenantry.text.source import Source


class _Reader(Protocol):
    """What we use of Lark. With our callbacks, `parse` returns what the callback of `start` makes."""

    def parse(self, text: str | TextSlice[str], start: str | None = None) -> Any: ...


_STARTS = ["file", "model_line", "enum_line", "config_line"]
_lock = Lock()


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """What stands in a file, and what is wrong with its lines. Bad input never raises: a bad line costs one diagnostic
    and is left out.

    A file without faults is parsed as a whole; only one with faults is read again line by line.
    """
    with _lock:  # the callbacks know one source at a time
        lark, builder = _parser()
        report = Report()
        builder.read(source, report)
        # Every line ends with a line break; the last one gets it here. The offsets of all others stay.
        text = source.text + "\n"
        try:
            blocks: tuple[ast.Block, ...] = lark.parse(text, start="file")
        except UnexpectedInput:
            report = Report()
            builder.read(source, report)
            blocks = recover(text, builder, report, _line_parser(lark, text))
        return ast.File(source, blocks), report.diagnostics()


def _line_parser(lark: _Reader, text: str) -> LineParser:
    def parse_line(start_rule: str, start: int, end: int) -> Any:
        try:
            return lark.parse(TextSlice(text, start, end), start=start_rule)
        except UnexpectedInput as fault:
            return Failure(_place(fault, end))

    return parse_line


def _place(fault: UnexpectedInput, end: int) -> int:
    """Where the parser could not go on; at the end of the input Lark names no place."""
    place = cast(int | None, fault.pos_in_stream)
    return place if place is not None and 0 <= place < end else end


@cache
def _parser() -> tuple[_Reader, Builder]:
    builder = Builder()
    grammar = resources.files("tenantry.psl").joinpath("prisma.lark").read_text(encoding="utf-8")
    lark = Lark(
        grammar, parser="lalr", lexer="contextual", start=_STARTS, transformer=builder, maybe_placeholders=False
    )
    return cast(_Reader, lark), builder
