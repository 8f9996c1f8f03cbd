"""What was sent to the database, told to whoever asked for it. Values are told only where that was asked for, too."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tenantry.runtime.errors import ConfigurationError, DataError
from tenantry.runtime.execution.steps import Mode, Request, Steps, passed_on

T = TypeVar("T")
log = logging.getLogger("tenantry.query")

# Generators bear the names of the functions that made them; these differ from what the caller called.
_NAMES = {
    "_one": "find_unique",
    "change_many": "update_many",
    "query": "query_raw",
    "query_records": "query_raw",
    "execute": "execute_raw",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A statement that was sent. `rows` were read or touched; None where it failed, then `error` has the code."""

    operation: str
    """What was called: `find_many`. It may send several statements."""
    model: str | None
    """Whose rows the statement is about; None for SQL of the caller's own."""
    sql: str
    duration_ms: float
    rows: int | None
    error: str | None
    values: tuple[Any, ...] | None
    """As the driver was given them; None unless the client was made with `log_values`."""


@dataclass(frozen=True, slots=True)
class QueryLog:
    """Tells of the statements of operations, of those that took `slowest` milliseconds at least."""

    tell: Callable[[Query], object]
    with_values: bool
    slowest: float

    def watched(self, steps: Steps[T]) -> Steps[T]:
        """The steps, each of their statements told of when it has ended."""
        name: str = getattr(steps, "__name__", "")
        operation = _NAMES.get(name, name)

        def send(request: Request) -> Generator[Request, Any, Any]:
            started = time.perf_counter()
            try:
                answer = yield request
            except DataError as fault:
                self._ended(operation, request, started, None, fault.code)
                raise
            self._ended(operation, request, started, _rows(request, answer), None)
            return answer

        return passed_on(steps, send)

    def _ended(self, operation: str, request: Request, started: float, rows: int | None, error: str | None) -> None:
        duration = (time.perf_counter() - started) * 1000
        if duration < self.slowest:
            return
        sql, parameters, _, model = request
        values = tuple(parameters) if self.with_values else None
        query = Query(operation, None if model is None else model.name, str(sql), duration, rows, error, values)
        try:
            self.tell(query)
        except Exception:
            # The statement is done, so its caller gets the result.
            log.exception("the function that was given as log_queries failed")


def query_log(
    log_queries: bool | Callable[[Query], object], *, log_values: bool, slow_query_ms: float | None
) -> QueryLog | None:
    """Reads the options of a client; None where nothing is to be told. Raises ConfigurationError."""
    if slow_query_ms is not None and not slow_query_ms >= 0:
        raise ConfigurationError("slow_query_ms wants a number of milliseconds from 0 on")
    if not log_queries and slow_query_ms is None:
        return None
    tell = log_queries if callable(log_queries) else _informed if slow_query_ms is None else _warned
    return QueryLog(tell, log_values, slow_query_ms or 0.0)


def _informed(query: Query) -> None:
    log.info(*_words(query))


def _warned(query: Query) -> None:
    log.warning(*_words(query))


def _words(query: Query) -> tuple[Any, ...]:
    ended = f"{query.rows} rows" if query.error is None else f"failed with {query.error}"
    called = query.operation if query.model is None else f"{query.model}.{query.operation}"
    if query.values is None:
        return "%s: %s, %.1f ms: %s", called, ended, query.duration_ms, query.sql
    return "%s: %s, %.1f ms: %s %r", called, ended, query.duration_ms, query.sql, query.values


def _rows(request: Request, answer: Any) -> int:
    _, parameters, mode, _ = request
    if mode is Mode.COUNT:
        return answer if isinstance(answer, int) else 0
    counted: Sequence[Any] = answer if mode is Mode.ROWS else answer[1] if mode is Mode.TABLE else parameters
    return len(counted)
