"""Attributes and what stands in them: the lower half of the callbacks that Lark makes while it parses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tenantry.psl import ast, faults
from tenantry.psl.lexer import Piece, Stuck
from tenantry.psl.literals import unescape
from tenantry.text.diagnostics import Related
from tenantry.text.source import Source, Span

_WRONG_DOT = re.compile(r"\.[\-_]")
_DEEPEST = 200  # brackets in brackets; Prisma's engine runs out of stack at about a thousand

# What Lark hands over is as the grammar says, which a type checker cannot know.
Parts = Sequence[Any]


class Fault(NamedTuple):
    """An error that the reader is to be told of."""

    code: str
    message: str
    span: Span
    help: str | None = None
    related: tuple[Related, ...] = ()


class Values:
    """The callbacks for values, arguments and attributes. Faults are those of the line that is being read."""

    def __init__(self) -> None:
        self.source = Source("", "")
        self.of_this_line: list[Fault] = []

    def span(self, start: int, end: int) -> Span:
        """A place in the source being read."""
        return Span(self.source, start, end)

    def attributes(self, parts: Parts) -> list[ast.Attribute]:
        *before, attribute = parts
        found: list[ast.Attribute] = before[0] if before else []
        found.append(attribute)
        return found

    def attribute(self, parts: Parts) -> ast.Attribute:
        head: Piece = parts[0]
        text = head.value
        at = text.rindex("@") + 1
        start = head.start_pos + text.index("@")
        arguments: tuple[ast.Argument, ...] = ()
        end = head.end_pos
        if text[-1] == "(":
            arguments, end = self._arguments(parts)
            text = text[:-1].rstrip()
            if end - start > _DEEPEST:
                self.not_too_deep(*(argument.value for argument in arguments))
        name = text[at:].lstrip()
        if "." in name:  # of a native type's arguments Prisma looks at the values alone
            self.of_this_line[:] = [f for f in self.of_this_line if not _is_unfinished_after(f, start)]
        return ast.Attribute(
            self.name(name, head.start_pos + len(text) - len(name)), arguments, Span(self.source, start, end)
        )

    def _arguments(self, parts: Parts) -> tuple[tuple[ast.Argument, ...], int]:
        """What stands between the brackets that the first part opened, and where they close."""
        found: Sequence[ast.Argument] = ()
        for part in parts[1:]:
            if not isinstance(part, Piece):
                found = part
            elif part.type == "RPAR":
                return tuple(found), part.end_pos
            else:
                message = "Trailing commas are not valid in attribute arguments, please remove the comma."
                self.fault(faults.TRAILING_COMMA, message, self.span(part.end_pos - 1, part.end_pos), "remove it")
        raise AssertionError("the grammar has a bracket there")

    def arguments(self, parts: Parts) -> list[ast.Argument]:
        value = parts[-1]
        found: list[ast.Argument] = parts[0] if len(parts) > 1 else []
        if isinstance(value, ast.Argument):
            found.append(value)
        elif value is not None:
            found.append(ast.Argument(None, value, value.span))
        return found

    def named(self, parts: Parts) -> ast.Argument:
        name, value = self._key(parts[0]), parts[1]
        return ast.Argument(name, value, Span(self.source, name.span.start, value.span.end))

    def unfinished(self, parts: Parts) -> None:
        name = self._key(parts[0])
        message = f"The `{name.text}` argument is missing a value."
        help = f"write `{name.text}: ...`, or leave it out"
        self.fault(faults.ARGUMENT_WITHOUT_VALUE, message, self.span(name.span.start, parts[0].end_pos), help)

    def _key(self, token: Piece) -> ast.Name:
        text = token.value[:-1].rstrip()
        name = text.lstrip()
        return self.name(name, token.start_pos + len(text) - len(name))

    def items(self, parts: Parts) -> list[Any]:
        found: list[Any] = parts[0] if len(parts) > 1 else []
        found.append(parts[-1])
        return found

    entries = items

    def array(self, parts: Parts) -> ast.Array:
        items = tuple(parts[1]) if len(parts) == 3 else ()
        return ast.Array(items, Span(self.source, parts[0].end_pos - 1, parts[-1].end_pos))

    def object(self, parts: Parts) -> ast.Object:
        entries = tuple(parts[1]) if len(parts) == 3 else ()
        return ast.Object(entries, Span(self.source, parts[0].end_pos - 1, parts[-1].end_pos))

    def call(self, parts: Parts) -> ast.Call:
        text = parts[0].value[:-1].rstrip()
        name = text.lstrip()
        start = parts[0].start_pos + len(text) - len(name)
        arguments, end = self._arguments(parts)
        return ast.Call(self.name(name, start).text, arguments, Span(self.source, start, end))

    def STRING(self, token: Piece) -> ast.String:  # noqa: N802 - the terminal's name
        literal = token.value.lstrip()
        start = token.end_pos - len(literal)
        return ast.String(self.unescape(literal, start), Span(self.source, start, token.end_pos))

    def NUMBER(self, token: Piece) -> ast.Number:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        return ast.Number(text, Span(self.source, token.end_pos - len(text), token.end_pos))

    def WORD(self, token: Piece) -> ast.Constant:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        start = token.end_pos - len(text)
        if not text.isascii() or "." in text:
            self._refuse_what_prisma_refuses(text, start)
        return ast.Constant(text, Span(self.source, start, token.end_pos))

    def not_too_deep(self, *values: ast.Expression) -> None:
        level: Sequence[ast.Expression] = values
        for _ in range(_DEEPEST):
            level = [inner for value in level for inner in _inside(value)]
            if not level:
                return
        raise Stuck(level[0].span.start)

    def unescape(self, literal: str, start: int) -> str:
        def fault(message: str, first: int, last: int) -> None:
            help = "write a backslash that is meant as `\\\\`"
            self.fault(faults.BAD_ESCAPE, message, self.span(start + first, start + last), help)

        return unescape(literal, fault)

    def name(self, text: str, start: int) -> ast.Name:
        if not text.isascii() or "." in text:
            self._refuse_what_prisma_refuses(text, start)
        return ast.Name(text, Span(self.source, start, start + len(text)))

    def _refuse_what_prisma_refuses(self, text: str, start: int) -> None:
        """Digits of other scripts, roman numbers and the like are no letters; what follows a dot begins with one."""
        if (wrong := _WRONG_DOT.search(text)) is not None:
            raise Stuck(start + wrong.start())
        for place, character in enumerate(text, start):
            if not (character.isascii() or character.isalpha()):
                raise Stuck(place)

    def fault(self, code: str, message: str, span: Span, help: str | None = None) -> None:
        self.of_this_line.append(Fault(code, message, span, help))


def _is_unfinished_after(fault: Fault, start: int) -> bool:
    return fault.code == faults.ARGUMENT_WITHOUT_VALUE and fault.span.start >= start


def _inside(value: ast.Expression) -> Iterable[ast.Expression]:
    match value:
        case ast.Array(items):
            return items
        case ast.Call(_, arguments) | ast.Object(arguments):
            return (argument.value for argument in arguments)
        case _:
            return ()
