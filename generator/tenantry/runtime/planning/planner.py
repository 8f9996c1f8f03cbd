"""What a client's operations share: the tables of its package in its dialect, and the plans made so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from tenantry.runtime.catalog import Catalog, ToOne
from tenantry.runtime.dialect import Dialect
from tenantry.runtime.errors import ConfigurationError
from tenantry.runtime.planning.plan import Cache, Parameters, Plan
from tenantry.runtime.planning.table import Table


class Planner:
    """One per engine; safe between threads, since all that it holds is made from the catalog alone."""

    def __init__(self, catalog: Catalog, dialect: Dialect, max_rows: int | None = None) -> None:
        if max_rows is not None and (max_rows.__class__ is not int or max_rows < 1):
            raise ConfigurationError("max_rows wants a whole number from 1 on.")
        self.max_rows = max_rows
        self.catalog = catalog
        self.dialect = dialect
        self.plans: Cache[Plan] = Cache()
        self.layouts: Cache[Any] = Cache()
        self.guardable: dict[tuple[str, str], tuple[ToOne, ...]] = {}
        self._tables: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        """The model of that name; made on first use."""
        found = self._tables.get(name)
        if found is None:
            made = Table(self.catalog.model(name), self.dialect, self.catalog.stored, self.table)
            found = self._tables.setdefault(name, made)
        return found

    def plan(self, shape: Hashable, table: Table, build: Callable[[Parameters], Plan]) -> Plan:
        """The plan of that shape; `build` makes it when it is the first."""
        try:
            found = self.plans.get(shape)
        except TypeError:
            table.wrong("wants plain words where the query names fields and operators")
        if found is not None:
            return found
        return self.plans.put(shape, build(Parameters(self.dialect, table.name)))
