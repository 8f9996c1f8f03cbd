"""`db push`: the schema straight to a database, from what the last push or deployment left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from tenantry import ir
from tenantry.database.deploy import deploy
from tenantry.database.errors import DatabaseUnreachableError, DataLossRefusedError, MigrationFailedError
from tenantry.database.push import push
from tenantry.urls import DatabaseUrl
from tenantry.urls import database_url as read_url
from tenantry.workspace.errors import ProjectError
from tests.migrations.project import Migrations, committed_schema, schema_of

ONE = """
enum Mood {
  GOOD
  BAD
}
model User {
  id   Int     @id @default(autoincrement())
  name String?
  mood Mood?
}
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> DatabaseUrl:
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return read_url(request.getfixturevalue(name))


@pytest.fixture
def connection(url: DatabaseUrl) -> Iterator[Connection]:
    engine = create_engine(url.sync)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def schema(text_: str, url: DatabaseUrl) -> ir.Schema:
    return schema_of(text_, url.provider)


def test_an_empty_database_gets_everything_and_a_second_push_nothing(url: DatabaseUrl) -> None:
    application = committed_schema("metabuilder")
    assert push(application, url, accept_data_loss=False).steps > 20
    assert push(application, url, accept_data_loss=False).steps == 0


def test_a_change_keeps_the_rows(url: DatabaseUrl, connection: Connection) -> None:
    push(schema(ONE, url), url, accept_data_loss=False)
    connection.execute(text("INSERT INTO \"User\" (name, mood) VALUES ('a', 'GOOD')"))
    connection.commit()
    wider = ONE.replace("name String?", 'name String @default("x")\n  age Int @default(3)').replace("BAD", "SO\n  BAD")
    push(schema(wider, url), url, accept_data_loss=False)
    assert connection.execute(text('SELECT id, name, age, mood FROM "User"')).all() == [(1, "a", 3, "GOOD")]


def test_loss_is_refused_until_agreed(url: DatabaseUrl, connection: Connection) -> None:
    push(schema(ONE, url), url, accept_data_loss=False)
    less = ONE.replace("  name String?\n", "")
    with pytest.raises(DataLossRefusedError, match=r"drops the column User\.name") as raised:
        push(schema(less, url), url, accept_data_loss=False)
    assert "--accept-data-loss" in raised.value.help
    assert "name" in {column["name"] for column in inspect(connection).get_columns("User")}
    connection.rollback()
    assert push(schema(less, url), url, accept_data_loss=True).losses == ("drops the column User.name with its values",)
    assert "name" not in {column["name"] for column in inspect(connection).get_columns("User")}


def test_a_refused_push_changes_nothing(url: DatabaseUrl, connection: Connection) -> None:
    push(schema(ONE, url), url, accept_data_loss=False)
    connection.execute(text('INSERT INTO "User" (name) VALUES (NULL)'))
    connection.commit()
    stricter = ONE.replace("name String?", "name String") + "model Tag {\n  id Int @id\n}\n"
    with pytest.raises(MigrationFailedError):
        push(schema(stricter, url), url, accept_data_loss=False)
    assert set(inspect(connection).get_table_names()) - {"tenantry_history"} == {"User"}
    connection.execute(text('DELETE FROM "User"'))
    connection.commit()
    push(schema(stricter, url), url, accept_data_loss=False)


def test_production_is_refused(url: DatabaseUrl, connection: Connection) -> None:
    with pytest.raises(ProjectError) as raised:
        push(schema(ONE, url), url, accept_data_loss=True, environ={"TENANTRY_ENV": "production"})
    assert raised.value.code == "production"
    assert "migrate deploy" in raised.value.help
    assert inspect(connection).get_table_names() == []


def test_a_database_that_nobody_recorded_is_refused(url: DatabaseUrl, connection: Connection) -> None:
    connection.execute(text("CREATE TABLE legacy (id INTEGER)"))
    connection.commit()
    with pytest.raises(ProjectError, match="legacy"):
        push(schema(ONE, url), url, accept_data_loss=True)
    assert inspect(connection).get_table_names() == ["legacy"]


def test_it_goes_on_from_a_deployment(url: DatabaseUrl, tmp_path: Path, connection: Connection) -> None:
    migrations = Migrations(tmp_path / "migrations", ir.Provider(url.provider))
    migrations.add(schema(ONE, url), "one")
    deploy(migrations.folder, url, report=lambda _: None)
    assert push(schema(ONE + "model Tag {\n  id Int @id\n}\n", url), url, accept_data_loss=False).steps == 1
    assert "Tag" in inspect(connection).get_table_names()


def test_a_schema_for_another_database_is_refused(sqlite_url: str) -> None:
    with pytest.raises(ProjectError, match="the schema is for postgresql"):
        push(schema_of(ONE, "postgresql"), read_url(sqlite_url), accept_data_loss=False)


def test_the_schema_of_the_url_is_made_and_filled(postgres_url: str) -> None:
    url = read_url(f"{postgres_url}?schema=app")
    push(schema_of(ONE, "postgresql"), url, accept_data_loss=False)
    engine = create_engine(url.sync)
    assert inspect(engine).get_table_names("app") == ["User"]
    assert inspect(engine).get_table_names("public") == []
    engine.dispose()


def test_an_unreachable_database_is_told() -> None:
    with pytest.raises(DatabaseUnreachableError):
        push(schema_of(ONE, "sqlite"), read_url("file:/nowhere/at/all.db"), accept_data_loss=False)
