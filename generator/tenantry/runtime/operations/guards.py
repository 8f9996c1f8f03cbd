"""Foreign keys that a caller writes must point inside the scope; a row of another tenant is as good as none.

The check is part of the writing statement, so that nothing can come between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from tenantry.runtime.catalog import Root, ToOne
from tenantry.runtime.errors import ForeignKeyViolationError, TenantRequiredError
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.payload import tenant_field
from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.planning.table import Table


def guarded(bound: Bound, row: Mapping[str, Any], trusted: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of the relations whose keys in `row` have to be checked; `trusted` ones were looked up already."""
    if bound.scope.reach == "unscoped":
        return ()
    found: list[str] = []
    for relation in bound.table.owners:
        written = [row[f] for f in relation.local if f in row]
        if not written or any(value is None for value in written) or relation.name in trusted:
            continue
        other = bound.other(relation.model).table
        if not other.is_scoped or _is_stamped(bound, relation, other):
            continue
        if bound.scope.reach == "global":
            raise TenantRequiredError(
                f"{bound.table.name}.{relation.name} refers to {other.name}, which belongs to tenants."
            )
        found.append(relation.name)
    return tuple(found)


def _is_stamped(bound: Bound, relation: ToOne, root: Table) -> bool:
    """Whether the key is nothing but the client's own tenant, which was stamped and cannot be another's."""
    return (
        bound.scope.reach == "tenant"
        and isinstance(root.model.tenancy, Root)
        and relation.local == (tenant_field(bound.table),)
        and relation.remote == (root.model.tenancy.field,)
    )


def guard_values(table: Table, row: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    """The values that `guard_terms` asks for, in its order."""
    return [row[f] for name in names for f in _relation(table, name).local if f in row]


def guard_terms(
    bound: Bound, written: Iterable[str], names: Sequence[str], parameters: Parameters
) -> list[sa.ColumnElement[bool]]:
    """For each relation: the row it refers to exists inside the scope. A part of the key that is not `written` is
    the row's own.
    """
    written = set(written)
    return [_guard_term(bound, written, _relation(bound.table, name), parameters) for name in names]


def _guard_term(bound: Bound, written: set[str], relation: ToOne, parameters: Parameters) -> sa.ColumnElement[bool]:
    table, other = bound.table, bound.other(relation.model)
    alias = other.table.core.alias()
    terms: list[sa.ColumnElement[bool]] = []
    for local, remote in zip(relation.local, relation.remote, strict=True):
        column = alias.c[other.table.columns[remote].column]
        if local in written:
            terms.append(column == parameters.value(table.element_encoder(local), local))
        else:
            terms.append(column == table.core.c[table.columns[local].column])
    tenant = other.tenant("read", parameters, alias)
    if tenant is not None:
        terms.append(tenant)
    return sa.exists(sa.select(sa.literal_column("1", sa.Integer())).select_from(alias).where(*terms))


def refused(table: Table, names: Sequence[str]) -> ForeignKeyViolationError:
    """The error of a key that points at nothing the scope can see."""
    fields = [f for name in names for f in _relation(table, name).local]
    return ForeignKeyViolationError(
        f"{table.name}.{', '.join(names)} refers to a row that does not exist", model=table.name, target=fields
    )


def _relation(table: Table, name: str) -> ToOne:
    relation = table.relations[name]
    assert isinstance(relation, ToOne)
    return relation
