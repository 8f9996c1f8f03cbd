"""Turns what the grammar recognizes into syntax tree nodes, while Lark parses.

One method a rule or terminal of `prisma.lark`; Lark calls them bottom up with the values of the rule's parts. Going
through a tree of Lark's own would take twice as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tenantry.psl import ast, comments, faults
from tenantry.psl.lexer import Piece, Stuck
from tenantry.psl.literals import unescape
from tenantry.text.diagnostics import Related
from tenantry.text.source import Source, Span

Member = ast.Field | ast.EnumValue | ast.Attribute | ast.Property | ast.Name

_UNSUPPORTED = re.compile(r'(Unsupported\(\s*("[\s\S]*")\s*\))')
_LINE_END = re.compile(comments.LINE_END)
_ARITIES = {"?": ast.Arity.OPTIONAL, "]": ast.Arity.LIST}
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


class _Type(NamedTuple):
    """The type of a field; `unsupported` is the text of `Unsupported("text")`."""

    name: ast.Name
    arity: ast.Arity
    end: int
    unsupported: str | None = None


class Builder:
    """The callbacks. They collect what was read of the block that was begun last: its members, and faults in them.

    A line counts when it is complete, so what was found out about a line that the grammar then refused is forgotten.
    """

    def __init__(self) -> None:
        self.source = Source("", "")
        self.begin()

    def begin(self) -> None:
        """What is read from here on belongs to another block."""
        self.members: list[Member] = []
        self.faults: list[Fault] = []
        self._of_this_line: list[Fault] = []
        self._comments: str | None = None

    def refuse(self, fault: Fault) -> None:
        """The line that was being read is nothing but a fault."""
        self._of_this_line.clear()
        self.faults.append(fault)

    def comments(self, gap: str) -> None:
        """Takes note of what stands between two lines: comments document the next member."""
        block = comments.last_block(gap)
        if block is not None:
            self._comments = block

    def span(self, start: int, end: int) -> Span:
        """A place in the source being read."""
        return Span(self.source, start, end)

    # Lines

    def model(self, parts: Parts) -> None:
        """The members are collected already, so the list of them has nothing to hold; the same for other blocks."""

    enum = config = model

    def field(self, parts: Parts) -> None:
        name, type_, attributes, documentation = self._parts(parts[:-1])
        if type_ is None:
            self._fault(faults.FIELD_WITHOUT_TYPE, faults.NO_TYPE, name.span, faults.NO_TYPE_HELP)
        else:
            end = attributes[-1].span.end if attributes else type_.end
            span = Span(self.source, name.span.start, end)
            self.members.append(
                ast.Field(name, type_.name, type_.arity, attributes, documentation, span, type_.unsupported)
            )
        self._end_of_line(parts[-1])

    def field_with_colon(self, parts: Parts) -> None:
        name, colon, *rest = parts
        place = self.span(name.span.start, colon.end_pos)
        self._fault(faults.LEGACY_SYNTAX, "Field declarations don't require a `:`.", place)
        if rest and isinstance(rest[0], _Type):
            self.field((name, *rest))
        else:  # one fault a line
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
            self._not_too_deep(value)
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
            kind = type(part)
            if kind is ast.Name:
                name = part
            elif kind is _Type:
                type_ = part
            elif kind is list:
                attributes = tuple(part)
            else:  # the comment at the end
                said = comments.trailing(part.value.lstrip())
                documentation = said if documentation is None else f"{documentation}\n{said}"
        return name, type_, attributes, documentation

    def _end_of_line(self, newline: Piece) -> None:
        if self._of_this_line:
            self.faults += self._of_this_line
            self._of_this_line.clear()
        if "/" in newline.value:
            end = _LINE_END.search(newline.value)
            if end is not None:
                self.comments(newline.value[end.end() :])

    # Names and types

    def NAME(self, token: Piece) -> ast.Name:  # noqa: N802 - the terminal's name
        return self._name(token.value, token.start_pos)

    def TYPE(self, token: Piece) -> _Type:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        start = token.end_pos - len(text)
        if text[-1] not in "?]!":
            return _Type(self._name(text, start), ast.Arity.REQUIRED, token.end_pos)
        name = text.rstrip("?[]! \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000")
        return self._with_arity(self._name(name, start), text[len(name) :], token.end_pos)

    def UNSUPPORTED(self, token: Piece) -> _Type:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        start = token.end_pos - len(text)
        name, value = self._unsupported(text, start)
        return self._with_arity(name, text[name.span.end - start :], token.end_pos, value)

    def BRACKETED(self, token: Piece) -> _Type:  # noqa: N802 - the terminal's name
        self._legacy_type(token, "To specify a list, please use `Type[]` instead of `[Type]`.")
        text = token.value[token.value.index("[") + 1 : -1].lstrip()
        start = token.end_pos - 1 - len(text)
        if text.startswith("Unsupported("):
            name, value = self._unsupported(text, start)
            return _Type(name, ast.Arity.LIST, token.end_pos, value)
        return _Type(self._name(text.rstrip(), start), ast.Arity.LIST, token.end_pos)

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
                self._fault(faults.LEGACY_SYNTAX, message, place)
                return _Type(name, ast.Arity.REQUIRED, end, unsupported)
            case _:
                message = "Optional lists are not supported. Use either `Type[]` or `Type?`."
                self._fault(faults.LEGACY_SYNTAX, message, place)
                return _Type(name, ast.Arity.LIST, end, unsupported)

    def _unsupported(self, text: str, start: int) -> tuple[ast.Name, str]:
        """The type that `text` begins with, and what it is called in the database."""
        match = _UNSUPPORTED.match(text)
        assert match is not None, "the terminal is written so"
        value = self._unescape(match[2], start + match.start(2))
        return ast.Name("Unsupported", self.span(start, start + match.end(1))), value

    def _name(self, text: str, start: int) -> ast.Name:
        if not text.isascii():
            self.only_letters(text, start)
        return ast.Name(text, Span(self.source, start, start + len(text)))

    def only_letters(self, text: str, start: int) -> None:
        """Refuses digits of other scripts, roman numbers and the like, which `\\w` takes for parts of words."""
        for place, character in enumerate(text, start):
            if not (character.isascii() or character.isalpha()):
                raise Stuck(place)

    # Attributes and values

    def attributes(self, parts: Parts) -> list[ast.Attribute]:
        if len(parts) == 1:
            return list(parts)
        parts[0].append(parts[1])
        return parts[0]

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
                self._not_too_deep(*(argument.value for argument in arguments))
        name = text[at:].lstrip()
        return ast.Attribute(
            self._name(name, head.start_pos + len(text) - len(name)), arguments, Span(self.source, start, end)
        )

    def _arguments(self, parts: Parts) -> tuple[tuple[ast.Argument, ...], int]:
        """What stands between the brackets that the first part opened, and where they close."""
        found: Sequence[ast.Argument] = ()
        part: Any = None
        for part in parts[1:]:
            if type(part) is list:
                found = part
            elif part.type == "COMMA":
                message = "Trailing commas are not valid in attribute arguments, please remove the comma."
                self._fault(faults.TRAILING_COMMA, message, self.span(part.end_pos - 1, part.end_pos))
            else:
                break
        return tuple(found), part.end_pos

    def arguments(self, parts: Parts) -> list[ast.Argument]:
        found = [] if len(parts) == 1 else parts[0]
        value = parts[-1]
        if type(value) is ast.Argument:
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
        self._fault(faults.ARGUMENT_WITHOUT_VALUE, message, self.span(name.span.start, parts[0].end_pos))

    def _key(self, token: Piece) -> ast.Name:
        text = token.value[:-1].rstrip()
        name = text.lstrip()
        return self._name(name, token.start_pos + len(text) - len(name))

    def items(self, parts: Parts) -> list[Any]:
        if len(parts) == 1:
            return list(parts)
        parts[0].append(parts[2])
        return parts[0]

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
        return ast.Call(self._name(name, start).text, arguments, Span(self.source, start, end))

    def STRING(self, token: Piece) -> ast.String:  # noqa: N802 - the terminal's name
        literal = token.value.lstrip()
        start = token.end_pos - len(literal)
        return ast.String(self._unescape(literal, start), Span(self.source, start, token.end_pos))

    def NUMBER(self, token: Piece) -> ast.Number:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        return ast.Number(text, Span(self.source, token.end_pos - len(text), token.end_pos))

    def WORD(self, token: Piece) -> ast.Constant:  # noqa: N802 - the terminal's name
        text = token.value.lstrip()
        start = token.end_pos - len(text)
        if not text.isascii():
            self.only_letters(text, start)
        return ast.Constant(text, Span(self.source, start, token.end_pos))

    def _not_too_deep(self, *values: ast.Expression) -> None:
        level: Sequence[ast.Expression] = values
        for _ in range(_DEEPEST):
            level = [inner for value in level for inner in _inside(value)]
            if not level:
                return
        raise Stuck(level[0].span.start)

    def _unescape(self, literal: str, start: int) -> str:
        def fault(message: str, first: int, last: int) -> None:
            self._fault(faults.BAD_ESCAPE, message, self.span(start + first, start + last))

        return unescape(literal, fault)

    def _legacy_type(self, token: Piece, message: str) -> None:
        start = token.start_pos + token.value.index("[")
        self._fault(faults.LEGACY_SYNTAX, message, self.span(start, token.end_pos))

    def _fault(self, code: str, message: str, span: Span, help: str | None = None) -> None:
        self._of_this_line.append(Fault(code, message, span, help))


def _inside(value: ast.Expression) -> Iterable[ast.Expression]:
    match value:
        case ast.Array(items):
            return items
        case ast.Call(_, arguments) | ast.Object(arguments):
            return (argument.value for argument in arguments)
        case _:
            return ()
