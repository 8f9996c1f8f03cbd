"""From a caller's value to what the driver is given.

An encoder raises `ValueError` with words, never with the value; the planner adds model and field.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, cast

from tenantry.runtime.catalog import Column
from tenantry.runtime.jsontext import dumps

Encoder = Callable[[Any], Any]

_UTC = dt.UTC


def plain(value: Any) -> Any:
    """The value, and a string of a class of the caller's as the mere text: such a class may say of itself that it
    equals another tenant's key, or that it does not.
    """
    return value if type(value) is str or not isinstance(value, str) else str.__str__(value)


def text(value: Any) -> str:
    """PostgreSQL holds no NUL in a text, and SQLite promises nothing about one that does."""
    if type(value) is not str:  # not `__class__`, which a value can forge
        if not isinstance(value, str):
            raise ValueError("wants a string")
        value = str.__str__(value)
    known: str = value
    if "\0" in value or not (value.isascii() or _is_unicode(value)):
        raise ValueError("wants a text that a database can hold: no NUL, no half of a surrogate pair")
    return known


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _integer(bits: int) -> Encoder:
    low, high = -(1 << bits - 1), (1 << bits - 1) - 1

    def integer(value: Any) -> int:
        if type(value) is not int:
            raise ValueError("wants a whole number")
        if not low <= value <= high:
            raise ValueError(f"wants a whole number of {bits} bits")
        return value

    return integer


def _float(value: Any) -> float:
    if value.__class__ is float or value.__class__ is int:
        return float(value)
    raise ValueError("wants a number")


def _sqlite_float(value: Any) -> float:
    """SQLite would store NaN as NULL."""
    number = _float(value)
    if number != number:  # noqa: PLR0124 - so only NaN is
        raise ValueError("wants a number, not NaN")
    return number


def _boolean(value: Any) -> bool:
    if value is True or value is False:
        return value
    raise ValueError("wants True or False")


def _decimal(value: Any) -> decimal.Decimal:
    if isinstance(value, decimal.Decimal):
        number = value
    elif value.__class__ is int or value.__class__ is str:
        try:
            number = decimal.Decimal(value)
        except decimal.InvalidOperation:
            raise ValueError("wants a decimal number") from None
    else:
        raise ValueError("wants a Decimal (a float would bring digits that you did not mean)")
    if not number.is_finite():
        raise ValueError("wants a finite decimal number")
    return number


def _bytes(value: Any) -> bytes:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast(bytes, value))
    raise ValueError("wants bytes")


def _utc(value: Any) -> dt.datetime:
    """A naive datetime is taken as UTC; microseconds are cut to the milliseconds that the database keeps."""
    if not isinstance(value, dt.datetime):
        raise ValueError("wants a datetime")
    try:
        moment = value.replace(tzinfo=_UTC) if value.tzinfo is None else value.astimezone(_UTC)
    except OverflowError:
        raise ValueError("wants a datetime that UTC has too") from None
    surplus = moment.microsecond % 1000
    return moment.replace(microsecond=moment.microsecond - surplus) if surplus else moment


def _json(value: Any) -> str:
    try:
        return text(dumps(value))
    except (TypeError, ValueError):
        raise ValueError("wants a JSON value") from None


def _enum(kind: type[StrEnum], stored: Mapping[str, str]) -> Encoder:
    known = {member.value: stored.get(member.value, member.value) for member in kind}

    def encode(value: Any) -> str:
        try:
            return known[value]
        except (KeyError, TypeError):
            raise ValueError(f"wants one of {kind.__name__}") from None

    return encode


def _sqlite_datetime(value: Any) -> str:
    """One spelling, that of SQLAlchemy's DateTime, so that equality finds what either wrote."""
    return _utc(value).isoformat(" ", "microseconds")[:26]


def _sqlite_decimal(value: Any) -> float:
    return float(_decimal(value))


def _postgresql_datetime(column: Column) -> Encoder:
    native = column.postgresql.upper()
    if native.startswith("DATE"):
        return lambda value: _utc(value).date()
    if native.startswith("TIMETZ"):
        return lambda value: _utc(value).timetz()
    if native.startswith("TIME") and not native.startswith("TIMESTAMP"):
        return lambda value: _utc(value).time()
    if native.startswith("TIMESTAMPTZ"):
        return _utc
    return lambda value: _utc(value).replace(tzinfo=None)


_PLAIN: dict[str, Encoder] = {
    "String": text,
    "Boolean": _boolean,
    "Int": _integer(32),
    "BigInt": _integer(64),
    "Float": _float,
    "Decimal": _decimal,
    "Bytes": _bytes,
    "Json": _json,
}


def encoder(column: Column, provider: str, stored: Mapping[type[StrEnum], Mapping[str, str]]) -> Encoder:
    """The encoder of one value of the column (of one element, where the column is a list)."""
    kind = column.kind
    if not isinstance(kind, str):
        return _enum(kind, stored.get(kind, {}))
    if kind == "DateTime":
        return _sqlite_datetime if provider == "sqlite" else _postgresql_datetime(column)
    if provider == "sqlite" and kind in ("Decimal", "Float"):
        return _sqlite_decimal if kind == "Decimal" else _sqlite_float
    return _PLAIN[kind]


def list_of(element: Encoder) -> Encoder:
    """The encoder of a list; None has no place in it."""

    def encode(value: Any) -> list[Any]:
        if not isinstance(value, (list, tuple)):
            raise ValueError("wants a list")
        return [element(item) for item in cast("list[Any]", value)]

    return encode


def json_list(element: Encoder) -> Encoder:
    """The encoder of a list for SQLite's `json_each`."""
    encode = list_of(element)
    return lambda value: json.dumps(encode(value))


ESCAPE = "/"
"""Of LIKE. Not a backslash, which SQLAlchemy 2.0 writes twice for PostgreSQL."""


def pattern(element: Encoder, before: str, after: str) -> Encoder:
    """The encoder of a text that LIKE is to find as it stands, between `before` and `after`."""

    def encode(value: Any) -> str:
        found: str = element(value)
        for special in (ESCAPE, "%", "_"):
            found = found.replace(special, ESCAPE + special)
        return f"{before}{found}{after}"

    return encode
