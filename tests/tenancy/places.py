"""Furnished databases: the rows are written once through the package, and put back as they were for every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psycopg
from psycopg import sql

from tests.behaviour.places import SqlitePlaces, assert_ordinary_role, make_tables
from tests.databases import PostgresDatabase, PostgresServer


class SqliteHouse:
    """A file with the tables of a schema; what it holds once furnished is copied."""

    def __init__(self, places: SqlitePlaces, folder: Path) -> None:
        self._places, self._folder = places, folder

    def url(self, schema: str, folder: Path) -> tuple[str, bool]:
        """A database in `folder`, and whether it is furnished."""
        kept = self._folder / f"{schema}.db"
        if kept.exists():
            return f"file:{shutil.copy(kept, folder / f'{schema}.db')}", True
        return self._places.url(schema, folder), False

    def keep(self, schema: str, url: str) -> None:
        shutil.copy(url.removeprefix("file:"), self._folder / f"{schema}.db")


class PostgresHouse:
    """One database for each schema. Its tables, and copies of their rows, are the owner's, who the tests are not."""

    def __init__(self, server: Callable[[], PostgresServer]) -> None:
        self._server = server
        self._stack = ExitStack()
        self._known: dict[str, tuple[PostgresDatabase, psycopg.Connection[tuple[object, ...]]]] = {}
        self._kept: dict[str, sql.Composed] = {}

    def url(self, schema: str) -> tuple[str, bool]:
        """The database, and whether it is furnished."""
        if schema not in self._known:
            self._known[schema] = self._make(schema)
        database, owner = self._known[schema]
        if schema in self._kept:
            owner.execute(self._kept[schema])
        return database.url, schema in self._kept

    def keep(self, schema: str) -> None:
        """Remembers the rows that are there."""
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

    def _make(self, schema: str) -> tuple[PostgresDatabase, psycopg.Connection[tuple[object, ...]]]:
        database = self._stack.enter_context(self._server().fresh())
        make_tables(database, schema)
        assert_ordinary_role(database.url)
        owner = self._stack.enter_context(psycopg.connect(database.owner_url, autocommit=True))
        owner.execute("SET lock_timeout = '5s'")  # a test that left a transaction open fails, and does not hang
        return database, owner


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
