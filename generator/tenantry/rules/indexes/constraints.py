"""Keys, uniques and indexes of a model as one kind of thing, and the fields that are in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tenantry import ir
from tenantry.text.source import Span

Kind = Literal["key", "unique", "index", "fulltext"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A key, unique or index, whichever; `attribute` as in the schema."""

    kind: Kind
    attribute: str
    fields: tuple[ir.IndexField, ...]
    map: str | None
    name: str | None
    algorithm: str | None
    clustered: bool | None
    where: str | None
    span: Span
    places: Mapping[str, Span]


def constraints(model: ir.Model) -> Iterator[Constraint]:
    """All of a model, the key first."""
    if (key := model.key) is not None:
        at = "@id" if key.of_field else "@@id"
        yield Constraint("key", at, key.fields, key.map, key.name, None, key.clustered, None, key.span, key.places)
    for one in model.uniques:
        at = "@unique" if one.of_field else "@@unique"
        yield Constraint(
            "unique", at, one.fields, one.map, one.name, None, one.clustered, one.where, one.span, one.places
        )
    for index in model.indexes:
        yield Constraint(
            "fulltext" if index.fulltext else "index",
            "@@fulltext" if index.fulltext else "@@index",
            index.fields,
            index.map,
            None,
            index.algorithm,
            index.clustered,
            index.where,
            index.span,
            index.places,
        )


def column(schema: ir.Schema, model: ir.Model, part: ir.IndexField) -> ir.ScalarField:
    """The field that is in the index: of `home.street`, which MongoDB allows, the last."""
    return _path(schema, model, part)[-1]


def columns(schema: ir.Schema, model: ir.Model, constraint: Constraint) -> list[str]:
    """Names in the database, as names of indexes are made from them."""
    return [field.column for part in constraint.fields for field in _path(schema, model, part)]


def _path(schema: ir.Schema, model: ir.Model, part: ir.IndexField) -> list[ir.ScalarField]:
    first, *rest = part.name.split(".")
    path = [model.scalar(first)]
    for name in rest:
        type = path[-1].type
        composite = next(c for c in schema.composites if isinstance(type, ir.Composite) and c.name == type.name)
        path.append(next(field for field in composite.fields if field.name == name))
    return path
