"""The schema straight to a database that may be thrown away, with no revision."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from tenantry import ir
from tenantry.database import history
from tenantry.database.connection import connect
from tenantry.database.errors import DataLossRefusedError, MigrationFailedError, refused
from tenantry.database.provider import provider_of
from tenantry.migrate import build, hazards, revision, snapshot
from tenantry.migrate.environment import HISTORY_SCHEMA
from tenantry.migrate.state import Database, empty
from tenantry.migrate.types import quoted
from tenantry.urls import DatabaseUrl


@dataclass(frozen=True, slots=True)
class PushResult:
    """How many steps it took, none when the database was as the schema wants it; and what was lost, as agreed."""

    steps: int
    losses: tuple[str, ...]


def push(
    schema: ir.Schema, url: DatabaseUrl, *, accept_data_loss: bool, environ: Mapping[str, str] = os.environ
) -> PushResult:
    """Makes the database what `schema` asks for, starting from what the last push or deployment left.

    Raises ProjectError in production and for a database whose state no history explains, DataLossRefusedError,
    MigrationFailedError, DatabaseUnreachableError.
    """
    _refuse_production(environ)
    provider = provider_of(schema, url)
    home = _home(url)
    new = build.database(schema, provider)
    with connect(url) as connection:
        old = _recorded(connection, home, provider)
        code, steps = revision.upgrade_text(old, new)
        losses = hazards.losses(steps)
        if losses and not accept_data_loss:
            raise DataLossRefusedError(losses)
        if steps:
            connection.rollback()
            try:
                _run(connection, home, url, code, snapshot.dump(new))
            except (SQLAlchemyError, RuntimeError) as error:
                raise MigrationFailedError("the push", error) from error
    return PushResult(len(steps), losses)


def _refuse_production(environ: Mapping[str, str]) -> None:
    if environ.get("TENANTRY_ENV", "").lower() == "production":
        raise refused(
            "production",
            "TENANTRY_ENV says production, and db push keeps no history of what it did",
            "write a revision (tenantry migrate dev) and apply it: tenantry migrate deploy",
        )


def _home(url: DatabaseUrl) -> str | None:
    if url.provider != "postgresql":
        return None
    return HISTORY_SCHEMA if url.schema in {None, "public"} else f"{HISTORY_SCHEMA}_{url.schema}"


def _recorded(connection: Connection, home: str | None, provider: ir.Provider) -> Database:
    done = [record for record in history.read(connection, home) if record.error is None and record.snapshot]
    if done and done[-1].snapshot:
        return snapshot.load(done[-1].snapshot)
    if tables := history.others(connection):
        raise refused(
            "foreign",
            f"the database has tables ({', '.join(tables[:3])}, ...) that no push and no deployment recorded",
            "push to an empty database",
        )
    return empty(provider)


def _run(connection: Connection, home: str | None, url: DatabaseUrl, code: str, state: str) -> None:
    """Runs the text of a revision, so that a push does what the revision would do."""
    started = history.now()
    if url.provider == "postgresql" and url.schema:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {quoted(url.schema)}"))
        connection.commit()
    module: dict[str, object] = {}
    exec(compile(code, "<db push>", "exec"), module)  # noqa: S102 - it was written a moment ago, by us
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    with context.begin_transaction(), Operations.context(context):
        upgrade = module["upgrade"]
        assert callable(upgrade)
        upgrade()
        if url.provider == "sqlite":
            _check_foreign_keys(connection)
        digest = history.code_digest(code)
        history.write(connection, home, history.Record("push", history.PUSH, digest, state, started, history.now()))


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"a row of {broken[0][0]} would refer to a row of {broken[0][2]} that is not there")
