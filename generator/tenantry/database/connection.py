"""Connections for migrations: one at a time, from no pool, with transactions that hold DDL on SQLite too."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from tenantry.database.errors import DatabaseUnreachableError
from tenantry.urls import DatabaseUrl
from tenantry.workspace.errors import ProjectError

PATIENCE = 10
"""Seconds to wait for a server when the url does not say."""


def connect_arguments(url: DatabaseUrl) -> dict[str, object]:
    arguments = dict(url.sync_arguments)
    if url.provider == "postgresql" and url.connect_timeout is None:
        arguments["connect_timeout"] = PATIENCE
    return arguments


@contextmanager
def connect(url: DatabaseUrl) -> Generator[Connection]:
    """A connection, closed on leaving.

    Raises DatabaseUnreachableError, or ProjectError when the driver is not there.
    """
    engine = _engine(url)
    try:
        try:
            connection = engine.connect()
        except DBAPIError as error:
            raise DatabaseUnreachableError(url, error) from error
        with connection:
            yield connection
    finally:
        engine.dispose()


def _engine(url: DatabaseUrl) -> Engine:
    try:
        engine = create_engine(url.sync, poolclass=NullPool, connect_args=connect_arguments(url))
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise ProjectError(
            "driver-missing",
            f"the driver for {url.provider} is not installed ({error})",
            f"pip install 'tenantry[{url.provider}]'",
        ) from error
    if url.provider == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    """Python's sqlite3 would commit before DDL; foreign keys are off so that tables can be rebuilt."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = OFF")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
