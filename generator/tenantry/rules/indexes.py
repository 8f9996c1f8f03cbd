"""Rules for keys, uniques and indexes, on one database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenantry import ir
from tenantry.rules.connectors import Connector
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span

# Operator classes that Prisma knows by name, with the method that they are for.
_OPERATORS = {
    "ArrayOps": "Gin",
    "JsonbOps": "Gin",
    "JsonbPathOps": "Gin",
    "InetOps": "Gist",
    "TextOps": "SpGist",
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A key, unique or index, whichever; `attribute` as in the schema."""

    attribute: str
    fields: tuple[ir.IndexField, ...]
    map: str | None
    span: Span


def constraints(model: ir.Model) -> Iterator[Constraint]:
    """All of a model."""
    if model.key is not None:
        of_block = len(model.key.fields) > 1
        yield Constraint("@@id" if of_block else "@id", model.key.fields, model.key.map, model.key.span)
    for unique in model.uniques:
        yield Constraint("@@unique" if len(unique.fields) > 1 else "@unique", unique.fields, unique.map, unique.span)
    for index in model.indexes:
        yield Constraint("@@fulltext" if index.fulltext else "@@index", index.fields, index.map, index.span)


def given_names_fit(model: ir.Model, connector: Connector, report: Report) -> None:
    for constraint in constraints(model):
        if constraint.map == "":
            report.error("empty-map", "The `map` argument cannot be an empty string.", constraint.span)
        if constraint.map is not None and len(constraint.map.encode()) > connector.name_limit:
            message = (
                f"The constraint name '{constraint.map}' specified in the `map` argument for the "
                f"`{constraint.attribute}` constraint is too long for your chosen provider. "
                f"The maximum allowed length is {connector.name_limit} bytes."
            )
            report.error("name-too-long", message, constraint.span)


def keys_may_be_named(model: ir.Model, connector: Connector, report: Report) -> None:
    if model.key is not None and model.key.map is not None and not connector.named_keys:
        message = (
            f"You defined a database name for the primary key on the model. This is not supported by {connector.title}."
        )
        report.error("no-named-keys", message, model.span, help="remove the `map` argument")


def the_connector_has_the_index(model: ir.Model, connector: Connector, report: Report) -> None:
    for index in model.indexes:
        if index.fulltext and not connector.fulltext:
            message = f"Defining fulltext indexes is not supported with {connector.title}."
            report.error("no-such-index", message, index.span)
        if index.method is not None and index.method not in connector.index_methods:
            message = f"The given index type is not supported with {connector.title}"
            report.error("no-such-index", message, index.span)
    for constraint in constraints(model):
        if any(field.length is not None for field in constraint.fields) and not connector.index_length:
            message = f"The length argument is not supported in an index definition with {connector.title}"
            report.error("no-index-length", message, constraint.span)
        _native_type_is_indexable(model, constraint, connector, report)


def _native_type_is_indexable(model: ir.Model, constraint: Constraint, connector: Connector, report: Report) -> None:
    for part in constraint.fields:
        native = model.scalar(part.name).native
        if native is None or native.name not in connector.unindexable or part.length is not None:
            continue
        if constraint.attribute == "@@fulltext":
            continue
        message = f"Native type `{native.name}` of {connector.title} cannot be part of a key or an index."
        help = f"give a length: `{part.name}(length: 100)`" if connector.index_length else None
        report.error("unindexable-type", message, constraint.span, help=help)


def the_method_fits_the_fields(model: ir.Model, connector: Connector, report: Report) -> None:
    for index in model.indexes:
        if connector.index_methods and (index.method is None or index.method in connector.index_methods):
            for part in index.fields:
                _part(model, index, part, report)


def _part(model: ir.Model, index: ir.Index, part: ir.IndexField, report: Report) -> None:
    method = index.method or "BTree"
    if part.sort is not None and method != "BTree":
        report.error("wrong-index", f"{method} type does not support sort option.", index.span)
    operators = part.operator_class
    if operators is not None and operators.startswith("raw:"):
        return
    if operators is not None and _OPERATORS.get(operators, "Brin") != method:
        message = f"The given operator class `{operators}` is not supported with the `{method}` index type."
        report.error("wrong-index", message, index.span)
        return
    field = model.scalar(part.name)
    if method == "Gin" and not field.is_list and field.type is not ir.Scalar.JSON:
        message = f"The Gin index type does not support the type of the field `{part.name}`."
        help = f'name an operator class: `{part.name}(ops: raw("gin_trgm_ops"))`'
        report.error("wrong-index", message, index.span, help=help)
    if operators == "ArrayOps" and not field.is_list:
        message = f"The given operator class `ArrayOps` expects the type of field `{part.name}` to be an array."
        report.error("wrong-index", message, index.span)
