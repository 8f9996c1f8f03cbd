"""create_many, create_many_and_return: thousands of rows in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, cast

from tenantry.runtime.catalog import Column, ToOne
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import Ask, asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.guards import guarded, refused
from tenantry.runtime.operations.includes import fetch_keys, records_of
from tenantry.runtime.operations.inserting import insert_statement
from tenantry.runtime.operations.layout import Layout, layout_of
from tenantry.runtime.operations.payload import sorted_payload
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.table import Table

Placed = tuple[int, dict[str, Any]]
"""A row, and its place among those that were given."""

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
    groups = yield from _grouped(bound, data)
    written = 0
    for names, rows in groups.items():
        if skip_duplicates:
            for batch in _batches(bound.table, names, rows):
                plan, values = _batch_plan(bound, names, batch, True, None)
                written += yield plan.sql, plan.bind(values, None), Mode.COUNT, bound.table.model
        else:
            yield from _insert_all(bound, names, rows)
            written += len(rows)
    return written


def create_many_and_return(
    bound: Bound, data: Any, skip_duplicates: bool = False, include: Any = None, select: Any = None, omit: Any = None
) -> Steps[list[Any]]:
    """Writes the rows and returns their records, in the order of `data`."""
    ask = asked(bound, include=include, select=select, omit=omit)
    groups = yield from _grouped(bound, data)
    found: list[tuple[int, Any]] = []
    for names, rows in groups.items():
        for batch in _batches(bound.table, names, rows):
            plan, values = _batch_plan(bound, names, batch, skip_duplicates, _returned(bound.table, ask))
            written = yield plan.sql, plan.bind(values, None), Mode.ROWS, bound.table.model
            places = [place for place, _ in batch]
            # Of a batch that lacks duplicates, it is not known which; its rows stay together.
            found += zip(places if len(written) == len(places) else places[:1] * len(written), written, strict=True)
    found.sort(key=itemgetter(0))
    return (yield from records_of(bound, ask, [row for _, row in found]))


def _returned(table: Table, ask: Ask) -> tuple[str, ...]:
    return tuple(table.columns) if ask.reading.selection is None else ask.reading.selection


def _grouped(bound: Bound, data: Any) -> Steps[dict[tuple[str, ...], list[Placed]]]:
    """Complete rows by the fields that they have, each with its place in `data`. What they refer to is in the scope."""
    table = bound.table
    if not isinstance(data, (list, tuple)):
        table.wrong("wants a list of dictionaries as data")
    groups: dict[tuple[str, ...], list[Placed]] = {}
    checks: dict[str, dict[tuple[Any, ...], None]] = {}
    layout: Layout | None = None
    for place, payload in enumerate(cast("list[Any]", data)):
        if layout is None or not layout.fits(payload):
            layout = layout_of(bound, payload)
            if layout is None:
                table.wrong("cannot be written within create_many", *sorted_payload(table, payload)[1])
        row = layout.row(bound, payload)
        for name in guarded(bound, row):
            relation = cast(ToOne, table.relations[name])
            checks.setdefault(name, {})[tuple([row[f] for f in relation.local])] = None
        groups.setdefault(layout.names, []).append((place, row))
    for name, keys in checks.items():
        yield from _check(bound, cast(ToOne, table.relations[name]), list(keys))
    return groups


def _check(bound: Bound, relation: ToOne, keys: list[tuple[Any, ...]]) -> Steps[None]:
    """All the rows that the new ones refer to are inside the scope."""
    other = bound.other(relation.model)
    found = yield from fetch_keys(other, relation.remote, keys)
    if not set(keys) <= found:
        raise refused(bound.table, (relation.name,))


def _insert_all(bound: Bound, names: tuple[str, ...], rows: Sequence[Placed]) -> Steps[None]:
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(insert_statement(bound, names, (), parameters))

    plan = bound.planner.plan(bound.shape("insert_plain", names), table, build)
    bind = plan.bind
    prepared = [bind([row[name] for name in names], None) for _, row in rows]
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


def _batches(table: Table, names: tuple[str, ...], rows: Sequence[Placed]) -> Iterator[Sequence[Placed]]:
    """Batches of a power of two rows, so that few plans serve every number."""
    start = 0
    limit = max(1, _VALUES // max(1, len(names)))
    if table.counted is not None and table.counted not in names:
        limit = 1  # the next number is asked for once a statement
    while start < len(rows):
        size = 1 << (min(limit, len(rows) - start).bit_length() - 1)
        yield rows[start : start + size]
        start += size


def _batch_plan(
    bound: Bound, names: tuple[str, ...], rows: Sequence[Placed], skip: bool, returned: tuple[str, ...] | None
) -> tuple[Plan, list[Any]]:
    """An INSERT of the rows, and its values."""
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        if len(rows) == 1:
            statement = insert_statement(bound, names, (), parameters)
        else:
            columns = [table.columns[name] for name in names]
            values = [{c.column: table.parameter(c.name, parameters) for c in columns} for _ in range(len(rows))]
            statement = table.dialect.insert(table.core).values(values)
        if skip:
            statement = statement.on_conflict_do_nothing()
        return parameters.plan(statement if returned is None else statement.returning(*table.expressions(returned)))

    plan = bound.planner.plan(bound.shape("insert_batch", names, len(rows), skip, returned), table, build)
    return plan, [row[name] for _, row in rows for name in names]
