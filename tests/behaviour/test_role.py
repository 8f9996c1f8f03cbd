"""First of all: on PostgreSQL the tests work as a role that proves something."""

from __future__ import annotations

import psycopg
import pytest

from tests.behaviour.places import PostgresPlaces, assert_ordinary_role


@pytest.mark.postgresql
@pytest.mark.parametrize("schema", ["metabuilder", "mapped", "kitchen_sink", "automation"])
def test_the_role_is_no_superuser_and_owns_no_table(postgres_places: PostgresPlaces, schema: str) -> None:
    url = postgres_places.url(schema)
    assert_ordinary_role(url)
    with psycopg.connect(url) as connection:
        (table,) = connection.execute("SELECT min(tablename) FROM pg_tables WHERE schemaname = 'public'").fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                psycopg.sql.SQL("ALTER TABLE {} ADD COLUMN x int").format(psycopg.sql.Identifier(table[0]))
            )
