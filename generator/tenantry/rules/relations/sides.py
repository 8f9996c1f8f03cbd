"""The two fields of a relation, as far as they are there, for the rules about them.

Which side has the columns follows from how many rows each may have, and only then from who names them: so one can be
told that `fields` stands on the wrong side. Source: prisma-engines' `parser-database/src/relations.rs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenantry import ir


@dataclass(frozen=True, slots=True)
class Inline:
    """A relation kept in columns: of `model.field`, which refers to `target`. `back` is None where it is missing."""

    model: ir.Model
    field: ir.RelationField
    target: ir.Model
    back: ir.RelationField | None
    one_to_one: bool

    @property
    def fields(self) -> tuple[ir.ScalarField, ...]:
        """The columns; none where the side that should have them does not name them."""
        return tuple(self.model.scalar(name) for name in self.field.attribute.fields or ())

    @property
    def references(self) -> tuple[str, ...]:
        return self.field.attribute.references or ()

    @property
    def referenced(self) -> tuple[ir.ScalarField, ...]:
        return tuple(self.target.scalar(name) for name in self.references)


@dataclass(frozen=True, slots=True)
class Joined:
    """A many-to-many relation."""

    a_model: ir.Model
    a: ir.RelationField
    b_model: ir.Model
    b: ir.RelationField

    @property
    def ends(self) -> tuple[tuple[ir.Model, ir.RelationField, ir.Model], ...]:
        """Each field with its model and the other."""
        return (self.a_model, self.a, self.b_model), (self.b_model, self.b, self.a_model)

    @property
    def embedded(self) -> bool:
        """Whether it is kept in lists of keys, MongoDB's way, and not in a table of its own."""
        return self.a.attribute.fields is not None or self.b.attribute.fields is not None


@dataclass(frozen=True, slots=True)
class Sides:
    """All relation fields of a schema, sorted out. `back_only` are lists whose other side is missing."""

    inline: tuple[Inline, ...]
    joined: tuple[Joined, ...]
    back_only: tuple[tuple[ir.Model, ir.RelationField], ...]
    ambiguous: tuple[tuple[ir.Model, tuple[ir.RelationField, ...]], ...]


def sides(schema: ir.Schema) -> Sides:
    inline: list[Inline] = []
    joined: list[Joined] = []
    back_only: list[tuple[ir.Model, ir.RelationField]] = []
    fields = {(model.name, field.name): field for model in schema.models for field in model.relations}
    ambiguous = list(_ambiguous(schema))
    unclear = {(model.name, field.name) for model, rivals in ambiguous for field in rivals}
    for model in schema.models:
        for field in model.relations:
            other = None if field.opposite is None else fields[field.target, field.opposite]
            if (model.name, field.name) in unclear or (other is not None and (field.target, other.name) in unclear):
                continue
            target = schema.model(field.target)
            if field.is_list and other is None:
                back_only.append((model, field))
            elif field.is_list and other is not None and other.is_list:
                if (model.name, field.name) <= (target.name, other.name):
                    joined.append(Joined(model, field, target, other))
            elif not field.is_list and (other is None or _refers(model, field, target, other)):
                inline.append(Inline(model, field, target, other, _one_to_one(model, field, other)))
    return Sides(tuple(inline), tuple(joined), tuple(back_only), tuple(ambiguous))


def _ambiguous(schema: ir.Schema) -> Iterator[tuple[ir.Model, tuple[ir.RelationField, ...]]]:
    """Fields of one model that go to another under one name: a self relation has two, others one."""
    for model in schema.models:
        by_way: dict[tuple[str, str | None], list[ir.RelationField]] = {}
        for field in model.relations:
            by_way.setdefault((field.target, field.attribute.name), []).append(field)
        for (target, name), rivals in by_way.items():
            if len(rivals) > (2 if target == model.name and name is not None else 1):
                yield model, tuple(rivals)


def _refers(model: ir.Model, field: ir.RelationField, target: ir.Model, other: ir.RelationField) -> bool:
    """Whether `field` is the side that has the columns."""
    if other.is_list:
        return True
    if field.is_optional != other.is_optional:
        return other.is_optional
    if field.is_optional and (field.attribute.fields is not None or other.attribute.fields is not None):
        return field.attribute.fields is not None
    return (model.name, field.name) <= (target.name, other.name)


def _one_to_one(model: ir.Model, field: ir.RelationField, other: ir.RelationField | None) -> bool:
    if other is not None:
        return not other.is_list
    fields = field.attribute.fields
    return any(tuple(part.name for part in unique.fields) == fields for unique in model.uniques)
