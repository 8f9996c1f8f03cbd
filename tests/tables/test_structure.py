"""`Base.metadata.create_all` makes what Prisma Migrate makes: recorded scripts, run beside it on both databases."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.databases import PostgresServer
from tests.migrations.catalog import Catalog, catalog

RECORDED = Path(__file__).parents[1] / "conformance" / "ddl"
SCHEMAS = ("automation", "kitchen_sink", "mapped", "metabuilder")


def metadata(schema: str) -> sa.MetaData:
    found = importlib.import_module(f"generated.{schema}.tables").Base.metadata
    assert isinstance(found, sa.MetaData)
    return found


@pytest.fixture
def sqlite() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("schema", [name for name in SCHEMAS if name != "kitchen_sink"])
def test_sqlite_gets_the_tables_of_prismas_script(schema: str, tmp_path: Path) -> None:
    recorded = on_sqlite(tmp_path / "recorded.db", (RECORDED / f"{schema}.sqlite.sql").read_text())
    assert on_sqlite(tmp_path / "made.db", metadata(schema)) == but_for_what_prisma_gets_wrong(recorded)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_postgresql_gets_the_tables_of_prismas_script(schema: str, postgres_server: PostgresServer) -> None:
    recorded = on_postgresql(postgres_server, (RECORDED / f"{schema}.postgresql.sql").read_text())
    assert on_postgresql(postgres_server, metadata(schema)) == recorded


@pytest.mark.parametrize("schema", SCHEMAS)
def test_postgresql_drops_what_it_created(schema: str, postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    before = on_engine(engine)
    metadata(schema).create_all(engine)
    metadata(schema).drop_all(engine)
    assert on_engine(engine) == before
    engine.dispose()


def on_sqlite(file: Path, made_by: str | sa.MetaData) -> Catalog:
    engine = sa.create_engine(f"sqlite:///{file}")
    return described(engine, made_by)


def on_postgresql(server: PostgresServer, made_by: str | sa.MetaData) -> Catalog:
    with server.fresh() as database:
        return described(sa.create_engine(database.url.replace("postgresql://", "postgresql+psycopg://")), made_by)


def described(engine: sa.Engine, made_by: str | sa.MetaData) -> Catalog:
    """What the database says of itself after the script, or after `create_all`."""
    with engine.begin() as connection:
        if isinstance(made_by, sa.MetaData):
            made_by.create_all(connection)
        else:
            for statement in statements(made_by):
                connection.exec_driver_sql(statement)
    found = on_engine(engine)
    engine.dispose()
    return found


def on_engine(engine: sa.Engine) -> Catalog:
    with engine.connect() as connection:
        return catalog(connection)


def statements(script: str) -> list[str]:
    """The statements, with the defaults in quotes that Prisma writes without on SQLite."""
    quoted = re.sub(r"DEFAULT ([{\[].*[}\]])(?=,?$)", r"DEFAULT '\1'", script, flags=re.MULTILINE)
    return [part for part in re.split(r";\n", quoted) if part.strip()]


def but_for_what_prisma_gets_wrong(recorded: Catalog) -> dict[str, Any]:
    """A BigInt that counts by itself is BIGINT in Prisma's script, in which SQLite does not count."""
    tables: dict[str, Any] = dict(recorded)
    event = tables.get("event")
    if event:
        event["columns"]["id"] = ("INTEGER", *event["columns"]["id"][1:])
    return tables
