"""find_unique, find_first, find_many."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import Ask, asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.includes import records_of
from tenantry.runtime.operations.locks import Lock
from tenantry.runtime.planning.listing import Rows, listing
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import key_values, unique_shape


def find_unique(
    bound: Bound, where: Any, include: Any = None, select: Any = None, omit: Any = None, lock: Lock | None = None
) -> Steps[Any]:
    """The row that a key or unique index names, or None."""
    values: list[Any] = []
    fields = unique_shape(bound.table, where, values)
    return _one(bound, fields, values, include, select, omit, lock)


def get(
    bound: Bound, key: Any, include: Any = None, select: Any = None, omit: Any = None, lock: Lock | None = None
) -> Steps[Any]:
    """The row with that primary key, or None."""
    values = key_values(bound.table, key)
    return _one(bound, bound.table.model.key, values, include, select, omit, lock)


def _one(
    bound: Bound,
    fields: tuple[str, ...],
    values: list[Any],
    include: Any,
    select: Any,
    omit: Any,
    lock: Lock | None,
) -> Steps[Any]:
    table = bound.table
    ask = None
    if include is not None or select is not None or omit is not None:
        ask = asked(bound, include=include, select=select, omit=omit)
    selection = None if ask is None else ask.reading.selection
    plan = _plan_one(bound, fields, selection, lock)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows:
        return None
    if ask is None:
        return table.fill(None)(rows)[0]
    return (yield from records_of(bound, ask, rows))[0]


def _plan_one(
    bound: Bound, fields: tuple[str, ...], selection: tuple[str, ...] | None, lock: Lock | None = None
) -> Plan:
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        columns = table.expressions(table.columns if selection is None else selection)
        statement = sa.select(*columns).where(*bound.filtered(fields, "read", parameters))
        return parameters.plan(statement if lock is None else lock.on(statement, table))

    return bound.planner.plan(("one", table.name, bound.scope.reach, fields, selection, lock), table, build)


def lookup(bound: Bound, where: Any, names: tuple[str, ...]) -> Steps[Any]:
    """The record of a row inside the scope with only the columns `names`, or None; for connects."""
    values: list[Any] = []
    fields = unique_shape(bound.table, where, values)
    plan = _plan_one(bound, fields, names)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, bound.table.model
    return bound.table.fill(names)(rows)[0] if rows else None


def find_many(
    bound: Bound,
    where: Any = None,
    order: Any = None,
    take: int | None = None,
    skip: int | None = None,
    include: Any = None,
    select: Any = None,
    cursor: Any = None,
    distinct: Any = None,
    omit: Any = None,
    lock: Lock | None = None,
) -> Steps[list[Any]]:
    """The rows that fit, in order. A page (`take`, `skip`, `cursor`, `distinct`) has the key as the last term of its
    order, so that pages are disjoint. Raises InputError for more rows than the client allows where none says how many.
    """
    limit = bound.planner.max_rows if take is None else None
    if limit is not None:
        take = limit + 1
    ask = asked(bound, where, order, take, skip, cursor, distinct, include, select, omit)
    if lock is not None and ask.reading.distinct:
        bound.table.wrong("cannot be locked where rows are distinct")
    shape = bound.shape("many", ask.reading, lock)
    plan = bound.planner.plan(shape, bound.table, lambda p: _plan_many(bound, ask, lock, p))
    rows = yield plan.sql, plan.bind([*ask.values, *ask.page()], bound.scope.key), Mode.ROWS, bound.table.model
    if limit is not None and len(rows) > limit:
        bound.table.wrong(f"has more rows here than the {limit} that max_rows allows: say how many to take")
    if ask.reading.backward:
        rows = rows[::-1]
    if not ask.relations and not ask.surplus:
        return bound.table.fill(ask.reading.selection)(rows)
    return (yield from records_of(bound, ask, rows))


def _plan_many(bound: Bound, ask: Ask, lock: Lock | None, parameters: Parameters) -> Plan:
    table, tenant = bound.table, bound.tenant("read", parameters)
    rows = Rows(table.core, table.core, [] if tenant is None else [tenant])
    statement = listing(bound.frame(parameters), table, ask.reading, rows)
    return parameters.plan(statement if lock is None else lock.on(statement, table))


def find_first(
    bound: Bound,
    where: Any = None,
    order: Any = None,
    skip: int | None = None,
    include: Any = None,
    select: Any = None,
    cursor: Any = None,
    distinct: Any = None,
    omit: Any = None,
    lock: Lock | None = None,
) -> Steps[Any]:
    """The first row that fits, or None."""
    records = yield from find_many(bound, where, order, 1, skip, include, select, cursor, distinct, omit, lock)
    return records[0] if records else None
