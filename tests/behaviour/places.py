"""Databases with the tables of a schema, made from the SQL that Prisma's engine prints for it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from tests.databases import PostgresDatabase, PostgresServer

DDL = Path(__file__).parents[1] / "conformance" / "ddl"


def ddl(schema: str, provider: str) -> str:
    """Prisma's SQL. On SQLite it forgets the quotes of JSON defaults, without which SQLite does not read it."""
    text = (DDL / f"{schema}.{provider}.sql").read_text()
    if provider == "sqlite":
        text = re.sub(r"DEFAULT ([{\[].*[}\]])(,?)$", r"DEFAULT '\1'\2", text, flags=re.MULTILINE)
    return text


class SqlitePlaces:
    """SQLite files with the tables of a schema: made once, then copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, schema: str, folder: Path, *statements: str) -> str:
        """A new database file in `folder`, changed by the statements."""
        url = self._copy(schema, folder)
        with closing(sqlite3.connect(url.removeprefix("file:"))) as connection:
            for statement in statements:
                connection.execute(statement)
        return url

    def _copy(self, schema: str, folder: Path) -> str:
        model = self._folder / f"{schema}.db"
        if not model.exists():
            with closing(sqlite3.connect(model)) as connection:
                connection.executescript(ddl(schema, "sqlite"))
        return f"file:{shutil.copy(model, folder / f'{schema}.db')}"


class PostgresPlaces:
    """A PostgreSQL database for each schema, emptied whenever it is asked for.

    Its tables are the owner's; the tests work as another role, which is no superuser either.
    """

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._stack = ExitStack()
        self._known: dict[str, tuple[PostgresDatabase, psycopg.Connection[tuple[object, ...]], sql.Composed]] = {}

    def url(self, schema: str) -> str:
        if schema not in self._known:
            self._known[schema] = self._make(schema)
        database, owner, emptying = self._known[schema]
        owner.execute(emptying)
        return database.url

    def close(self) -> None:
        self._stack.close()

    @contextmanager
    def fresh(self, schema: str, *statements: LiteralString) -> Iterator[str]:
        """The URL of a database of its own, changed by the statements of its owner."""
        with self._server.fresh() as database:
            make_tables(database, schema)
            with psycopg.connect(database.owner_url, autocommit=True) as owner:
                for statement in statements:
                    owner.execute(statement)
            yield database.url

    def _make(self, schema: str) -> tuple[PostgresDatabase, psycopg.Connection[tuple[object, ...]], sql.Composed]:
        database = self._stack.enter_context(self._server.fresh())
        make_tables(database, schema)
        assert_ordinary_role(database.url)
        owner = self._stack.enter_context(psycopg.connect(database.owner_url, autocommit=True))
        # A test that left a transaction open fails here instead of waiting for ever.
        owner.execute("SET lock_timeout = '5s'")
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        emptying = sql.SQL("TRUNCATE {} RESTART IDENTITY").format(
            sql.SQL(", ").join([sql.Identifier(str(name)) for (name,) in tables])
        )
        return database, owner, emptying


def make_tables(database: PostgresDatabase, schema: str) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(ddl(schema, "postgresql").encode())
        if schema == "kitchen_sink" and not has_xml(owner):
            # The type is there without libxml too, but has no values.
            owner.execute('ALTER TABLE "NativeTypes" ALTER COLUMN "aXml" TYPE text')


def has_xml(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    try:
        connection.execute("SELECT '<a/>'::xml")
    except psycopg.errors.FeatureNotSupported:
        return False
    return True


def assert_ordinary_role(url: str) -> None:
    """A superuser or the owner of the tables would prove nothing: both may do what the application must not."""
    with psycopg.connect(url) as connection:
        (superuser, bypasses), *_ = connection.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchall()
        owned = connection.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user").fetchall()
        known = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert (superuser, bypasses) == (False, False)
    assert owned == []
    assert known is not None
    assert known[0]
