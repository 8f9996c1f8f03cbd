"""How an operation, written once, talks to the two drivers.

An operation is a generator: it yields requests and is sent what they gave. An error of the database is thrown into it
at
the request that caused it. What it returns is the operation's result.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from enum import IntEnum
from typing import Any, TypeVar

from tenantry.runtime.catalog import Model


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
