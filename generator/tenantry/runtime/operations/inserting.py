"""INSERT of one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from tenantry.runtime.catalog import Column
from tenantry.runtime.dialect import Insert
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.guards import guard_terms, guard_values, refused
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.table import Table


def insert(bound: Bound, row: dict[str, Any], names: tuple[str, ...], guards: tuple[str, ...]) -> Steps[Any]:
    """Writes a complete row and returns its record. Raises ForeignKeyViolationError where a guard does not hold."""
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        statement = insert_statement(bound, names, guards, parameters)
        return parameters.plan(statement.returning(*table.expressions(table.columns)))

    plan = bound.planner.plan(bound.shape("insert", names, guards), table, build)
    values = [row[name] for name in names]
    if guards:
        values += guard_values(table, row, guards)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows:
        raise refused(table, guards)
    return table.fill(None)(rows)[0]


def insert_statement(bound: Bound, names: Sequence[str], guards: Sequence[str], parameters: Parameters) -> Insert:
    """INSERT of one row; with guards, of a row that appears only where what it refers to is inside the scope."""
    table = bound.table
    columns = [table.columns[name] for name in names]
    values: list[sa.ColumnElement[Any]] = [table.parameter(name, parameters) for name in names]
    if table.counted is not None and table.counted not in names:
        columns.append(table.columns[table.counted])
        values.append(_next_number(table, columns[-1]))
    if not guards:
        return table.dialect.insert(table.core).values(dict(zip([c.column for c in columns], values, strict=True)))
    written = [table.dialect.written(value, column) for value, column in zip(values, columns, strict=True)]
    source = sa.select(*written).where(
        *guard_terms(bound, guards, parameters, lambda f: parameters.value(table.element_encoder(f), f))
    )
    return table.dialect.insert(table.core).from_select([c.column for c in columns], source)


def _next_number(table: Table, column: Column) -> sa.ColumnElement[Any]:
    """One more than the highest key; SQLite has one writer at a time, so no other can take it in between."""
    highest = sa.select(
        sa.func.coalesce(sa.func.max(table.core.c[column.column]), 0) + sa.literal_column("1", sa.Integer())
    )
    return highest.scalar_subquery()
