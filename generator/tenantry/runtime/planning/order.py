"""In what order rows come: by a field, by a field of a to-one relation, by how many rows a relation has.

A term of an order is written `("name", "desc", None)`, with "first" or "last" for nulls as its last word;
`("author", term)` goes through a relation, and `("posts", "_count", "desc")` counts one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime.catalog import ToOne
from tenantry.runtime.planning.frame import Frame
from tenantry.runtime.planning.joins import other_end
from tenantry.runtime.planning.table import Table

Term = tuple[Any, ...]

_DIRECTIONS = ("asc", "desc")


def order_shape(table: Table, order: Any) -> tuple[Term, ...]:
    """The terms of `{"a": "desc"}`, or of a list of such. Raises InputError for what orders nothing."""
    if order is None:
        return ()
    terms: list[Term] = []
    for said in cast("list[Any]", order if isinstance(order, (list, tuple)) else [order]):
        if not isinstance(said, dict):
            table.wrong("wants a dictionary, or a list of them, as order")
        for name, direction in cast("dict[str, Any]", said).items():
            terms.append(
                _by_relation(table, name, direction) if name in table.relations else _by(table, name, direction)
            )
    return tuple(terms)


def _by(table: Table, name: str, said: Any) -> Term:
    column = table.columns.get(name)
    if column is None:
        table.unknown(name, (*table.columns, *table.relations))
    direction, nulls = said, None
    if isinstance(said, dict):
        options = cast("dict[str, Any]", said)
        for word in options:
            if word not in ("sort", "nulls"):
                table.unknown(word, ("sort", "nulls"), f"word in the order of {name}")
        direction, nulls = options.get("sort", "asc"), options.get("nulls")
        if nulls not in (None, "first", "last"):
            table.wrong("has its nulls 'first' or 'last'", name)
    if direction not in _DIRECTIONS:
        table.wrong("is ordered 'asc' or 'desc'", name)
    if column.many or column.kind == "Json":
        table.wrong("cannot order rows", name)
    return name, direction, nulls


def _by_relation(table: Table, name: str, said: Any) -> Term:
    relation = table.relations[name]
    to_one = isinstance(relation, ToOne)
    wanted = "a field of it" if to_one else "_count"
    if not isinstance(said, dict) or len(cast("dict[str, Any]", said)) != 1:
        table.wrong(f"orders rows by {wanted}: {{{name!r}: {{...: 'asc'}}}}", name)
    if to_one:
        (term,) = order_shape(table.other(relation.model), said)
        return name, term
    ((word, direction),) = cast("dict[str, Any]", said).items()
    if word != "_count" or direction not in _DIRECTIONS:
        table.wrong("orders rows by how many there are: {'_count': 'asc'} or 'desc'", name)
    return name, "_count", direction


@dataclass(frozen=True, slots=True)
class Ordered:
    """An expression to order by. Nulls have one place on every database: last going up and first going down, where
    nothing else is said."""

    expression: sa.ColumnElement[Any]
    descending: bool
    nulls_first: bool
    optional: bool

    def over(self, expression: sa.ColumnElement[Any]) -> Ordered:
        """The same of another expression, which stands for this one outside of a sub-select."""
        return Ordered(expression, self.descending, self.nulls_first, self.optional)

    def clause(self, provider: str) -> sa.ColumnElement[Any]:
        """A term of ORDER BY."""
        term = self.expression.desc() if self.descending else self.expression.asc()
        usual = self.descending if provider == "postgresql" else not self.descending
        if not self.optional or self.nulls_first == usual:
            return term
        return term.nulls_first() if self.nulls_first else term.nulls_last()

    def after(self, other: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """Whether a row comes after one whose expression is `other`."""
        here = self.expression
        beyond = here < other if self.descending else here > other
        if not self.optional:
            return beyond
        if self.nulls_first:
            return sa.or_(beyond, sa.and_(here.is_not(None), other.is_(None)))
        return sa.or_(beyond, sa.and_(here.is_(None), other.is_not(None)))

    def beside(self, other: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """Whether a row comes neither before nor after one whose expression is `other`."""
        return self.expression.is_not_distinct_from(other) if self.optional else self.expression == other


def ordered(frame: Frame, table: Table, source: sa.FromClause, term: Term, backward: bool = False) -> Ordered:
    """A term over the rows of `source`; `backward` turns it round, for pages read from their end."""
    expression, direction, nulls, optional = _expression(frame, table, source, term)
    descending = direction == "desc"
    nulls_first = descending if nulls is None else nulls == "first"
    return Ordered(expression, descending != backward, nulls_first != backward, optional)


def _expression(
    frame: Frame, table: Table, source: sa.FromClause, term: Term
) -> tuple[sa.ColumnElement[Any], str, str | None, bool]:
    if term[0] not in table.relations:
        name, direction, nulls = term
        return table.of(source, name), direction, nulls, table.columns[name].optional
    other = other_end(frame, table, source, table.relations[term[0]])
    if term[1] == "_count":
        counted = sa.select(sa.func.count()).select_from(other.tables).where(*other.terms)
        return counted.scalar_subquery(), term[2], None, False
    inner, direction, nulls, _ = _expression(frame, other.table, other.source, term[1])
    found = sa.select(inner).select_from(other.tables).where(*other.terms).scalar_subquery()
    return found, direction, nulls, True
