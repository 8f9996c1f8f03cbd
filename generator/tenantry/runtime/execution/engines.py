"""SQLAlchemy engines, set up so that a driver's connection can be used directly.

Connections are in autocommit; operations that need a transaction say BEGIN and COMMIT themselves. Nothing is sent when
a connection goes back to the pool, since none goes back with a transaction open.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

from tenantry.runtime import documents
from tenantry.runtime.catalog import Catalog
from tenantry.runtime.errors import ConfigurationError
from tenantry.runtime.execution.limits import AsyncPool, Pool
from tenantry.urls import DatabaseUrl, DatabaseUrlError, database_url

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


def resolve_url(catalog: Catalog, text: str | None, environment: str | None, base: Path | None = None) -> DatabaseUrl:
    """The database a client is for. Raises ConfigurationError when none is named or the package was not made for it."""
    chosen = text or environment
    if not chosen:
        raise ConfigurationError(
            f'No database: set {catalog.environment}, or pass datasource={{"url": "..."}} to the client.'
        )
    try:
        url = database_url(chosen, base=base)
    except DatabaseUrlError as fault:
        raise ConfigurationError(str(fault)) from None
    if url.provider not in catalog.providers:
        raise ConfigurationError(
            f"This package was generated for {' and '.join(catalog.providers)}, not for {url.provider}: "
            "change the datasource's provider in the schema and generate again."
        )
    return url


def _options(url: DatabaseUrl, pool: type[Pool]) -> dict[str, Any]:
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None, "poolclass": pool}
    if url.provider == "sqlite":
        if url.sync.database in (None, "", ":memory:"):
            options["poolclass"] = StaticPool
        return options
    if url.connection_limit is not None:
        options |= {"pool_size": url.connection_limit, "max_overflow": 0}
    if url.pool_timeout is not None:
        options["pool_timeout"] = url.pool_timeout
    return options


def sync_engine(url: DatabaseUrl) -> sa.Engine:
    """An engine for sqlite3 or psycopg."""
    arguments = dict(url.sync_arguments)
    if url.provider == "sqlite":
        # sqlite3 keeps 128 prepared statements by itself; a package of many models passes that at once.
        arguments = {"cached_statements": 1024, "check_same_thread": False, **arguments}
    with _driver_of(url):
        engine = sa.create_engine(url.sync, connect_args=arguments, **_options(url, Pool))
    event.listen(engine, "connect", _sqlite_connected if url.provider == "sqlite" else _psycopg_connected)
    return engine


def async_engine(url: DatabaseUrl) -> AsyncEngine:
    """An engine for aiosqlite or asyncpg."""
    arguments = dict(url.async_arguments)
    if url.provider == "sqlite":
        arguments = {"cached_statements": 1024, **arguments}
    else:
        arguments = {"statement_cache_size": 1000, **arguments}
    with _driver_of(url):
        # Here, because it needs greenlet, which comes with the drivers.
        from sqlalchemy.ext.asyncio import create_async_engine

        engine = create_async_engine(url.asynchronous, connect_args=arguments, **_options(url, AsyncPool))
    if url.provider == "sqlite":
        event.listen(engine.sync_engine, "connect", _sqlite_connected)
    return engine


@contextmanager
def _driver_of(url: DatabaseUrl) -> Generator[None]:
    """Raises ConfigurationError that names the extra where the driver is missing: none is in the base install."""
    try:
        yield
    except ImportError as absent:
        raise ConfigurationError(
            f"The driver for {url.provider} is not installed: pip install 'tenantry[{url.provider}]'"
        ) from absent


def _sqlite_connected(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
    documents.register(connection)


def _psycopg_connected(connection: Any, _record: Any) -> None:
    connection.prepared_max = 1000
