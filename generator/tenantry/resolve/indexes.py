"""The third pass, second half: keys, uniques and indexes, on fields and on blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments, joined
from tenantry.resolve.fields import Columns, once, unknown_attribute
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.types import ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

BLOCK_ATTRIBUTES = ("id", "unique", "index", "fulltext", "map", "ignore", "schema", "shardKey")
METHODS = ("BTree", "Hash", "Gin", "Gist", "SpGist", "Brin")
_Kind = Literal["id", "unique", "index", "fulltext"]
_ARGUMENTS: Mapping[_Kind, tuple[str, ...]] = {
    "id": ("name", "map", "clustered"),
    "unique": ("name", "map", "clustered"),
    "index": ("name", "map", "type", "clustered"),
    "fulltext": ("name", "map"),
}
_DEFINITION: Mapping[_Kind, str] = {
    "id": "id",
    "unique": "unique index",
    "index": "index",
    "fulltext": "fulltext index",
}


@dataclass(frozen=True, slots=True)
class Indexes:
    """What a model is found by."""

    key: ir.PrimaryKey | None
    uniques: tuple[ir.UniqueIndex, ...]
    indexes: tuple[ir.Index, ...]


def resolve_indexes(
    names: Names, types: Types, columns: Columns, provider: ir.Provider, report: Report
) -> Mapping[str, Indexes]:
    """Keys, uniques and indexes by model."""
    return {name: _of_model(model, types, columns, provider, report) for name, model in names.models.items()}


def _of_model(model: ast.Model, types: Types, columns: Columns, provider: ir.Provider, report: Report) -> Indexes:
    for attribute in model.attributes:
        if attribute.name.text not in BLOCK_ATTRIBUTES:
            unknown_attribute(attribute, "@@", BLOCK_ATTRIBUTES, report)
    once((a for a in model.attributes if a.name.text not in ("unique", "index", "fulltext")), report)
    reader = _Reader(model, types, columns.of(model.name.text), provider, report)
    keys = [*reader.of_fields("id"), *reader.of_block("id")]
    _one_key(model, keys, report)
    uniques = [*reader.of_fields("unique"), *reader.of_block("unique")]
    indexes = [*reader.of_block("index"), *reader.of_block("fulltext")]
    return Indexes(
        key=next((ir.PrimaryKey(k.fields, k.map, k.name, k.span, not k.of_block, k.clustered) for k in keys), None),
        uniques=tuple(ir.UniqueIndex(u.fields, u.map, u.name, u.span, not u.of_block, u.clustered) for u in uniques),
        indexes=tuple(ir.Index(i.fields, i.map, i.method, i.span, i.kind == "fulltext", i.clustered) for i in indexes),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One attribute, read."""

    kind: _Kind
    fields: tuple[ir.IndexField, ...]
    map: str | None
    name: str | None
    method: str | None
    of_block: bool
    span: Span
    clustered: bool | None


