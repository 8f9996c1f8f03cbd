"""The first revision of each schema makes the database that Prisma Migrate makes.

`ddl/` holds what Prisma's own engine printed for `schema/`, and `ddl_corners/` for small schemas of what those lack;
`tests/oracle/record.py` wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from tenantry import ir
from tenantry.migrate import build
from tenantry.migrate.revision import upgrade_text
from tenantry.migrate.state import empty
from tenantry.urls import database_url as read_url
from tests.conformance.ddl_text import Statement, statements
from tests.migrations.catalog import catalog
from tests.migrations.project import Migrations, committed_schema, schema_of
from tests.migrations.test_pairs import run, sqlite

HERE = Path(__file__).parent
RECORDED = [*sorted((HERE / "ddl").glob("*.sql")), *sorted((HERE / "ddl_corners").glob("*.sql"))]

# Statements of Prisma that we do not repeat, with the reason.
NOT_OURS = {
    # Every PostgreSQL database has it, and a role that may not create schemas could not run the revision.
    *statements('CREATE SCHEMA IF NOT EXISTS "public"'),
}
# Where Prisma's SQL is wrong on SQLite, wrong and right: a default of Json without quotation marks is a syntax error,
# and one of Bytes is the text of its digits.
JSON_DEFAULTS = [("DEFAULT {}", "DEFAULT '{}'"), ("DEFAULT []", "DEFAULT '[]'")]
MENDED = {
    "automation.sqlite": JSON_DEFAULTS,
    "mapped.sqlite": JSON_DEFAULTS[:1],
    "metabuilder.sqlite": JSON_DEFAULTS,
    "types.sqlite": [
        ("""DEFAULT {"a": "it's 100%"}""", """DEFAULT '{"a": "it''s 100%"}'"""),
        ("DEFAULT '48656c6c6f'", "DEFAULT X'48656c6c6f'"),
    ],
}

every_script = pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)


def prismas_script(recorded: Path) -> str:
    sql = recorded.read_text(encoding="utf-8")
    for wrong, right in MENDED.get(recorded.stem, []):
        assert wrong in sql
        sql = sql.replace(wrong, right)
    return sql


def schema_and_provider(recorded: Path) -> tuple[ir.Schema, ir.Provider]:
    name, provider = recorded.stem.rsplit(".", 1)
    own = recorded.with_suffix(".prisma")
    schema = schema_of(own.read_text(encoding="utf-8")) if own.exists() else committed_schema(name)
    return schema, ir.Provider(provider)


@every_script
def test_the_first_revision_is_prismas_script_statement_for_statement(recorded: Path, tmp_path: Path) -> None:
    schema, provider = schema_and_provider(recorded)
    migrations = Migrations(tmp_path / "migrations", provider)
    migrations.add(schema, "init")
    expected = [statement for statement in statements(prismas_script(recorded)) if statement not in NOT_OURS]
    assert _without_bookkeeping(migrations.offline()) == expected


def _without_bookkeeping(sql: str) -> list[Statement]:
    """What is left when Alembic's own table, its schema and the frame of the transaction are taken away."""
    frame = {("word", "BEGIN"), ("word", "COMMIT"), ("word", "PRAGMA")}
    return [s for s in statements(sql) if s[0] not in frame and "alembic" not in str(s)]


# Two scripts run in one database, so one with schemas of fixed names cannot; it needs an extension besides.
@pytest.mark.parametrize(
    "recorded", [p for p in RECORDED if p.stem != "schemas.postgresql"], ids=lambda path: path.stem
)
def test_the_first_revision_makes_the_database_that_prismas_script_makes(
    recorded: Path, request: pytest.FixtureRequest
) -> None:
    """The spellings that the comparison of statements forgives are the same to the database."""
    schema, provider = schema_and_provider(recorded)
    code, _ = upgrade_text(empty(provider), build.database(schema, provider))
    if provider is ir.Provider.SQLITE:
        with sqlite() as connection:
            connection.connection.driver_connection.executescript(prismas_script(recorded))  # type: ignore[union-attr]
            expected = catalog(connection)
        with sqlite() as connection:
            run(connection, code, "upgrade")
            assert catalog(connection) == expected
        return
    url = request.getfixturevalue("postgres_url")
    with _schema(url, "prisma") as connection:
        script = prismas_script(recorded).replace('CREATE SCHEMA IF NOT EXISTS "public";', "")
        connection.connection.driver_connection.execute(script)  # type: ignore[union-attr]  # psycopg's own
        expected = catalog(connection)
    with _schema(url, "ours") as connection:
        run(connection, code, "upgrade")
        assert str(catalog(connection)).replace("ours.", "prisma.") == str(expected)


@contextmanager
def _schema(url: str, name: str) -> Iterator[Connection]:
    engine = create_engine(read_url(f"{url}?schema={name}").sync)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        connection.commit()
        try:
            yield connection
        finally:
            connection.close()
            engine.dispose()
