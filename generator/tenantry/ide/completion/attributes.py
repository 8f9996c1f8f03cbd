"""Attributes of fields and blocks, and native types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenantry import ir
from tenantry.ide import vocabulary
from tenantry.ide.completion.items import Asked, Completion, Kind
from tenantry.ide.cursor import AttributeName, NativeTypeName
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS
from tenantry.rules.connectors.native import Native

_OF_BLOCK: Mapping[str, tuple[str, ...]] = {
    "model": ("id", "unique", "index", "fulltext", "map", "ignore", "schema", "shardKey"),
    "view": ("unique", "map", "ignore", "schema"),
    "enum": ("map", "schema"),
    "type": (),
}
_SEVERAL = {"unique", "index", "fulltext"}


def names(asked: Asked, position: AttributeName) -> Iterator[Completion]:
    """The attributes that are valid there and not given yet, with their signs."""
    if position.field is None:
        yield from _of_block(asked, len(position.at))
    elif asked.cursor.block is not None and asked.cursor.block.keyword == "enum":
        if position.at != "@@":
            yield from _items(asked, len(position.at), "@", {"map"} - set(position.given), _ENUM_VALUE)
    elif position.at != "@@" and position.type is not None:
        yield from _of_field(asked, position.type, position)


_ENUM_VALUE: Mapping[str, vocabulary.Word] = {
    "map": vocabulary.Word("The name of the value in the database.", '("$1")')
}


def native_types(asked: Asked, position: NativeTypeName) -> Iterator[Completion]:
    """The native types of the field's type, after the datasource's name."""
    database = asked.snapshot.database
    if position.prefix != database.name or position.type not in SCALARS:
        return
    scalar = ir.Scalar(position.type)
    for name, native in database.connector.native_types.items():
        if scalar in native.scalars:
            yield asked.item(name, Kind.SCALAR, f"A type of {database.connector.title}.", name + _arguments(native))


def _arguments(native: Native) -> str:
    if native.arguments == 2:
        return "(${1:10}, ${2:2})"
    return "($1)" if native.required else ""


def _of_block(asked: Asked, signs: int) -> Iterator[Completion]:
    connector = asked.snapshot.database.connector
    block = asked.cursor.block
    allowed = set(_OF_BLOCK.get(block.keyword, ())) if block is not None else set[str]()
    can = {"fulltext": connector.fulltext, "schema": connector.schemas, "shardKey": connector.shard_keys}
    allowed -= {name for name, known in can.items() if not known}
    model = asked.block
    if model is not None:
        allowed -= {a.name.text for a in model.attributes} - _SEVERAL
        if any(a.name.text == "id" for field in model.fields for a in field.attributes):
            allowed.discard("id")
    yield from _items(asked, signs, "@@", allowed, vocabulary.BLOCK_ATTRIBUTES)


def _of_field(asked: Asked, type: str, position: AttributeName) -> Iterator[Completion]:
    """The type may be written with `?` or `[]`, which the cursor reads apart."""
    snapshot = asked.snapshot
    in_composite = asked.cursor.block is not None and asked.cursor.block.keyword == "type"
    if snapshot.is_model(type):
        allowed = {"relation", "ignore"}
    elif type in snapshot.names.composites:
        allowed = {"map", "ignore"}
    else:
        allowed = {"id", "unique", "default", "map", "ignore"}
        if type == ir.Scalar.DATETIME:
            allowed.add("updatedAt")
        if snapshot.database.connector.shard_keys:
            allowed.add("shardKey")
        if _has_key(asked.block) or (asked.cursor.block is not None and asked.cursor.block.keyword == "view"):
            allowed.discard("id")
    if in_composite:
        allowed &= {"default", "map"}
    yield from _items(asked, len(position.at), "@", allowed - set(position.given), vocabulary.FIELD_ATTRIBUTES)
    native = snapshot.database
    given = any(name.startswith(f"{native.name}.") for name in position.given)
    if not given and any(type in n.scalars for n in native.connector.native_types.values()):
        start = asked.cursor.start - len(position.at)
        text = f"The column's type in {native.connector.title}, by its name there."
        yield Completion(f"@{native.name}.", Kind.ATTRIBUTE, start, asked.cursor.end, documentation=text)


def _has_key(model: ast.Model | None) -> bool:
    if model is None:
        return False
    on_block = any(a.name.text == "id" for a in model.attributes)
    return on_block or any(a.name.text == "id" for field in model.fields for a in field.attributes)


def _items(
    asked: Asked, signs: int, at: str, allowed: set[str], words: Mapping[str, vocabulary.Word]
) -> Iterator[Completion]:
    """Replaces the signs that are there as well: `@` at the beginning of a line may become `@@`."""
    for name, word in words.items():
        if name in allowed:
            insert = f"{at}{name}{word.snippet}"
            start = asked.cursor.start - signs
            yield Completion(f"{at}{name}", Kind.ATTRIBUTE, start, asked.cursor.end, insert, documentation=word.text)
