"""PostgreSQL's types by the names it prints, and SQLite's that SQLAlchemy spells otherwise than Prisma."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine, UserDefinedType

from tenantry.runtime.jsontext import loads


def text_type(name: str) -> TypeEngine[Any]:
    """The type of a String."""
    word, arguments = _split(name)
    length = arguments[0] if arguments else None
    match word:
        case "VARCHAR":
            return sa.VARCHAR(length)
        case "CHAR":
            return sa.CHAR(length)
        case "UUID":
            return pg.UUID(as_uuid=False)
        case "CITEXT":
            return pg.CITEXT()
        case "INET":
            return _Inet()
        case _:
            return Spelled(name)


def integer_type(name: str) -> TypeEngine[int]:
    """The type of an Int or BigInt; the serial ones have a sequence of their own."""
    return _INTEGERS[name]()


def decimal_type(name: str) -> TypeEngine[Any]:
    """The type of a Decimal."""
    word, arguments = _split(name)
    precision, scale = (*arguments, None, None)[:2]
    return _Money() if word == "MONEY" else sa.DECIMAL(precision, scale)


def time_type(name: str) -> TypeEngine[Any]:
    """The type of a DateTime."""
    word, arguments = _split(name)
    precision = arguments[0] if arguments else None
    match word:
        case "DATE":
            return sa.Date()
        case "TIME" | "TIMETZ":
            return pg.TIME(timezone=word == "TIMETZ", precision=precision)
        case _:
            return pg.TIMESTAMP(timezone=word == "TIMESTAMPTZ", precision=precision)


def _split(name: str) -> tuple[str, list[int]]:
    word, _, rest = name.partition("(")
    return word, [int(number) for number in re.findall(r"\d+", rest)]


class Plain(UserDefinedType[Any]):
    """A type by its name; values pass as they are."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        return self.name


class Spelled(Plain):
    """A type whose values are given and taken as text, whatever the driver makes of it."""

    def bind_expression(self, bindvalue: sa.BindParameter[Any]) -> sa.ColumnElement[Any]:
        return sa.cast(sa.type_coerce(bindvalue, sa.Text()), self)

    def column_expression(self, colexpr: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.cast(colexpr, sa.Text())


class _Money(Plain):
    """MONEY as a Decimal: its own text has the currency of the server's locale."""

    def __init__(self) -> None:
        super().__init__("MONEY")

    def bind_expression(self, bindvalue: sa.BindParameter[Any]) -> sa.ColumnElement[decimal.Decimal]:
        return sa.cast(sa.type_coerce(bindvalue, sa.Numeric()), self)

    def column_expression(self, colexpr: sa.ColumnElement[Any]) -> sa.ColumnElement[decimal.Decimal]:
        return sa.cast(colexpr, sa.Numeric())


class _Inet(pg.INET):
    """INET as text: the drivers make addresses of it."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _text


class JsonText(sqlite.JSON):
    """What Prisma calls JSONB on SQLite: text, but for bare numbers, which the column's affinity makes numbers."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _value


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _value(value: object) -> object:
    return None if value is None else loads(value)


class _Serial(sa.Integer):
    pass


class _BigSerial(sa.BigInteger):
    pass


class _SmallSerial(sa.SmallInteger):
    pass


_INTEGERS: dict[str, Callable[[], TypeEngine[int]]] = {
    "SMALLINT": sa.SmallInteger,
    "INTEGER": sa.Integer,
    "BIGINT": sa.BigInteger,
    "OID": pg.OID,
    "SMALLSERIAL": _SmallSerial,
    "SERIAL": _Serial,
    "BIGSERIAL": _BigSerial,
}


@compiles(JsonText)
def _jsonb(type_: JsonText, compiler: Any, **_: Any) -> str:
    return "JSONB"


@compiles(_Serial)
@compiles(_BigSerial)
@compiles(_SmallSerial)
def _serial(type_: TypeEngine[int], compiler: Any, **_: Any) -> str:
    return type(type_).__name__[1:].upper()


class SpelledDefault(sa.ColumnElement[Any]):
    """A default that each database writes in its own way."""

    inherit_cache = True

    def __init__(self, **spellings: str) -> None:
        self.spellings = spellings


@compiles(SpelledDefault)
def _default(default: SpelledDefault, compiler: Any, **_: Any) -> str:
    return default.spellings[compiler.dialect.name]
