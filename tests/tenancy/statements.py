"""Every statement that the drivers send, with its values written in, on each of the four drivers.

The four have one hook in common: SQLAlchemy's pool says when it has made a connection.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.util import await_only


class Statements:
    """What was sent since `clear()`, in order: SQL text with literals in the place of parameters."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def clear(self) -> None:
        self.sent.clear()

    async def settle(self) -> None:
        """asyncpg tells of a statement in the loop's next turn."""
        await asyncio.sleep(0)

    def add(self, sql: str) -> None:
        self.sent.append(" ".join(sql.split()))


@contextmanager
def recorded() -> Iterator[Statements]:
    """Listens to all connections that are made within the block."""
    statements = Statements()

    def connected(connection: Any, _record: Any) -> None:
        driver = getattr(connection, "driver_connection", connection)
        match type(driver).__module__.partition(".")[0]:
            case "sqlite3":
                driver.set_trace_callback(statements.add)
            case "aiosqlite":
                await_only(driver.set_trace_callback(statements.add))
            case "psycopg":
                driver.cursor_factory = _recording_cursor(statements)
            case "asyncpg":
                driver.add_query_logger(_query_logger(statements))
            case other:
                raise AssertionError(f"no way to listen to {other}")

    sa.event.listen(sa.pool.Pool, "connect", connected)
    try:
        yield statements
    finally:
        sa.event.remove(sa.pool.Pool, "connect", connected)


def _query_logger(statements: Statements) -> Callable[[Any], None]:
    def logged(query: Any) -> None:
        # asyncpg asks for types that are new to it, once a connection, and turns `jit` off for that.
        if "typeinfo_tree" not in query.query and "'jit'" not in query.query:
            statements.add(_written_in(query.query, query.args))

    return logged


def _recording_cursor(statements: Statements) -> type[psycopg.Cursor[Any]]:
    class Recording(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **named: Any) -> Any:
            statements.add(_written_in(query, params or ()))
            return super().execute(query, params, **named)

        def executemany(self, query: Any, params_seq: Any, **named: Any) -> None:
            rows = list(params_seq)
            for row in rows:
                statements.add(_written_in(query, row))
            super().executemany(query, rows, **named)

    return Recording


def _written_in(query: str, values: Sequence[Any] | None) -> str:
    """`%s` in their order, or `$1` by their number."""
    waiting = iter(values or ())

    def literal(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(waiting) if found[1] is None else (values or ())[int(found[1]) - 1]
        return str(value) if isinstance(value, (int, float)) else "'" + str(value).replace("'", "''") + "'"

    return re.sub(r"%s|%%|\$(\d+)", literal, query)
