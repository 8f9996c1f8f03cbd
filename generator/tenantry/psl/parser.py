"""Reads a schema file. The only door to Lark."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import resources
from threading import Lock
from typing import Any, Protocol, cast

from lark import Lark, UnexpectedInput, UnexpectedToken

from tenantry.psl import ast
from tenantry.psl.builder import Builder
from tenantry.psl.lexer import Chunk, ChunkLexer, Piece, Stuck
from tenantry.psl.reading import Reading
from tenantry.text.diagnostics import Diagnostic, Report
from tenantry.text.source import Source

STARTS = ("model", "enum", "config")
_lock = Lock()


class _Reader(Protocol):
    """What we use of Lark."""

    def parse(self, text: Chunk, start: str | None = None) -> Any: ...


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """What stands in a file, and what is wrong with its lines. Bad input never raises: a bad line costs one diagnostic
    and is left out."""
    with _lock:  # the callbacks know one source at a time
        reader, builder = _parser()
        builder.source = source
        report = Report()

        def lines(start_rule: str, start: int, end: int) -> int | None:
            try:
                reader.parse(Chunk(source.text, start, end), start_rule)
            except UnexpectedInput as fault:
                return _place(fault, end)
            return None

        blocks = tuple(Reading(source.text, builder, report, lines).blocks())
        builder.begin()
        return ast.File(source, blocks), report.diagnostics()


def _place(fault: UnexpectedInput, end: int) -> int:
    """Where the parser could not go on.

    A line is complete when the parser has seen what follows it. So if it got stuck where a line begins, the one before
    is still to be finished.
    """
    if isinstance(fault, Stuck):
        place = fault.place
    else:
        token = cast(Piece, cast(UnexpectedToken, fault).token)
        place = end if token.type == "$END" else token.start_pos
    with suppress(UnexpectedInput):
        cast(Any, fault).interactive_parser.feed_token(Piece("$END", "", end, end))
    return place


@cache
def _parser() -> tuple[_Reader, Builder]:
    builder = Builder()
    return cast(_Reader, load(builder)), builder


def load(builder: Builder | None) -> Lark:
    folder = resources.files("tenantry.psl")
    grammar = folder.joinpath("prisma.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        maybe_placeholders=False,
        keep_all_tokens=True,
        transformer=builder,
        _plugins={"ContextualLexer": ChunkLexer},
    )