def _one_key(model: ast.Model, keys: list[_Read], report: Report) -> None:
    on_fields = [key for key in keys if not key.of_block]
    if len(on_fields) > 1:
        message = "At most one field must be marked as the id field with the `@id` attribute."
        help = f"use `@@id([{joined(key.fields[0].name for key in on_fields)}])` for a key of several fields"
        report.error("several-ids", message, model.name.span, help=help)
    elif on_fields and len(keys) > 1:
        message = "Each model must have at most one id criteria. You can't have `@id` and `@@id` at the same time."
        report.error("several-ids", message, model.name.span)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the attributes of one model."""

    model: ast.Model
    types: Types
    columns: Mapping[str, ir.ScalarField]
    provider: ir.Provider
    report: Report

    def of_fields(self, kind: Literal["id", "unique"]) -> list[_Read]:
        found: list[_Read] = []
        for field in distinct_fields(self.model):
            for attribute in (a for a in field.attributes if a.name.text == kind):
                if isinstance(self.types.get((self.model.name.text, field.name.text)), ToModel):
                    self._on_relation(kind, field, attribute)
                    continue
                reading = Arguments(attribute, self.report)
                target = ir.IndexField(
                    name=field.name.text,
                    sort=self._sort(reading.take("sort")),
                    length=self._length(reading.take("length")),
                )
                map = reading.text("map")
                clustered = self._clustered(attribute, reading)
                reading.done()
                found.append(_Read(kind, (target,), map, None, None, False, attribute.span, clustered))
        return found[:1] if kind == "id" and len({f.fields[0].name for f in found}) == 1 else found

    def _clustered(self, attribute: ast.Attribute, reading: Arguments) -> bool | None:
        value = reading.take("clustered")
        if value is not None and self.provider is not ir.Provider.SQLSERVER:
            message = f"Defining clustering is not supported in {self.provider}."
            self.report.error("no-clustering", message, attribute.span)
        return None if value is None else arguments.boolean(value, self.report)

    def _on_relation(self, kind: str, field: ast.Field, attribute: ast.Attribute) -> None:
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
        own = _foreign_key(field)
        if len(own) == 1:
            message += f" Did you mean to put it on `{own[0]}`?"
        self.report.error("index-of-relation", message, attribute.span)

    def of_block(self, kind: _Kind) -> list[_Read]:
        reads = (self._block(kind, a) for a in self.model.attributes if a.name.text == kind)
        return [read for read in reads if read is not None]

    def _block(self, kind: _Kind, attribute: ast.Attribute) -> _Read | None:
        reading = Arguments(attribute, self.report)
        fields = reading.require("fields", unnamed=True)
        known = _ARGUMENTS[kind]
        name = reading.text("name") if "name" in known else None
        map = reading.text("map")
        method = self._method(reading.take("type")) if "type" in known else None
        clustered = self._clustered(attribute, reading) if "clustered" in known else None
        reading.done()
        if fields is None:
            return None
        targets = self._targets(kind, attribute, fields)
        if targets is None:
            return None
        # `name` of an index was `map` before Prisma 3, and still is read so.
        if kind in ("index", "fulltext"):
            map, name = name if map is None else map, None
        return _Read(kind, targets, map, name, method, True, attribute.span, clustered)

    def _targets(
        self, kind: _Kind, attribute: ast.Attribute, value: ast.Expression
    ) -> tuple[ir.IndexField, ...] | None:
        targets = [self._target(item) for item in arguments.items(value)]
        fields = [target for target in targets if target is not None]
        if not targets:
            subject = f"an `@@{kind}()` attribute" if kind == "id" else "an index"
            message = f"The list of fields in {subject} cannot be empty. Please specify at least one field."
            self.report.error("empty-index", message, attribute.span)
            return None
        names = [field.name for field in fields]
        return tuple(fields) if self._exist(kind, attribute, names) else None

    def _exist(self, kind: _Kind, attribute: ast.Attribute, names: list[str]) -> bool:
        definition = _DEFINITION[kind]
        all_fields = {field.name.text: field for field in self.model.fields}
        unknown = [name for name in names if name.split(".")[0] not in all_fields]
        relations = [n for n in names if isinstance(self.types.get((self.model.name.text, n)), ToModel)]
        twice = [name for index, name in enumerate(names) if name in names[:index]]
        if unknown:
            ending = did_you_mean(unknown[0], self.columns) if len(unknown) == 1 else ""
            if kind == "id":
                message = f"The multi field id declaration refers to the unknown field `{joined(unknown)}`.{ending}"
            else:
                message = f"The {definition} definition refers to the unknown fields: {joined(unknown)}.{ending}"
            self.report.error("unknown-field", message, attribute.span)
        if relations:
            self._relations_in(kind, attribute, names, relations, all_fields)
        if twice:
            message = f"The unique index definition refers to the field {twice[0]} multiple times."
            self.report.error("field-twice", message, attribute.span)
        return not (unknown or relations or twice) and all(name in self.columns for name in names)

    def _relations_in(
        self,
        kind: _Kind,
        attribute: ast.Attribute,
        names: list[str],
        relations: list[str],
        fields: Mapping[str, ast.Field],
    ) -> None:
        if kind == "id":
            message = (
                f"The id definition refers to the relation field `{joined(relations)}`. "
                "ID definitions must reference only scalar fields."
            )
        else:
            message = (
                f"The {_DEFINITION[kind]} definition refers to the relation fields {joined(relations)}. "
                "Index definitions must reference only scalar fields."
            )
        scalars = [s for name in names for s in (_foreign_key(fields[name]) if name in relations else [name])]
        if scalars:
            message += f" Did you mean `@@{kind}([{joined(scalars)}])`?"
        self.report.error("index-of-relation", message, attribute.span)

    def _target(self, item: ast.Expression) -> ir.IndexField | None:
        match item:
            case ast.Constant(name):
                return ir.IndexField(name)
            case ast.Call(name, given, span):
                as_attribute = ast.Attribute(ast.Name(name, span), given, span)
                reading = Arguments(as_attribute, self.report)
                sort = self._sort(reading.take("sort"))
                length = self._length(reading.take("length"))
                operators = self._operators(reading.take("ops"))
                reading.done()
                return ir.IndexField(name, sort, length, operators)
            case _:
                message = f"Expected a constant literal value, but received {arguments.described(item)}."
                self.report.error("wrong-value", message, item.span)
                return None

    def _sort(self, value: ast.Expression | None) -> ir.SortOrder | None:
        if value is None:
            return None
        order = arguments.word(value, self.report)
        if order is not None and order not in ("Asc", "Desc"):
            self.report.error("wrong-value", "Unexpected token. Expected one of: Asc, Desc", value.span)
            return None
        return None if order is None else ir.SortOrder(order)

    def _length(self, value: ast.Expression | None) -> int | None:
        return None if value is None else arguments.whole(value, self.report)

    def _operators(self, value: ast.Expression | None) -> str | None:
        match value:
            case None:
                return None
            case ast.Constant(name):
                return name
            case ast.Call(name="raw", arguments=(ast.Argument(value=ast.String(text)),)):
                return f"raw:{text}"
            case _:
                message = 'An operator class is a word, or `raw("name_of_the_class")`.'
                self.report.error("wrong-value", message, value.span)
                return None

    def _method(self, value: ast.Expression | None) -> str | None:
        name = None if value is None else arguments.word(value, self.report)
        if value is None or name is None:
            return None
        if name not in METHODS:
            message = f"Unknown index type: {name}.{did_you_mean(name, METHODS)}"
            self.report.error("wrong-value", message, value.span, help=f"one of {joined(METHODS)}")
        return name


def _foreign_key(field: ast.Field) -> list[str]:
    """The words in `fields: [...]` of a relation field."""
    for attribute in (a for a in field.attributes if a.name.text == "relation"):
        for argument in (a for a in attribute.arguments if a.name is not None and a.name.text == "fields"):
            return list(_words(arguments.items(argument.value)))
    return []


def _words(items: Iterable[ast.Expression]) -> Iterable[str]:
    return (item.text for item in items if isinstance(item, ast.Constant))
