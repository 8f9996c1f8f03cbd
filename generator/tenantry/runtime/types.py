"""Column types for table classes: what Prisma's scalars are on SQLite and on PostgreSQL.

A function for each scalar. Its argument is the PostgreSQL type as the database prints it, where that is not the usual
one; SQLite has one type a scalar. Values are those of records: text for all that is text, `Decimal`, moments in UTC.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from tenantry.runtime import decode, encode, spelled
from tenantry.runtime.catalog import Column

T = TypeVar("T")


def string(postgresql: str = "TEXT") -> TypeEngine[str]:
    """A String."""
    return sa.Text() if postgresql == "TEXT" else sa.Text().with_variant(spelled.text_type(postgresql), "postgresql")


def boolean() -> TypeEngine[bool]:
    """A Boolean."""
    return sa.Boolean()


def integer(postgresql: str = "INTEGER") -> TypeEngine[int]:
    """An Int."""
    return sa.Integer().with_variant(spelled.integer_type(postgresql), "postgresql")


def big_integer(postgresql: str = "BIGINT") -> TypeEngine[int]:
    """A BigInt. One that counts by itself is an INTEGER to SQLite, which counts in no other."""
    plain = sa.BigInteger().with_variant(spelled.integer_type(postgresql), "postgresql")
    return plain.with_variant(sa.Integer(), "sqlite") if postgresql == "BIGSERIAL" else plain


def floating(postgresql: str = "DOUBLE PRECISION") -> TypeEngine[float]:
    """A Float."""
    native: TypeEngine[float] = sa.REAL() if postgresql == "REAL" else sa.DOUBLE_PRECISION()
    plain: TypeEngine[float] = sa.REAL()
    return plain.with_variant(native, "postgresql")


def number(postgresql: str = "DECIMAL(65,30)") -> TypeEngine[decimal.Decimal]:
    """A Decimal. SQLite keeps it as a float, as Prisma does."""
    return _Decimal().with_variant(spelled.decimal_type(postgresql), "postgresql")


def moment(postgresql: str = "TIMESTAMP(3)") -> TypeEngine[dt.datetime]:
    """A DateTime. A naive one is taken as UTC; it comes back in UTC, cut to milliseconds."""
    return _Moment(postgresql)


def json(postgresql: str = "JSONB") -> TypeEngine[Any]:
    """A Json. None is the column's NULL; `sqlalchemy.JSON.NULL` is the JSON value."""
    native = pg.JSON if postgresql == "JSON" else pg.JSONB
    plain = spelled.JsonText(none_as_null=True)
    return plain.with_variant(native(none_as_null=True), "postgresql")


def binary() -> TypeEngine[bytes]:
    """A Bytes."""
    return sa.LargeBinary()


def enum(
    members: type[StrEnum],
    name: str,
    metadata: sa.MetaData,
    *,
    schema: str | None = None,
    stored: Mapping[str, str] | None = None,
) -> TypeEngine[Any]:
    """An enum: a type of that name on PostgreSQL, text on SQLite.

    `stored` maps members to what the database holds, where that is another word.
    """
    words = {member: (stored or {}).get(member.value, member.value) for member in members}

    def values(_: Any) -> list[str]:
        return list(words.values())

    native = sa.Enum(members, name=name, schema=schema, metadata=metadata, values_callable=values)
    return native.with_variant(_Words(words), "sqlite")


def array(element: TypeEngine[T]) -> TypeEngine[list[T]]:
    """A list; one that is NULL reads as empty."""
    return _List(element)


def other(postgresql: str) -> TypeEngine[str]:
    """A type that Prisma has no word for, as its text."""
    return spelled.Spelled(postgresql)


def default(**spellings: str) -> sa.ColumnElement[Any]:
    """A default that each database writes in its own way, by the name of its dialect."""
    return spelled.SpelledDefault(**spellings)


class _Decimal(TypeDecorator[decimal.Decimal]):
    """SQLite's DECIMAL, which holds floats: the digits of the shortest one that is the same float."""

    impl = spelled.Plain
    cache_ok = True

    def __init__(self) -> None:
        super().__init__("DECIMAL")

    def process_bind_param(self, value: decimal.Decimal | None, dialect: Dialect) -> Any:
        return None if value is None else float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> decimal.Decimal | None:
        return None if value is None else decimal.Decimal(str(value))


class _Moment(TypeDecorator[dt.datetime]):
    """A DateTime, written as repositories write it, so that either finds what the other wrote."""

    impl = sa.DateTime
    cache_ok = True

    def __init__(self, postgresql: str) -> None:
        super().__init__()
        self.postgresql = postgresql
        self._column = Column("", "DateTime", postgresql=postgresql)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return spelled.Plain("DATETIME")
        return spelled.time_type(self.postgresql)  # as it is: what a dialect adapts has lost its precision

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        return None if value is None else encode.encoder(self._column, dialect.name, {})(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        match value:
            case None:
                return None
            case dt.datetime():
                return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
            case dt.date():
                return decode.from_date(value)
            case dt.time():
                return decode.from_time(value)
            case _:
                return decode.sqlite_datetime(value)


class _Words(TypeDecorator[Any]):
    """An enum's member, kept as its word."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, words: Mapping[Any, str]) -> None:
        super().__init__()
        self.words = tuple(words.items())
        self._to_word = dict(words)
        self._to_member = {word: member for member, word in words.items()}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self._to_word[value]

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._to_member[value]


class _List(TypeDecorator[Any]):
    """An array without NULL."""

    impl = pg.ARRAY
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> list[Any]:
        return [] if value is None else value
