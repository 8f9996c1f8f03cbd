"""update, update_many, upsert."""

from __future__ import annotations

from typing import Any, cast

from tenantry.runtime.errors import UniqueViolationError
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.changing import change, change_many, stamp
from tenantry.runtime.operations.creates import create
from tenantry.runtime.operations.includes import complete_record, records_of
from tenantry.runtime.operations.payload import said_all, sorted_payload
from tenantry.runtime.operations.writing import change_record
from tenantry.runtime.planning.shape import unique_shape


def update(
    bound: Bound, where: Any, data: Any, include: Any = None, select: Any = None, omit: Any = None
) -> Steps[Any]:
    """Changes the row that `where` names, and what its payload nests, and returns it; None when the scope has no such
    row.
    """
    table, found = bound.table, list[Any]()
    ask = None if include is select is omit is None else asked(bound, include=include, select=select, omit=omit)
    fields = unique_shape(table, where, found)
    row, nested = sorted_payload(table, data)
    if nested:
        record = yield from change_record(bound, fields, found, row, nested)
        if record is not None and ask is not None:
            yield from complete_record(bound, ask, record)
        return record
    stamp(bound, row)
    rows = yield from change(bound, fields, found, row, selection=None if ask is None else ask.reading.selection)
    if not rows:
        return None
    if ask is None:
        return table.fill(None)(rows)[0]
    return (yield from records_of(bound, ask, rows))[0]


def update_many(bound: Bound, where: Any, data: Any) -> Steps[int]:
    """Changes the rows that fit and returns how many they were."""
    return change_many(bound, said_all(bound.table, where, "update_many"), data)


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
