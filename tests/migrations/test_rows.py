"""What becomes of rows when revisions go up and down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DataError, IntegrityError

from tenantry import ir
from tenantry.urls import database_url as read_url
from tests.migrations.project import Migrations, schema_of

BLOG = """
model User {
  id    Int     @id @default(autoincrement())
  email String  @unique
  nick  String?
  posts Post[]
}
model Post {
  id       Int    @id @default(autoincrement())
  title    String
  authorId Int
  author   User   @relation(fields: [authorId], references: [id], onDelete: Cascade)
}
"""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def provider(database_url: str) -> str:
    return "sqlite" if database_url.startswith("sqlite") else "postgresql"


@pytest.fixture
def migrations(tmp_path: Path, provider: str) -> Migrations:
    return Migrations(tmp_path / "migrations", ir.Provider(provider))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """As an application connects: with foreign keys on."""
    engine = create_engine(read_url(database_url).sync)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    yield engine
    engine.dispose()


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def execute(engine: Engine, *commands: str) -> None:
    with engine.begin() as connection:
        for command in commands:
            connection.execute(text(command))


def blog(engine: Engine) -> None:
    execute(
        engine,
        """INSERT INTO "User" (email, nick) VALUES ('a@x', 'ann'), ('b@x', NULL)""",
        """INSERT INTO "Post" (title, "authorId") VALUES ('one', 1), ('two', 1), ('three', 2)""",
    )


def test_up_down_up_leaves_what_was_there(
    migrations: Migrations, provider: str, database_url: str, engine: Engine
) -> None:
    migrations.add(schema_of(BLOG, provider), "init")
    migrations.run(database_url)
    blog(engine)
    wider = BLOG.replace("nick  String?", 'nick  String @default("nobody")\n  age Int?\n  karma BigInt @default(7)')
    migrations.add(schema_of(wider, provider), "more")
    migrations.run(database_url)
    assert rows(engine, 'SELECT id, email, nick, age, karma FROM "User" ORDER BY id') == [
        (1, "a@x", "ann", None, 7),
        (2, "b@x", "nobody", None, 7),
    ]
    migrations.run(database_url, "downgrade", "-1")
    assert rows(engine, 'SELECT * FROM "User" ORDER BY id') == [(1, "a@x", "ann"), (2, "b@x", "nobody")]
    migrations.run(database_url)
    assert rows(engine, 'SELECT count(*) FROM "Post"') == [(3,)]
    migrations.run(database_url, "downgrade", "base")
    tables = {"sqlite": "SELECT name FROM sqlite_master WHERE name IN ('User', 'Post')"}
    assert rows(engine, tables.get(provider, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) == []


def test_a_changed_parent_keeps_its_children(
    migrations: Migrations, provider: str, database_url: str, engine: Engine
) -> None:
    """Rebuilding a table with foreign keys on would cascade to the rows that refer to it."""
    migrations.add(schema_of(BLOG, provider), "init")
    migrations.run(database_url)
    blog(engine)
    migrations.add(schema_of(BLOG.replace("email String ", "email String? "), provider), "optional email")
    migrations.run(database_url)
    assert rows(engine, 'SELECT count(*) FROM "Post"') == [(3,)]
    execute(engine, 'DELETE FROM "User" WHERE id = 1')
    assert rows(engine, 'SELECT title FROM "Post"') == [("three",)]


def test_a_failing_revision_leaves_nothing_behind(
    migrations: Migrations, provider: str, database_url: str, engine: Engine
) -> None:
    migrations.add(schema_of(BLOG, provider), "init")
    migrations.run(database_url)
    blog(engine)
    stricter = BLOG.replace("nick  String?", "nick  String") + "model Tag {\n  id Int @id\n}\n"
    revision = migrations.add(schema_of(stricter, provider), "required")
    assert revision.warnings == ("stops where User.nick is null",)
    with pytest.raises(IntegrityError):
        migrations.run(database_url)
    assert rows(engine, 'SELECT nick FROM "User" ORDER BY id') == [("ann",), (None,)]
    assert "Tag" not in str(rows(engine, _TABLES[provider]))
    execute(engine, "UPDATE \"User\" SET nick = 'b' WHERE nick IS NULL")
    migrations.run(database_url)
    assert "Tag" in str(rows(engine, _TABLES[provider]))


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_a_key_that_rows_break_is_refused(
    migrations: Migrations, provider: str, database_url: str, engine: Engine
) -> None:
    loose = BLOG.replace("author   User   @relation(fields: [authorId], references: [id], onDelete: Cascade)", "")
    loose = loose.replace("posts Post[]", "")
    migrations.add(schema_of(loose, provider), "init")
    migrations.run(database_url)
    execute(engine, """INSERT INTO "Post" (title, "authorId") VALUES ('lost', 99)""")
    migrations.add(schema_of(BLOG, provider), "relation")
    with pytest.raises((IntegrityError, RuntimeError), match="Post"):
        migrations.run(database_url)
    assert rows(engine, 'SELECT title FROM "Post"') == [("lost",)]
    execute(engine, 'DELETE FROM "Post"')
    migrations.run(database_url)


def test_enum_values_come_and_go_with_their_rows(
    migrations: Migrations, provider: str, database_url: str, engine: Engine
) -> None:
    state = "enum Mood {\n  GOOD\n  BAD\n}\nmodel Day {\n  id Int @id\n  mood Mood @default(BAD)\n}\n"
    migrations.add(schema_of(state, provider), "init")
    migrations.run(database_url)
    execute(engine, 'INSERT INTO "Day" (id) VALUES (1)')
    fine = state.replace("  BAD\n", "  SO_SO\n  BAD\n").replace("default(BAD)", "default(SO_SO)")
    migrations.add(schema_of(fine, provider), "a value between")
    migrations.run(database_url)
    execute(engine, 'INSERT INTO "Day" (id) VALUES (2)')
    assert rows(engine, 'SELECT id, mood FROM "Day" ORDER BY id') == [(1, "BAD"), (2, "SO_SO")]
    if provider == "postgresql":
        values = rows(engine, "SELECT enumlabel FROM pg_enum ORDER BY enumsortorder")
        assert values == [("GOOD",), ("SO_SO",), ("BAD",)]
        with pytest.raises(DataError):
            migrations.run(database_url, "downgrade", "-1")
        assert rows(engine, 'SELECT id, mood FROM "Day" ORDER BY id') == [(1, "BAD"), (2, "SO_SO")]
    execute(engine, 'DELETE FROM "Day" WHERE id = 2')
    migrations.run(database_url, "downgrade", "-1")
    execute(engine, 'INSERT INTO "Day" (id) VALUES (3)')
    assert rows(engine, 'SELECT mood FROM "Day" WHERE id = 3') == [("BAD",)]
