"""From what the driver hands over to a record's value, as source text that a model's filler is compiled from.

In an expression `@` stands for the column's variable.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from tenantry.runtime.catalog import Column
from tenantry.runtime.jsontext import loads

_UTC = dt.UTC


def sqlite_datetime(value: Any) -> dt.datetime:
    """A moment as SQLite may hold it: this package's spelling, ISO 8601, CURRENT_TIMESTAMP's, or milliseconds since
    1970.
    """
    if value.__class__ is int:
        return dt.datetime.fromtimestamp(value / 1000, _UTC)
    moment = dt.datetime.fromisoformat(value)
    return moment.replace(tzinfo=_UTC) if moment.tzinfo is None else moment.astimezone(_UTC)


def from_date(value: dt.date) -> dt.datetime:
    """Midnight UTC of a DATE."""
    return dt.datetime(value.year, value.month, value.day, tzinfo=_UTC)


def from_time(value: dt.time) -> dt.datetime:
    """A TIME on 1 January 1970, as Prisma gives it."""
    zone = value.tzinfo or _UTC
    return dt.datetime.combine(dt.date(1970, 1, 1), value.replace(tzinfo=zone)).astimezone(_UTC)


def _postgresql_datetime(column: Column) -> str:
    native = column.postgresql.upper()
    if native.startswith("DATE"):
        return "from_date(@)"
    if native.startswith("TIME") and not native.startswith("TIMESTAMP"):
        return "from_time(@)"
    if native.startswith("TIMESTAMPTZ"):
        return "@.astimezone(utc)"
    return "@.replace(tzinfo=utc)"


def _one(column: Column, provider: str) -> str:
    kind = column.kind
    if not isinstance(kind, str):
        return f"{enum_table(kind)}[@]"
    sqlite = provider == "sqlite"
    if kind == "Boolean" and sqlite:
        return "@ == 1"
    if kind == "Float" and sqlite:
        return "float(@)"  # RETURNING gives whole ones as int
    if kind == "Decimal" and sqlite:
        return "decimal(str(@))"
    if kind == "DateTime":
        if sqlite:
            return "fromiso(@ + '+00:00') if @.__class__ is str and len(@) == 26 else sqlite_datetime(@)"
        return _postgresql_datetime(column)
    if kind == "Json":
        return "loads(@)"
    if kind == "String" and column.postgresql and not sqlite:
        return "str(@)"
    return "@"


def enum_table(kind: type[StrEnum]) -> str:
    """Name of the look-up from stored text to member."""
    return f"enum_{kind.__name__}"


def expression(column: Column, provider: str) -> str:
    """The decoding expression of a column."""
    one = _one(column, provider)
    if column.many:
        return "[] if @ is None else @" if one == "@" else f"[] if @ is None else [{one.replace('@', 'x')} for x in @]"
    if one == "@":
        return "@"
    return f"None if @ is None else ({one})" if column.optional else one


def names(columns: tuple[Column, ...], stored: Mapping[type[StrEnum], Mapping[str, str]]) -> dict[str, Any]:
    """What the expressions of `columns` refer to."""
    found: dict[str, Any] = {
        "utc": _UTC,
        "fromiso": dt.datetime.fromisoformat,
        "decimal": decimal.Decimal,
        "float": float,
        "sqlite_datetime": sqlite_datetime,
        "from_date": from_date,
        "from_time": from_time,
        "loads": loads,
        "str": str,
    }
    for column in columns:
        if not isinstance(column.kind, str):
            aliases = stored.get(column.kind, {})
            found[enum_table(column.kind)] = {aliases.get(member.value, member.value): member for member in column.kind}
    return found
