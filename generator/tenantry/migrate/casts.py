"""Which change of a PostgreSQL column type keeps the values, and how.

Prisma Migrate drops the column and makes a new one wherever its own table names no safe cast, 916 of 1,190 pairs of
types; PostgreSQL can convert many of them. What follows was held against the server: a test alters a column for every
pair.
"""

from __future__ import annotations

from dataclasses import dataclass

from tenantry.migrate.state import ColumnType
from tenantry.migrate.types import quoted


@dataclass(frozen=True, slots=True)
class Cast:
    """`using` is the expression after USING, None where PostgreSQL converts by itself."""

    using: str | None
    may_lose: bool
    """Digits, fractions or parts of a time may go without an error."""


_STRINGS = {"TEXT", "VARCHAR", "CHAR", "CITEXT"}
_INTEGERS = ("SMALLINT", "INTEGER", "BIGINT")
_FLOATS = ("REAL", "DOUBLE PRECISION")
_NUMBERS = {*_INTEGERS, *_FLOATS, "DECIMAL"}

# What a text becomes whole or not at all; as a number or a time it may leave digits out.
_READ_WHOLE = {*_INTEGERS, "OID", "BOOLEAN", "UUID", "JSON", "JSONB", "XML", "INET", "BYTEA"}

# Pairs outside the families that PostgreSQL converts in an assignment.
_ASSIGNED = {
    *((name, "OID") for name in _INTEGERS),
    ("OID", "INTEGER"),
    ("OID", "BIGINT"),
    *((name, "MONEY") for name in ("INTEGER", "BIGINT", "DECIMAL")),
    ("MONEY", "DECIMAL"),
    *((a, b) for a in ("TIMESTAMP", "TIMESTAMPTZ", "DATE") for b in ("TIMESTAMP", "TIMESTAMPTZ", "DATE")),
    ("TIMESTAMP", "TIME"),
    ("TIMESTAMPTZ", "TIME"),
    ("TIMESTAMPTZ", "TIMETZ"),
    ("TIME", "TIMETZ"),
    ("TIMETZ", "TIME"),
    ("JSON", "JSONB"),
    ("JSONB", "JSON"),
    ("BIT", "VARBIT"),
    ("VARBIT", "BIT"),
}

# Conversions that leave something out, without an error.
_LOSES = {
    *((a, b) for a in (*_FLOATS, "DECIMAL") for b in (*_INTEGERS, *_FLOATS) if a != b),
    ("DECIMAL", "MONEY"),
    ("BIGINT", "REAL"),
    ("BIGINT", "DOUBLE PRECISION"),
    ("INTEGER", "REAL"),
    ("TIMESTAMP", "DATE"),
    ("TIMESTAMPTZ", "DATE"),
    ("TIMESTAMP", "TIME"),
    ("TIMESTAMPTZ", "TIME"),
    ("TIMESTAMPTZ", "TIMETZ"),
    ("TIMETZ", "TIME"),
}


def cast(column: str, before: ColumnType, after: ColumnType) -> Cast | None:
    """How `column` gets from one type to the other with its values; None where they cannot be kept."""
    if before.is_array != after.is_array:
        return None
    suffix = "[]" if after.is_array else ""
    name = quoted(column)
    target = f"{sql_name(after.element)}{suffix}"
    if before.is_enum or after.is_enum:
        return _enum_cast(name, before, after, target, suffix)
    a, b = before.name, after.name
    if a == b or {a, b} <= _STRINGS or {a, b} <= _NUMBERS or (a, b) in _ASSIGNED:
        return Cast(None, (a, b) in _LOSES or _narrows(before, after))
    if b in _STRINGS:
        return Cast(None, False)
    if a in _STRINGS:
        return Cast(f"{name}::{target}", b not in _READ_WHOLE)
    if a == "BOOLEAN" and b in _INTEGERS:
        return Cast(f"{name}::integer{suffix}::{target}", False)
    if a in _INTEGERS and b == "BOOLEAN":
        return Cast(f"{name}::integer{suffix}::{target}", True)
    return None


def _enum_cast(name: str, before: ColumnType, after: ColumnType, target: str, suffix: str) -> Cast | None:
    if before.is_enum and after.name in _STRINGS and not after.is_enum:
        # Without a cast to the very type, which would cut what is too long instead of refusing it.
        return Cast(f"{name}::text{suffix}", False)
    if (before.is_enum and after.is_enum) or before.name in _STRINGS:
        return Cast(f"{name}::text{suffix}::{target}", False)
    return None


def _narrows(before: ColumnType, after: ColumnType) -> bool:
    """A smaller scale of a decimal, or fewer digits of a second. A shorter VARCHAR is refused by the server instead."""
    if before.name == "DECIMAL" and after.name == "DECIMAL":
        return bool(after.arguments) and (not before.arguments or _scale(after) < _scale(before))
    if before.name.startswith("TIME") and after.name.startswith("TIME"):
        return _precision(after) < _precision(before)
    return False


def _scale(type: ColumnType) -> int:
    return int(type.arguments[1]) if len(type.arguments) > 1 else 0


def _precision(type: ColumnType) -> int:
    return int(type.arguments[0]) if type.arguments else 6


def sql_name(type: ColumnType) -> str:
    """The type as SQL: an enum's name is an identifier, any other is a word."""
    if not type.is_enum:
        return str(type)
    qualified = f"{quoted(type.schema)}.{quoted(type.name)}" if type.schema else quoted(type.name)
    return f"{qualified}{'[]' if type.is_array else ''}"
