"""A database URL, in Prisma's spelling or SQLAlchemy's, as both a synchronous and an asynchronous engine need it.

A relative SQLite path is relative to `base`, by default the working directory of the process. Prisma up to 6 took the
folder of the schema file instead; a deployed package has no schema file to be relative to, and the command line and the
running application must never mean two different files, so this follows Prisma 7, whose adapters take the working
directory.

The driver that an SQLAlchemy URL names is not kept: `postgresql+psycopg2://` is read as PostgreSQL, and both of our
drivers (psycopg and asyncpg) are offered for it.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError


class DatabaseUrlError(ValueError):
    """A database URL that cannot be used. The text says what to write instead and never repeats the URL's password."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """Where a database is and how to reach it.

    `sync_arguments` and `async_arguments` go to `connect_args` of the engine. Limits are None where the URL is silent;
    timeouts are in seconds. `schema` is the PostgreSQL schema, already set as the search path of each connection.
    """

    provider: str
    """`sqlite`, `postgresql` or `mysql`."""
    sync: URL
    asynchronous: URL
    safe: str
    """For messages: no password, no driver."""
    schema: str | None = None
    connection_limit: int | None = None
    pool_timeout: int | None = None
    connect_timeout: int | None = None
    pgbouncer: bool = False
    sync_arguments: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)
    async_arguments: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)


def database_url(text: str, *, base: Path | None = None) -> DatabaseUrl:
    """Read `text`; relative SQLite paths start at `base`. Raises DatabaseUrlError with the next step."""
    text = text.strip()
    if not text:
        raise DatabaseUrlError("The database URL is empty: set DATABASE_URL, for example to file:./dev.db")
    if text == ":memory:":
        return _sqlite(text, {}, base)
    scheme, colon, rest = text.partition(":")
    dialect = scheme.lower().partition("+")[0] if colon else ""
    match dialect:
        case "file" | "sqlite":
            return _sqlite(*_sqlite_parts(dialect, rest), base)
        case "postgresql" | "postgres":
            return _postgresql(_server(text, "postgresql"))
        case "mysql" | "mariadb":
            return _mysql(_server(text, "mysql"))
        case "prisma":
            raise DatabaseUrlError(
                "This URL is for Prisma's own proxy: give the URL of the database itself (postgresql://...)"
            )
        case "cockroachdb" | "sqlserver" | "mongodb" | "mssql" | "oracle":
            raise DatabaseUrlError(f"tenantry cannot connect to {dialect}: use sqlite, postgresql or mysql")
        case _:
            raise DatabaseUrlError(
                "A database URL begins with file:, sqlite://, postgresql:// or mysql://, and not with a quotation mark"
            )


def _sqlite_parts(scheme: str, rest: str) -> tuple[str, dict[str, str]]:
    """The path and the parameters of what follows the scheme: `sqlite:///name` is relative, as in SQLAlchemy, and
    `file:///name` absolute, as everywhere.
    """
    path, _, query = rest.partition("?")
    if path.startswith("///"):
        path = path[2:] if scheme == "file" else path[3:]
    elif path.startswith("//"):
        path = path[2:]
        if path:
            raise DatabaseUrlError("An SQLite URL names no host: write file:./dev.db, or sqlite:/// and the path")
    return (unquote(path) if scheme == "file" else path) or ":memory:", dict(parse_qsl(query, keep_blank_values=True))


_LIMITS = ("connection_limit", "pool_timeout", "connect_timeout")
_SQLITE_WORDS = ("timeout", "mode", "cache", "uri")


def _sqlite(path: str, parameters: dict[str, str], base: Path | None) -> DatabaseUrl:
    _refuse_unknown(parameters, (*_LIMITS, *_SQLITE_WORDS, "socket_timeout"))
    wait = _number(parameters, "socket_timeout")
    query: dict[str, str] = {name: parameters[name] for name in _SQLITE_WORDS if name in parameters}
    if wait is not None:
        query.setdefault("timeout", str(wait))
    place = path
    if path != ":memory:":
        place = os.path.normpath(Path(base or Path.cwd(), path))
        if {"mode", "cache"} & query.keys():
            place, query["uri"] = f"file:{place}", "true"
    sync = URL.create("sqlite", database=place, query=query)
    return DatabaseUrl(
        provider="sqlite",
        sync=sync,
        asynchronous=sync.set(drivername="sqlite+aiosqlite"),
        safe=f"file:{path}",
        connection_limit=_number(parameters, "connection_limit"),
        pool_timeout=_number(parameters, "pool_timeout"),
        connect_timeout=_number(parameters, "connect_timeout"),
    )


def _server(text: str, dialect: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or "@" in (url.host or ""):
        raise DatabaseUrlError(
            f"The database URL cannot be read: write {dialect}://user:password@host:port/database, "
            "with every special character of the password percent-encoded (@ as %40, # as %23, / as %2F)"
        )
    if not url.database:
        raise DatabaseUrlError(
            f"The database URL names no database: write {dialect}://user:password@host:port/database"
        )
    return url


# Parameters that only Prisma knows; they are read here or have no meaning for our drivers.
_PRISMA_PARAMETERS = ("schema", "connection_limit", "pool_timeout", "connect_timeout", "socket_timeout", "pgbouncer",
                      "statement_cache_size", "single_use_connections", "max_connection_lifetime",
                      "max_idle_connection_lifetime", "sslaccept", "sslidentity", "sslpassword")  # fmt: skip
# Parameters that go to the server as settings of the session.
_SETTINGS = ("application_name", "options")
_SSL_PARAMETERS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
# Parameters of libpq that asyncpg has no word for.
_LIBPQ_ONLY = ("channel_binding", "target_session_attrs", "keepalives", "keepalives_idle", "gssencmode")
_POSTGRESQL_PARAMETERS = (*_PRISMA_PARAMETERS, *_SETTINGS, *_SSL_PARAMETERS, *_LIBPQ_ONLY, "host", "port", "ssl")


def _postgresql(url: URL) -> DatabaseUrl:
    parameters = _single(url)
    _refuse_unknown(parameters, _POSTGRESQL_PARAMETERS)
    schema = parameters.get("schema") or None
    pgbouncer = parameters.get("pgbouncer") == "true"
    ssl = _ssl(parameters)
    timeout = _number(parameters, "connect_timeout")
    settings = {name: parameters[name] for name in _SETTINGS if name in parameters}
    place = {name: url.query[name] for name in ("host", "port") if name in url.query}

    query: dict[str, str | tuple[str, ...]] = {**place, **settings, **ssl}
    query |= {name: parameters[name] for name in _LIBPQ_ONLY if name in parameters}
    if timeout is not None:
        query["connect_timeout"] = str(timeout)
    # A pooler may refuse the setting, and `public` is on the path anyway.
    if schema and not (pgbouncer and schema == "public"):
        path = _identifier(schema)
        escaped = path.replace("\\", "\\\\").replace(" ", "\\ ")
        query["options"] = f"{settings.get('options', '')} -csearch_path={escaped}".strip()
        settings["search_path"] = path

    async_arguments: dict[str, object] = {"server_settings": settings} if settings else {}
    if timeout:
        async_arguments["timeout"] = timeout
    if pgbouncer:
        async_arguments["statement_cache_size"] = 0
    if ssl.get("sslrootcert") == "system":
        async_arguments["ssl"] = True
    elif ssl.keys() - {"sslmode"}:
        async_arguments["dsn"] = f"postgresql://?{urlencode(ssl)}"
    elif ssl:
        async_arguments["ssl"] = ssl["sslmode"]
    bare = url.set(query={})
    return DatabaseUrl(
        provider="postgresql",
        sync=bare.set(drivername="postgresql+psycopg", query=query),
        asynchronous=bare.set(drivername="postgresql+asyncpg", query=place),
        safe=_safe(bare, "postgresql", f"?schema={quote(schema)}" if schema else ""),
        schema=schema,
        connection_limit=_number(parameters, "connection_limit"),
        pool_timeout=_number(parameters, "pool_timeout"),
        connect_timeout=timeout,
        pgbouncer=pgbouncer,
        sync_arguments={"prepare_threshold": None} if pgbouncer else {},
        async_arguments=async_arguments,
    )


def _ssl(parameters: dict[str, str]) -> dict[str, str]:
    """libpq's words. Prisma's `sslcert` without a key is the authority's; its `sslaccept=strict` asks for the check."""
    if "sslidentity" in parameters:
        raise DatabaseUrlError("A PKCS 12 file (sslidentity) cannot be used: give sslcert and sslkey as PEM files")
    words = {name: parameters[name] for name in _SSL_PARAMETERS if name in parameters}
    if "sslcert" in words and "sslkey" not in words:
        words.setdefault("sslrootcert", words.pop("sslcert"))
    if "ssl" in parameters:
        words.setdefault("sslmode", "require" if parameters["ssl"] == "true" else parameters["ssl"])
    if parameters.get("sslaccept") == "strict":
        words["sslmode"] = "verify-full"
        words.setdefault("sslrootcert", "system")
    return words


