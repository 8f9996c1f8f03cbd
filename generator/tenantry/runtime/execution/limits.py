"""What may be asked of a transaction: how it is kept apart from others, how long it may take and wait."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sqlalchemy.pool import AsyncAdaptedQueuePool, QueuePool

from tenantry.runtime.dialect import Dialect
from tenantry.runtime.errors import (
    DataError,
    InputError,
    TransactionError,
    TransactionExpiredError,
    TransactionNotStartedError,
    WriteConflictError,
)
from tenantry.runtime.execution.steps import Mode, Steps, passed_on

T = TypeVar("T")
IsolationLevel = Literal["read_uncommitted", "read_committed", "repeatable_read", "serializable"]
Duration = dt.timedelta | float

_LEVELS: dict[str, str] = {
    "read_uncommitted": "READ UNCOMMITTED",
    "read_committed": "READ COMMITTED",
    "repeatable_read": "REPEATABLE READ",
    "serializable": "SERIALIZABLE",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call of `tx()` asked for; times in seconds."""

    isolation_level: str | None = None
    timeout: float | None = None
    max_wait: float | None = None

    def started(self, dialect: Dialect) -> Steps[None]:
        """Begins the transaction. Raises InputError for a level that the database does not have, before anything is
        sent.
        """
        if dialect.provider != "sqlite":
            return _begin("BEGIN" if self.isolation_level is None else _level(self.isolation_level))
        if self.isolation_level not in (None, "serializable"):
            raise InputError("SQLite's transactions are always serializable: leave isolation_level out")
        # The write lock at once: a transaction that reads and then writes would fail when another wrote in between.
        return _begin("BEGIN IMMEDIATE") if self.max_wait is None else _begin_patiently(self.max_wait)

    def refuse_within(self) -> None:
        """Raises TransactionError where a transaction within another asks for anything: it is a savepoint."""
        if self != NONE:
            raise TransactionError(
                "a transaction within a transaction is a savepoint: isolation_level, timeout and max_wait are the "
                "outer one's"
            )


NONE = Limits()


def _level(name: str) -> str:
    return f"BEGIN ISOLATION LEVEL {_LEVELS[name]}"


def _begin(sql: str) -> Steps[None]:
    yield sql, (), Mode.COUNT, None


def _begin_patiently(seconds: float) -> Steps[None]:
    """SQLite waits for its one write lock, not for a connection."""
    ((usual,),) = yield "PRAGMA busy_timeout", (), Mode.ROWS, None
    yield f"PRAGMA busy_timeout = {min(usual, round(seconds * 1000))}", (), Mode.ROWS, None
    try:
        yield "BEGIN IMMEDIATE", (), Mode.COUNT, None
    except DataError as fault:
        yield f"PRAGMA busy_timeout = {usual}", (), Mode.ROWS, None
        if isinstance(fault, WriteConflictError):
            raise not_started() from fault
        raise
    yield f"PRAGMA busy_timeout = {usual}", (), Mode.ROWS, None


def not_started() -> TransactionNotStartedError:
    return TransactionNotStartedError("the transaction could not start within its max_wait")


def limits(isolation_level: str | None, timeout: Duration | None, max_wait: Duration | None) -> Limits:
    """Reads the arguments of `tx()`; a time that is a number counts milliseconds. Raises InputError."""
    if isolation_level is None and timeout is None and max_wait is None:
        return NONE
    if isolation_level is not None and isolation_level not in _LEVELS:
        raise InputError(f"tx wants one of {', '.join(_LEVELS)} as isolation_level")
    return Limits(isolation_level, _seconds("timeout", timeout), _seconds("max_wait", max_wait))


def _seconds(word: str, said: Any) -> float | None:
    if said is None:
        return None
    is_number = isinstance(said, (int, float)) and not isinstance(said, bool)
    if not is_number and not isinstance(said, dt.timedelta):
        raise InputError(f"tx wants a timedelta, or a number of milliseconds, as {word}")
    seconds = said.total_seconds() if isinstance(said, dt.timedelta) else said / 1000
    if not seconds > 0:
        raise InputError(f"tx wants a time above zero as {word}")
    return float(seconds)


class Deadline:
    """When a transaction has run out. On PostgreSQL the server is told too, so that it stops a long statement."""

    def __init__(self, seconds: float, dialect: Dialect) -> None:
        self._end = time.monotonic() + seconds
        self._told = float("inf")
        style = dialect.sqlalchemy.paramstyle
        self._telling = None
        if dialect.provider == "postgresql":
            place = "%s" if style == "format" else "$1"
            self._telling = f"SELECT set_config('statement_timeout', {place}, true)"

    def check(self) -> None:
        """Raises TransactionExpiredError once the time is over."""
        if time.monotonic() >= self._end:
            raise TransactionExpiredError("the transaction took longer than its timeout: it is rolled back")

    def watched(self, steps: Steps[T]) -> Steps[T]:
        """The steps, each of their statements within what time is left."""
        return passed_on(steps, self._send)

    def _send(self, request: Any) -> Generator[Any, Any, Any]:
        self.check()
        left = self._end - time.monotonic()
        # Telling costs a round trip, so the server may be wrong by a tenth of what it was told.
        if self._telling is not None and left < self._told * 0.9:
            self._told = left
            yield self._telling, (str(max(1, round(left * 1000))),), Mode.ROWS, None
        return (yield request)


_patience: ContextVar[float | None] = ContextVar("tenantry_patience", default=None)


@contextmanager
def patience(seconds: float | None) -> Generator[None]:
    """Within the block, a connection is waited for this long, if the pool itself would wait longer."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


class Pool(QueuePool):
    """SQLAlchemy's pool, where one caller may wait less than the others."""

    def _get_timeout(self) -> float:
        asked = _patience.get()
        return self._longest if asked is None else min(asked, self._longest)

    def _set_timeout(self, seconds: float) -> None:
        self._longest = seconds

    # An attribute of the base class, which reads it each time that it waits.
    _timeout = property(_get_timeout, _set_timeout)  # pyright: ignore[reportAssignmentType] - one, there


class AsyncPool(Pool, AsyncAdaptedQueuePool):
    """The same for tasks."""
