"""update, update_many, upsert, delete, delete_many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime import ids
from tenantry.runtime.errors import UniqueViolationError
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.creates import create
from tenantry.runtime.operations.guards import guard_terms, guard_values, guarded, refused
from tenantry.runtime.operations.includes import records_of
from tenantry.runtime.operations.payload import refuse_move, sorted_payload
from tenantry.runtime.operations.reads import find_unique
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import Shape, unique_shape, where_shape
from tenantry.runtime.planning.table import Table

_ARITHMETIC = ("increment", "decrement", "multiply", "divide")
_NUMBERS = ("Int", "BigInt", "Float", "Decimal")


def update(
    bound: Bound, where: Any, data: Any, include: Any = None, select: Any = None, omit: Any = None
) -> Steps[Any]:
    """Changes the row that `where` names and returns it; None when the scope has no such row."""
    table, found = bound.table, list[Any]()
    ask = None if include is select is omit is None else asked(bound, include=include, select=select, omit=omit)
    selection = None if ask is None else ask.reading.selection
    fields = unique_shape(table, where, found)
    row = _changes(bound, data)
    entries, values = _sets(table, row)
    guards = guarded(bound, row, new=False)

    def build(parameters: Parameters) -> Plan:
        statement = _update(bound, entries, fields, guards, parameters)
        return parameters.plan(statement.returning(*table.expressions(selection or table.columns)))

    plan = bound.planner.plan(bound.shape("update", entries, fields, guards, selection), table, build)
    values += found
    if guards:
        values += guard_values(table, row, guards)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows:
        if guards and (yield from _count(bound, fields, found)):
            raise refused(table, guards)
        return None
    if ask is None:
        return table.fill(None)(rows)[0]
    return (yield from records_of(bound, ask, rows))[0]


def update_many(bound: Bound, where: Any, data: Any) -> Steps[int]:
    """Changes the rows that fit and returns how many they were."""
    table, found = bound.table, list[Any]()
    filters = where_shape(table, _said(table, where, "update_many"), found)
    row = _changes(bound, data)
    entries, values = _sets(table, row)
    guards = guarded(bound, row, new=False)
    expected = (yield from _count(bound, filters, found)) if guards else None

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(_update(bound, entries, filters, guards, parameters))

    plan = bound.planner.plan(bound.shape("update_many", entries, filters, guards), table, build)
    values += found
    if guards:
        values += guard_values(table, row, guards)
    touched: int = yield plan.sql, plan.bind(values, bound.scope.key), Mode.COUNT, table.model
    if expected is not None and touched < expected:
        raise refused(table, guards)
    return touched


def upsert(
    bound: Bound, where: Any, data: Any, include: Any = None, select: Any = None, omit: Any = None
) -> Steps[Any]:
    """Changes the row that `where` names, or creates it.

    A row outside the scope is never touched: when it is in the way, the create is a unique violation. When another
    transaction creates the row in between, it is changed after all.
    """
    table = bound.table
    if not isinstance(data, dict) or cast("dict[str, Any]", data).keys() != {"create", "update"}:
        table.wrong("wants create and update as data")
    changed = yield from update(bound, where, data["update"], include, select, omit)
    if changed is not None:
        return changed
    yield "SAVEPOINT tenantry_upsert", (), Mode.COUNT, table.model
    try:
        return (yield from create(bound, data["create"], include, select, omit))
    except UniqueViolationError as violation:
        yield "ROLLBACK TO SAVEPOINT tenantry_upsert", (), Mode.COUNT, table.model
        changed = yield from update(bound, where, data["update"], include, select, omit)
        if changed is None:
            raise violation
        return changed


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
    filters = where_shape(table, _said(table, where, "delete_many"), values)

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(sa.delete(table.core).where(*bound.filtered(filters, "write", parameters)))

    plan = bound.planner.plan(bound.shape("delete_many", filters), table, build)
    touched: int = yield plan.sql, plan.bind(values, bound.scope.key), Mode.COUNT, table.model
    return touched


def _said(table: Table, where: Any, operation: str) -> Any:
    """Everything is changed only where that was said: `where="all"`."""
    if where == "all":
        return None
    if not where:
        table.wrong(f'has no filter in {operation}: say where="all" to reach every row of the scope')
    return where


def _changes(bound: Bound, data: Any) -> dict[str, Any]:
    row, nested = sorted_payload(bound.table, data)
    if nested:
        bound.table.wrong("cannot be written within an update: write the other row itself", *nested)
    refuse_move(bound, row)
    for name in bound.table.stamped:
        if name not in row:
            row[name] = ids.now()
    return row


def _sets(table: Table, row: dict[str, Any]) -> tuple[Shape, list[Any]]:
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


def _update(bound: Bound, entries: Shape, filters: Shape, guards: Sequence[str], parameters: Parameters) -> sa.Update:
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


def _count(bound: Bound, filters: Shape, values: list[Any]) -> Steps[int]:
    """How many rows that may be written fit."""

    def build(parameters: Parameters) -> Plan:
        terms = bound.filtered(filters, "write", parameters)
        return parameters.plan(sa.select(sa.func.count()).select_from(bound.table.core).where(*terms))

    plan = bound.planner.plan(bound.shape("writable", filters), bound.table, build)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, bound.table.model
    total: int = rows[0][0]
    return total
