"""The two dialects: how SQLAlchemy compiles a statement, and the few things that databases say differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine.interfaces import Dialect as SqlalchemyDialect
from sqlalchemy.types import NullType, TypeEngine, UserDefinedType

from tenantry.runtime.catalog import Column

_POSTGRESQL_TYPES = {
    "String": "TEXT",
    "Boolean": "BOOLEAN",
    "Int": "INTEGER",
    "BigInt": "BIGINT",
    "Float": "DOUBLE PRECISION",
    "Decimal": "DECIMAL(65,30)",
    "DateTime": "TIMESTAMP(3)",
    "Json": "JSONB",
    "Bytes": "BYTEA",
}


_CARRIERS = {"MONEY": "NUMERIC", "BIT": "TEXT", "VARBIT": "TEXT"}
"""PostgreSQL's types that not every driver has values for, and the type that carries theirs."""
_WITHOUT_LENGTH = {"CHAR": "BPCHAR", "BIT": "VARBIT"}
"""What a type with a length is called without one; alone, these would mean a length of 1."""

_FAMILIES = (
    {"TEXT", "VARCHAR", "BPCHAR"},
    {"SMALLINT", "INTEGER", "BIGINT"},
    {"REAL", "DOUBLE PRECISION"},
    {"TIMESTAMP", "DATE"},
    {"DECIMAL", "NUMERIC"},
)
"""PostgreSQL's types that it compares with each other, whatever the session's time zone."""

Insert = SqliteInsert | PostgresqlInsert


class Verbatim(UserDefinedType[Any]):
    """A database type by its own name, for casts."""

    cache_ok = True

    def __init__(self, text: str) -> None:
        self.text = text

    def get_col_spec(self, **_: Any) -> str:
        return self.text


class Carried(UserDefinedType[Any]):
    """A column whose values travel as another type: casts each parameter that is compared with it or written to it."""

    cache_ok = True

    def __init__(self, text: str, carrier: str) -> None:
        self.text = text
        self.carrier = carrier

    def bind_expression(self, bindvalue: sa.BindParameter[Any]) -> sa.ColumnElement[Any]:
        return sa.cast(sa.cast(bindvalue, Verbatim(self.carrier)), Verbatim(self.text))


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL text, the names of its parameters in the order the driver wants them, and the values SQLAlchemy gave some
    itself.
    """

    sql: str
    parameters: tuple[str, ...]
    constants: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """A database as one driver wants it written. `provider` is "sqlite" or "postgresql"."""

    provider: str
    sqlalchemy: SqlalchemyDialect

    def compile(self, statement: sa.ClauseElement) -> Compiled:
        """Compiles with SQLAlchemy; parameters stay parameters."""
        compiled = statement.compile(dialect=self.sqlalchemy)
        names: list[str] = list(getattr(compiled, "positiontup", None) or ())
        return Compiled(str(compiled), tuple(names), dict(getattr(compiled, "params", {})))

    def type_name(self, column: Column) -> str:
        """The PostgreSQL type of a value of the column (of one element, where it is a list), without its length: a
        cast to a type with a length cuts what is longer, without a word.
        """
        name = column.postgresql or _POSTGRESQL_TYPES[str(column.kind)]
        return name if '"' in name else _WITHOUT_LENGTH.get(_base(name), _base(name))

    def column_type(self, column: Column) -> TypeEngine[Any]:
        """The type of the column in SQLAlchemy's table."""
        if not self.is_carried(column):
            return NullType()
        brackets = "[]" if column.many else ""
        return Carried(self.type_name(column) + brackets, _CARRIERS[_base(column.postgresql)] + brackets)

    def is_carried(self, column: Column) -> bool:
        """Whether the driver is given and gives another type than the column's."""
        return self.provider == "postgresql" and _base(column.postgresql) in _CARRIERS

    def are_comparable(self, column: Column, other: Column) -> bool:
        """Whether the database compares two columns of one kind without a cast."""
        if self.provider == "sqlite":
            return True
        names = {self.type_name(column), self.type_name(other)}
        return len(names) == 1 or any(names <= family for family in _FAMILIES)

    def insert(self, table: sa.TableClause) -> Insert:
        """An INSERT that knows ON CONFLICT."""
        return sqlite_insert(table) if self.provider == "sqlite" else postgresql_insert(table)

    def among(
        self, left: sa.ColumnElement[Any], column: Column, values: sa.BindParameter[Any]
    ) -> sa.ColumnElement[bool]:
        """`left IN values`, where `values` is one parameter however many there are."""
        if self.provider == "sqlite":
            each = sa.func.json_each(values).table_valued("value")
            return left.in_(sa.select(each.c.value))
        return is_any(left, self.cast(values, column, many=True))

    def selected(self, expression: sa.ColumnElement[Any], column: Column) -> sa.ColumnElement[Any]:
        """The column as a SELECT asks for it: JSON as text, to be decoded once and here."""
        if self.provider == "sqlite":
            return expression
        brackets = "[]" if column.many else ""
        if self.is_carried(column):
            return sa.cast(expression, Verbatim(_CARRIERS[_base(column.postgresql)] + brackets))
        if column.kind == "Json" or (column.many and not isinstance(column.kind, str)):
            return sa.cast(expression, Verbatim("TEXT" + brackets))
        return expression

    def written(self, value: sa.ColumnElement[Any], column: Column) -> sa.ColumnElement[Any]:
        """A parameter where no column tells its type, or where drivers disagree on it."""
        return value if self.provider == "sqlite" else self.cast(value, column, many=column.many)

    def cast(self, value: sa.ColumnElement[Any], column: Column, *, many: bool) -> sa.ColumnElement[Any]:
        """A parameter as a value of the column's type, or as a list of them."""
        brackets = "[]" if many else ""
        carrier = "TEXT" if column.kind == "Json" and many else _CARRIERS.get(_base(column.postgresql))
        carried = value if carrier is None else sa.cast(value, Verbatim(carrier + brackets))
        return sa.cast(carried, Verbatim(self.type_name(column) + brackets))


def _base(type_name: str) -> str:
    """A type without what stands in parentheses."""
    return type_name.partition("(")[0] + type_name.partition(")")[2]


_pg_dialect: Callable[..., SqlalchemyDialect] = PGDialect  # its constructor has no annotations


def is_any(value: sa.ColumnElement[Any], array: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """`value = ANY(array)`. Not by `==`, whose negation SQLAlchemy 2.0 writes as `value != ANY(array)`: true of nearly
    every value.
    """
    return value.op("=", is_comparison=True)(sa.func.any(array))


def sqlite() -> Dialect:
    return Dialect("sqlite", SQLiteDialect(paramstyle="qmark"))


def postgresql_psycopg() -> Dialect:
    return Dialect("postgresql", _pg_dialect(paramstyle="format"))


def postgresql_asyncpg() -> Dialect:
    return Dialect("postgresql", _pg_dialect(paramstyle="numeric_dollar"))
