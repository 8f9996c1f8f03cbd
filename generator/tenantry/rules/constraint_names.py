"""Names of constraints, given and made up, must not clash where the database keeps them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenantry import ir, prisma_names
from tenantry.rules.connectors import Connector, Namespace
from tenantry.rules.indexes import constraints
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span

_KINDS = {
    "@id": "key",
    "@@id": "key",
    "@unique": "unique",
    "@@unique": "unique",
    "@@index": "index",
    "@@fulltext": "index",
}


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    kind: str
    attribute: str
    model: ir.Model
    span: Span


def constraint_names_are_unique(schema: ir.Schema, connector: Connector, report: Report) -> None:
    """Also those that Prisma makes up: two indexes on the same columns have one name."""
    named = [one for model in schema.models if not model.is_view for one in _names(schema, model)]
    reported: set[int] = set()
    for namespace in connector.namespaces:
        by_name: dict[tuple[object, ...], list[_Named]] = {}
        for one in named:
            if one.kind in namespace.kinds:
                where = one.model.name if namespace.of_model else one.model.schema
                by_name.setdefault((where, one.name), []).append(one)
        for clashing in by_name.values():
            if len(clashing) > 1:
                _report(clashing, namespace, reported, report)


def _report(clashing: Sequence[_Named], namespace: Namespace, reported: set[int], report: Report) -> None:
    for one in clashing:
        if one.span.start in reported:
            continue
        reported.add(one.span.start)
        label = namespace.label.format(model=one.model.name)
        message = (
            f"The given constraint name `{one.name}` has to be unique in the following namespace: {label}. "
            "Please provide a different name using the `map` argument."
        )
        report.error("duplicate-constraint-name", message, one.span, help=f'add `map: "..."` to `{one.attribute}`')


def _names(schema: ir.Schema, model: ir.Model) -> Iterator[_Named]:
    for constraint in constraints(model):
        kind = _KINDS[constraint.attribute]
        columns = [] if kind == "key" else [model.scalar(field.name).column for field in constraint.fields]
        name = constraint.map or _default_name(kind, model.table, columns, schema.datasource.provider)
        yield _Named(name, kind, constraint.attribute, model, constraint.span)
    if not schema.datasource.foreign_keys:
        return
    for relation in schema.foreign_keys_of(model.name):
        columns = [model.scalar(name).column for name in relation.fields]
        name = relation.map or prisma_names.foreign_key(model.table, columns, schema.datasource.provider)
        yield _Named(name, "foreign key", "@relation", model, relation.span)


def _default_name(kind: str, table: str, columns: Sequence[str], provider: ir.Provider) -> str:
    if kind == "key":
        return prisma_names.primary_key(table, provider)
    named = prisma_names.unique if kind == "unique" else prisma_names.index
    return named(table, columns, provider)
