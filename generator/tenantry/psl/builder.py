"""Turns what the grammar recognizes into syntax tree nodes, while Lark parses.

One method a rule or terminal of `prisma.lark`; Lark calls them bottom up with the values of the rule's parts. Going
through a tree of Lark's own would take twice as long.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tenantry.psl import ast, comments, faults
from tenantry.psl.lexer import Piece, Stuck
from tenantry.psl.values import Fault, Parts, Values
from tenantry.text.source import Span

Member = ast.Field | ast.EnumValue | ast.Attribute | ast.Property | ast.Name

_UNSUPPORTED = re.compile(r'(Unsupported\(\s*("(?:[^"\\\x00-\x1f]|\\[\s\S])*+")\s*\))')
_WORD = re.compile(r"[^\W_][\w\-]*")
_LINE_END = re.compile(comments.LINE_END)


class _Type(NamedTuple):
    """The type of a field; `unsupported` is the text of `Unsupported("text")`.

    `is_legacy`: it is written as it was long ago. Prisma leaves such a field out, and blames what misses it.
    """

    name: ast.Name
    arity: ast.Arity
    end: int
    unsupported: str | None = None
    is_legacy: bool = False


class Builder(Values):
    """The callbacks. They collect what was read of the block that was begun last: its members, and faults in them.

    A line counts when it is complete, so what was found out about a line that the grammar then refused is forgotten.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """What is read from here on belongs to another block."""
        self.members: list[Member] = []
        self.faults: list[Fault] = []
        self.of_this_line = []
        self._comments: str | None = None

    def refuse(self, fault: Fault) -> None:
        """The line that was being read is nothing but a fault."""
        self.of_this_line.clear()
        self.faults.append(fault)

    def comments(self, start: int, end: int) -> None:
        """Takes note of what stands between two lines: comments document the next member."""
        if self.source.text.find("/", start, end) >= 0:
            block = comments.last_block(self.source.text[start:end])
            if block is not None:
                self._comments = block

    # Lines

    def model(self, parts: Parts) -> None:
        """The members are collected already, so the list of them has nothing to hold; the same for other blocks."""

    enum = config = model

    def field(self, parts: Parts) -> None:
        name, type_, attributes, documentation = self._parts(parts[:-1])
        if type_ is None:
            self.fault(faults.FIELD_WITHOUT_TYPE, faults.NO_TYPE, name.span, faults.NO_TYPE_HELP)
        elif not type_.is_legacy:
            end = attributes[-1].span.end if attributes else type_.end
            span = Span(self.source, name.span.start, end)
            self.members.append(
                ast.Field(name, type_.name, type_.arity, attributes, documentation, span, type_.unsupported)
            )
        self._end_of_line(parts[-1])

    def field_with_colon(self, parts: Parts) -> None:
        name, colon, *_ = parts
        self.of_this_line.clear()  # Prisma looks no further
        place = self.span(name.span.start, colon.end_pos)
        self.fault(faults.LEGACY_SYNTAX, "Field declarations don't require a `:`.", place, "remove it")
        self._parts(())
        self._end_of_line(parts[-1])

    def enum_value(self, parts: Parts) -> None:
        name, _, attributes, documentation = self._parts(parts[:-1])
        end = attributes[-1].span.end if attributes else name.span.end
        span = self.span(name.span.start, end)
        self.members.append(ast.EnumValue(name, attributes, documentation, span))
        self._end_of_line(parts[-1])

    def property(self, parts: Parts) -> None:
        name, _, value = parts[:3]
        if isinstance(value, Piece):
            self.members.append(name)
        else:
            self.not_too_deep(value)
            self.members.append(ast.Property(name, value, self.span(name.span.start, value.span.end)))
        self._end_of_line(parts[-1])

    def block_attribute(self, parts: Parts) -> None:
        self.members.append(self.attribute(parts))
        self._end_of_line(parts[-1])

    def _parts(self, parts: Parts) -> tuple[Any, _Type | None, tuple[ast.Attribute, ...], str | None]:
        """Name, type, attributes and documentation of a member, without its line end."""
        name: ast.Name | None = None
        type_: _Type | None = None
        attributes: tuple[ast.Attribute, ...] = ()
        documentation: str | None = None
        if self._comments is not None:
            documentation, self._comments = comments.documentation(self._comments), None
        for part in parts:
            if isinstance(part, ast.Name):
                name = part
            elif isinstance(part, _Type):
                type_ = part
            elif isinstance(part, Piece):  # the comment at the end
                said = comments.trailing(part.value.lstrip())
                documentation = said if documentation is None else f"{documentation}\n{said}"
            else:
                attributes = tuple(part)
        return name, type_, attributes, documentation

    def _end_of_line(self, newline: Piece) -> None:
        if self.of_this_line:
            self.faults += self.of_this_line
            self.of_this_line.clear()
        if "/" in newline.value:
            end = _LINE_END.search(newline.value)
            if end is not None:
                self.comments(newline.start_pos + end.end(), newline.end_pos)

    # Names and types

    def NAME(self, token: Piece) -> ast.Name:  # noqa: N802 - the terminal's name
        return self.name(token.value, token.start_pos)

    def TYPE(self, token: Piece) -> _Type:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        start = token.end_pos - len(text)
        if text[-1] not in "?]!":
            return _Type(self.name(text, start), ast.Arity.REQUIRED, token.end_pos)
        name = text.rstrip("?[]! \t") if text.isascii() else _WORD.findall(text)[0]
        return self._with_arity(self.name(name, start), text[len(name) :], token.end_pos)

    def UNSUPPORTED(self, token: Piece) -> _Type:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        start = token.end_pos - len(text)
        name, value = self._unsupported(text, start)
        return self._with_arity(name, text[name.span.end - start :], token.end_pos, value)

    def BRACKETED(self, token: Piece) -> _Type:  # noqa: N802 - the terminal's name
        self._legacy_type(token, "To specify a list, please use `Type[]` instead of `[Type]`.")
        text = token.value[token.value.index("[") + 1 : -1].strip()
        start = token.start_pos + token.value.index(text)
        if _UNSUPPORTED.fullmatch(text):
            name, value = self._unsupported(text, start)
            return _Type(name, ast.Arity.LIST, token.end_pos, value, is_legacy=True)
        if not _WORD.fullmatch(text):
            raise Stuck(start)
        return _Type(self.name(text, start), ast.Arity.LIST, token.end_pos, is_legacy=True)

    def _with_arity(self, name: ast.Name, arity: str, end: int, unsupported: str | None = None) -> _Type:
        place = self.span(name.span.start, end)
        match "".join(arity.split()):
            case "":
                return _Type(name, ast.Arity.REQUIRED, end, unsupported)
            case "?":
                return _Type(name, ast.Arity.OPTIONAL, end, unsupported)
            case "[]":
                return _Type(name, ast.Arity.LIST, end, unsupported)
            case "!":
                message = "Fields are required by default, `!` is no longer required."
                self.fault(faults.LEGACY_SYNTAX, message, place, "remove the `!`")
                return _Type(name, ast.Arity.REQUIRED, end, unsupported, is_legacy=True)
            case _:
                message = "Optional lists are not supported. Use either `Type[]` or `Type?`."
                self.fault(faults.LEGACY_SYNTAX, message, place, "remove the `?`: a list may be empty")
                return _Type(name, ast.Arity.LIST, end, unsupported, is_legacy=True)

    def _unsupported(self, text: str, start: int) -> tuple[ast.Name, str]:
        """The type that `text` begins with, and what it is called in the database."""
        match = _UNSUPPORTED.match(text)
        assert match is not None, "the terminal is written so"
        value = self.unescape(match[2], start + match.start(2))
        return ast.Name("Unsupported", self.span(start, start + match.end(1))), value

    def _legacy_type(self, token: Piece, message: str) -> None:
        start = token.start_pos + token.value.index("[")
        help = "write the brackets after the type"
        self.fault(faults.LEGACY_SYNTAX, message, self.span(start, token.end_pos), help)
