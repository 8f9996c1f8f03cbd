"""SQL that a caller wrote: values are parameters, rows are dictionaries or records."""

from __future__ import annotations

import datetime as dt
import decimal
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from tenantry.runtime import encode
from tenantry.runtime.catalog import Column
from tenantry.runtime.dialect import Dialect
from tenantry.runtime.errors import InputError, TenantRequiredError
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.jsontext import dumps
from tenantry.runtime.planning.table import Table
from tenantry.runtime.scope import Scope

# What placeholders do not stand in: texts, names, comments, PostgreSQL's texts between dollar signs.
_TOKEN = re.compile(
    r"""(?P<skipped>'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
    | \$(?P<number>\d+) | (?P<mark>\?) | (?P<percent>%)""",
    re.VERBOSE | re.DOTALL,
)


def query(dialect: Dialect, sql: str, values: Sequence[Any], record: type[BaseModel] | None = None) -> Steps[Any]:
    """The rows of a SELECT, or of a statement with RETURNING: dictionaries by column, or instances of `record`.

    Placeholders are `$1`, `$2`; on SQLite also `?`. Raises InputError where their number is not that of the values.
    """
    text, bound = _bound(dialect, sql, values)
    names, rows = yield text, bound, Mode.TABLE, None
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return found if record is None else [record.model_validate(row) for row in found]


def execute(dialect: Dialect, sql: str, values: Sequence[Any]) -> Steps[int]:
    """How many rows a statement touched."""
    text, bound = _bound(dialect, sql, values)
    touched: int = yield text, bound, Mode.COUNT, None
    return touched


def query_records(table: Table, scope: Scope, sql: str, values: Sequence[Any]) -> Steps[list[Any]]:
    """The model's records from rows that have its columns, by their names in the database; those that the rows lack are
    no attributes.

    Raises TenantRequiredError for a client that does not see everything: nothing holds such a statement to a tenant.
    """
    if scope.reach != "unscoped":
        raise TenantRequiredError("raw SQL is held to no tenant: use client.unscoped(reason=...).")
    text, bound = _bound(table.dialect, sql, values)
    names, rows = yield text, bound, Mode.TABLE, table.model
    by_column = {column.column: name for name, column in table.columns.items()}
    places = {by_column[name]: place for place, name in enumerate(names) if name in by_column}
    if not places:
        table.wrong("has none of the columns that the statement gives")
    chosen = tuple([name for name in table.columns if name in places])
    order = [places[name] for name in chosen]
    return table.fill(chosen)([_plain(table, chosen, [row[place] for place in order]) for row in rows])


def _plain(table: Table, names: Sequence[str], row: list[Any]) -> list[Any]:
    """JSON as text, where a driver has read it already: records decode it themselves."""
    for place, name in enumerate(names):
        if table.columns[name].kind == "Json" and not isinstance(row[place], str | None):
            row[place] = dumps(row[place])
    return row


def _bound(dialect: Dialect, sql: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    text, order = _translated(sql, dialect.sqlalchemy.paramstyle, dialect.provider)
    if set(order) != set(range(len(values))):
        raise InputError(f"the statement has {len(set(order))} placeholders, and {len(values)} values were given")
    given = [_value(value, dialect.provider) for value in values]
    return text, tuple(given) if dialect.sqlalchemy.paramstyle == "numeric_dollar" else tuple([given[n] for n in order])


@lru_cache(maxsize=512)
def _translated(sql: str, style: str, provider: str) -> tuple[str, tuple[int, ...]]:
    """The statement in the driver's style, and which value each of its placeholders takes."""
    order: list[int] = []

    def replaced(found: re.Match[str]) -> str:
        if found["number"] is not None:
            order.append(int(found["number"]) - 1)
            return {"format": "%s", "qmark": "?"}.get(style, found[0])
        if found["mark"] is not None and provider == "sqlite":
            order.append(len(order))
            return "?"
        # psycopg looks for its own placeholders everywhere, in texts and comments too
        return found[0].replace("%", "%%") if style == "format" else found[0]

    return _TOKEN.sub(replaced, sql), tuple(order)


def _value(value: Any, provider: str) -> Any:
    """As the driver takes it: SQLite has no dates and decimals, and nobody but us knows JSON."""
    if isinstance(value, (dict, list)) and not (provider == "postgresql" and isinstance(value, list)):
        return dumps(value)
    if provider != "sqlite":
        return encode.plain(value)
    for kind, name in _SQLITE:
        if isinstance(value, kind):
            return _sqlite(name)(value)
    return encode.plain(value)


_SQLITE = ((dt.datetime, "DateTime"), (decimal.Decimal, "Decimal"))


def _sqlite(kind: Any) -> Callable[[Any], Any]:
    return encode.encoder(Column("", kind), "sqlite", {})
