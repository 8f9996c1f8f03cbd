"""Where the names of a schema stand: what defines them, and what refers to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenantry.ide.snapshot import Block, Snapshot
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS
from tenantry.text.source import Span

_IN_ANNOTATION = re.compile(r'[ \t]*///[ \t]*@tenant\(.*?\b(?:field|through)[ \t]*:[ \t]*"(\w+)"')
_LISTS_OF_FIELDS = ("id", "unique", "index", "fulltext", "shardKey")


@dataclass(frozen=True, slots=True)
class BlockSymbol:
    """A model, view, enum, composite type; a datasource or generator by its keyword and name."""

    name: str


@dataclass(frozen=True, slots=True)
class MemberSymbol:
    """A field of a model, view or composite type, or a value of an enum."""

    block: str
    name: str


Symbol = BlockSymbol | MemberSymbol


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`span` is the name alone, in its document."""

    symbol: Symbol
    span: Span
    is_definition: bool = False


def occurrence_at(snapshot: Snapshot, document: str, offset: int) -> Occurrence | None:
    """The name at an offset, or right before it."""
    for block in snapshot.blocks_of(document):
        chunk_start = snapshot.place(block.span).start - block.span.start
        whole = snapshot.place(block.span)
        # What is written above a block belongs to it.
        if chunk_start <= offset <= whole.end:
            for found in _of_block(snapshot, block):
                if found.span.start <= offset <= found.span.end:
                    return found
    return None


def occurrences(snapshot: Snapshot, symbol: Symbol, document: str | None = None) -> list[Occurrence]:
    """All places of a name, in one document or in all."""
    blocks = snapshot.blocks() if document is None else snapshot.blocks_of(document)
    return [found for block in blocks for found in _of_block(snapshot, block) if found.symbol == symbol]


def definitions(snapshot: Snapshot, symbol: Symbol) -> list[Occurrence]:
    """Where the name is defined: several where it is defined twice."""
    return [found for found in occurrences(snapshot, symbol) if found.is_definition]


def _of_block(snapshot: Snapshot, block: Block) -> Iterator[Occurrence]:
    for symbol, span, is_definition in _in_chunk(snapshot, block):
        yield Occurrence(symbol, snapshot.place(span), is_definition)


_Found = tuple[Symbol, Span, bool]


def _in_chunk(snapshot: Snapshot, block: Block) -> Iterator[_Found]:
    match block:
        case ast.Model():
            yield from _of_model(snapshot, block)
        case ast.EnumBlock(name, values):
            yield BlockSymbol(name.text), name.span, True
            for value in values:
                yield MemberSymbol(name.text, value.name.text), value.name.span, True
        case ast.ConfigBlock(kind="generator"):
            for given in block.properties:
                if given.name.text == "tenantModel" and isinstance(given.value, ast.String):
                    inside = Span(given.value.span.source, given.value.span.start + 1, given.value.span.end - 1)
                    yield BlockSymbol(given.value.value), inside, False
        case ast.ConfigBlock():
            return


def _of_model(snapshot: Snapshot, model: ast.Model) -> Iterator[_Found]:
    name = model.name.text
    yield BlockSymbol(name), model.name.span, True
    yield from _in_annotations(model)
    for field in model.fields:
        yield MemberSymbol(name, field.name.text), field.name.span, True
        if field.unsupported is None and field.type.text not in SCALARS:
            yield BlockSymbol(field.type.text), field.type.span, False
        for attribute in field.attributes:
            yield from _of_field_attribute(snapshot, model, field, attribute)
    for attribute in model.attributes:
        if attribute.name.text in _LISTS_OF_FIELDS:
            for argument in attribute.arguments:
                if argument.name is None or argument.name.text == "fields":
                    yield from _fields(snapshot, name, _items(argument.value))


def _of_field_attribute(
    snapshot: Snapshot, model: ast.Model, field: ast.Field, attribute: ast.Attribute
) -> Iterator[_Found]:
    match attribute.name.text:
        case "relation":
            for argument in attribute.arguments:
                owners = {"fields": model.name.text, "references": field.type.text}
                if argument.name is not None and argument.name.text in owners:
                    yield from _fields(snapshot, owners[argument.name.text], _items(argument.value))
        case "default" if field.type.text in snapshot.names.enums:
            for argument in attribute.arguments:
                for item in _items(argument.value):
                    if isinstance(item, ast.Constant):
                        yield MemberSymbol(field.type.text, item.text), item.span, False
        case _:
            return


def _items(value: ast.Expression) -> Iterable[ast.Expression]:
    return value.items if isinstance(value, ast.Array) else (value,)


def _fields(snapshot: Snapshot, block: str, items: Iterable[ast.Expression]) -> Iterator[_Found]:
    """`a`, `a(sort: Desc)`, and `a.b` where `a` is of a composite type."""
    for item in items:
        match item:
            case ast.Constant(text, span):
                pass
            case ast.Call(text, _, span):
                pass
            case _:
                continue
        owner: str | None = block
        start = span.start
        for part in text.split("."):
            if owner is None:
                break
            yield MemberSymbol(owner, part), Span(span.source, start, start + len(part)), False
            start += len(part) + 1
            owner = _composite_of(snapshot, owner, part)


def _composite_of(snapshot: Snapshot, block: str, field: str) -> str | None:
    model = snapshot.model(block)
    types = {f.name.text: f.type.text for f in model.fields} if model is not None else {}
    return types.get(field) if types.get(field) in snapshot.names.composites else None


def _in_annotations(model: ast.Model) -> Iterator[_Found]:
    """`/// @tenant(through: "page")` above the model: the syntax tree has the comment's text, but not its place."""
    source, end = model.span.source, model.span.start
    start = end
    while start > 0:
        above = source.text.rfind("\n", 0, start - 1) + 1
        line = source.text[above:start].strip()
        if line and not line.startswith("//"):
            break
        start = above
    for comment in re.finditer(r"[^\n]*\n", source.text[start:end]):
        if found := _IN_ANNOTATION.match(comment[0]):
            offset = start + comment.start()
            name = Span(source, offset + found.start(1), offset + found.end(1))
            yield MemberSymbol(model.name.text, found[1]), name, False
