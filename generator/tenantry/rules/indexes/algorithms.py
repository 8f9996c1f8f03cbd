"""Rules for the algorithm of an index, `type: Gin`, and what it can be asked for."""

from __future__ import annotations

from tenantry import ir
from tenantry.resolve.operator_classes import ALGORITHMS, BY_ALGORITHM, native_name
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.indexes.constraints import column, constraints
from tenantry.text.diagnostics import Report


def the_connector_has_the_algorithm(model: ir.Model, connector: Connector, report: Report) -> None:
    for index in model.indexes:
        if index.algorithm is not None and index.algorithm not in connector.index_algorithms:
            message = f"The given index type is not supported with {connector.title}"
            report.error("no-such-index", message, index.places.get("type", index.span), help="remove `type`")


def hashes_are_not_sorted(model: ir.Model, connector: Connector, report: Report) -> None:
    for index in model.indexes:
        possible = index.algorithm == "Hash" and "Hash" in connector.index_algorithms
        if possible and any(part.sort is not None for part in index.fields):
            report.error("wrong-index", "Hash type does not support sort option.", index.span, help="remove `sort`")


def the_algorithm_fits_the_fields(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """PostgreSQL: an algorithm can hold what a class of operators for it can compare."""
    if not connector.operator_classes:
        return
    for index in model.indexes:
        if index.algorithm == "SpGist" and len(index.fields) != 1:
            help = "write an index for each field"
            report.error("wrong-index", "SpGist does not support multi-column indices.", index.span, help=help)
        if index.algorithm is None or index.algorithm in connector.index_algorithms:
            for part in index.fields:
                _part(index, part, column(schema, model, part), report)


def _part(index: ir.Index, part: ir.IndexField, field: ir.ScalarField, report: Report) -> None:
    algorithm, operators = index.algorithm or "BTree", part.operator_class
    if operators is not None and operators.startswith("raw:"):
        return
    if operators is not None and algorithm not in ALGORITHMS[operators]:
        message = f"The given operator class `{operators}` is not supported with the `{algorithm}` index type."
        help = f"write `type: {ALGORITHMS[operators][0]}`, or remove `ops`"
        report.error("wrong-index", message, index.span, help=help)
    elif algorithm in BY_ALGORITHM and not _possible(algorithm, field, operators):
        message, advice = _impossible(algorithm, part, field, operators)
        report.error("wrong-index", message, index.span, help=advice)


def _possible(algorithm: str, field: ir.ScalarField, operators: str | None) -> bool:
    if operators == "ArrayOps":
        return field.is_list
    if algorithm == "Gin" and operators is None and field.is_list:
        return True
    if field.native is None and operators is None and isinstance(field.type, ir.Unsupported):
        return True
    if algorithm == "Gist" and operators is None:  # it has no default for any type, and Prisma lets plain strings pass
        return field.native is None and field.type is ir.Scalar.STRING
    known = BY_ALGORITHM[algorithm].get(native_name(field) or "")
    return known is not None and (operators is None or operators in known)


def _impossible(algorithm: str, part: ir.IndexField, field: ir.ScalarField, operators: str | None) -> tuple[str, str]:
    if operators == "ArrayOps":
        message = f"The given operator class `ArrayOps` expects the type of field `{part.name}` to be an array."
        return message, "remove `ops`"
    if operators is not None:
        native = f"native type `{field.native.name}`" if field.native is not None else "the type"
        message = f"The given operator class `{operators}` does not support {native} of field `{part.name}`."
        return message, "remove `ops`"
    if field.native is not None:
        message = f"The {algorithm} index field type `{field.native.name}` has no default operator class."
    else:
        message = f"The {algorithm} index type does not support the type of the field `{part.name}`."
    if algorithm == "Gin":
        return message, f'name an operator class: `{part.name}(ops: raw("gin_trgm_ops"))`'
    return message, f"remove `type`, or name an operator class: `{part.name}(ops: ...)`"


def inverted_indexes_hold_json_last(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """CockroachDB: where there is Gin, and it has no operator classes."""
    if connector.operator_classes or "Gin" not in connector.index_algorithms:
        return
    for index in (index for index in model.indexes if index.algorithm == "Gin"):
        for position, part in enumerate(index.fields, start=1):
            field = column(schema, model, part)
            is_json, unknown = field.type is ir.Scalar.JSON, isinstance(field.type, ir.Unsupported)
            if part.operator_class is not None:
                message = f"Custom operator classes are not supported with {connector.title}."
                report.error("wrong-index", message, index.span, help="remove `ops`")
                break
            if not (is_json or field.is_list or unknown):
                message = f"The Gin index type does not support the type of the field `{part.name}`."
                report.error("wrong-index", message, index.span, help="remove `type`")
            if is_json and position < len(index.fields):
                message = "A `Json` column is only allowed as the last column of an inverted index."
                report.error("wrong-index", message, index.span, help=f"move `{part.name}` to the end")


def types_have_an_order(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """PostgreSQL cannot compare XML. Prisma says so at the field, and of indexes and uniques only."""
    for constraint in constraints(model) if connector.unordered else ():
        for part in constraint.fields if constraint.kind != "key" else ():
            field = column(schema, model, part)
            if field.native is not None and field.native.name in connector.unordered:
                message = f"Native type `{field.native.name}` of {connector.title} cannot be indexed."
                report.error("unindexable-type", message, field.span, help=f"take `{part.name}` out of the index")
                break
