"""The fourth pass, second half: relations from pairs of relation fields, with all that Prisma leaves to defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.resolve.documentation import split
from tenantry.resolve.fields import Columns
from tenantry.resolve.names import Names
from tenantry.resolve.sides import Side, pair, read_sides
from tenantry.resolve.types import ARITY, Types
from tenantry.text.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations, and the relation fields by model and field."""

    all: tuple[ir.Relation, ...]
    fields: Mapping[tuple[str, str], ir.RelationField]


def resolve_relations(names: Names, types: Types, columns: Columns, provider: ir.Provider, report: Report) -> Relations:
    """Pairs the relation fields and decides which side has the columns."""
    relations: list[ir.Relation] = []
    fields: dict[tuple[str, str], ir.RelationField] = {}
    for side, other in pair(read_sides(names, types, columns, report), report):
        relation = _relation(side, other, columns, provider, report)
        if relation is not None:
            relations.append(relation)
            for end in (side, other):
                fields[end.key] = _field(end, relation.name)
    return Relations(tuple(relations), fields)


def _field(side: Side, relation: str) -> ir.RelationField:
    return ir.RelationField(
        name=side.field.name.text,
        target=side.target.name.text,
        arity=ARITY[side.field.arity],
        relation=relation,
        documentation=split(side.field.documentation)[0],
        comment=side.field.documentation,
        ignored=side.ignored,
        span=side.span,
    )


def _relation(side: Side, other: Side, columns: Columns, provider: ir.Provider, report: Report) -> ir.Relation | None:
    if side.is_list and other.is_list:
        return _many_to_many(side, other, report)
    if side.is_list or other.is_list:
        back, forward = (side, other) if side.is_list else (other, side)
        return _one_to_many(forward, back, columns, provider, report)
    return _one_to_one(side, other, columns, provider, report)


def _many_to_many(side: Side, other: Side, report: Report) -> ir.ManyToMany | None:
    sound = True
    for end in (side, other):
        if end.fields is not None:
            message = "Many-to-many relations of `fields` and `references` are not supported in SQL databases."
            help = "remove both arguments: a join table is made; or write a model for it"
            report.error("many-to-many-arguments", message, end.span, help=help)
            sound = False
        elif end.references is not None:
            message = (
                "Implicit many-to-many relation should not have references argument defined. "
                "Either remove it, or change the relation to one-to-many."
            )
            report.error("many-to-many-arguments", message, end.span)
            sound = False
        if end.on_delete is not None or end.on_update is not None:
            message = "Referential actions on implicit many-to-many relations are not supported"
            report.error("many-to-many-arguments", message, end.span)
            sound = False
    if not sound:
        return None
    a, b = sorted((side, other), key=lambda end: end.key)
    stem = side.name or f"{a.model.name.text}To{b.model.name.text}"
    return ir.ManyToMany(
        name=f"_{stem}",
        a_model=a.model.name.text,
        a_field=a.field.name.text,
        b_model=b.model.name.text,
        b_field=b.field.name.text,
        stem=stem,
        span=side.span,
    )


def _one_to_many(
    forward: Side, back: Side, columns: Columns, provider: ir.Provider, report: Report
) -> ir.ForeignKeyRelation | None:
    complete = _has_both(forward, back, report)
    if back.fields is not None or back.references is not None:
        message = (
            f"The relation field {back.label} must not specify the `fields` or `references` argument in the @relation "
            f"attribute. You must only specify it on the opposite field `{forward.field.name.text}` on model "
            f"`{forward.model.name.text}`."
        )
        report.error("relation-on-both-sides", message, back.span)
        complete = False
    return _foreign_key(forward, back, columns, provider, report) if complete else None


def _has_both(forward: Side, back: Side, report: Report) -> bool:
    """Whether the side that must hold the columns says which."""
    if forward.fields is not None and forward.references is not None:
        return True
    missing = [n for n, given in (("fields", forward.fields), ("references", forward.references)) if given is None]
    message = (
        f"The relation field {forward.label} must specify the `{'` and `'.join(missing)}` "
        f"{'argument' if len(missing) == 1 else 'arguments'} in the @relation attribute."
    )
    name = forward.field.name.text
    help = f"write `@relation(fields: [{name}Id], references: [id])`, with a column `{name}Id`"
    report.error("incomplete-relation", message, forward.span, help=help)
    return False


def _one_to_one(
    side: Side, other: Side, columns: Columns, provider: ir.Provider, report: Report
) -> ir.ForeignKeyRelation | None:
    holders = [end for end in (side, other) if end.fields is not None or end.references is not None]
    if len(holders) == 1:
        forward, back = (side, other) if holders[0] is side else (other, side)
        complete = _has_both(forward, back, report)
        return _foreign_key(forward, back, columns, provider, report) if complete else None
    for one, two in ((side, other), (other, side)):
        if holders:
            message = (
                f"The relation fields {one.label} and {two.label} both provide the `fields` and `references` "
                "arguments in the @relation attribute. You have to provide it only on one of the two fields."
            )
            report.error("relation-on-both-sides", message, one.span)
        else:
            message = (
                f"The relation fields {one.label} and {two.label} do not provide the `fields` and `references` "
                "arguments in the @relation attribute. You have to provide it on one of the two fields."
            )
            report.error("incomplete-relation", message, one.span)
    return None


def _foreign_key(
    forward: Side, back: Side, columns: Columns, provider: ir.Provider, report: Report
) -> ir.ForeignKeyRelation | None:
    if back.on_delete is not None or back.on_update is not None:
        message = (
            f"The relation field {back.label} must not specify the `onDelete` or `onUpdate` argument in the @relation "
            f"attribute. You must only specify it on the opposite field `{forward.field.name.text}` on model "
            f"`{forward.model.name.text}`, or in case of a many to many relation, in an explicit join table."
        )
        report.error("action-on-back-side", message, back.span)
    if back.map is not None and provider is ir.Provider.SQLITE:
        message = "SQLite does not support named foreign keys."
        report.error("no-named-foreign-keys", message, back.span, help="remove the `map` argument")
    if not forward.sound or forward.fields is None or forward.references is None:
        return None
    own = columns.of(forward.model.name.text)
    nullable = all(own[name].is_optional for name in forward.fields)
    return ir.ForeignKeyRelation(
        name=f"{forward.model.name.text}.{forward.field.name.text}",
        model=forward.model.name.text,
        field=forward.field.name.text,
        target=back.model.name.text,
        target_field=back.field.name.text,
        fields=forward.fields,
        references=forward.references,
        unique=not back.is_list,
        on_delete=forward.on_delete or _default_on_delete(nullable, provider),
        on_update=forward.on_update or ir.Action.CASCADE,
        map=forward.map,
        span=forward.span,
        label=forward.name,
        says_on_delete=forward.on_delete is not None,
        says_on_update=forward.on_update is not None,
    )


def _default_on_delete(nullable: bool, provider: ir.Provider) -> ir.Action:
    """Prisma's, which is not the database's; SQL Server knows no Restrict."""
    if nullable:
        return ir.Action.SET_NULL
    return ir.Action.NO_ACTION if provider is ir.Provider.SQLSERVER else ir.Action.RESTRICT
