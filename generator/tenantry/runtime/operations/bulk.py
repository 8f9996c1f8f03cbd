"""create_many: thousands of rows in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from tenantry.runtime.catalog import Column, ToOne
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.guards import guarded, refused
from tenantry.runtime.operations.includes import fetch_keys
from tenantry.runtime.operations.inserting import insert_statement
from tenantry.runtime.operations.layout import Layout, layout_of
from tenantry.runtime.operations.payload import sorted_payload
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.table import Table

_VALUES = 15_000
"""Parameters a statement: SQLite allows 32,766, PostgreSQL 65,535."""


@dataclass(frozen=True, slots=True)
class CopyTarget:
    """Where PostgreSQL's COPY writes."""

    schema: str | None
    table: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        """For people: the driver writes the statement itself."""
        return f"COPY {self.table} ({', '.join(self.columns)}) FROM STDIN"


def create_many(bound: Bound, data: Any, skip_duplicates: bool = False) -> Steps[int]:
    """Writes the rows and returns how many were written; with `skip_duplicates`, rows that collide are left out."""
    table = bound.table
    if not isinstance(data, (list, tuple)):
        table.wrong("wants a list of dictionaries as data")
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    checks: dict[str, dict[tuple[Any, ...], None]] = {}
    layout: Layout | None = None
    for payload in cast("list[Any]", data):
        if layout is None or not layout.fits(payload):
            layout = layout_of(bound, payload)
            if layout is None:
                table.wrong("cannot be written within create_many", *sorted_payload(table, payload)[1])
        row = layout.row(bound, payload)
        for name in guarded(bound, row):
            relation = cast(ToOne, table.relations[name])
            checks.setdefault(name, {})[tuple([row[f] for f in relation.local])] = None
        groups.setdefault(layout.names, []).append(row)
    for name, keys in checks.items():
        yield from _check(bound, cast(ToOne, table.relations[name]), list(keys))
    written = 0
    for names, rows in groups.items():
        if skip_duplicates:
            written += yield from _insert_new(bound, names, rows)
        else:
            yield from _insert_all(bound, names, rows)
            written += len(rows)
    return written


def _check(bound: Bound, relation: ToOne, keys: list[tuple[Any, ...]]) -> Steps[None]:
    """All the rows that the new ones refer to are inside the scope."""
    other = bound.other(relation.model)
    found = yield from fetch_keys(other, relation.remote, keys)
    if not set(keys) <= found:
        raise refused(bound.table, (relation.name,))


def _insert_all(bound: Bound, names: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> Steps[None]:
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(insert_statement(bound, names, (), parameters))

    plan = bound.planner.plan(bound.shape("insert_plain", names), table, build)
    bind = plan.bind
    prepared = [bind([row[name] for name in names], None) for row in rows]
    columns = [table.columns[name] for name in names]
    if _can_copy(table, columns) and len(rows) > 1:
        target = CopyTarget(table.model.schema, table.model.table, tuple([c.column for c in columns]))
        yield target, prepared, Mode.COPY, table.model
    else:
        yield plan.sql, prepared, Mode.MANY, table.model


def _can_copy(table: Table, columns: Sequence[Column]) -> bool:
    """COPY takes values as they are, so none that has to be cast."""
    if table.dialect.provider != "postgresql" or not columns:
        return False
    return not any(map(table.dialect.is_carried, columns))


def _insert_new(bound: Bound, names: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> Steps[int]:
    """Batches of a power of two rows, so that few plans serve every number."""
    written, start = 0, 0
    limit = max(1, _VALUES // max(1, len(names)))
    if bound.table.counted is not None and bound.table.counted not in names:
        limit = 1  # the next number is asked for once a statement
    while start < len(rows):
        size = 1 << (min(limit, len(rows) - start).bit_length() - 1)
        written += yield from _insert_batch(bound, names, rows[start : start + size])
        start += size
    return written


def _insert_batch(bound: Bound, names: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> Steps[int]:
    table = bound.table
    columns = [table.columns[name] for name in names]

    def build(parameters: Parameters) -> Plan:
        if len(rows) == 1:
            return parameters.plan(insert_statement(bound, names, (), parameters).on_conflict_do_nothing())
        values = [{c.column: table.parameter(c.name, parameters) for c in columns} for _ in range(len(rows))]
        return parameters.plan(table.dialect.insert(table.core).values(values).on_conflict_do_nothing())

    plan = bound.planner.plan(bound.shape("insert_new", names, len(rows)), table, build)
    values = [row[name] for row in rows for name in names]
    touched: int = yield plan.sql, plan.bind(values, None), Mode.COUNT, table.model
    return touched
