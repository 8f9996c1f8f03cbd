"""count."""

from __future__ import annotations

from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import Ask, asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.listing import Rows, listing
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.table import Table


def count(
    bound: Bound,
    where: Any = None,
    select: Any = None,
    take: int | None = None,
    skip: int | None = None,
    cursor: Any = None,
) -> Steps[Any]:
    """How many rows fit; with `select` (`{"_all": True, "email": True}`), how many there are and how many of them have
    a value in each field, as a dictionary.
    """
    table = bound.table
    wanted = None if select is None else _wanted(table, select)
    ask = asked(bound, where, None, take, skip, cursor)

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(_counting(bound, ask, wanted or ("_all",), parameters))

    plan = bound.planner.plan(bound.shape("count", ask.reading, wanted), table, build)
    rows = yield plan.sql, plan.bind([*ask.values, *ask.page()], bound.scope.key), Mode.ROWS, table.model
    return rows[0][0] if wanted is None else dict(zip(wanted, rows[0], strict=True))


def _wanted(table: Table, select: Any) -> tuple[str, ...]:
    if not isinstance(select, dict):
        table.wrong("wants a dictionary as select")
    said = cast("dict[str, Any]", select)
    for name in said:
        if name != "_all":
            table.column(name)
    wanted = tuple([name for name in said if said[name]])
    return wanted or table.wrong("wants at least one field, or _all, in select")


def _counting(bound: Bound, ask: Ask, wanted: tuple[str, ...], parameters: Parameters) -> sa.Select[Any]:
    table, reading = bound.table, ask.reading
    if reading.takes or reading.skips or reading.cursor:
        tenant = bound.tenant("read", parameters)
        rows = Rows(table.core, table.core, [] if tenant is None else [tenant])
        names = tuple([name for name in wanted if name != "_all"]) or tuple(table.columns)[:1]
        page = listing(bound.frame(parameters), table, reading._replace(selection=names), rows).subquery()
        return sa.select(*_counted(table, page, wanted)).select_from(page)
    return (
        sa.select(*_counted(table, table.core, wanted))
        .select_from(table.core)
        .where(*bound.filtered(reading.filters, "read", parameters))
    )


def _counted(table: Table, source: sa.FromClause, wanted: tuple[str, ...]) -> list[sa.ColumnElement[Any]]:
    """How many rows there are, or how many of them have a value in a column."""
    return [sa.func.count() if name == "_all" else sa.func.count(table.of(source, name)) for name in wanted]
