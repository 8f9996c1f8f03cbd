"""Reads a schema file. The only door to Lark."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from threading import Lock
from typing import Any, cast

from lark.exceptions import UnexpectedInput, UnexpectedToken

from tenantry.psl import ast, tables
from tenantry.psl.builder import Builder
from tenantry.psl.lexer import Chunk, ChunkLexer, Piece, Stuck
from tenantry.psl.reading import Reading
from tenantry.text.diagnostics import Diagnostic, Report
from tenantry.text.source import Source

_lock = Lock()


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """What stands in a file, and what is wrong with its lines. Bad input never raises: a bad line costs one diagnostic
    and is left out."""
    with _lock:  # the callbacks know one source at a time
        parser, lexer, builder = _parser()
        builder.source = source
        report = Report()
        # Of what `\s` means to the lexer, these two are no spaces for Prisma; they part neither words nor lines.
        seen = source.text.replace("\u2028", "\x7f").replace("\u2029", "\x7f")

        def lines(start_rule: str, start: int, end: int) -> int | None:
            try:
                parser.parse(lexer.thread(Chunk(source.text, seen, start, end)), start_rule)
            except UnexpectedInput as fault:
                return _place(fault, end)
            return None

        with _no_collections():
            blocks = tuple(Reading(seen, builder, report, lines).blocks())
        builder.begin()  # what was read is of no use to it any more
        return ast.File(source, blocks), report.diagnostics()


@contextmanager
def _no_collections() -> Generator[None]:
    """A tree is many objects without a cycle. Looking through them for one again and again takes as long as reading a
    large file, and more than its share the larger the file is."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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
def _parser() -> tuple[tables.Parser, ChunkLexer, Builder]:
    builder = Builder()
    kept = tables.read()
    return tables.parser(kept, builder), ChunkLexer(kept["terminals"], kept["states"]), builder
