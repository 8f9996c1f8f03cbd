"""`Base.metadata.create_all` makes what Prisma Migrate makes: its recorded scripts, run beside it on both databases."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cases.golden import generated
from tests.conformance.test_ddl import RECORDED, prismas_script
from tests.databases import PostgresServer
from tests.migrations.catalog import Catalog, catalog

ON_SQLITE = [path for path in RECORDED if path.stem.endswith(".sqlite")]
# One of the scripts needs an extension that not every server has.
ON_POSTGRESQL = [p for p in RECORDED if p.stem.endswith(".postgresql") and p.stem != "schemas.postgresql"]


def name(path: Path) -> str:
    return path.stem.split(".")[0]


@pytest.fixture
def metadata(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.MetaData]:
    """That of the committed package, or of one that is generated for this test."""
    own = recorded.with_suffix(".prisma")
    if not own.exists():
        yield importlib.import_module(f"generated.{name(recorded)}.tables").Base.metadata
        return
    package = tmp_path / "made_for_this_test"
    package.mkdir()
    for path, text in generated(own.read_text()).items():
        (package / path).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    try:
        yield importlib.import_module(f"{package.name}.tables").Base.metadata
    finally:
        for module in [module for module in sys.modules if module.split(".")[0] == package.name]:
            del sys.modules[module]


@pytest.mark.parametrize("recorded", ON_SQLITE, ids=name)
def test_sqlite_gets_the_tables_of_prismas_script(recorded: Path, metadata: sa.MetaData, tmp_path: Path) -> None:
    script, made = (sa.create_engine(f"sqlite:///{tmp_path / file}.db") for file in ("script", "made"))
    wanted = but_for_keys_that_do_not_count(described(script, prismas_script(recorded)))
    assert described(made, metadata) == wanted


@pytest.mark.parametrize("recorded", ON_POSTGRESQL, ids=name)
def test_postgresql_gets_the_tables_of_prismas_script(
    recorded: Path, metadata: sa.MetaData, postgres_server: PostgresServer
) -> None:
    with postgres_server.fresh() as script, postgres_server.fresh() as made:
        wanted = described(engine(script.url), prismas_script(recorded))
        assert described(engine(made.url), metadata) == wanted


@pytest.mark.parametrize("recorded", [path for path in ON_POSTGRESQL if name(path) != "names"], ids=name)
def test_postgresql_drops_what_it_created(recorded: Path, metadata: sa.MetaData, postgres_url: str) -> None:
    database = engine(postgres_url)
    before = described(database, "")
    described(database, metadata)
    metadata.drop_all(database)
    assert described(database, "") == before


def engine(url: str) -> sa.Engine:
    return sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))


def described(database: sa.Engine, made_by: str | sa.MetaData) -> Catalog:
    """What the database says of itself after the script, or after `create_all`."""
    with database.begin() as connection:
        if isinstance(made_by, sa.MetaData):
            for schema in sorted({table.schema for table in made_by.tables.values() if table.schema}):
                connection.execute(sa.schema.CreateSchema(schema, if_not_exists=True))
            made_by.create_all(connection)
        else:
            for statement in made_by.split(";\n"):
                if statement.strip():
                    connection.connection.cursor().execute(statement)  # as it is: its percent signs are no parameters
    with database.connect() as connection:
        found = catalog(connection)
    database.dispose()
    return found


def but_for_keys_that_do_not_count(recorded: Catalog) -> dict[str, Any]:
    """A BigInt key that counts by itself is BIGINT in Prisma's scripts, in which SQLite does not count."""
    tables: dict[str, Any] = dict(recorded)
    for table in ("event", "Counted"):
        if table in tables:
            columns = tables[table]["columns"]
            columns["id"] = ("INTEGER", *columns["id"][1:])
    return tables
