"""delete, delete_many."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.payload import said_all
from tenantry.runtime.operations.reads import find_unique
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import unique_shape, where_shape


def delete(bound: Bound, where: Any, include: Any = None, select: Any = None, omit: Any = None) -> Steps[Any]:
    """Removes the row that `where` names and returns it as it was; None when the scope has no such row."""
    table, values = bound.table, list[Any]()
    fields = unique_shape(table, where, values)
    plain = include is select is omit is None
    before = None if plain else (yield from find_unique(bound, where, include, select, omit))

    def build(parameters: Parameters) -> Plan:
        terms = bound.filtered(fields, "write", parameters)
        return parameters.plan(sa.delete(table.core).where(*terms).returning(*table.expressions(table.columns)))

    plan = bound.planner.plan(bound.shape("delete", fields), table, build)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows:
        return None
    return before if before is not None else table.fill(None)(rows)[0]


def delete_many(bound: Bound, where: Any) -> Steps[int]:
    """Removes the rows that fit and returns how many they were."""
    table, values = bound.table, list[Any]()
    filters = where_shape(table, said_all(table, where, "delete_many"), values)

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(sa.delete(table.core).where(*bound.filtered(filters, "write", parameters)))

    plan = bound.planner.plan(bound.shape("delete_many", filters), table, build)
    touched: int = yield plan.sql, plan.bind(values, bound.scope.key), Mode.COUNT, table.model
    return touched
