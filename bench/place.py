"""The databases that contenders meet on: filled once, looked at and tidied between samples."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock

from bench import data
from bench.contenders.orm import Base, Item, Project, Tenant, columns_of
from bench.operations import ITEM_FIELDS
from tenantry.urls import DatabaseUrl, database_url
from tests.databases import PostgresServer
from tests.postgres_server import url_of_server

MEMORY = Path("/dev/shm")


class Place:
    """A database with the data set in it. `url` is what the client under test is given."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.address: DatabaseUrl = database_url(url)
        self.provider = self.address.provider
        self.engine = sa.create_engine(self.address.sync, isolation_level="AUTOCOMMIT")
        self._fill()

    def tidy(self) -> None:
        """Take away what was written, and on PostgreSQL the space it took, so that each sample meets the same table."""
        with self.engine.connect() as connection:
            gone = connection.execute(sa.delete(Item).where(Item.tenantId == data.WRITER)).rowcount
            if gone > 1000 and self.provider == "postgresql":
                connection.execute(sa.text('VACUUM "Item"'))

    def written(self) -> list[str]:
        """The rows that were written since the last time, as text without their keys; takes them away."""
        columns = [getattr(Item, name) for name in ITEM_FIELDS]
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(*columns).where(Item.tenantId == data.WRITER)).all()
        self.tidy()
        return sorted(map(str, rows))

    def close(self) -> None:
        self.engine.dispose()

    def server(self) -> str:
        """Name and version of the database and its driver."""
        if self.provider == "sqlite":
            return f"SQLite {sqlite3.sqlite_version}"
        with self.engine.connect() as connection:
            shown = str(connection.execute(sa.text("SHOW server_version")).scalar_one()).split()[0]
        return f"PostgreSQL {shown}, psycopg {version('psycopg')}, asyncpg {version('asyncpg')}"

    def _fill(self) -> None:
        Base.metadata.create_all(self.engine)
        with self.engine.connect() as connection:
            connection.execute(sa.insert(Tenant), data.tenants())
            connection.execute(sa.insert(Project), [columns_of(row) for row in data.projects()])
            connection.execute(sa.insert(Item), [columns_of(row) for row in data.items()])
            if self.provider == "postgresql":
                for name in ("Project", "Item"):
                    connection.execute(sa.text(f'SELECT setval(\'"{name}_id_seq"\', (SELECT max(id) FROM "{name}"))'))
                connection.execute(sa.text("VACUUM"))
            connection.execute(sa.text("ANALYZE"))


@contextmanager
def place(database: str, url: str | None) -> Iterator[Place]:
    """A filled database that goes away afterwards. `url` is a PostgreSQL administrator's; without it we start one."""
    memory = MEMORY if database == "sqlite" and MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="tenantry-bench-", dir=memory, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if database == "sqlite":
            yield from _opened(f"sqlite:///{_sqlite_file(folder)}")
            return
        with FileLock(folder / "alive"):
            server = PostgresServer(url or url_of_server(folder), lock=folder / "roles")
            with server.fresh() as fresh:
                yield from _opened(fresh.url)


def _opened(url: str) -> Iterator[Place]:
    opened = Place(url)
    try:
        yield opened
    finally:
        opened.close()


def _sqlite_file(folder: Path) -> Path:
    """A file with a write-ahead log, in memory where the system has such a place: the disk is not what is measured."""
    file = folder / "bench.db"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return file


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
