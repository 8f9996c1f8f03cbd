"""What stands in the brackets of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tenantry import ir
from tenantry.ide import vocabulary
from tenantry.ide.completion.items import Asked, Completion, Kind, written_type
from tenantry.ide.cursor import Frame, InArguments
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS
from tenantry.resolve.operator_classes import BY_ALGORITHM, DEFAULT_NATIVE
from tenantry.rules.connectors.connector import Connector

_INDEXES = ("id", "unique", "index", "fulltext", "shardKey")


def values(asked: Asked, position: InArguments) -> Iterator[Completion]:
    """Names of arguments, and their values."""
    if asked.cursor.in_string:
        if position.attribute == "schema":
            yield from _words(asked, dict.fromkeys(asked.snapshot.database.schemas, vocabulary.Word("")), Kind.VALUE)
        return
    match position.attribute:
        case "relation":
            yield from _of_relation(asked, position)
        case "default":
            yield from _of_default(asked, position)
        case name if name in _INDEXES:
            yield from _of_index(asked, position)
        case "schema" if len(position.frames) == 1:
            for name in asked.snapshot.database.schemas:
                yield asked.item(f'"{name}"', Kind.VALUE)
        case _:
            return


def _of_relation(asked: Asked, position: InArguments) -> Iterator[Completion]:
    connector = asked.snapshot.database.connector
    top, inner = position.frames[0], position.frames[-1]
    match top.argument:
        case "fields" if asked.block is not None:
            yield from _in_list(asked, inner, asked.columns(asked.block))
        case "references" if (target := _target(asked, position)) is not None:
            yield from _in_list(asked, inner, asked.columns(target))
        case "onDelete" | "onUpdate":
            yield from _words(asked, _only(vocabulary.ACTIONS, connector.actions), Kind.VALUE)
        case None:
            known = ["fields", "references", "onDelete", "onUpdate", "name"]
            known += ["map"] if connector.named_foreign_keys else []
            yield from _names(asked, position, known)
        case _:
            return


def _target(asked: Asked, position: InArguments) -> ast.Model | None:
    return None if position.type is None else asked.snapshot.names.models.get(position.type)


def _in_list(asked: Asked, frame: Frame, fields: Iterable[ast.Field]) -> Iterator[Completion]:
    """The fields that are not in the list yet; before the list its brackets as well."""
    bare = frame.opener == "["
    for field in fields:
        name = field.name.text
        if name not in frame.items:
            insert = None if bare else f"[{name}]"
            label = name if bare else f"[{name}]"
            yield asked.item(label, Kind.FIELD, field.documentation, insert, written_type(field))


def _of_default(asked: Asked, position: InArguments) -> Iterator[Completion]:
    inner = position.frames[-1]
    if inner.callee == "sequence":
        for name, word in vocabulary.SEQUENCE.items():
            if name not in position.given and name not in inner.items and inner.argument is None:
                label = name if name == "virtual" else f"{name}:"
                yield asked.item(label, Kind.ARGUMENT, word.text, f"{name}: {word.snippet}" if word.snippet else name)
        return
    if inner.callee in vocabulary.FUNCTIONS:
        for choice in vocabulary.FUNCTION_CHOICES.get(inner.callee or "", ()):
            yield asked.item(choice, Kind.VALUE)
        return
    type = position.type or ""
    if position.frames[0].argument not in (None, "value"):
        return
    enum = asked.snapshot.names.enums.get(type)
    if enum is not None:
        for value in enum.values:
            yield asked.item(value.name.text, Kind.VALUE, value.documentation, detail=type)
    if type == ir.Scalar.BOOLEAN:
        yield asked.item("true", Kind.VALUE)
        yield asked.item("false", Kind.VALUE)
    if len(position.frames) > 1:
        return
    connector = asked.snapshot.database.connector
    provider = connector.provider
    missing = {"autoincrement": not connector.autoincrement, "auto": not connector.auto}
    for name, function in vocabulary.FUNCTIONS.items():
        fits = not function.scalars or type in function.scalars
        if (
            fits
            and not missing.get(name)
            and provider not in function.not_on
            and (not function.on or provider in function.on)
        ):
            yield asked.item(f"{name}()", Kind.FUNCTION, function.text, name + function.snippet)
    if connector.named_defaults:
        yield from _names(asked, position, ["map"])


def _of_index(asked: Asked, position: InArguments) -> Iterator[Completion]:
    connector = asked.snapshot.database.connector
    top, inner = position.frames[0], position.frames[-1]
    if len(position.frames) > 1 and inner.opener == "(":
        yield from _of_index_field(asked, position, connector)
    elif (inner.opener == "[" or top.argument == "fields") and asked.block is not None:
        model = _at_path(asked, asked.block, inner)
        yield from _in_list(asked, inner, asked.columns(model) if model is not None else ())
    elif top.argument == "type":
        yield from _words(asked, _only(vocabulary.METHODS, {"BTree", *connector.index_methods}), Kind.VALUE)
    elif top.argument == "sort":
        yield from _words(asked, vocabulary.SORTS, Kind.VALUE)
    elif top.argument == "clustered":
        yield asked.item("true", Kind.VALUE)
        yield asked.item("false", Kind.VALUE)
    elif top.argument is None:
        known = _index_arguments(position, connector)
        partial = (
            connector.partial_indexes
            and position.attribute in ("unique", "index")
            and asked.has_feature("partialIndexes")
        )
        yield from _names(asked, position, [*known, "where"] if partial else known)


def _at_path(asked: Asked, model: ast.Model, frame: Frame) -> ast.Model | None:
    """After `address.` the composite type of that field."""
    path = frame.items[-1].split(".")[:-1] if frame.items and frame.items[-1].endswith(".") else []
    at: ast.Model | None = model
    for part in path:
        field = next((f for f in at.fields if f.name.text == part), None) if at is not None else None
        at = asked.snapshot.names.composites.get(field.type.text) if field is not None else None
    return at


def _index_arguments(position: InArguments, connector: Connector) -> list[str]:
    on_field, kind = position.field is not None, position.attribute
    is_named = kind != "id" or connector.named_keys
    known = ["map"] if is_named else []
    if on_field:
        known += ["sort"] if kind != "id" or connector.sorted_keys else []
        known += ["length"] if connector.index_length else []
    else:
        known += ["fields"] if not position.frames[0].items else []
        known += ["name"] if kind in ("id", "unique") else []
        known += ["type"] if kind == "index" and connector.index_methods else []
    if connector.clustering and kind != "fulltext":
        known.append("clustered")
    return known


def _of_index_field(asked: Asked, position: InArguments, connector: Connector) -> Iterator[Completion]:
    """`title(sort: Desc)`."""
    frame = position.frames[-1]
    match frame.argument:
        case "sort":
            yield from _words(asked, vocabulary.SORTS, Kind.VALUE)
        case "ops":
            yield from _operators(asked, frame.callee)
            yield asked.item("raw()", Kind.FUNCTION, "An operator class by its name in the database.", 'raw("$1")')
        case None:
            known = ["sort"]
            known += ["length"] if connector.index_length else []
            known += ["ops"] if connector.index_methods and position.attribute == "index" else []
            yield from _names(asked, position, known)
        case _:
            return


def _operators(asked: Asked, name: str | None) -> Iterator[Completion]:
    """Those that the field's type has, with the access method that is named, or with any where none is yet."""
    field = next((f for f in asked.block.fields if f.name.text == name), None) if asked.block is not None else None
    if field is None:
        return
    prefix = f"{asked.snapshot.database.name}."
    given = [a.name.text.removeprefix(prefix) for a in field.attributes if a.name.text.startswith(prefix)]
    meant = DEFAULT_NATIVE.get(ir.Scalar(field.type.text)) if field.type.text in SCALARS else None
    native = given[0] if given else meant or ""
    text = asked.snapshot.documents[asked.document].text
    rest = text[asked.cursor.end : text.find("\n", asked.cursor.end)]
    methods = [method for method in BY_ALGORITHM if re.search(rf"type[ \t]*:[ \t]*{method}\b", rest)] or BY_ALGORITHM
    for method in methods:
        of_lists = {"ArrayOps"} if method == "Gin" and field.arity is ast.Arity.LIST else set[str]()
        for operator in sorted(of_lists or BY_ALGORITHM[method].get(native, frozenset())):
            yield asked.item(operator, Kind.VALUE, f"For the access method {method}.")


def _names(asked: Asked, position: InArguments, known: Iterable[str]) -> Iterator[Completion]:
    for name in known:
        if name not in position.given:
            word = vocabulary.ARGUMENTS[name]
            yield asked.item(f"{name}:", Kind.ARGUMENT, word.text, f"{name}: {word.snippet}")


def _words(asked: Asked, words: Mapping[str, vocabulary.Word], kind: Kind) -> Iterator[Completion]:
    for name, word in words.items():
        yield asked.item(name, kind, word.text or None)


def _only(words: Mapping[str, vocabulary.Word], allowed: Iterable[str]) -> Mapping[str, vocabulary.Word]:
    names = set(allowed)
    return {name: word for name, word in words.items() if name in names}
