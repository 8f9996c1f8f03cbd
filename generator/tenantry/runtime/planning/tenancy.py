"""The tenant's term: which rows of a table a scope may see or change.

Every statement that names a table asks here; there is no way to a plan that leaves it out.
"""

from __future__ import annotations

from typing import Literal, assert_never

import sqlalchemy as sa

from tenantry.runtime.catalog import Everyone, Root, Scoped, Through, ToOne
from tenantry.runtime.errors import TenantRequiredError
from tenantry.runtime.planning.frame import ONE, Frame
from tenantry.runtime.planning.table import Table

Purpose = Literal["read", "write"]


def tenant_term(frame: Frame, table: Table, source: sa.FromClause, purpose: Purpose) -> sa.ColumnElement[bool] | None:
    """The condition that keeps a statement inside its scope; None where the scope is everything or the model is global.

    Rows that are shared by all tenants pass for reading only. Raises TenantRequiredError for a scoped model without
    tenant.
    """
    if frame.reach == "unscoped" or not table.is_scoped:
        return None
    if frame.reach == "global":
        raise TenantRequiredError(
            f"{table.name} belongs to tenants: use client.tenant(key), or client.unscoped(reason=...)."
        )
    tenancy = table.model.tenancy
    match tenancy:
        case Root(field):
            return table.of(source, field) == frame.parameters.tenant(table.element_encoder(field))
        case Scoped(field, shared):
            column = table.of(source, field)
            own = column == frame.parameters.tenant(table.element_encoder(field))
            return sa.or_(own, column.is_(None)) if shared and purpose == "read" else own
        case Through(relation):
            return _through(frame, table, source, relation, purpose)
        case Everyone():
            return None
        case _:
            assert_never(tenancy)


def _through(frame: Frame, table: Table, source: sa.FromClause, name: str, purpose: Purpose) -> sa.ColumnElement[bool]:
    """The parent that the relation names exists inside the scope."""
    relation = table.relations[name]
    assert isinstance(relation, ToOne)
    parent = table.other(relation.model)
    alias = parent.core.alias()
    term = tenant_term(frame, parent, alias, purpose)
    joined = [
        parent.of(alias, remote) == table.of(source, local)
        for local, remote in zip(relation.local, relation.remote, strict=True)
    ]
    return sa.exists(sa.select(ONE).select_from(alias).where(*joined, *([] if term is None else [term])))
