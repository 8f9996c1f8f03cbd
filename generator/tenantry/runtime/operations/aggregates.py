"""aggregate and group_by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import Ask, asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.aggregates import (
    WORDS,
    Aggregate,
    aggregates_of,
    decoder,
    expression,
    having_condition,
    having_shape,
)
from tenantry.runtime.planning.listing import Rows, listing
from tenantry.runtime.planning.order import Ordered
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import Shape
from tenantry.runtime.planning.table import Table


def aggregate(
    bound: Bound,
    where: Any = None,
    order: Any = None,
    take: int | None = None,
    skip: int | None = None,
    cursor: Any = None,
    **wanted: Any,
) -> Steps[Any]:
    """Numbers about the rows that fit, or about a page of them: `{"_count": {"_all": 3}, "_avg": {"level": 2.0}}`."""
    table = bound.table
    chosen = _chosen(table, wanted)
    if not chosen:
        table.wrong(f"wants one of {', '.join(WORDS)}")
    ask = asked(bound, where, order, take, skip, cursor)

    def build(parameters: Parameters) -> Plan:
        source, terms = _rows(bound, ask, chosen, parameters)
        columns = [expression(table, source, one) for one in chosen]
        return parameters.plan(sa.select(*columns).select_from(source).where(*terms))

    plan = bound.planner.plan(bound.shape("aggregate", ask.reading, chosen), table, build)
    rows = yield plan.sql, plan.bind([*ask.values, *ask.page()], bound.scope.key), Mode.ROWS, table.model
    return _told(_decoders(table, chosen), rows[0])


def _rows(
    bound: Bound, ask: Ask, chosen: Sequence[Aggregate], parameters: Parameters
) -> tuple[sa.FromClause, list[sa.ColumnElement[bool]]]:
    """The rows to compute from: the table's own, or a page of them as a sub-select."""
    table, reading = bound.table, ask.reading
    if not (reading.takes or reading.skips or reading.cursor):
        return table.core, bound.filtered(reading.filters, "read", parameters)
    tenant = bound.tenant("read", parameters)
    rows = Rows(table.core, table.core, [] if tenant is None else [tenant])
    named = {name for _, name in chosen}
    selection = tuple([name for name in table.columns if name in named]) or tuple(table.columns)[:1]
    page = listing(bound.frame(parameters), table, reading._replace(selection=selection), rows)
    return page.subquery(), []


def group_by(
    bound: Bound,
    by: Any,
    where: Any = None,
    having: Any = None,
    order: Any = None,
    take: int | None = None,
    skip: int | None = None,
    **wanted: Any,
) -> Steps[Any]:
    """A dictionary for each different combination of the fields `by`: their values, and numbers about its rows.

    The fields end the order, so that pages are disjoint.
    """
    table = bound.table
    fields, chosen = _fields(table, by), _chosen(table, wanted)
    ask = asked(bound, where, None, take, skip)
    kept = having_shape(table, fields, having, ask.values)
    ordering = _ordering(table, fields, order)

    def build(parameters: Parameters) -> Plan:
        return parameters.plan(_grouped(bound, ask, fields, chosen, kept, ordering, parameters))

    shape = bound.shape("group", ask.reading, fields, chosen, kept, ordering)
    plan = bound.planner.plan(shape, table, build)
    rows = yield plan.sql, plan.bind([*ask.values, *ask.page()], bound.scope.key), Mode.ROWS, table.model
    values, numbers = [table.value_decoder(name) for name in fields], _decoders(table, chosen)
    return [
        {
            **{name: decode(value) for name, decode, value in zip(fields, values, row, strict=False)},
            **_told(numbers, row[len(fields) :]),
        }
        for row in rows
    ]


def _grouped(
    bound: Bound,
    ask: Ask,
    fields: tuple[str, ...],
    chosen: Sequence[Aggregate],
    kept: Shape,
    ordering: Sequence[tuple[Any, ...]],
    parameters: Parameters,
) -> sa.Select[Any]:
    table, source = bound.table, bound.table.core
    terms = bound.filtered(ask.reading.filters, "read", parameters)
    columns = [table.of(source, name) for name in fields]
    statement = sa.select(*table.expressions(fields), *[expression(table, source, one) for one in chosen])
    statement = statement.where(*terms).group_by(*columns)
    condition = having_condition(bound.frame(parameters), table, source, kept)
    if condition is not None:
        statement = statement.having(condition)
    statement = statement.order_by(*[_ordered(table, term).clause(table.dialect.provider) for term in ordering])
    if ask.reading.takes:
        statement = statement.limit(parameters.value(None))
    return statement.offset(parameters.value(None)) if ask.reading.skips else statement


def _fields(table: Table, by: Any) -> tuple[str, ...]:
    names = [by] if isinstance(by, str) else by
    if not isinstance(names, (list, tuple)) or not names:
        table.wrong("wants a list of fields to group by")
    for name in cast("list[Any]", names):
        column = table.column(name)
        if column.kind == "Json" or column.many:
            table.wrong("cannot group rows", name)
    return tuple(cast("list[str]", names))


def _chosen(table: Table, wanted: dict[str, Any]) -> tuple[Aggregate, ...]:
    return tuple([one for word in WORDS for one in aggregates_of(table, word, wanted.get(word))])


def _ordering(table: Table, fields: tuple[str, ...], order: Any) -> tuple[tuple[Any, ...], ...]:
    """`{"country": "asc"}` for a field of `by`, `{"_sum": {"views": "desc"}}` for an aggregate."""
    said = cast("list[Any]", [] if order is None else order if isinstance(order, (list, tuple)) else [order])
    terms: list[tuple[Any, ...]] = []
    for one in said:
        if not isinstance(one, dict):
            table.wrong("wants a dictionary, or a list of them, as order")
        for name, direction in cast("dict[str, Any]", one).items():
            word = name.removeprefix("_")
            if name.startswith("_") and word in WORDS and isinstance(direction, dict):
                for field, way in cast("dict[str, Any]", direction).items():
                    (computed,) = aggregates_of(table, word, {field: True})
                    terms.append((computed, _direction(table, field, way)))
            elif name in fields:
                terms.append((name, _direction(table, name, direction)))
            else:
                table.column(name)
                table.wrong("is not among the fields that rows are grouped by", name)
    named = {term[0] for term in terms}
    return (*terms, *[(name, "asc") for name in fields if name not in named])


def _direction(table: Table, name: str, said: Any) -> str:
    if said not in ("asc", "desc"):
        table.wrong("is ordered 'asc' or 'desc'", name)
    return str(said)


def _ordered(table: Table, term: tuple[Any, ...]) -> Ordered:
    what, direction = term
    descending = direction == "desc"
    if isinstance(what, str):
        return Ordered(table.of(table.core, what), descending, descending, table.columns[what].optional)
    return Ordered(expression(table, table.core, what), descending, descending, what[0] != "count")


Decoders = Sequence[tuple[Aggregate, Callable[[Any], Any]]]


def _decoders(table: Table, chosen: Sequence[Aggregate]) -> Decoders:
    """Made once, however many groups there are."""
    return [(one, decoder(table, one)) for one in chosen]


def _told(decoders: Decoders, row: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for ((word, name), decode), value in zip(decoders, row, strict=True):
        found.setdefault(f"_{word}", {})[name] = decode(value)
    return found
