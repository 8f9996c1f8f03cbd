"""A row and all that its payload nests, written in one transaction, to any depth."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tenantry.runtime.catalog import ManyToMany, ToOne
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.changing import change, stamp
from tenantry.runtime.operations.guards import guarded
from tenantry.runtime.operations.inserting import insert
from tenantry.runtime.operations.layout import layout_of
from tenantry.runtime.operations.nested.children import write_children
from tenantry.runtime.operations.nested.linked import write_linked
from tenantry.runtime.operations.nested.owner import After, resolve_owner
from tenantry.runtime.operations.nested.writer import Writer
from tenantry.runtime.operations.payload import complete, sorted_payload, stamp_tenant
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import unique_shape


def create_record(bound: Bound, data: Any) -> Steps[Any]:
    """Writes a new row and what its payload nests, and returns its record."""
    table = bound.table
    layout = layout_of(bound, data)
    if layout is not None:
        plain = layout.row(bound, data)
        return (yield from insert(bound, plain, layout.names, guarded(bound, plain)))
    row, nested = sorted_payload(table, data)
    trusted = [name for name in nested if _owns(bound, name)]
    for name in trusted:
        yield from resolve_owner(_WRITER, bound, _to_one(bound, name), nested.pop(name), row)
    stamp_tenant(bound, row)
    complete(table, row)
    names = tuple([name for name in table.columns if name in row])
    record = yield from insert(bound, row, names, guarded(bound, row, trusted))
    yield from _others(bound, record, nested, is_new=True)
    return record


def change_record(
    bound: Bound, fields: tuple[str, ...], values: list[Any], row: dict[str, Any], nested: dict[str, Any]
) -> Steps[Any]:
    """Changes the row that a key or unique index names, and what the payload nests; None when the scope has no such
    row that may be written.
    """
    current = yield from _current(bound, fields, values)
    if current is None:
        return None
    trusted, afterwards = [name for name in nested if _owns(bound, name)], list[After]()
    for name in trusted:
        after = yield from resolve_owner(_WRITER, bound, _to_one(bound, name), nested.pop(name), row, current)
        if after is not None:
            afterwards.append(after)
    stamp(bound, row)
    rows = yield from change(bound, fields, values, row, trusted)
    if not rows:
        return None
    (record,) = bound.table.fill(None)(rows)
    yield from _others(bound, record, nested, is_new=False)
    for after in afterwards:
        yield from after()
    return record


def _current(bound: Bound, fields: tuple[str, ...], values: list[Any]) -> Steps[Any]:
    """The record of a row that may be written, or None."""
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        columns = table.expressions(table.columns)
        return parameters.plan(sa.select(*columns).where(*bound.filtered(fields, "write", parameters)))

    plan = bound.planner.plan(bound.shape("current", fields), table, build)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    return table.fill(None)(rows)[0] if rows else None


def _others(bound: Bound, record: Any, nested: dict[str, Any], is_new: bool) -> Steps[None]:
    for name, said in nested.items():
        relation = bound.table.relations[name]
        if isinstance(relation, ManyToMany):
            yield from write_linked(_WRITER, bound, relation, record, said, is_new)
        else:
            yield from write_children(_WRITER, bound, relation, record, said, is_new)


def _owns(bound: Bound, name: str) -> bool:
    relation = bound.table.relations[name]
    return isinstance(relation, ToOne) and relation.owner


def _to_one(bound: Bound, name: str) -> ToOne:
    relation = bound.table.relations[name]
    assert isinstance(relation, ToOne)
    return relation


def _change(bound: Bound, where: Any, data: Any) -> Steps[Any]:
    values: list[Any] = []
    fields = unique_shape(bound.table, where, values)
    row, nested = sorted_payload(bound.table, data)
    return change_record(bound, fields, values, row, nested)


_WRITER = Writer(create_record, _change)
