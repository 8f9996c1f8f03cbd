"""UPDATE: what a change does to each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime import ids
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.guards import guard_terms, guard_values, guarded, refused
from tenantry.runtime.operations.payload import refuse_move, sorted_payload
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import Shape, where_shape
from tenantry.runtime.planning.table import Table

_ARITHMETIC = ("increment", "decrement", "multiply", "divide")
_NUMBERS = ("Int", "BigInt", "Float", "Decimal")


def stamp(bound: Bound, row: dict[str, Any]) -> None:
    """Refuses a move to another tenant, and sets the times of the change."""
    refuse_move(bound, row)
    for name in bound.table.stamped:
        if name not in row:
            row[name] = ids.now()


def change(
    bound: Bound,
    fields: tuple[str, ...],
    found: list[Any],
    row: dict[str, Any],
    trusted: Sequence[str] = (),
    selection: tuple[str, ...] | None = None,
) -> Steps[Sequence[Any]]:
    """Changes the row that a key or unique index names and returns it as a list of one row; empty when the scope has
    no such row. Raises ForeignKeyViolationError when a key that is written points outside the scope.
    """
    table = bound.table
    entries, values = sets(table, row)
    guards = guarded(bound, row, trusted, new=False)

    def build(parameters: Parameters) -> Plan:
        statement = update_statement(bound, entries, fields, guards, parameters)
        return parameters.plan(statement.returning(*table.expressions(selection or table.columns)))

    plan = bound.planner.plan(bound.shape("update", entries, fields, guards, selection), table, build)
    values += found
    if guards:
        values += guard_values(table, row, guards)
    rows: Sequence[Any] = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows and guards and (yield from writable(bound, fields, found)):
        raise refused(table, guards)
    return rows


def change_many(bound: Bound, where: Any, data: Any) -> Steps[int]:
    """Changes the rows that fit and returns how many they were."""
    table, found = bound.table, list[Any]()
    filters = where_shape(table, where, found)
    row, nested = sorted_payload(table, data)
    if nested:
        table.wrong("cannot be written within update_many", *nested)
    stamp(bound, row)
    entries, values = sets(table, row)
    guards = guarded(bound, row, new=False)
    expected = (yield from writable(bound, filters, found)) if guards else None

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(update_statement(bound, entries, filters, guards, parameters))

    plan = bound.planner.plan(bound.shape("update_many", entries, filters, guards), table, build)
    values += found
    if guards:
        values += guard_values(table, row, guards)
    touched: int = yield plan.sql, plan.bind(values, bound.scope.key), Mode.COUNT, table.model
    if expected is not None and touched < expected:
        raise refused(table, guards)
    return touched


def sets(table: Table, row: dict[str, Any]) -> tuple[Shape, list[Any]]:
    """What an update does to each column: `"level"` sets it, `("level", "increment")` computes."""
    entries: list[Any] = []
    values: list[Any] = []
    for name, value in row.items():
        column = table.columns[name]
        if isinstance(value, dict) and (column.kind != "Json" or column.many):
            word, operand = _operation(table, name, cast("dict[str, Any]", value))
            entries.append(name if word == "set" else (name, word))
            values.append(operand)
            row[name] = operand
        else:
            entries.append(name)
            values.append(value)
    return tuple(entries), values


def _operation(table: Table, name: str, value: dict[str, Any]) -> tuple[str, Any]:
    column = table.columns[name]
    known = ("set", *(("push",) if column.many else _ARITHMETIC if column.kind in _NUMBERS else ()))
    if len(value) != 1:
        table.wrong(f"wants one of {', '.join(known)}", name)
    ((word, operand),) = value.items()
    if word not in known:
        table.unknown(word, known, f"operation on {name}")
    if word == "push" and not isinstance(operand, (list, tuple)):
        operand = [operand]
    if word == "divide" and operand == 0:
        table.wrong("cannot be divided by 0", name)  # which SQLite would make NULL of
    return word, cast(Any, operand)


def update_statement(
    bound: Bound, entries: Shape, filters: Shape, guards: Sequence[str], parameters: Parameters
) -> sa.Update:
    """UPDATE of the rows that may be written and fit, as `entries` say."""
    table = bound.table
    changes = {table.columns[_named(entry)].column: _new_value(table, entry, parameters) for entry in entries}
    terms = bound.filtered(filters, "write", parameters)
    by_name = {_named(entry): entry for entry in entries}

    def written(field: str) -> sa.ColumnElement[Any]:
        if field in by_name:
            return _new_value(table, by_name[field], parameters)
        return table.core.c[table.columns[field].column]

    terms += guard_terms(bound, guards, parameters, written)
    statement = sa.update(table.core).where(*terms)
    if not changes:
        column = table.core.c[next(iter(table.columns.values())).column]
        return statement.values({column.name: column})
    return statement.values(changes)


def _named(entry: Any) -> str:
    return entry if isinstance(entry, str) else entry[0]


def _new_value(table: Table, entry: Any, parameters: Parameters) -> sa.ColumnElement[Any]:
    if isinstance(entry, str):
        return table.parameter(entry, parameters)
    name, word = entry
    column = table.columns[name]
    old = table.core.c[column.column]
    if word == "push":
        return sa.func.array_cat(old, table.dialect.written(table.parameter(name, parameters), column))
    operand = table.dialect.written(parameters.value(table.element_encoder(name), name), column)
    match word:
        case "increment":
            return old + operand
        case "decrement":
            return old - operand
        case "multiply":
            return old * operand
        case _:
            return old.op("/")(operand)


def writable(bound: Bound, filters: Shape, values: list[Any]) -> Steps[int]:
    """How many rows that may be written fit."""

    def build(parameters: Parameters) -> Plan:
        terms = bound.filtered(filters, "write", parameters)
        return parameters.plan(sa.select(sa.func.count()).select_from(bound.table.core).where(*terms))

    plan = bound.planner.plan(bound.shape("writable", filters), bound.table, build)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, bound.table.model
    total: int = rows[0][0]
    return total
