"""The history table beside `alembic_version`: what was applied, from which text, how long it took, what went wrong.

`alembic_version` alone decides what is applied, so that plain `alembic` stays welcome; history explains and compares.
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, DateTime, Integer, MetaData, Table, Text, inspect, select
from sqlalchemy.schema import CreateSchema, CreateTable

from tenantry.urls import DatabaseUrl

TABLE = "tenantry_history"
PUSH = "push"
REVISION = "revision"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of history. `digest` is that of the revision's code, `snapshot` the state that it left, as text."""

    revision: str
    kind: str
    digest: str
    snapshot: str | None
    started: datetime
    finished: datetime
    error: str | None = None


def home(config: Config, url: DatabaseUrl) -> str | None:
    """The schema of both tables: on PostgreSQL apart from the project's own tables. The same rule is in `env.py`."""
    if url.provider != "postgresql":
        return None
    name = config.get_main_option("version_table_schema")
    return f"{name}_{url.schema}" if name and url.schema not in {None, "public"} else name


def table(schema: str | None) -> Table:
    return Table(
        TABLE,
        MetaData(schema=schema),
        Column("id", Integer, primary_key=True),
        Column("revision", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("snapshot", Text),
        Column("started_at", DateTime(timezone=True), nullable=False),
        Column("finished_at", DateTime(timezone=True), nullable=False),
        Column("duration_ms", Integer, nullable=False),
        Column("error", Text),
    )


def write(connection: Connection, schema: str | None, record: Record) -> None:
    """Adds a line in the caller's transaction, and the table if it is not there."""
    target = table(schema)
    if not inspect(connection).has_table(TABLE, schema=schema):
        if schema is not None and not inspect(connection).has_schema(schema):
            connection.execute(CreateSchema(schema, if_not_exists=True))
        connection.execute(CreateTable(target, if_not_exists=True))
    connection.execute(
        target.insert().values(
            revision=record.revision,
            kind=record.kind,
            digest=record.digest,
            snapshot=record.snapshot,
            started_at=record.started,
            finished_at=record.finished,
            duration_ms=int((record.finished - record.started).total_seconds() * 1000),
            error=record.error,
        )
    )


def read(connection: Connection, schema: str | None) -> list[Record]:
    """All lines, oldest first."""
    if not inspect(connection).has_table(TABLE, schema=schema):
        return []
    t = table(schema)
    columns = (t.c.revision, t.c.kind, t.c.digest, t.c.snapshot, t.c.started_at, t.c.finished_at, t.c.error)
    return [Record(*row) for row in connection.execute(select(*columns).order_by(t.c.id))]


def current(connection: Connection, schema: str | None) -> tuple[str, ...]:
    """What `alembic_version` holds."""
    context = MigrationContext.configure(connection, opts={"version_table_schema": schema})
    return context.get_current_heads()


def others(connection: Connection) -> list[str]:
    """The tables of the connection's own schema that no migration tool keeps."""
    ours = {TABLE, "alembic_version", "_prisma_migrations"}
    return [name for name in inspect(connection).get_table_names() if name not in ours]


def now() -> datetime:
    return datetime.now(UTC)


def code_digest(text: str) -> str:
    """The sha256 of what a revision does: no comment, docstring or layout counts, nor the version of Python."""
    tree = ast.parse(text)
    first = next(iter(tree.body), None)
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        tree.body = tree.body[1:]
    return hashlib.sha256(_outline(tree).encode()).hexdigest()


def _outline(node: object) -> str:
    """`ast.dump` without what is empty, which differs from one version of Python to the next."""
    if isinstance(node, ast.AST):
        fields = ((name, value) for name, value in ast.iter_fields(node) if value not in (None, []))
        return f"{type(node).__name__}({', '.join(f'{name}={_outline(value)}' for name, value in fields)})"
    if isinstance(node, list):
        return f"[{', '.join(_outline(item) for item in cast('list[object]', node))}]"
    return repr(node)
