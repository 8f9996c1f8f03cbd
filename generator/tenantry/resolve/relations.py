"""The fourth pass, second half: relations from pairs of relation fields, with all that Prisma leaves to defaults.

Only of what is sound is a relation made. What is not, such as a field without an opposite, rules see at the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.resolve.documentation import split
from tenantry.resolve.fields import Columns
from tenantry.resolve.names import Names
from tenantry.resolve.sides import Side, opposites, read_sides
from tenantry.resolve.types import ARITY, Types
from tenantry.text.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations, and the relation fields by model and field."""

    all: tuple[ir.Relation, ...]
    fields: Mapping[tuple[str, str], ir.RelationField]

    @property
    def sound(self) -> bool:
        """Whether every relation field is of a relation."""
        return all(field.relation for field in self.fields.values())


def resolve_relations(names: Names, types: Types, columns: Columns, provider: ir.Provider, report: Report) -> Relations:
    """Pairs the relation fields and decides which side has the columns."""
    sides = read_sides(names, types, columns, report)
    other = opposites(sides)
    if report.blocked:
        return Relations((), {side.key: _field(side, other.get(side), "") for side in sides})
    relations: dict[Side, ir.Relation] = {}
    for side in sides:
        back = other.get(side)
        if back is None or other.get(back) is not side or side in relations:
            continue
        relation = _relation(side, back, columns, provider)
        if relation is not None:
            relations[side] = relations[back] = relation
    fields = {
        side.key: _field(side, other.get(side), relations[side].name if side in relations else "") for side in sides
    }
    return Relations(tuple(dict.fromkeys(relations.values())), fields)


def _field(side: Side, other: Side | None, relation: str) -> ir.RelationField:
    return ir.RelationField(
        name=side.field.name.text,
        target=side.target.name.text,
        arity=ARITY[side.field.arity],
        relation=relation,
        documentation=split(side.field.documentation)[0],
        comment=side.field.documentation,
        ignored=side.ignored,
        span=side.field.span,
        opposite=None if other is None else other.field.name.text,
        attribute=side.attribute,
    )


def _relation(side: Side, other: Side, columns: Columns, provider: ir.Provider) -> ir.Relation | None:
    if side.is_list and other.is_list:
        return _many_to_many(side, other)
    forward, back = (side, other) if side.has_columns else (other, side)
    sound = forward.has_columns and not forward.is_list and back.attribute.fields is None
    return _foreign_key(forward, back, columns, provider) if sound and back.attribute.references is None else None


def _many_to_many(side: Side, other: Side) -> ir.ManyToMany:
    a, b = sorted((side, other), key=lambda end: end.key)
    stem = side.attribute.name or f"{a.model.name.text}To{b.model.name.text}"
    return ir.ManyToMany(
        name=f"_{stem}",
        a_model=a.model.name.text,
        a_field=a.field.name.text,
        b_model=b.model.name.text,
        b_field=b.field.name.text,
        stem=stem,
        span=side.field.span,
    )


def _foreign_key(forward: Side, back: Side, columns: Columns, provider: ir.Provider) -> ir.ForeignKeyRelation | None:
    said = forward.attribute
    if said.fields is None or said.references is None or len(said.fields) != len(said.references):
        return None
    own = columns.of(forward.model.name.text)
    nullable = all(own[name].is_optional for name in said.fields)
    return ir.ForeignKeyRelation(
        name=f"{forward.model.name.text}.{forward.field.name.text}",
        model=forward.model.name.text,
        field=forward.field.name.text,
        target=back.model.name.text,
        target_field=back.field.name.text,
        fields=said.fields,
        references=said.references,
        unique=not back.is_list,
        on_delete=said.on_delete or _default_on_delete(nullable, provider),
        on_update=said.on_update or ir.Action.CASCADE,
        map=said.map,
        span=forward.field.span,
    )


def _default_on_delete(nullable: bool, provider: ir.Provider) -> ir.Action:
    """Prisma's, which is not the database's; SQL Server knows no Restrict."""
    if nullable:
        return ir.Action.SET_NULL
    return ir.Action.NO_ACTION if provider is ir.Provider.SQLSERVER else ir.Action.RESTRICT
