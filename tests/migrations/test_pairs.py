"""Random pairs of states on real databases: up to the first, up to the second, back, and back to nothing.

At each stop the database must be what it would have been if made at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.pool import StaticPool

from tenantry.ir import Provider
from tenantry.migrate.revision import upgrade_text
from tenantry.migrate.state import Database, empty
from tenantry.urls import database_url
from tests.migrations.catalog import Catalog, catalog
from tests.migrations.states import databases

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(data=st.data())
def test_sqlite_goes_there_and_back(data: st.DataObject) -> None:
    first, second = data.draw(databases(Provider.SQLITE)), data.draw(databases(Provider.SQLITE))
    with sqlite() as connection:
        made_at_once = _made(connection, second)
    with sqlite() as connection:
        _there_and_back(connection, first, second, made_at_once)


@FEW
@given(data=st.data())
def test_postgresql_goes_there_and_back(postgres_url: str, data: st.DataObject) -> None:
    first, second = data.draw(databases(Provider.POSTGRESQL)), data.draw(databases(Provider.POSTGRESQL))
    with postgresql(postgres_url) as connection:
        made_at_once = _made(connection, second)
    with postgresql(postgres_url) as connection:
        _there_and_back(connection, first, second, made_at_once)


def _made(connection: Connection, state: Database) -> Catalog:
    run(connection, upgrade_text(empty(state.provider), state)[0], "upgrade")
    return catalog(connection)


def _there_and_back(connection: Connection, first: Database, second: Database, expected: Catalog) -> None:
    nothing = catalog(connection)
    to_first, _ = upgrade_text(empty(first.provider), first)
    to_second, steps = upgrade_text(first, second)
    run(connection, to_first, "upgrade")
    at_first = catalog(connection)
    if steps:
        run(connection, to_second, "upgrade")
        assert catalog(connection) == expected
        run(connection, to_second, "downgrade")
        assert catalog(connection) == at_first
    run(connection, to_first, "downgrade")
    assert catalog(connection) == nothing


def run(connection: Connection, code: str, direction: str) -> None:
    """As Alembic runs a revision."""
    module: dict[str, object] = {}
    exec(compile(code, "revision", "exec"), module)
    connection.rollback()
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    with context.begin_transaction(), Operations.context(context):
        function = module[direction]
        assert callable(function)
        function()


@contextmanager
def sqlite() -> Iterator[Connection]:
    engine = create_engine("sqlite://", poolclass=StaticPool)

    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@contextmanager
def postgresql(url: str) -> Iterator[Connection]:
    """A schema of its own, gone afterwards."""
    engine = create_engine(database_url(f"{url}?schema=pair").sync)
    with engine.connect() as connection:
        connection.execute(text("CREATE SCHEMA pair"))
        connection.commit()
        try:
            yield connection
        finally:
            connection.rollback()
            connection.execute(text("DROP SCHEMA pair CASCADE"))
            connection.commit()
    engine.dispose()
