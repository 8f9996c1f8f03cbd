"""Names of constraints, given and made up: none too long, and none twice where the database keeps them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenantry import ir, prisma_names
from tenantry.rules.connectors.connector import Connector, Named, Namespace
from tenantry.rules.indexes.constraints import columns, constraints
from tenantry.rules.relations.sides import Inline
from tenantry.text.diagnostics import Related, Report
from tenantry.text.source import Span


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    kind: Named
    attribute: str
    model: ir.Model
    place: Span


def the_name_fits(name: str, attribute: str, place: Span, connector: Connector, report: Report) -> None:
    if len(name.encode()) > connector.name_limit:
        message = (
            f"The constraint name '{name}' specified in the `map` argument for the `{attribute}` constraint is too "
            f"long for your chosen provider. The maximum allowed length is {connector.name_limit} bytes."
        )
        report.error("name-too-long", message, place, help="shorten it")


def given_names_fit(model: ir.Model, connector: Connector, report: Report) -> None:
    for constraint in constraints(model):
        if constraint.map is not None:
            the_name_fits(constraint.map, constraint.attribute, constraint.span, connector, report)
    for field in model.scalars:
        if field.default_name is not None and connector.named_defaults:
            the_name_fits(field.default_name, "@default", field.span, connector, report)


def constraint_names_are_unique(
    schema: ir.Schema, relations: Sequence[Inline], connector: Connector, report: Report
) -> None:
    """Also those that Prisma makes up: two indexes on the same columns have one name."""
    if not connector.namespaces:
        return
    named = [one for model in schema.models for one in _of_model(schema, model, connector)]
    named += [_of_relation(relation, schema) for relation in relations]
    told: set[Span] = set()
    for namespace in connector.namespaces:
        by_name: dict[tuple[object, ...], list[_Named]] = {}
        for one in named:
            if one.kind in namespace.counted:
                where = one.model.name if namespace.of_model else one.model.schema
                by_name.setdefault((where, one.name), []).append(one)
        for clashing in by_name.values():
            if len(clashing) > 1:
                _tell(clashing, namespace, told, report)


def _tell(clashing: Sequence[_Named], namespace: Namespace, told: set[Span], report: Report) -> None:
    for one in clashing:
        of_view = one.model.is_view and one.kind is not Named.FOREIGN_KEY  # told that it can have none
        if one.kind not in namespace.told or one.place in told or of_view:
            continue
        told.add(one.place)
        label = namespace.label.format(model=one.model.name)
        message = (
            f"The given constraint name `{one.name}` has to be unique in the following namespace: {label}. "
            "Please provide a different name using the `map` argument."
        )
        other = next((other for other in clashing if other.place != one.place), None)
        related = () if other is None else (Related("This one has the name too.", other.place),)
        help = f"give `{one.attribute}` a `map` of its own"
        report.error("duplicate-constraint-name", message, one.place, related=related, help=help)


def _of_model(schema: ir.Schema, model: ir.Model, connector: Connector) -> Iterator[_Named]:
    provider = connector.provider
    for constraint in constraints(model):
        given = constraint.map
        if constraint.kind == "key":
            if given is None and not connector.named_keys:
                continue
            name, kind = given or prisma_names.primary_key(model.table, provider), Named.KEY
        else:
            made_up = prisma_names.unique if constraint.kind == "unique" else prisma_names.index
            name, kind = given or made_up(model.table, columns(schema, model, constraint), provider), Named.INDEX
        place = constraint.places.get("map") or constraint.places.get("name") or constraint.span
        yield _Named(name, kind, constraint.attribute, model, place)
    if connector.named_defaults:
        for field in model.scalars:
            if field.default is not None:
                name = field.default_name or prisma_names.default(model.table, field.column, provider)
                yield _Named(name, Named.DEFAULT, "@default", model, field.span)


def _of_relation(relation: Inline, schema: ir.Schema) -> _Named:
    model, said = relation.model, relation.field.attribute
    names = [column.column for column in relation.fields]
    name = said.map or prisma_names.foreign_key(model.table, names, schema.datasource.provider)
    return _Named(name, Named.FOREIGN_KEY, "@relation", model, said.places.get("map") or relation.field.span)
