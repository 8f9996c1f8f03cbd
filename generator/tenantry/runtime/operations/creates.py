"""create."""

from __future__ import annotations

from typing import Any

from tenantry.runtime.execution.steps import Steps
from tenantry.runtime.operations.asking import asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.includes import complete_record
from tenantry.runtime.operations.writing import create_record


def create(bound: Bound, data: Any, include: Any = None, select: Any = None, omit: Any = None) -> Steps[Any]:
    """Writes one row, and what its payload nests, and returns its record."""
    ask = None if include is select is omit is None else asked(bound, include=include, select=select, omit=omit)
    record = yield from create_record(bound, data)
    if ask is not None:
        yield from complete_record(bound, ask, record)
    return record
