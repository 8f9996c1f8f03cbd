"""What a database URL is read as, in the spellings that Prisma's and SQLAlchemy's users bring along."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from tenantry.urls import DatabaseUrl, DatabaseUrlError, database_url


@pytest.mark.parametrize(
    "written",
    [
        "file:./dev.db",
        "file:dev.db",
        "sqlite:///dev.db",
        "sqlite:///./dev.db",
        "sqlite+aiosqlite:///dev.db",
        "file:sub/../dev.db",
    ],
)
def test_relative_sqlite_paths_start_at_the_base(written: str, tmp_path: Path) -> None:
    url = database_url(written, base=tmp_path)
    assert url.provider == "sqlite"
    assert url.sync.database == url.asynchronous.database == str(tmp_path / "dev.db")
    assert (url.sync.drivername, url.asynchronous.drivername) == ("sqlite", "sqlite+aiosqlite")


def test_without_a_base_the_working_directory_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_url("file:./dev.db").sync.database == str(tmp_path / "dev.db")


@pytest.mark.parametrize("written", ["file:{}/x y.db", "file:{}/x%20y.db", "sqlite:///{}/x y.db", "file://{}/x y.db"])
def test_absolute_sqlite_paths_stay(written: str, tmp_path: Path) -> None:
    assert database_url(written.format(tmp_path), base=Path("elsewhere")).sync.database == str(tmp_path / "x y.db")


@pytest.mark.parametrize("written", [":memory:", "sqlite://", "sqlite:///:memory:", "file::memory:"])
def test_a_database_in_memory(written: str) -> None:
    assert database_url(written).sync.database == ":memory:"


def test_a_read_only_sqlite_file_refuses_writes(tmp_path: Path) -> None:
    create_engine(database_url("file:x.db", base=tmp_path).sync).connect().execute(text("create table t (a)")).close()
    engine = create_engine(database_url("file:x.db?mode=ro", base=tmp_path).sync)
    with engine.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.execute(text("create table u (a)"))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2", "postgresql+asyncpg"])
def test_postgresql_under_each_of_its_names(scheme: str) -> None:
    url = database_url(f"{scheme}://bob:p%40ss@db.example:5433/app")
    assert url.provider == "postgresql"
    for own, driver in ((url.sync, "postgresql+psycopg"), (url.asynchronous, "postgresql+asyncpg")):
        assert (own.drivername, own.username, own.password) == (driver, "bob", "p@ss")
        assert (own.host, own.port, own.database) == ("db.example", 5433, "app")


def test_prisma_parameters_become_engine_hints() -> None:
    url = database_url("postgresql://h/d?schema=app&connection_limit=5&pool_timeout=7&connect_timeout=3&pgbouncer=true")
    assert (url.schema, url.connection_limit, url.pool_timeout, url.connect_timeout) == ("app", 5, 7, 3)
    assert url.pgbouncer
    assert url.sync_arguments == {"prepare_threshold": None}
    assert url.async_arguments["statement_cache_size"] == 0


def test_silence_about_limits_is_none() -> None:
    url = database_url("postgresql://h/d")
    assert (url.schema, url.connection_limit, url.pool_timeout, url.connect_timeout) == (None, None, None, None)
    assert not url.pgbouncer
    assert not url.sync.query
    assert not url.asynchronous.query


def test_sslmode_reaches_both_drivers() -> None:
    url = database_url("postgresql://h/d?sslmode=require")
    assert url.sync.query["sslmode"] == url.async_arguments["ssl"] == "require"


def test_prismas_sslcert_is_the_authority() -> None:
    url = database_url("postgresql://h/d?sslmode=require&sslcert=/ca.pem")
    assert url.sync.query["sslrootcert"] == "/ca.pem"
    assert "sslcert" not in url.sync.query
    assert "sslrootcert=%2Fca.pem" in str(url.async_arguments["dsn"])


def test_strict_checks_the_certificate() -> None:
    url = database_url("postgresql://h/d?sslaccept=strict")
    assert url.sync.query["sslmode"] == "verify-full"
    assert url.async_arguments["ssl"] is True


@pytest.mark.parametrize("schema", ["app", "My App", 'a"b', "Public"])
def test_the_schema_is_the_search_path_of_both_drivers(schema: str, postgres_url: str) -> None:
    plain = database_url(postgres_url).sync.set(drivername="postgresql", query={"schema": schema})
    url = database_url(plain.render_as_string(hide_password=False))
    engine = create_engine(url.sync, connect_args=dict(url.sync_arguments))
    with engine.begin() as connection:
        connection.execute(text('create schema "' + schema.replace('"', '""') + '"'))
        assert connection.scalar(text("select current_schema()")) == schema
    engine.dispose()
    assert asyncio.run(_current_schema(url)) == schema


async def _current_schema(url: DatabaseUrl) -> object:
    engine = create_async_engine(url.asynchronous, connect_args=dict(url.async_arguments))
    async with engine.connect() as connection:
        found: object = await connection.scalar(text("select current_schema()"))
    await engine.dispose()
    return found


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("", "set DATABASE_URL"),
        ('"file:./dev.db"', "quotation mark"),
        ("./dev.db", "begins with file:"),
        ("postgresql://u:s3cret@ss@h/d", "%40"),
        ("postgresql://u:s3cret@h:54x2/d", "percent-encoded"),
        ("postgresql://u:s3cret@h", "names no database"),
        ("postgresql://u:s3cret@h/d?scheme=app", "did you mean schema?"),
        ("postgresql://u:s3cret@h/d?connection_limit=many", "whole number"),
        ("postgresql://u:s3cret@h/d?sslidentity=x.p12", "PEM"),
        ("prisma+postgres://s3cret", "URL of the database itself"),
        ("mongodb://u:s3cret@h/d", "use sqlite, postgresql or mysql"),
        ("file://host/x.db", "names no host"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_next_step(written: str, advice: str) -> None:
    with pytest.raises(DatabaseUrlError) as raised:
        database_url(written)
    assert advice in str(raised.value)
    assert "s3cret" not in str(raised.value)


def test_no_text_of_a_url_shows_its_password() -> None:
    url = database_url("postgresql://u:s3cret@h/d?schema=app&sslkey=k&sslcert=c")
    assert "s3cret" not in repr(url) + str(url) + url.safe
    assert url.safe == "postgresql://u:***@h/d?schema=app"


def test_mysql_has_both_drivers() -> None:
    url = database_url("mysql://u:p@h:3306/d?connection_limit=4&charset=utf8mb4")
    assert (url.sync.drivername, url.asynchronous.drivername) == ("mysql+pymysql", "mysql+asyncmy")
    assert (url.connection_limit, dict(url.sync.query)) == (4, {"charset": "utf8mb4"})
