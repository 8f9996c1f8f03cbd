"""How an operation, written once, talks to the two drivers.

An operation is a generator: it yields requests and is sent what they gave. An error of the database is thrown into it
at the request that caused it. What it returns is the operation's result.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from enum import IntEnum
from typing import Any, TypeVar

from tenantry.runtime.catalog import Model
from tenantry.runtime.errors import DataError


class Mode(IntEnum):
    """What the driver is to do with a statement, and what it sends back."""

    ROWS = 0
    """Rows as a list of tuples."""
    COUNT = 1
    """The number of rows that the statement touched."""
    MANY = 2
    """The statement once for each tuple of parameters; nothing comes back."""
    COPY = 3
    """Rows into a table by PostgreSQL's COPY; the SQL is `table(column, ...)` as a `CopyTarget`."""
    TABLE = 4
    """The names of the columns, and the rows."""


Request = tuple[Any, Sequence[Any], Mode, Model | None]
T = TypeVar("T")
Steps = Generator[Request, Any, T]


def passed_on(steps: Steps[T], send: Callable[[Request], Generator[Request, Any, Any]]) -> Steps[T]:
    """The steps with each request going through `send`, which yields it, and may yield others around it."""
    try:
        request = next(steps)
        while True:
            try:
                answer = yield from send(request)
            except DataError as fault:
                request = steps.throw(fault)
            else:
                request = steps.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result
