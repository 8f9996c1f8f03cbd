"""find_unique, find_first, find_many, count."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.includes import attach, relations_of
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import (
    Shape,
    key_values,
    order_shape,
    selection_of,
    unique_shape,
    where_shape,
)
from tenantry.runtime.planning.table import Table


def find_unique(bound: Bound, where: Any, include: Any = None, select: Any = None) -> Steps[Any]:
    """The row that a key or unique index names, or None."""
    values: list[Any] = []
    fields = unique_shape(bound.table, where, values)
    return _one(bound, fields, values, include, select)


def get(bound: Bound, key: Any, include: Any = None, select: Any = None) -> Steps[Any]:
    """The row with that primary key, or None."""
    values = key_values(bound.table, key)
    return _one(bound, bound.table.model.key, values, include, select)


def _one(bound: Bound, fields: tuple[str, ...], values: list[Any], include: Any, select: Any) -> Steps[Any]:
    table = bound.table
    selection = None if select is None else _chosen(table, include, select)
    relations = None if include is None else relations_of(bound, include)
    shape = ("one", table.name, bound.scope.reach, fields, selection)
    plan = bound.planner.plan(shape, table, lambda p: p.plan(_select(bound, fields, selection, "read", p)))
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows:
        return None
    records = table.fill(selection)(rows)
    if relations:
        yield from attach(bound, records, relations)
    return records[0]


def find_many(
    bound: Bound,
    where: Any = None,
    order: Any = None,
    take: int | None = None,
    skip: int | None = None,
    include: Any = None,
    select: Any = None,
) -> Steps[list[Any]]:
    """The rows that fit, in order. With `take` or `skip` the key is the last term of the order, so that pages are
    disjoint.
    """
    table, values = bound.table, list[Any]()
    selection = None if select is None else _chosen(table, include, select)
    relations = None if include is None else relations_of(bound, include)
    filters = where_shape(table, where, values)
    ordering = order_shape(table, order)
    _count_of(table, "take", take, values)
    _count_of(table, "skip", skip, values)
    shape = bound.shape("many", filters, ordering, take is None, skip is None, selection)
    plan = bound.planner.plan(
        shape, table, lambda p: _plan_many(bound, filters, ordering, take is not None, skip is not None, selection, p)
    )
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    records = table.fill(selection)(rows)
    if relations and records:
        yield from attach(bound, records, relations)
    return records


def find_first(
    bound: Bound, where: Any = None, order: Any = None, skip: int | None = None, include: Any = None, select: Any = None
) -> Steps[Any]:
    """The first row that fits, or None."""
    records = yield from find_many(bound, where, order, 1, skip, include, select)
    return records[0] if records else None


def count(bound: Bound, where: Any = None) -> Steps[int]:
    """How many rows fit."""
    table, values = bound.table, list[Any]()
    filters = where_shape(table, where, values)

    def build(parameters: Parameters) -> Plan:
        terms = bound.filtered(filters, "read", parameters)
        statement = sa.select(sa.func.count()).select_from(table.core).where(*terms)
        return parameters.plan(statement)

    plan = bound.planner.plan(bound.shape("count", filters), table, build)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    total: int = rows[0][0]
    return total


def lookup(bound: Bound, where: Any, names: tuple[str, ...]) -> Steps[Any]:
    """The record of a row inside the scope with only the columns `names`, or None; for connects."""
    values: list[Any] = []
    fields = unique_shape(bound.table, where, values)
    plan = bound.planner.plan(
        bound.shape("one", fields, names), bound.table, lambda p: p.plan(_select(bound, fields, names, "read", p))
    )
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, bound.table.model
    return bound.table.fill(names)(rows)[0] if rows else None


def _chosen(table: Table, include: Any, select: Any) -> tuple[str, ...] | None:
    if include is not None:
        table.wrong("takes include or select, not both")
    return selection_of(table, select)


def _select(
    bound: Bound, fields: Shape, selection: tuple[str, ...] | None, purpose: Any, parameters: Parameters
) -> sa.Select[Any]:
    table = bound.table
    terms = bound.filtered(fields, purpose, parameters)
    return sa.select(*table.expressions(table.columns if selection is None else selection)).where(*terms)


def _plan_many(
    bound: Bound,
    filters: Shape,
    ordering: tuple[tuple[str, str], ...],
    takes: bool,
    skips: bool,
    selection: tuple[str, ...] | None,
    parameters: Parameters,
) -> Plan:
    table = bound.table
    statement = _select(bound, filters, selection, "read", parameters)
    if takes or skips:
        named = {name for name, _ in ordering}
        ordering = (*ordering, *((name, "asc") for name in table.model.key if name not in named))
    statement = statement.order_by(*[_ordered(table, name, direction) for name, direction in ordering])
    if takes:
        statement = statement.limit(parameters.value(None))
    if skips:
        statement = statement.offset(parameters.value(None))
    return parameters.plan(statement)


def _ordered(table: Table, name: str, direction: str) -> sa.ColumnElement[Any]:
    """Nulls come last going up and first going down, on every database: as PostgreSQL does by itself."""
    column = table.columns[name]
    expression = table.core.c[column.column]
    term = expression.asc() if direction == "asc" else expression.desc()
    if not column.optional or table.dialect.provider == "postgresql":
        return term
    return term.nulls_last() if direction == "asc" else term.nulls_first()


def _count_of(table: Table, word: str, number: Any, values: list[Any]) -> None:
    if number is None:
        return
    if number.__class__ is not int or not 0 <= number < 1 << 63:
        table.wrong(f"wants a whole number from 0 on as {word}")
    values.append(number)
