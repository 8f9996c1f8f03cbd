"""What is called castable is what PostgreSQL accepts, for every pair of types; what is not, would lose the values."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from tenantry.migrate.casts import cast, sql_name
from tenantry.migrate.state import ColumnType
from tenantry.urls import database_url

ROLE = ColumnType("Role", is_enum=True)
# A type with a value that has something to lose.
VALUES = {
    ColumnType("TEXT"): "'7'",
    ColumnType("VARCHAR", ("40",)): "'7'",
    ColumnType("CHAR", ("3",)): "'7'",
    ColumnType("SMALLINT"): "7",
    ColumnType("INTEGER"): "1",
    ColumnType("BIGINT"): "1",
    ColumnType("REAL"): "1.5",
    ColumnType("DOUBLE PRECISION"): "1.5",
    ColumnType("DECIMAL", ("65", "30")): "1.123456789",
    ColumnType("DECIMAL", ("10", "2")): "1.25",
    ColumnType("MONEY"): "1.25",
    ColumnType("OID"): "7",
    ColumnType("BOOLEAN"): "true",
    ColumnType("TIMESTAMP", ("3",)): "'2024-02-29 12:30:00.125'",
    ColumnType("TIMESTAMPTZ", ("6",)): "'2024-02-29 12:30:00.123456+00'",
    ColumnType("DATE"): "'2024-02-29'",
    ColumnType("TIME", ("3",)): "'12:30:00.125'",
    ColumnType("TIMETZ", ("6",)): "'12:30:00.123456+00'",
    ColumnType("JSON"): "'7'",
    ColumnType("JSONB"): "'7'",
    ColumnType("UUID"): "'b2c3d4e5-0000-4000-8000-000000000001'",
    ColumnType("XML"): "'<a/>'",
    ColumnType("INET"): "'10.0.0.1'",
    ColumnType("BIT", ("3",)): "B'101'",
    ColumnType("VARBIT", ("5",)): "B'101'",
    ColumnType("BYTEA"): "'\\x00ff'",
    ROLE: "'A'",
    ColumnType("TEXT", is_array=True): "ARRAY['7']",
    ColumnType("INTEGER", is_array=True): "ARRAY[1]",
    ColumnType("Role", is_enum=True, is_array=True): "ARRAY['A']::\"Role\"[]",
}
PAIRS = [(a, b) for a in VALUES for b in VALUES if a != b]


@pytest.fixture
def connection(postgres_url: str) -> Iterator[Connection]:
    engine = create_engine(database_url(postgres_url).sync)
    with engine.connect() as connection:
        connection.execute(text("CREATE TYPE \"Role\" AS ENUM ('A', 'B')"))
        yield connection
    engine.dispose()


def test_every_cast_is_one_that_the_server_knows(connection: Connection) -> None:
    """An empty table: the statement is right or wrong whatever the rows are."""
    wrong = [f"{a} -> {b}: {fault}" for a, b in PAIRS if cast("c", a, b) and (fault := _fault(connection, a, b, None))]
    assert wrong == [], "; ".join(wrong)


def test_nothing_is_given_up_that_the_server_converts_by_itself(connection: Connection) -> None:
    pairs = [(a, b) for a, b in PAIRS if a.is_array == b.is_array]  # a list as text, `{a,b}`, is a list no more
    wrong = [f"{a} -> {b}" for a, b in pairs if cast("c", a, b) is None and not _fault(connection, a, b, "plain")]
    assert wrong == [], "; ".join(wrong)


def test_what_is_not_said_to_lose_comes_back_the_same(connection: Connection) -> None:
    """There and back again, for each value that survives the way there."""
    pairs = [(a, b) for a, b in PAIRS if b.name != "BYTEA"]  # which comes back as its digits
    wrong = [f"{a} -> {b}" for a, b in pairs if _round_trip(connection, a, b) is False]
    assert wrong == [], "; ".join(wrong)


def _fault(connection: Connection, a: ColumnType, b: ColumnType, how: str | None) -> str | None:
    found = cast("c", a, b)
    using = f" USING {found.using}" if how is None and found is not None and found.using else ""
    nested = connection.begin_nested()
    try:
        connection.execute(text(f"CREATE TABLE t (c {sql_name(a)})"))
        connection.exec_driver_sql(f"ALTER TABLE t ALTER COLUMN c TYPE {sql_name(b)}{using}")
    except DBAPIError as error:
        return str(error.orig)
    finally:
        nested.rollback()
    return None


def _round_trip(connection: Connection, a: ColumnType, b: ColumnType) -> bool | None:
    """None where there is no way, or a warning was given, or the server refuses this value."""
    there, back = cast("c", a, b), cast("c", b, a)
    if there is None or back is None or there.may_lose:
        return None
    nested = connection.begin_nested()
    try:
        connection.exec_driver_sql(f"CREATE TABLE t AS SELECT CAST({VALUES[a]} AS {sql_name(a)}) AS c")
        before = connection.exec_driver_sql("SELECT rtrim(c::text) FROM t").scalar()
        for target, how in ((b, there), (a, back)):
            using = f" USING {how.using}" if how.using else ""
            connection.exec_driver_sql(f"ALTER TABLE t ALTER COLUMN c TYPE {sql_name(target)}{using}")
        return bool(connection.exec_driver_sql("SELECT rtrim(c::text) FROM t").scalar() == before)
    except DBAPIError:
        return None
    finally:
        nested.rollback()
