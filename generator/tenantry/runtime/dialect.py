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
from sqlalchemy.types import UserDefinedType

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


Insert = SqliteInsert | PostgresqlInsert


class Verbatim(UserDefinedType[Any]):
    """A database type by its own name, for casts."""

    cache_ok = True

    def __init__(self, text: str) -> None:
        self.text = text

    def get_col_spec(self, **_: Any) -> str:
        return self.text


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
        """The PostgreSQL type of a value of the column (of one element, where it is a list)."""
        return column.postgresql or _POSTGRESQL_TYPES[str(column.kind)]

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
        return left == sa.func.any(sa.cast(values, Verbatim(self.type_name(column) + "[]")))

    def selected(self, expression: sa.ColumnElement[Any], column: Column) -> sa.ColumnElement[Any]:
        """The column as a SELECT asks for it: JSON as text, to be decoded once and here."""
        if self.provider == "sqlite":
            return expression
        if column.kind == "Json":
            return sa.cast(expression, Verbatim("TEXT[]" if column.many else "TEXT"))
        if column.many and not isinstance(column.kind, str):
            return sa.cast(expression, Verbatim("TEXT[]"))
        return expression

    def written(self, value: sa.ColumnElement[Any], column: Column) -> sa.ColumnElement[Any]:
        """A parameter where no column tells its type, or where drivers disagree on it."""
        if self.provider == "sqlite":
            return value
        name = self.type_name(column)
        if column.many:
            text = sa.cast(value, Verbatim("TEXT[]")) if column.kind == "Json" else value
            return sa.cast(text, Verbatim(name + "[]"))
        return sa.cast(value, Verbatim(name))


_pg_dialect: Callable[..., SqlalchemyDialect] = PGDialect  # its constructor has no annotations


def sqlite() -> Dialect:
    return Dialect("sqlite", SQLiteDialect(paramstyle="qmark"))


def postgresql_psycopg() -> Dialect:
    return Dialect("postgresql", _pg_dialect(paramstyle="format"))


def postgresql_asyncpg() -> Dialect:
    return Dialect("postgresql", _pg_dialect(paramstyle="numeric_dollar"))
