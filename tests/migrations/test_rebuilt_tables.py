"""SQLite: what a rebuilt table takes along, and when a rebuild refuses."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tenantry import ir
from tests.migrations.project import Migrations, schema_of

BEFORE = "model Item {\n  id Int @id @default(autoincrement())\n  name String?\n  price Float @default(-1.5)\n}\n"
AFTER = BEFORE.replace("name String?", 'name String @default("none")')


@pytest.fixture
def migrations(tmp_path: Path) -> Migrations:
    made = Migrations(tmp_path / "migrations", ir.Provider.SQLITE)
    made.add(schema_of(BEFORE, "sqlite"), "init")
    return made


@pytest.fixture
def path(sqlite_url: str, migrations: Migrations) -> str:
    migrations.run(sqlite_url)
    migrations.add(schema_of(AFTER, "sqlite"), "required")
    return sqlite_url.removeprefix("sqlite:///")


def sql(path: str, *commands: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        found = [connection.execute(command).fetchall() for command in commands][-1]
    connection.close()
    return found


def test_triggers_and_hand_made_indexes_survive(migrations: Migrations, sqlite_url: str, path: str) -> None:
    sql(
        path,
        "CREATE TABLE log (what TEXT)",
        "CREATE TRIGGER noted AFTER INSERT ON Item BEGIN INSERT INTO log VALUES ('new :name'); END",
        "CREATE INDEX cheap ON Item (name) WHERE price < 10",
        "CREATE INDEX lowered ON Item (lower(name))",
    )
    migrations.run(sqlite_url)
    sql(path, "INSERT INTO Item (name) VALUES ('x')")
    assert sql(path, "SELECT what FROM log") == [("new :name",)]
    names = sql(path, "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'Item' ORDER BY name")
    assert names == [("cheap",), ("lowered",)]


def test_null_becomes_the_default(migrations: Migrations, sqlite_url: str, path: str) -> None:
    sql(path, "INSERT INTO Item (name) VALUES ('x'), (NULL)")
    migrations.run(sqlite_url)
    assert sql(path, "SELECT id, name, price FROM Item ORDER BY id") == [(1, "x", -1.5), (2, "none", -1.5)]


def test_numbering_goes_on_where_it_was(migrations: Migrations, sqlite_url: str, path: str) -> None:
    sql(path, "INSERT INTO Item (id, name) VALUES (1, 'a'), (9, 'b')", "DELETE FROM Item WHERE id = 9")
    migrations.run(sqlite_url)
    sql(path, "INSERT INTO Item (name) VALUES ('c')")
    assert sql(path, "SELECT max(id) FROM Item") == [(10,)]


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("ALTER TABLE Item ADD COLUMN extra TEXT", "extra"),
        ("ALTER TABLE Item ADD COLUMN twice REAL GENERATED ALWAYS AS (price * 2)", "twice"),
        ("ALTER TABLE Item RENAME COLUMN name TO label", "label"),
    ],
)
def test_a_table_that_is_not_as_the_last_revision_left_it_is_refused(
    migrations: Migrations, sqlite_url: str, path: str, command: str, complaint: str
) -> None:
    sql(path, command, "INSERT INTO Item (price) VALUES (3)")
    with pytest.raises(RuntimeError, match=complaint):
        migrations.run(sqlite_url)
    assert sql(path, "SELECT price FROM Item") == [(3.0,)]


def test_a_check_is_not_lost_silently(migrations: Migrations, sqlite_url: str, path: str) -> None:
    sql(
        path,
        "DROP TABLE Item",
        "CREATE TABLE Item (id INTEGER PRIMARY KEY, name TEXT, price REAL CHECK (price < 100))",
    )
    with pytest.raises(RuntimeError, match="CHECK"):
        migrations.run(sqlite_url)


def test_a_view_of_the_table_still_works(migrations: Migrations, sqlite_url: str, path: str) -> None:
    sql(path, "CREATE VIEW names AS SELECT name FROM Item", "INSERT INTO Item (name) VALUES ('x')")
    migrations.run(sqlite_url)
    assert sql(path, "SELECT name FROM names") == [("x",)]


def test_with_foreign_keys_on_a_rebuild_refuses(migrations: Migrations, sqlite_url: str, path: str) -> None:
    """Somebody's own env.py: dropping the old table would delete the rows that refer to it."""
    env = migrations.folder / "env.py"
    env.write_text(env.read_text().replace("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"))
    sql(path, "INSERT INTO Item (name) VALUES ('x')")
    with pytest.raises(RuntimeError, match="Foreign keys are on"):
        migrations.run(sqlite_url)
    assert sql(path, "SELECT name FROM Item") == [("x",)]
