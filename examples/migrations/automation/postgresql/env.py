"""Runs the revisions of this folder, for `tenantry migrate` and for `alembic` alone.

The database is `-x url=...` or DATABASE_URL, in Prisma's spelling (`file:./dev.db`, `postgresql://...?schema=app`) or
in SQLAlchemy's. Written once, then yours: tenantry does not write it again.
"""

from __future__ import annotations

import os
from collections import Counter
from logging.config import fileConfig
from typing import Any
from urllib.parse import unquote

from alembic import context
from sqlalchemy import URL, Connection, create_engine, event, inspect, make_url, pool, text

config = context.config
provider = config.get_main_option("provider", "")
# What libpq understands of a URL's parameters; Prisma's own (schema, connection_limit, pgbouncer) are for its client.
LIBPQ = {
    "application_name",
    "connect_timeout",
    "host",
    "options",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
}


def database() -> tuple[URL, str | None]:
    """The database's URL and the PostgreSQL schema that it names."""
    given = config.attributes.get("url")
    written = context.get_x_argument(as_dictionary=True).get("url") or os.environ.get("DATABASE_URL", "")
    if given is None and not written:
        if context.is_offline_mode():
            return URL.create(provider), None
        raise SystemExit("Set DATABASE_URL, for example to file:./dev.db or postgresql://user:password@host/database")
    if given is None and written.startswith("file:"):
        path = unquote(written.removeprefix("file:").partition("?")[0])
        written = "sqlite:///" + path.removeprefix("//")
    url: URL = given if given is not None else make_url(written.replace("postgres://", "postgresql://", 1))
    if url.get_backend_name() != provider:
        raise SystemExit(f"These revisions are for {provider}, and the URL is for {url.get_backend_name()}")
    if given is not None:
        return url, config.attributes.get("schema")
    if provider == "sqlite":
        return url.set(drivername="sqlite"), None
    schema = url.query.get("schema")
    query = {name: value for name, value in url.query.items() if name in LIBPQ}
    if isinstance(schema, str):
        path = '"' + schema.replace('"', '""').replace("\\", "\\\\").replace(" ", "\\ ") + '"'
        query["options"] = f"{query.get('options', '')} -csearch_path={path}".strip()
    return url.set(drivername="postgresql+psycopg", query=query), schema if isinstance(schema, str) else None


def version_schema(schema: str | None) -> str | None:
    """Where `alembic_version` lives: apart from the tables, so that Prisma's tools find nothing that is not theirs."""
    name = config.get_main_option("version_table_schema")
    return f"{name}_{schema}" if name and schema not in {None, "public"} else name


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def prepare_sqlite(connection: Any, record: object) -> None:
    """DDL in transactions; foreign keys off, as rebuilding a table needs: inside a transaction that does nothing."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = OFF")


def begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def broken_keys(connection: Connection) -> Counter[tuple[str, str]]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return Counter((row[0], row[2]) for row in rows)


def run(connection: Connection, schema: str | None) -> None:
    on_sqlite = provider == "sqlite"
    before = broken_keys(connection) if on_sqlite else Counter[tuple[str, str]]()
    connection.rollback()

    def after_each(*_: Any, **arguments: Any) -> None:
        """In the revision's own transaction, so that what is raised here undoes it."""
        for (table, target), count in (broken_keys(connection) - before).items() if on_sqlite else ():
            raise RuntimeError(f"{count} rows of {table} would refer to rows of {target} that are not there")
        if "on_version_apply" in config.attributes:
            config.attributes["on_version_apply"](**arguments)

    if not on_sqlite:
        existing = inspect(connection).get_schema_names()
        for name in {schema, version_schema(schema)} - {None, *existing}:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {quoted(str(name))}"))
        connection.commit()
    context.configure(
        connection=connection,
        version_table_schema=None if on_sqlite else version_schema(schema),
        transactional_ddl=True,
        transaction_per_migration=True,
        on_version_apply=after_each,
    )
    with context.begin_transaction():
        context.run_migrations()


def online() -> None:
    url, schema = database()
    engine = create_engine(url, poolclass=pool.NullPool, connect_args=config.attributes.get("connect_args", {}))
    if provider == "sqlite":
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    with engine.connect() as connection:
        run(connection, schema)
    engine.dispose()


def offline() -> None:
    """`alembic upgrade head --sql` prints what would run."""
    url, schema = database()
    context.configure(
        url=url,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        transactional_ddl=True,
        transaction_per_migration=True,
        version_table_schema=None if provider == "sqlite" else version_schema(schema),
    )
    if provider == "sqlite":
        context.execute("PRAGMA foreign_keys = OFF")
    for name in {schema, version_schema(schema)} - {None} if provider != "sqlite" else ():
        context.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(str(name))}")
    with context.begin_transaction():
        context.run_migrations()


if config.config_file_name is not None and "url" not in config.attributes:
    fileConfig(config.config_file_name, disable_existing_loggers=False)
if context.is_offline_mode():
    offline()
else:
    online()
