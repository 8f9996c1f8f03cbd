"""Furnished databases: the rows are written once through the package, and put back as they were for every test."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from types import ModuleType

import psycopg
import sqlalchemy as sa
from psycopg import sql

from tests.behaviour.places import assert_ordinary_role, ddl
from tests.databases import PostgresDatabase, PostgresServer


class SqliteHouse:
    """A file with the tables of a package; what it holds once furnished is copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, package: ModuleType, folder: Path) -> tuple[str, bool]:
        """A database in `folder`, and whether it is furnished."""
        name = f"{schema_of(package)}.db"
        kept, file = self._folder / name, folder / name
        if kept.exists():
            return f"file:{shutil.copy(kept, file)}", True
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(_tables(package, "sqlite"))
        return f"file:{file}", False

    def keep(self, package: ModuleType, url: str) -> None:
        """Remembers the rows that are there."""
        shutil.copy(url.removeprefix("file:"), self._folder / f"{schema_of(package)}.db")


class PostgresHouse:
    """One database for each schema. Its tables, and copies of their rows, are the owner's, who the tests are not."""

    def __init__(self, server: Callable[[], PostgresServer]) -> None:
        self._server = server
        self._stack = ExitStack()
        self._known: dict[str, tuple[PostgresDatabase, psycopg.Connection[tuple[object, ...]]]] = {}
        self._kept: dict[str, sql.Composed] = {}

    def url(self, package: ModuleType) -> tuple[str, bool]:
        """The database, and whether it is furnished."""
        schema = schema_of(package)
        if schema not in self._known:
            self._known[schema] = self._make(package)
        database, owner = self._known[schema]
        if schema in self._kept:
            owner.execute(self._kept[schema])
        return database.url, schema in self._kept

    def keep(self, package: ModuleType, _url: str) -> None:
        """Remembers the rows that are there."""
        schema = schema_of(package)
        owner = self._known[schema][1]
        tables = [sql.Identifier(name) for name in _by_reference(owner)]
        owner.execute(sql.SQL("CREATE SCHEMA kept"))
        for table in tables:
            owner.execute(sql.SQL("CREATE TABLE kept.{0} AS TABLE public.{0}").format(table))
        emptied = sql.SQL("TRUNCATE {} RESTART IDENTITY;").format(sql.SQL(", ").join(tables))
        filled = [sql.SQL("INSERT INTO public.{0} SELECT * FROM kept.{0};").format(table) for table in tables]
        self._kept[schema] = emptied + sql.Composed(filled)

    def close(self) -> None:
        self._stack.close()

    def _make(self, package: ModuleType) -> tuple[PostgresDatabase, psycopg.Connection[tuple[object, ...]]]:
        database = self._stack.enter_context(self._server().fresh())
        owner = self._stack.enter_context(psycopg.connect(database.owner_url, autocommit=True))
        owner.execute(_tables(package, "postgresql").encode())
        assert_ordinary_role(database.url)
        owner.execute("SET lock_timeout = '5s'")  # a test that left a transaction open fails, and does not hang
        return database, owner


def schema_of(package: ModuleType) -> str:
    return package.__name__.rpartition(".")[2]


def _tables(package: ModuleType, provider: str) -> str:
    """The SQL that makes a package's tables: Prisma's, or for a schema that has none on record, the package's own."""
    if package.__name__.startswith("generated."):
        return ddl(schema_of(package), provider)
    metadata = importlib.import_module(f"{package.__name__}.tables").Base.metadata
    said: list[str] = []
    dialect = f"{provider}+psycopg://" if provider == "postgresql" else "sqlite://"
    engine = sa.create_mock_engine(dialect, lambda sql, *_, **__: said.append(str(sql.compile(dialect=engine.dialect))))
    metadata.create_all(engine, checkfirst=False)
    return ";\n".join(said)


def _by_reference(owner: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """The tables, each after those that it refers to; a circle is cut where it is met."""
    references = owner.execute(
        "SELECT c.relname, p.relname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid "
        "JOIN pg_class p ON p.oid = confrelid WHERE contype = 'f'"
    ).fetchall()
    ordered: list[str] = []

    def visit(table: str, below: tuple[str, ...] = ()) -> None:
        for child, parent in references:
            if child == table and parent not in (table, *below):
                visit(str(parent), (table, *below))
        if table not in ordered:
            ordered.append(table)

    for (table,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
        visit(str(table))
    return ordered
