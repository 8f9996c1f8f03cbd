"""Turns what the grammar recognizes into syntax tree nodes, while Lark parses.

One method a rule of `prisma.lark`; Lark calls them bottom up with the values of the rule's parts. Going through a tree
of Lark's own would take twice as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from lark import Token, Transformer

from tenantry.psl import ast, faults
from tenantry.psl.literals import unescape
from tenantry.text.diagnostics import Report
from tenantry.text.source import Source, Span

_BLANK_LINE = re.compile(r"(?>\r\n?|\n)[ \t]*(?:\r\n?|\n)")  # atomic: `\r\n` is one line end
_ARITY = {"?": ast.Arity.OPTIONAL, "[]": ast.Arity.LIST}
_Documented = TypeVar("_Documented", ast.Field, ast.EnumValue, ast.Model, ast.EnumBlock, ast.ConfigBlock)
_Member = TypeVar("_Member")

# What Lark hands over is as the grammar says, which a type checker cannot know.
Parts = Sequence[Any]


class Builder(Transformer[Token, Any]):
    """The callbacks. `read` says whose spans and faults follow; one parse at a time."""

    def __init__(self) -> None:
        super().__init__(visit_tokens=False)
        self._source = Source("", "")
        self._report = Report()

    def read(self, source: Source, report: Report) -> None:
        """Aims the callbacks at a source; faults that the grammar can name go to `report`."""
        self._source, self._report = source, report

    def span(self, start: int, end: int) -> Span:
        """A place in the source being read."""
        return Span(self._source, start, end)

    # Blocks

    def file(self, parts: Parts) -> tuple[ast.Block, ...]:
        return tuple(cast(Iterator[ast.Block], self.documented(parts, 0, of_file=True)))

    def model(self, parts: Parts) -> ast.Model:
        keyword, name = parts[0]
        return self.make_model(keyword, name, parts[1:-1], end_of(parts[-1]))

    def enum(self, parts: Parts) -> ast.EnumBlock:
        keyword, name = parts[0]
        return self.make_enum(keyword, name, parts[1:-1], end_of(parts[-1]))

    def config(self, parts: Parts) -> ast.ConfigBlock:
        keyword, name = parts[0]
        return self.make_config(keyword, name, parts[1:-1], end_of(parts[-1]))

    def model_opening(self, parts: Parts) -> tuple[Token, Token]:
        return parts[0], parts[1]

    enum_opening = config_opening = model_opening

    def make_model(self, keyword: Token, name: Token, items: Parts, end: int) -> ast.Model:
        """A model, view or type from the members and doc comments between its braces."""
        members = list(self.documented(items, end_of(name)))
        return ast.Model(
            kind=ast.ModelKind(str(keyword)),
            name=self._name(name),
            fields=_all(members, ast.Field),
            attributes=_all(members, ast.Attribute),
            documentation=None,
            span=self.span(start_of(keyword), end),
        )

    def make_enum(self, keyword: Token, name: Token, items: Parts, end: int) -> ast.EnumBlock:
        """An enum from the members and doc comments between its braces."""
        members = list(self.documented(items, end_of(name)))
        return ast.EnumBlock(
            name=self._name(name),
            values=_all(members, ast.EnumValue),
            attributes=_all(members, ast.Attribute),
            documentation=None,
            span=self.span(start_of(keyword), end),
        )

    def make_config(self, keyword: Token, name: Token, items: Parts, end: int) -> ast.ConfigBlock:
        """A datasource or generator from the properties between its braces."""
        members = list(self.documented(items, end_of(name)))
        return ast.ConfigBlock(
            kind=str(keyword),
            name=self._name(name),
            properties=_all(members, ast.Property),
            documentation=None,
            span=self.span(start_of(keyword), end),
            unassigned=_all(members, ast.Name),
        )

    def documented(self, items: Iterable[Any], start: int, *, of_file: bool = False) -> Iterator[Any]:
        """The nodes among `items`, each with the doc comments before it.

        Comment lines are one comment until a blank line. A blank line parts a comment from a block, but not from a
        field: so Prisma reads them.
        """
        docs: list[str] = []
        position = start
        for item in items:
            if isinstance(item, Token):
                if docs and self._gap(position, start_of(item)) is not None:
                    docs.clear()
                docs.append(_doc(item))
                position = end_of(item)
            elif item is not None:
                rest = self._gap(position, item.span.start) if docs else None
                if rest is not None and (of_file or "//" in rest):
                    docs.clear()
                if docs and not isinstance(item, (ast.Attribute, ast.Property, ast.Name)):
                    yield _with_docs(item, docs)
                    docs.clear()
                else:
                    yield item

    def _gap(self, start: int, end: int) -> str | None:
        """What follows the first blank line from `start` to `end`; None where there is no blank line."""
        blank = _BLANK_LINE.search(self._source.text, start, end)
        return None if blank is None else self._source.text[blank.end() : end]

    # Lines

    def field(self, parts: Parts) -> ast.Field:
        name, (type_, arity, unsupported, end), *rest = parts
        attributes, documentation = _attributes(rest)
        end = attributes[-1].span.end if attributes else end
        span = self.span(start_of(name), end)
        return ast.Field(self._name(name), type_, arity, attributes, documentation, span, unsupported)

    def field_without_type(self, parts: Parts) -> None:
        span = self.span(start_of(parts[0]), end_of(parts[0]))
        self._report.error(faults.FIELD_WITHOUT_TYPE, faults.NO_TYPE, span, help=faults.NO_TYPE_HELP)

    def field_with_colon(self, parts: Parts) -> ast.Field:
        field = self.field(parts)
        self._report.error(faults.LEGACY_SYNTAX, "Field declarations don't require a `:`.", field.span)
        return field

    def plain(self, parts: Parts) -> tuple[ast.Name, ast.Arity, None, int]:
        arity = _ARITY[parts[1]] if len(parts) > 1 else ast.Arity.REQUIRED
        return self._name(parts[0]), arity, None, end_of(parts[-1])

    def unsupported(self, parts: Parts) -> tuple[ast.Name, ast.Arity, str, int]:
        start, end = start_of(parts[0]), end_of(parts[0])
        literal = str(parts[0])[len("Unsupported(") : -1]
        arity = _ARITY[parts[1]] if len(parts) > 1 else ast.Arity.REQUIRED
        value = self._unescape(literal, start + len("Unsupported("))
        return ast.Name("Unsupported", self.span(start, end)), arity, value, end_of(parts[-1])

    def optional_list(self, parts: Parts) -> tuple[ast.Name, ast.Arity, None, int]:
        message = "Optional lists are not supported. Use either `Type[]` or `Type?`."
        return self._legacy_type(parts[0], ast.Arity.LIST, message)

    def with_bang(self, parts: Parts) -> tuple[ast.Name, ast.Arity, None, int]:
        message = "Fields are required by default, `!` is no longer required."
        return self._legacy_type(parts[0], ast.Arity.REQUIRED, message)

    def bracketed(self, parts: Parts) -> tuple[ast.Name, ast.Arity, None, int]:
        message = "To specify a list, please use `Type[]` instead of `[Type]`."
        return self._legacy_type(parts[0], ast.Arity.LIST, message)

    def _legacy_type(self, name: Token, arity: ast.Arity, message: str) -> tuple[ast.Name, ast.Arity, None, int]:
        node = self._name(name)
        self._report.error(faults.LEGACY_SYNTAX, message, node.span)
        return node, arity, None, end_of(name)

    def enum_value(self, parts: Parts) -> ast.EnumValue:
        name, *rest = parts
        attributes, documentation = _attributes(rest)
        end = attributes[-1].span.end if attributes else end_of(name)
        return ast.EnumValue(self._name(name), attributes, documentation, self.span(start_of(name), end))

    def property(self, parts: Parts) -> ast.Property | ast.Name:
        name, value = parts[0], parts[1] if len(parts) > 1 else None
        if value is None or isinstance(value, Token):
            return self._name(name)
        return ast.Property(self._name(name), value, self.span(start_of(name), value.span.end))

    def model_line(self, parts: Parts) -> Any:
        return parts[0]

    enum_line = config_line = model_line

    # Attributes and values

    def attribute(self, parts: Parts) -> ast.Attribute:
        at, name, *rest = parts
        arguments, end = rest[0] if rest and not isinstance(rest[0], Token) else ((), end_of(name))
        return ast.Attribute(self._name(name), arguments, self.span(start_of(at), end))

    block_attribute = attribute

    def arguments(self, parts: Parts) -> tuple[tuple[ast.Argument, ...], int]:
        found = tuple(part for part in parts if isinstance(part, ast.Argument))
        for part in parts[:-1]:
            if isinstance(part, Token):
                message = "Trailing commas are not valid in attribute arguments, please remove the comma."
                self._report.error(faults.TRAILING_COMMA, message, self.span(start_of(part), end_of(part)))
        return found, end_of(parts[-1])

    def named(self, parts: Parts) -> ast.Argument:
        name, value = parts
        return ast.Argument(self._name(name), value, self.span(start_of(name), value.span.end))

    def positional(self, parts: Parts) -> ast.Argument:
        return ast.Argument(None, parts[0], parts[0].span)

    def unfinished(self, parts: Parts) -> None:
        span = self.span(start_of(parts[0]), end_of(parts[1]))
        self._report.error(faults.ARGUMENT_WITHOUT_VALUE, f"The `{parts[0]}` argument is missing a value.", span)

    def string(self, parts: Parts) -> ast.String:
        (token,) = parts
        value = self._unescape(str(token), start_of(token))
        return ast.String(value, self.span(start_of(token), end_of(token)))

    def number(self, parts: Parts) -> ast.Number:
        return ast.Number(str(parts[0]), self.span(start_of(parts[0]), end_of(parts[0])))

    def constant(self, parts: Parts) -> ast.Constant:
        return ast.Constant(str(parts[0]), self.span(start_of(parts[0]), end_of(parts[0])))

    def call(self, parts: Parts) -> ast.Call:
        name, (arguments, end) = parts
        return ast.Call(str(name), arguments, self.span(start_of(name), end))

    def array(self, parts: Parts) -> ast.Array:
        return ast.Array(tuple(parts[1:-1]), self.span(start_of(parts[0]), end_of(parts[-1])))

    def object(self, parts: Parts) -> ast.Object:
        return ast.Object(tuple(parts[1:-1]), self.span(start_of(parts[0]), end_of(parts[-1])))

    def _name(self, token: Token) -> ast.Name:
        return ast.Name(str(token), self.span(start_of(token), end_of(token)))

    def _unescape(self, literal: str, start: int) -> str:
        def fault(message: str, first: int, last: int) -> None:
            self._report.error(faults.BAD_ESCAPE, message, self.span(start + first, start + last))

        return unescape(literal, fault)


def start_of(token: Token) -> int:
    """Offset of a token's first character."""
    return cast(int, token.start_pos)


def end_of(token: Token) -> int:
    """Offset after a token's last character."""
    return cast(int, token.end_pos)


def _doc(token: Token) -> str:
    return str(token)[3:].strip()


def _all(members: Iterable[object], kind: type[_Member]) -> tuple[_Member, ...]:
    return tuple(member for member in members if isinstance(member, kind))


def _attributes(parts: Sequence[ast.Attribute | Token]) -> tuple[tuple[ast.Attribute, ...], str | None]:
    """Attributes, and the doc comment at the line's end."""
    attributes = tuple(part for part in parts if not isinstance(part, Token))
    documentation = next((_doc(part) for part in parts if isinstance(part, Token)), None)
    return attributes, documentation


def _with_docs(node: _Documented, docs: Sequence[str]) -> _Documented:
    """Lines before the node come before the one at its end."""
    lines = list(docs)
    if node.documentation is not None:
        lines.append(node.documentation)
    return replace(node, documentation="\n".join(lines))