def _mysql(url: URL) -> DatabaseUrl:
    parameters = _single(url)
    bare = url.set(query={name: value for name, value in url.query.items() if name not in _PRISMA_PARAMETERS})
    return DatabaseUrl(
        provider="mysql",
        sync=bare.set(drivername="mysql+pymysql"),
        asynchronous=bare.set(drivername="mysql+asyncmy"),
        safe=_safe(bare, "mysql", ""),
        connection_limit=_number(parameters, "connection_limit"),
        pool_timeout=_number(parameters, "pool_timeout"),
        connect_timeout=_number(parameters, "connect_timeout"),
    )


def _single(url: URL) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}


def _safe(url: URL, dialect: str, suffix: str) -> str:
    return url.set(drivername=dialect, query={}).render_as_string(hide_password=True) + suffix


def _identifier(name: str) -> str:
    simple = name.isascii() and name.replace("_", "a").isalnum() and name == name.lower() and not name[0].isdigit()
    return name if simple else '"' + name.replace('"', '""') + '"'


def _number(parameters: Mapping[str, str], name: str) -> int | None:
    text = parameters.get(name)
    if text is None:
        return None
    if not text.isdecimal():
        raise DatabaseUrlError(f"The parameter {name} of the database URL must be a whole number, such as {name}=10")
    return int(text)


def _refuse_unknown(parameters: Mapping[str, str], known: tuple[str, ...]) -> None:
    for name in parameters:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(sorted(known))}"
            raise DatabaseUrlError(f"The database URL has an unknown parameter {name!r}: {hint}")
