"""The generated table classes and the revisions describe one database: Alembic's own comparison finds nothing to do."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Index, MetaData, Table, create_engine

from tenantry import ir
from tenantry.urls import database_url as read_url
from tests.migrations.project import Migrations, committed_schema

BOOKKEEPING = {"alembic_version", "tenantry_history"}
TARGETS = [
    (name, provider.value)
    for name in ("metabuilder", "automation", "kitchen_sink", "mapped")
    for provider in committed_schema(name).providers
]

pytestmark = [
    # Users and tenants refer to one another.
    pytest.mark.filterwarnings("ignore:Cannot correctly sort tables"),
    # SQLAlchemy has no class for `point` and `xml`.
    pytest.mark.filterwarnings("ignore:Did not recognize type"),
]


@pytest.mark.parametrize(("name", "provider"), TARGETS)
def test_after_the_upgrade_the_tables_are_as_generated(
    name: str, provider: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[provider])
    migrations = Migrations(tmp_path / "migrations", ir.Provider(provider))
    migrations.add(committed_schema(name), "init")
    migrations.run(url)
    metadata = _metadata(name)
    engine = create_engine(read_url(url).sync)
    with engine.connect() as connection:
        found = _differences(connection, metadata)
    engine.dispose()
    assert found == [], "\n".join(map(str, found))


def _metadata(name: str) -> MetaData:
    metadata = importlib.import_module(f"generated.{name}.tables").Base.metadata
    assert isinstance(metadata, MetaData)
    assert metadata.tables
    return metadata


def _differences(connection: Connection, metadata: MetaData) -> list[Any]:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.dialect.name]
    options = {
        "compare_type": _types_differ,
        "compare_server_default": False,
        "include_name": lambda name, kind, _: not (kind == "table" and name in BOOKKEEPING),
    }
    elsewhere = [index for table in metadata.tables.values() for index in table.indexes if _is_for(index, other)]
    for index in elsewhere:
        _table(index).indexes.discard(index)
    try:
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))
    finally:
        for index in elsewhere:
            _table(index).indexes.add(index)


def _table(index: Index) -> Table:
    assert index.table is not None
    return index.table


def _is_for(index: Index, dialect: str) -> bool:
    """`ddl_if(dialect=...)`, which Alembic does not look at."""
    condition = getattr(index, "_ddl_if", None)
    return condition is not None and condition.dialect == dialect


def _types_differ(context: Any, _: Any, column: Column[Any], there: Any, wanted: Any) -> bool:
    if context.dialect.name == "sqlite" and str(there) == "NUMERIC" and _spelled(context, wanted, column) == "JSONB":
        return False  # SQLAlchemy 2.0 does not know the name, and tells the affinity
    return _spelled(context, there, column) != _spelled(context, wanted, column)


def _spelled(context: Any, type: Any, column: Column[Any]) -> str:
    """As the database prints it; SERIAL is how an INTEGER is asked for that counts."""
    text = re.sub(r"\bSERIAL", "INTEGER", str(type.compile(dialect=context.dialect)).upper())
    text = re.sub(r"\b(BIG|SMALL)SERIAL", lambda found: {"BIG": "BIGINT", "SMALL": "SMALLINT"}[found[1]], text)
    counts_on_sqlite = context.dialect.name == "sqlite" and column.autoincrement is True
    text = text.replace("BIGINT", "INTEGER") if counts_on_sqlite else text
    return text.replace("NUMERIC", "DECIMAL").replace(", ", ",").replace("BIT VARYING", "VARBIT")
