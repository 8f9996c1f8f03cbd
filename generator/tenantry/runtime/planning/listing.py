"""Rows in order, cut to pages: one SELECT, whatever filter, order, cursor, distinct and page are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from tenantry.runtime.planning.conditions import condition
from tenantry.runtime.planning.frame import Frame
from tenantry.runtime.planning.order import Ordered, Term, ordered
from tenantry.runtime.planning.shape import Shape
from tenantry.runtime.planning.table import Table
from tenantry.runtime.planning.tenancy import tenant_term


class Reading(NamedTuple):
    """What is asked of a model's rows, without values; part of the key of a plan.

    `cursor` names the fields of a key or unique index, `selection` the columns to fetch (None: all). `backward`: the
    page is cut from the end, and its rows come last first. A call's values stand in the order: filter, cursor, and
    then, for a page of one list, how many to take and to skip; for a page of each of many lists, after how many it
    starts and with how many it ends.
    """

    filters: Shape
    ordering: tuple[Term, ...] = ()
    takes: bool = False
    skips: bool = False
    backward: bool = False
    cursor: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    selection: tuple[str, ...] | None = None

    def total(self, table: Table) -> tuple[Term, ...]:
        """The order, with the key as its end: no two rows are beside each other, so that pages are disjoint."""
        key = table.model.key or self.cursor
        named = {term[0] for term in self.ordering}
        return (*self.ordering, *((name, "asc", None) for name in key if name not in named))


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows come from: `terms` hold of them before anything that a caller asks. `front` stands before the
    model's columns in each row; lists are told apart by the columns of `apart` (none: it is one list)."""

    source: sa.FromClause
    tables: sa.FromClause
    terms: Sequence[sa.ColumnElement[bool]]
    front: Sequence[sa.ColumnElement[Any]] = ()
    apart: Sequence[sa.ColumnElement[Any]] = ()


def listing(frame: Frame, table: Table, reading: Reading, rows: Rows) -> sa.Select[Any]:
    """The rows of one list, or of many, each in its order and cut to its page."""
    selection = tuple(table.columns) if reading.selection is None else reading.selection
    source, tables = rows.source, rows.tables
    asked = condition(frame, table, source, reading.filters)
    where = [*rows.terms, *([] if asked is None else [asked])]
    paged = reading.takes or reading.skips
    terms = reading.total(table) if paged or reading.cursor or reading.distinct else reading.ordering
    order = [ordered(frame, table, source, term, reading.backward) for term in terms]
    if reading.cursor:
        mark = _mark(frame, table, reading, terms)
        tables = tables.join(mark, sa.literal_column("1 = 1", sa.Boolean()))
        where.append(_from(order, list(mark.c)))
    stage = _Stage(tables, where, [table.of(source, name) for name in selection], rows.front, rows.apart, order)
    if reading.distinct:
        same = [table.of(source, name) for name in reading.distinct]
        stage = stage.numbered([*rows.apart, *same], frame)
        stage = stage.narrowed(stage.number == sa.literal_column("1", sa.Integer()))
    if rows.apart and paged:
        stage = stage.numbered(stage.apart, frame)
        if reading.skips:
            stage = stage.narrowed(stage.number > frame.parameters.value(None))
        if reading.takes:
            stage = stage.narrowed(stage.number <= frame.parameters.value(None))
    columns = [table.dialect.selected(c, table.columns[n]) for n, c in zip(selection, stage.columns, strict=True)]
    statement = sa.select(*stage.front, *columns).select_from(stage.tables).where(*stage.where)
    statement = statement.order_by(*[term.clause(table.dialect.provider) for term in stage.order])
    if reading.takes and not rows.apart:
        statement = statement.limit(frame.parameters.value(None))
    if reading.skips and not rows.apart:
        statement = statement.offset(frame.parameters.value(None))
    return statement


def _mark(frame: Frame, table: Table, reading: Reading, terms: Sequence[Term]) -> sa.Subquery:
    """The place of the cursor's row in the order: no row where the scope has no such row, and then nothing follows."""
    alias = table.core.alias()
    named = [
        table.of(alias, name) == frame.parameters.value(table.element_encoder(name), name) for name in reading.cursor
    ]
    tenant = tenant_term(frame, table, alias, "read")
    places = [ordered(frame, table, alias, term).expression.label(f"o{n}") for n, term in enumerate(terms)]
    return sa.select(*places).where(*([] if tenant is None else [tenant]), *named).subquery()


def _from(order: Sequence[Ordered], mark: Sequence[sa.ColumnElement[Any]]) -> sa.ColumnElement[bool]:
    """Whether a row is the cursor's or comes after it."""
    ways: list[sa.ColumnElement[bool]] = []
    for last in range(len(order)):
        beside = [order[n].beside(mark[n]) for n in range(last)]
        ways.append(sa.and_(*beside, order[last].after(mark[last])))
    return sa.or_(*ways, sa.and_(*[term.beside(place) for term, place in zip(order, mark, strict=True)]))


@dataclass(frozen=True, slots=True)
class _Stage:
    """A SELECT that can be wrapped in another, which sees its rows by their number."""

    tables: sa.FromClause
    where: Sequence[sa.ColumnElement[bool]]
    columns: Sequence[sa.ColumnElement[Any]]
    front: Sequence[sa.ColumnElement[Any]]
    apart: Sequence[sa.ColumnElement[Any]]
    order: Sequence[Ordered]

    def numbered(self, by: Sequence[sa.ColumnElement[Any]], frame: Frame) -> _Stage:
        """Outside of this stage, whose rows are numbered in their order, from 1 on for each different `by`."""
        clauses = [term.clause(frame.planner.dialect.provider) for term in self.order]
        number = sa.func.row_number().over(partition_by=list(by), order_by=clauses)
        inner = (
            sa.select(
                number.label("n"),
                *[c.label(f"c{n}") for n, c in enumerate(self.columns)],
                *[c.label(f"f{n}") for n, c in enumerate(self.front)],
                *[c.label(f"a{n}") for n, c in enumerate(self.apart)],
                *[term.expression.label(f"o{n}") for n, term in enumerate(self.order)],
            )
            .select_from(self.tables)
            .where(*self.where)
            .subquery()
        )
        return _Stage(
            inner,
            (),
            [inner.c[f"c{n}"] for n in range(len(self.columns))],
            [inner.c[f"f{n}"] for n in range(len(self.front))],
            [inner.c[f"a{n}"] for n in range(len(self.apart))],
            [term.over(inner.c[f"o{n}"]) for n, term in enumerate(self.order)],
        )

    @property
    def number(self) -> sa.ColumnElement[int]:
        """A row's number, of a stage that was `numbered`."""
        column: sa.ColumnElement[int] = self.tables.c["n"]
        return column

    def narrowed(self, term: sa.ColumnElement[bool]) -> _Stage:
        """Only the rows of which `term` holds."""
        return _Stage(self.tables, [*self.where, term], self.columns, self.front, self.apart, self.order)
