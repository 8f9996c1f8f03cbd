"""Reads a file with faults line by line, so that a bad line costs one diagnostic and all others are still understood.

The language makes this easy: nothing but a block comment runs over a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lark import Token

from tenantry.psl import ast, faults, hints
from tenantry.psl.builder import Builder, end_of, start_of
from tenantry.text.diagnostics import Related, Report
from tenantry.text.suggest import did_you_mean

_KINDS = ("model", "enum", "type", "view", "datasource", "generator")
_KIND = "|".join(_KINDS)
_NAME = r"[^\W_][\w\-]*"
_END = r"[ \t]*(?://[^\n\r]*|/\*[\s\S]*\*/[ \t]*)?[\r\n]*$"

_LINE = re.compile(
    r'(?:"(?:[^"\\\n\r]|\\[^\n\r])*"|/\*[\s\S]*?\*/|//[^\n\r]*|[^\n\r])*?(?:\r\n?|\n|\Z)',
)
_LEADING_COMMENTS = re.compile(r"[ \t]*(?:/\*[\s\S]*?\*/[ \t]*)*")
_NOTHING = re.compile(r"[ \t]*(?://(?!/)[^\n\r]*)?[\r\n]*$")
_DOC = re.compile(r"[ \t]*(///[^\n\r]*)")
_OPENING = re.compile(rf"[ \t]*({_KIND})[ \t]*({_NAME})[ \t]*\{{{_END}")
# Prisma skips what follows the brace, and so must we.
_WITH_REST = re.compile(rf"[ \t]*({_KIND})[ \t]*({_NAME})[ \t]*\{{[ \t]*([^\n\r}}]*?)[ \t]*[\r\n]*$")
_WITHOUT_BRACE = re.compile(rf"[ \t]*({_KIND})[ \t]+({_NAME}){_END}")
_BAD_NAME = re.compile(rf"[ \t]*({_KIND})[ \t]+([^\s{{]+)[ \t]*\{{{_END}")
_WITHOUT_NAME = re.compile(rf"[ \t]*({_KIND})[ \t]*\{{{_END}")
_ONE_LINE = re.compile(rf"[ \t]*({_KIND})[ \t]*({_NAME})[ \t]*\{{(.*)\}}{_END}")
_TYPE_ALIAS = re.compile(rf"[ \t]*type[ \t]+{_NAME}[ \t]*=")
_OTHER_BLOCK = re.compile(r"[ \t]*([^\s{]+)[^\n\r{]*\{" + _END)
_BRACE = re.compile(rf"[ \t]*\{{{_END}")
_CLOSE = re.compile(r"[ \t]*(\})")

LineParser = Callable[[str, int, int], Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """A line that the grammar refuses, from the offset `place` on."""

    place: int


@dataclass(slots=True)
class _Open:
    """A block whose end is not yet read. `skipped`: its first line was wrong, and what it holds is not looked at."""

    keyword: Token
    name: Token
    skipped: bool = False
    awaits_brace: bool = False
    items: list[Any] = field(default_factory=list[Any])


def recover(text: str, builder: Builder, report: Report, parse_line: LineParser) -> tuple[ast.Block, ...]:
    """The blocks of a text whose lines all end with a line break. What is wrong goes to `report`."""
    return _Recovery(text, builder, report, parse_line).blocks()


class _Recovery:
    """Where the reading stands: between blocks, or in one."""

    def __init__(self, text: str, builder: Builder, report: Report, parse_line: LineParser) -> None:
        self._text, self._builder, self._report, self._parse = text, builder, report, parse_line
        self._found: list[Any] = []
        self._open: _Open | None = None
        self._skip_until = 0

    def blocks(self) -> tuple[ast.Block, ...]:
        position = 0
        while position < len(self._text):
            match = _LINE.match(self._text, position)
            end = match.end() if match is not None and match.end() > position else len(self._text)
            if position >= self._skip_until:
                self._line(position, end)
            position = end
        if self._open is not None:
            self._unclosed(None)
            self._close(len(self._text.rstrip()))
        return self._builder.file(self._found)

    def _line(self, start: int, end: int) -> None:
        comments = _LEADING_COMMENTS.match(self._text, start, end)
        start = comments.end() if comments is not None else start
        line = self._text[start:end]
        if _NOTHING.match(line):
            return
        if doc := _DOC.match(line):
            items = self._found if self._open is None else self._open.items
            items.append(self._token("DOC", start + doc.start(1), start + doc.end(1)))
        elif self._open is None:
            self._outside(line, start, end)
        else:
            self._inside(self._open, line, start, end)

    # Between blocks

    def _outside(self, line: str, start: int, end: int) -> None:
        if opening := _OPENING.match(line):
            self._begin(opening, start)
        elif opening := _WITH_REST.match(line):
            message = "What follows the brace on this line is ignored."
            place = self._builder.span(start + opening.start(3), start + opening.end(3))
            help = "put it on a line of its own, or make it a comment"
            self._report.warning(faults.IGNORED_TEXT, message, place, help=help)
            self._begin(opening, start)
        elif _TYPE_ALIAS.match(line):
            self._error(faults.INVALID_LINE, faults.TYPE_ALIAS, start, end)
        elif whole := _ONE_LINE.match(line):
            self._one_line(whole, start, end)
        elif opening := _BAD_NAME.match(line):
            help = "a name starts with a letter and holds letters, digits and underscores"
            self._error(faults.INVALID_BLOCK, faults.TOP_LINE, start + opening.start(2), start + opening.end(2), help)
            self._begin(opening, start)
        elif opening := _WITHOUT_NAME.match(line):
            self._error(faults.INVALID_BLOCK, faults.TOP_BLOCK, start, end, f"write `{opening[1]} Name {{`")
            self._begin_skipped(start, opening.start(1), opening.end(1))
        elif opening := _WITHOUT_BRACE.match(line):
            help = f"write `{opening[1]} {opening[2]} {{`: the brace stands on the same line"
            self._error(faults.INVALID_BLOCK, faults.TOP_LINE, start, end, help)
            self._begin(opening, start).awaits_brace = True
        elif opening := _OTHER_BLOCK.match(line):
            message = faults.TOP_LINE + did_you_mean(opening[1], _KINDS)
            self._error(faults.INVALID_LINE, message, start + opening.start(1), start + opening.end(1))
            self._begin_skipped(start, opening.start(1), opening.end(1))
        else:
            self._error(faults.INVALID_LINE, faults.TOP_LINE, start, end)

    def _begin(self, opening: re.Match[str], start: int) -> _Open:
        keyword = self._token("MODEL", start + opening.start(1), start + opening.end(1))
        name = self._token("NAME", start + opening.start(2), start + opening.end(2))
        self._open = _Open(keyword, name)
        return self._open

    def _begin_skipped(self, start: int, first: int, last: int) -> None:
        word = self._token("NAME", start + first, start + last)
        self._open = _Open(word, word, skipped=True)

    def _one_line(self, whole: re.Match[str], start: int, end: int) -> None:
        """Tells the fault, and takes what stands between the braces where that is one line's worth."""
        help = "put what stands between the braces on lines of its own"
        self._error(faults.INVALID_BLOCK, "A block must not stand on one line.", start, end, help)
        block = self._begin(whole, start)
        inside = self._parse(_start_rule(block), start + whole.start(3), start + whole.end(3))
        if isinstance(inside, Failure):
            self._open = None
            return
        block.items.append(inside)
        self._close(end)

    # In a block

    def _inside(self, block: _Open, line: str, start: int, end: int) -> None:
        if block.awaits_brace and _BRACE.match(line):
            block.awaits_brace = False
        elif close := _CLOSE.match(line):
            self._close(start + close.end())
            self._line(start + close.end(), end)
        elif opening := _OPENING.match(line):
            self._unclosed(start)
            self._close(start)
            self._begin(opening, start)
        elif not block.skipped:
            self._member(block, line, start, end)

    def _member(self, block: _Open, line: str, start: int, end: int) -> None:
        # A fault in a line that the grammar takes is told by the callbacks, of which the line's rule is the last.
        item = self._parse(_start_rule(block), start, end)
        if not isinstance(item, Failure):
            block.items.append(item)
            return
        match str(block.keyword):
            case "enum":
                message, help = faults.ENUM_LINE, hints.for_enum_value(line)
            case "datasource" | "generator":
                message, help = faults.CONFIG_LINE.format(kind=block.keyword), hints.for_property(line)
            case _:
                message, help = faults.MODEL_LINE, hints.for_member(line)
        at_end = not self._text[item.place : end].strip()
        self._error(faults.INVALID_LINE, message, start if at_end else max(start, item.place), end, help)
        if hints.opens_more_than_it_closes(line) > 0:
            self._skip_until = self._end_of_brackets(end, hints.opens_more_than_it_closes(line))

    def _end_of_brackets(self, position: int, depth: int) -> int:
        """Where brackets that a line left open are closed, for their lines are one fault; 0 if the block ends first."""
        while position < len(self._text):
            match = _LINE.match(self._text, position)
            line = match[0] if match is not None else ""
            if not line or _CLOSE.match(line) or _OPENING.match(line):
                return 0
            depth += hints.opens_more_than_it_closes(line)
            position += len(line)
            if depth <= 0:
                return position
        return 0

    def _unclosed(self, next_block: int | None) -> None:
        block = self._open
        if block is None:
            return
        end = self._text.rstrip()
        place = next_block if next_block is not None else max(0, len(end) - 1)
        opened = Related("The block starts here.", self._builder.span(start_of(block.keyword), end_of(block.name)))
        self._report.error(
            faults.UNCLOSED_BLOCK,
            f"The block `{block.name}` is not closed.",
            self._builder.span(place, place + 1),
            help="put a `}` on a line before this one" if next_block is not None else "put a `}` after this line",
            related=(opened,),
        )

    def _close(self, end: int) -> None:
        block, self._open = self._open, None
        if block is None or block.skipped:
            return
        match str(block.keyword):
            case "enum":
                make: Callable[..., ast.Block] = self._builder.make_enum
            case "datasource" | "generator":
                make = self._builder.make_config
            case _:
                make = self._builder.make_model
        self._found.append(make(block.keyword, block.name, block.items, end))

    def _error(self, code: str, message: str, start: int, end: int, help: str | None = None) -> None:
        """Blames what is left of a place without the blanks and comment at its end."""
        blamed = self._text[start:end]
        length = len(blamed.rstrip())
        self._report.error(code, message, self._builder.span(start, start + max(length, 1)), help=help)

    def _token(self, kind: str, start: int, end: int) -> Token:
        return Token(kind, self._text[start:end], start_pos=start, end_pos=end)


def _start_rule(block: _Open) -> str:
    match str(block.keyword):
        case "enum":
            return "enum_line"
        case "datasource" | "generator":
            return "config_line"
        case _:
            return "model_line"
