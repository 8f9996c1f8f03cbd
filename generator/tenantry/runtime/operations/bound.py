"""A model within a scope: what every operation starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tenantry.runtime.planning.conditions import condition
from tenantry.runtime.planning.frame import Frame
from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.planning.planner import Planner
from tenantry.runtime.planning.shape import Shape
from tenantry.runtime.planning.table import Table
from tenantry.runtime.planning.tenancy import Purpose, tenant_term
from tenantry.runtime.scope import Scope


@dataclass(frozen=True, slots=True)
class Bound:
    """A table seen from a scope. `other` gives another model of the same scope."""

    planner: Planner
    table: Table
    scope: Scope

    def other(self, model: str) -> Bound:
        return Bound(self.planner, self.planner.table(model), self.scope)

    def shape(self, operation: str, *rest: Any) -> tuple[Any, ...]:
        """The key of a plan: never a value, never the tenant."""
        return (operation, self.table.name, self.scope.reach, *rest)

    def filtered(
        self, shape: Shape, purpose: Purpose, parameters: Parameters, source: sa.FromClause | None = None
    ) -> list[sa.ColumnElement[bool]]:
        """The tenant's term and the caller's conditions.

        The tenant's comes first, because SQLite asks in the order of writing: a condition that fails on a value (JSON
        that is none) must not fail on another tenant's.
        """
        source = self.table.core if source is None else source
        own = condition(self.frame(parameters), self.table, source, shape)
        return [term for term in (self.tenant(purpose, parameters, source), own) if term is not None]

    def tenant(
        self, purpose: Purpose, parameters: Parameters, source: sa.FromClause | None = None
    ) -> sa.ColumnElement[bool] | None:
        """The tenant's term alone."""
        source = self.table.core if source is None else source
        return tenant_term(self.frame(parameters), self.table, source, purpose)

    def frame(self, parameters: Parameters) -> Frame:
        """What a statement of this scope is built with."""
        return Frame(self.planner, self.scope.reach, parameters)
