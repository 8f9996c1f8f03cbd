"""What a caller wants written: sorted into columns and nested writes, stamped with tenant, defaults and times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from tenantry.runtime import ids
from tenantry.runtime.catalog import Root, Scoped
from tenantry.runtime.encode import plain
from tenantry.runtime.errors import MissingRequiredValueError, TenantMismatchError, TenantRequiredError
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.table import Table


def sorted_payload(table: Table, data: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns and relations of a payload; raises FieldNotFoundError for anything else."""
    if not isinstance(data, dict):
        table.wrong("wants a dictionary as data")
    row: dict[str, Any] = {}
    nested: dict[str, Any] = {}
    for name, value in cast("dict[str, Any]", data).items():
        column = table.columns.get(name)
        if column is not None:
            row[column.name] = plain(value)
        elif name in table.relations:
            nested[name] = value
        else:
            table.unknown(name, (*table.columns, *table.relations))
    return row, nested


def is_nested(table: Table, data: Any) -> bool:
    """Whether a payload writes to other tables too, so that it needs a transaction."""
    return isinstance(data, dict) and any(name in table.relations for name in cast("dict[str, Any]", data))


def tenant_field(table: Table) -> str | None:
    """The field that says whose row it is."""
    tenancy = table.model.tenancy
    return tenancy.field if isinstance(tenancy, (Root, Scoped)) else None


def stamp_tenant(bound: Bound, row: dict[str, Any]) -> None:
    """Sets the tenant of a new row; raises TenantMismatchError when the payload names another."""
    if bound.scope.reach == "global" and bound.table.is_scoped:
        raise TenantRequiredError(f"{bound.table.name} belongs to tenants: use client.tenant(key).")
    field = tenant_field(bound.table)
    if field is None or bound.scope.reach != "tenant":
        return
    if not is_own(bound, row.setdefault(field, bound.scope.key)):
        raise TenantMismatchError(bound.table.name, field)


def refuse_move(bound: Bound, row: Mapping[str, Any]) -> None:
    """Raises TenantMismatchError when an update names the tenant field: a row never changes tenant.

    Naming the client's own tenant is no move.
    """
    field = tenant_field(bound.table)
    if field is None or field not in row:
        return
    if bound.scope.reach != "tenant" or not is_own(bound, row[field]):
        raise TenantMismatchError(bound.table.name, field)


def is_own(bound: Bound, value: Any) -> bool:
    """Whether a value is the client's tenant. Its type is asked first: what is merely equal (`True`, a number with a
    method of its own) is not.
    """
    return type(value) is type(bound.scope.key) and value == bound.scope.key


def complete(table: Table, row: dict[str, Any]) -> None:
    """Fills in defaults; raises MissingRequiredValueError naming all that still lack a value."""
    for name, default in table.generated:
        if name not in row:
            row[name] = default() if callable(default) else default
    for name in table.stamped:
        if name not in row:
            row[name] = ids.now()
    missing = [name for name in table.required if name not in row]
    if missing:
        raise MissingRequiredValueError(
            f"{table.name} lacks a value for {', '.join(missing)}", model=table.name, target=missing
        )


def said_all(table: Table, where: Any, operation: str) -> Any:
    """Everything is changed only where that was said: `where="all"`."""
    if where == "all":
        return None
    if not where:
        table.wrong(f'has no filter in {operation}: say where="all" to reach every row of the scope')
    return where
