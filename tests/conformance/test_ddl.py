"""The first revision of each schema makes the database that Prisma Migrate makes, statement for statement.

`ddl/` holds what Prisma's own engine printed, recorded by `tests/oracle/record.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tenantry import ir
from tests.conformance.ddl_text import Statement, statements
from tests.migrations.project import Migrations, committed_schema

RECORDED = sorted((Path(__file__).parent / "ddl").glob("*.sql"))

# Statements of Prisma that we do not repeat, with the reason.
NOT_OURS = {
    # Every PostgreSQL database has it, and a role that may not create schemas could not run the revision.
    *statements('CREATE SCHEMA IF NOT EXISTS "public"'),
}


# Where Prisma's SQL is wrong: an unquoted default of Json is a syntax error on SQLite. Wrong and right, by file.
JSON_DEFAULTS = [("DEFAULT {}", "DEFAULT '{}'"), ("DEFAULT []", "DEFAULT '[]'")]
MENDED = {
    "automation.sqlite": JSON_DEFAULTS,
    "mapped.sqlite": JSON_DEFAULTS[:1],
    "metabuilder.sqlite": JSON_DEFAULTS,
}


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_the_first_revision_is_prismas_script(recorded: Path, tmp_path: Path) -> None:
    name, provider = recorded.stem.split(".")
    migrations = Migrations(tmp_path / "migrations", ir.Provider(provider))
    migrations.add(committed_schema(name), "init")
    expected = [statement for statement in statements(prismas_script(recorded)) if statement not in NOT_OURS]
    assert _without_bookkeeping(migrations.offline()) == expected


def prismas_script(recorded: Path) -> str:
    sql = recorded.read_text()
    for wrong, right in MENDED.get(recorded.stem, []):
        assert wrong in sql
        sql = sql.replace(wrong, right)
    return sql


def _without_bookkeeping(sql: str) -> list[Statement]:
    """What is left when Alembic's own table, its schema and the frame of the transaction are taken away."""
    kept = []
    for statement in statements(sql):
        words = str(statement)
        if "alembic" in words or statement[0] in {("word", "BEGIN"), ("word", "COMMIT"), ("word", "PRAGMA")}:
            continue
        kept.append(statement)
    return kept
