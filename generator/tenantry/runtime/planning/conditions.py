"""From the shape of a filter to SQL: what holds of a row, and of the rows that its relations lead to."""

from __future__ import annotations

import sqlalchemy as sa

from tenantry.runtime.planning.frame import Frame
from tenantry.runtime.planning.joins import other_end
from tenantry.runtime.planning.operators import Condition, equals, matches
from tenantry.runtime.planning.shape import LOGIC, Shape
from tenantry.runtime.planning.table import Table

# As text: SQLAlchemy would let `false` swallow the terms beside it, the tenant's among them. Nothing would be read, but
# that could no longer be seen from the statement alone.
_ALWAYS: Condition = sa.literal_column("1 = 1", sa.Boolean())
_NEVER: Condition = sa.literal_column("1 = 0", sa.Boolean())


def condition(frame: Frame, table: Table, source: sa.FromClause, shape: Shape) -> Condition | None:
    """The condition of a whole filter; None when it filters nothing."""
    terms: list[Condition] = []
    for entry in shape:
        if isinstance(entry, str):
            terms.append(equals(table, source, entry, frame.parameters))
        elif entry[0] in LOGIC:
            term = _logic(frame, table, source, entry[0], entry[1])
            if term is not None:
                terms.append(term)
        elif entry[0] in table.relations:
            terms.extend(_related(frame, table, source, entry[0], word, inner) for word, inner in entry[1])
        elif entry[1] is None:
            terms.append(table.of(source, entry[0]).is_(None))
        else:
            terms.extend(matches(table, source, entry[0], entry[1], frame.parameters))
    return sa.and_(*terms) if terms else None


def _logic(frame: Frame, table: Table, source: sa.FromClause, word: str, branches: Shape) -> Condition | None:
    """AND of nothing filters nothing, OR of nothing lets nothing through, as in Prisma; an empty branch is true."""
    terms = [term if (term := condition(frame, table, source, b)) is not None else _ALWAYS for b in branches]
    if word == "OR":
        return sa.or_(*terms) if terms else _NEVER
    if not terms:
        return None
    if word == "AND":
        return sa.and_(*terms)
    return sa.and_(*[sa.not_(term) for term in terms])


def _related(frame: Frame, table: Table, source: sa.FromClause, name: str, word: str, inner: Shape | None) -> Condition:
    """What is said of the rows at the other end. A row outside the scope is as good as none."""
    other = other_end(frame, table, source, table.relations[name])
    if inner is None:
        return sa.not_(other.exists()) if word == "is" else other.exists()
    term = condition(frame, other.table, other.source, inner)
    match word:
        case "some" | "is":
            return other.exists(*([] if term is None else [term]))
        case "every":
            return sa.not_(other.exists(_NEVER if term is None else sa.not_(term)))
        case _:  # none, is_not
            return sa.not_(other.exists(*([] if term is None else [term])))
