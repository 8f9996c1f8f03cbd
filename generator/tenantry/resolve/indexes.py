"""The third pass, second half: keys, uniques and indexes, on fields and on blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments, joined
from tenantry.resolve.fields import Columns, Database, attribute, once, unknown_attribute
from tenantry.resolve.index_fields import Lookup, foreign_key, look_up, read_fields, read_length, read_sort
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.partial_indexes import read_condition
from tenantry.resolve.types import ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

BLOCK_ATTRIBUTES = ("id", "unique", "index", "fulltext", "map", "ignore", "schema", "shardKey")
METHODS = ("BTree", "Hash", "Gin", "Gist", "SpGist", "Brin")
_Kind = Literal["id", "unique", "index", "fulltext"]
_ARGUMENTS: Mapping[_Kind, tuple[str, ...]] = {
    "id": ("name", "map", "clustered"),
    "unique": ("name", "map", "clustered", "where"),
    "index": ("name", "map", "type", "clustered", "where"),
    "fulltext": ("map",),
}
_DEFINITION: Mapping[_Kind, str] = {
    "id": "id",
    "unique": "unique index",
    "index": "index",
    "fulltext": "index",
}


@dataclass(frozen=True, slots=True)
class Indexes:
    """What a model is found by."""

    key: ir.PrimaryKey | None
    uniques: tuple[ir.UniqueIndex, ...]
    indexes: tuple[ir.Index, ...]


def resolve_indexes(
    names: Names, types: Types, columns: Columns, database: Database, report: Report
) -> Mapping[str, Indexes]:
    """Keys, uniques and indexes by model."""
    return {
        name: _of_model(Lookup(model, names, types), columns, database, report) for name, model in names.models.items()
    }


def _of_model(lookup: Lookup, columns: Columns, database: Database, report: Report) -> Indexes:
    model = lookup.model
    for given in model.attributes:
        if given.name.text not in BLOCK_ATTRIBUTES:
            unknown_attribute(given, "@@", BLOCK_ATTRIBUTES, report)
    once((a for a in model.attributes if a.name.text not in ("unique", "index", "fulltext")), report)
    reader = _Reader(lookup, columns.of(model.name.text), database, report)
    keys = [*reader.of_fields("id"), *reader.of_block("id")]
    _one_key(lookup, keys, report)
    if attribute(model, "ignore") is None:
        for key in (key for index, key in enumerate(keys) if index == 0 or key.of_block):
            _required(key, columns.of(model.name.text), report)
    uniques = [*reader.of_fields("unique"), *reader.of_block("unique")]
    indexes = [*reader.of_block("index"), *reader.of_block("fulltext")]
    return Indexes(
        key=next((_key(key) for key in keys), None),
        uniques=tuple(
            ir.UniqueIndex(u.fields, u.map, u.name, u.span, not u.of_block, u.clustered, u.where, u.places)
            for u in uniques
        ),
        indexes=tuple(
            ir.Index(i.fields, i.map, i.algorithm, i.span, i.kind == "fulltext", i.clustered, i.where, i.places)
            for i in indexes
        ),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One attribute, read."""

    kind: _Kind
    fields: tuple[ir.IndexField, ...]
    of_block: bool
    span: Span
    places: Mapping[str, Span]
    map: str | None = None
    name: str | None = None
    algorithm: str | None = None
    clustered: bool | None = None
    where: str | None = None


def _key(read: _Read) -> ir.PrimaryKey:
    return ir.PrimaryKey(
        read.fields, read.map, read.name, read.span, not read.of_block, read.clustered, places=read.places
    )


def _one_key(lookup: Lookup, keys: Sequence[_Read], report: Report) -> None:
    """Also where a field is defined twice, as after a slip of the editor: Prisma tells both."""
    model = lookup.model
    marked = [
        field.name.text
        for field in model.fields
        if field.attributes
        and attribute(field, "id") is not None
        and not isinstance(lookup.kind(model, field.name.text), ToModel)
    ]
    if len(marked) > 1:
        message = "At most one field must be marked as the id field with the `@id` attribute."
        help = f"use `@@id([{joined(dict.fromkeys(marked))}])` for a key of several fields"
        report.error("several-ids", message, model.name.span, help=help)
    if marked and any(key.of_block for key in keys):
        message = "Each model must have at most one id criteria. You can't have `@id` and `@@id` at the same time."
        report.error("several-ids", message, model.name.span, help="remove one of them")


