"""Foreign keys that a caller writes must point inside the scope; a row of another tenant is as good as none.

The check is part of the writing statement, so that nothing can come between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from tenantry.runtime.catalog import Root, Through, ToOne
from tenantry.runtime.errors import ForeignKeyViolationError, MissingRequiredValueError, TenantRequiredError
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.payload import tenant_field
from tenantry.runtime.planning.frame import ONE
from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.planning.table import Table


def guarded(bound: Bound, row: Mapping[str, Any], trusted: Iterable[str] = (), new: bool = True) -> tuple[str, ...]:
    """Names of the relations whose keys in `row` have to be checked; `trusted` ones were looked up already.

    A `new` row has a NULL where no value is given, and a key with a NULL refers to nothing; one that is changed has
    what it had.
    """
    found: list[str] = []
    tenancy = bound.table.model.tenancy
    path = tenancy.relation if isinstance(tenancy, Through) else None
    for relation in _guardable(bound):
        written = [row[f] for f in relation.local if f in row]
        empty = None in written or (new and len(written) < len(relation.local))
        if empty and relation.name == path:
            raise _of_nobody(bound.table, relation)
        if empty or not written or relation.name in trusted:
            continue
        if bound.scope.reach == "global":
            raise TenantRequiredError(
                f"{bound.table.name}.{relation.name} refers to {relation.model}, which belongs to tenants."
            )
        found.append(relation.name)
    return tuple(found)


def _guardable(bound: Bound) -> tuple[ToOne, ...]:
    """The relations whose keys can point outside the scope; the same for all tenants, so it is worked out once."""
    known = bound.planner.guardable
    key = (bound.table.name, bound.scope.reach)
    found = known.get(key)
    if found is None:
        found = known[key] = tuple(
            relation
            for relation in bound.table.owners
            if bound.scope.reach != "unscoped"
            and (other := bound.other(relation.model).table).is_scoped
            and not _is_stamped(bound, relation, other)
        )
    return found


def _of_nobody(table: Table, relation: ToOne) -> MissingRequiredValueError:
    """The error of a row that would leave its tenant, because it refers to nothing that has one."""
    return MissingRequiredValueError(
        f"{table.name}.{relation.name} says whose the row is: it cannot be empty",
        model=table.name,
        target=relation.local,
    )


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
    bound: Bound, names: Sequence[str], parameters: Parameters, written: Callable[[str], sa.ColumnElement[Any]]
) -> list[sa.ColumnElement[bool]]:
    """For each relation: the row it refers to exists inside the scope. `written` gives the value that a field of
    the key will have, or the column itself where it stays.
    """
    return [_guard_term(bound, _relation(bound.table, name), parameters, written) for name in names]


def _guard_term(
    bound: Bound, relation: ToOne, parameters: Parameters, written: Callable[[str], sa.ColumnElement[Any]]
) -> sa.ColumnElement[bool]:
    other = bound.other(relation.model)
    alias = other.table.core.alias()
    terms: list[sa.ColumnElement[bool]] = []
    for local, remote in zip(relation.local, relation.remote, strict=True):
        terms.append(alias.c[other.table.columns[remote].column] == written(local))
    tenant = other.tenant("read", parameters, alias)
    if tenant is not None:
        terms.append(tenant)
    return sa.exists(sa.select(ONE).select_from(alias).where(*terms))


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
