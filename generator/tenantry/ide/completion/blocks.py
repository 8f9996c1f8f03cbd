"""Keywords, the beginnings of members, and types."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry.ide import vocabulary
from tenantry.ide.completion import attributes, properties
from tenantry.ide.completion.items import Asked, Completion, Kind
from tenantry.ide.cursor import AttributeName
from tenantry.resolve.names import SCALARS
from tenantry.rules.connectors.connector import Connector

_BODIES = {
    "model": " ${1:Name} {\n  id Int @id @default(autoincrement())\n  $0\n}",
    "view": " ${1:Name} {\n  $0\n}",
    "enum": " ${1:Name} {\n  $0\n}",
    "type": " ${1:Name} {\n  $0\n}",
    "datasource": ' ${1:db} {\n  provider = "$2"\n  $0\n}',
    "generator": ' ${1:tenantry} {\n  provider = "${2:tenantry}"\n  $0\n}',
}


def keywords(asked: Asked) -> Iterator[Completion]:
    """The blocks that the schema may still have, on this database."""
    connector = asked.snapshot.database.connector
    for keyword, word in vocabulary.BLOCKS.items():
        if keyword == "datasource" and asked.snapshot.names.datasources:
            continue
        if keyword == "enum" and not connector.enums:
            continue
        if keyword == "type" and not connector.composites:
            continue
        yield asked.item(keyword, Kind.KEYWORD, word.text, keyword + _BODIES[keyword])


def members(asked: Asked) -> Iterator[Completion]:
    """At the beginning of a line in a block; names of fields and values are for their author to find."""
    block = asked.cursor.block
    if block is not None and block.keyword in ("datasource", "generator"):
        yield from properties.names(asked)
    elif block is not None:
        yield from attributes.names(asked, AttributeName(None, None, "", ()))


def types(asked: Asked) -> Iterator[Completion]:
    """What the type of a field may be; a type that is written out also with its `?` and `[]`."""
    names = asked.snapshot.names
    connector = asked.snapshot.database.connector
    in_composite = asked.cursor.block is not None and asked.cursor.block.keyword == "type"
    yield from _arities(asked, connector)
    for name, word in vocabulary.SCALARS.items():
        if (name != "Json" or connector.json) and (name != "Decimal" or connector.decimals):
            yield asked.item(name, Kind.SCALAR, word.text)
    for name, enum in names.enums.items():
        yield asked.item(name, Kind.ENUM, enum.documentation, detail="enum")
    if not in_composite:
        for name, model in names.models.items():
            yield asked.item(name, Kind.MODEL, model.documentation, detail=model.kind.value)
    for name, composite in names.composites.items():
        yield asked.item(name, Kind.COMPOSITE, composite.documentation, detail="type")
    unsupported = vocabulary.UNSUPPORTED
    yield asked.item("Unsupported", Kind.SCALAR, unsupported.text, f"Unsupported{unsupported.snippet}")


def _arities(asked: Asked, connector: Connector) -> Iterator[Completion]:
    names, word = asked.snapshot.names, asked.cursor.word
    if word in SCALARS or word in names.enums:
        forms = ("?", "[]") if connector.lists else ("?",)
    elif word in names.models or word in names.composites:
        forms = ("?", "[]")
    else:
        return
    said = {"?": "The field may be null.", "[]": "The field holds a list."}
    for form in forms:
        yield asked.item(word + form, Kind.SCALAR, said[form])