def _required(key: _Read, columns: Mapping[str, ir.ScalarField], report: Report) -> None:
    # A field of a type that nobody knows is no column, and told as such.
    found = [columns[part.name] for part in key.fields if part.name in columns]
    optional = [column.name for column in found if column.arity is not ir.Arity.REQUIRED]
    if not optional:
        return
    help = f"make `{joined(optional)}` required, or use `@@unique` instead"
    if not key.of_block:
        message = "Fields that are marked as id must be required."
        help = "remove the `?`, or use `@unique` instead"
    else:
        message = (
            f"The id definition refers to the optional field{'s' if len(optional) > 1 else ''} "
            f"{', '.join(f'`{name}`' for name in optional)}. ID definitions must reference only required fields."
        )
    report.error("optional-id", message, key.span, help=help)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the attributes of one model."""

    lookup: Lookup
    columns: Mapping[str, ir.ScalarField]
    database: Database
    report: Report

    def of_fields(self, kind: Literal["id", "unique"]) -> list[_Read]:
        model = self.lookup.model
        found: list[_Read] = []
        for field in distinct_fields(model):
            given = attribute(field, kind) if field.attributes else None
            if given is None:
                continue
            if kind == "id" and found and not isinstance(self.lookup.kind(model, field.name.text), ToModel):
                Arguments(given, self.report).done()  # one too many, of which Prisma reads no argument
            elif (read := self._of_field(kind, field, given)) is not None:
                found.append(read)
        return found

    def _of_field(self, kind: Literal["id", "unique"], field: ast.Field, given: ast.Attribute) -> _Read | None:
        if isinstance(self.lookup.kind(self.lookup.model, field.name.text), ToModel):
            self._on_relation(kind, field, given)
            return None
        reading = Arguments(given, self.report)
        map = self._text(reading, "map", given)
        length = read_length(reading.take("length"), self.report)
        sort = read_sort(reading.take("sort"), self.report)
        clustered = self._clustered(reading)
        where = self._where(reading, given) if kind == "unique" else None
        reading.done()
        part = ir.IndexField(field.name.text, sort, length)
        return _Read(kind, (part,), False, given.span, _places(given), map, clustered=clustered, where=where)

    def _on_relation(self, kind: str, field: ast.Field, given: ast.Attribute) -> None:
        if kind == "id":
            message = (
                f"The field `{field.name.text}` is a relation field and cannot be marked with `@id`. "
                "Only scalar fields can be declared as id."
            )
        else:
            message = (
                f"The field `{field.name.text}` is a relation field and cannot be marked with `unique`. "
                "Only scalar fields can be made unique."
            )
        own = foreign_key(field)
        help = "remove it"
        if len(own) == 1:
            message += f" Did you mean to put it on `{own[0]}`?"
            help = f"write `@{kind}` at `{own[0]}`"
        elif own:
            message += f" Did you mean to provide `@@{kind}([{joined(own)}])`?"
            help = f"write `@@{kind}([{joined(own)}])` on a line of its own"
        self.report.error("index-of-relation", message, given.span, help=help)

    def of_block(self, kind: _Kind) -> list[_Read]:
        reads = (self._block(kind, a) for a in self.lookup.model.attributes if a.name.text == kind)
        return [read for read in reads if read is not None]

    def _block(self, kind: _Kind, given: ast.Attribute) -> _Read | None:
        known = _ARGUMENTS[kind]
        reading = Arguments(given, self.report)
        fields = reading.require("fields", unnamed=True)
        name = self._text(reading, "name", given) if "name" in known else None
        map = self._text(reading, "map", given)
        algorithm = self._algorithm(reading.take("type"), given) if "type" in known else None
        clustered = self._clustered(reading) if "clustered" in known else None
        where = self._where(reading, given) if "where" in known else None
        reading.done()
        if kind == "index":
            # `name` of an index was `map` before Prisma 3, and still is read so.
            if name is not None and map is not None:
                message = (
                    "The `@@index` attribute accepts the `name` argument as an alias for the `map` argument for legacy "
                    "reasons. It does not accept both though. Please use the `map` argument to specify the database "
                    "name of the index."
                )
                self.report.error("duplicate-argument", message, given.span, help="remove `name`")
            map, name = map or name, None
        elif name is not None:
            self._name(kind, name, given)
        parts = None if fields is None else self._fields(kind, given, fields)
        if parts is None:
            return None
        return _Read(kind, parts, True, given.span, _places(given), map, name, algorithm, clustered, where)

    def _fields(self, kind: _Kind, given: ast.Attribute, value: ast.Expression) -> tuple[ir.IndexField, ...] | None:
        parts = read_fields(value, self.report)
        if parts is None:
            return None
        into_composites, definition = kind != "id", _DEFINITION[kind]
        sound = look_up(parts, self.lookup, given, self.report, into_composites=into_composites, definition=definition)
        return tuple(parts) if sound and all(p.name.split(".")[0] in self.columns for p in parts) else None

    def _text(self, reading: Arguments, argument: str, given: ast.Attribute) -> str | None:
        text = reading.text(argument)
        if text == "":
            message = f"The `{argument}` argument cannot be an empty string."
            self.report.error(f"empty-{argument}", message, given.span, help=f"remove `{argument}`")
        return text or None

    def _name(self, kind: _Kind, name: str, given: ast.Attribute) -> None:
        """It becomes a name in the client."""
        if not re.fullmatch(r"[A-Za-z0-9_]+", name):
            message = (
                f"The `name` property within the `@@{kind}` attribute only allows for the following characters: "
                "`_a-zA-Z0-9`."
            )
            help = f'write `name: "{re.sub(r"[^A-Za-z0-9_]", "_", name)}"`'
            self.report.error("bad-name", message, given.span, help=help)

    def _clustered(self, reading: Arguments) -> bool | None:
        value = reading.take("clustered")
        return None if value is None else arguments.boolean(value, self.report)

    def _where(self, reading: Arguments, given: ast.Attribute) -> str | None:
        if self.database.has_url:
            return None
        return read_condition(reading.take("where"), self.lookup, given, self.report)

    def _algorithm(self, value: ast.Expression | None, given: ast.Attribute) -> str | None:
        name = None if value is None else arguments.word(value, self.report)
        if value is None or name is None:
            return None
        if name not in METHODS:
            message = f"Unknown index type: {name}.{did_you_mean(name, METHODS)}"
            self.report.error("wrong-value", message, given.span, help=f"one of {joined(METHODS)}")
        return name


def _places(given: ast.Attribute) -> Mapping[str, Span]:
    return {argument.name.text: argument.span for argument in given.arguments if argument.name is not None}
