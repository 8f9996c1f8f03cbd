"""How payloads that name the same fields become rows: decided once, done often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from tenantry.runtime import ids
from tenantry.runtime.encode import plain
from tenantry.runtime.errors import TenantMismatchError
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.payload import complete, is_own, sorted_payload, stamp_tenant, tenant_field


@dataclass(frozen=True, slots=True)
class Layout:
    """`given` are the payload's fields in its order, `names` those of the row in the model's order; `made` and `fixed`
    are the defaults of the rest. `tenant` is the field to stamp, or to compare where the payload gives it.
    """

    given: tuple[str, ...]
    names: tuple[str, ...]
    made: tuple[tuple[str, Callable[[], Any]], ...]
    fixed: dict[str, Any]
    tenant: str | None

    def fits(self, payload: Any) -> bool:
        """Whether a payload has the fields of this layout, in its order."""
        return isinstance(payload, dict) and self.given == tuple(cast("dict[str, Any]", payload))

    def row(self, bound: Bound, payload: dict[str, Any]) -> dict[str, Any]:
        """A row from a payload with the fields of this layout. Raises TenantMismatchError when it names another
        tenant.
        """
        row = dict(zip(self.given, [plain(value) for value in payload.values()], strict=True))
        if self.fixed:
            row |= self.fixed
        for name, make in self.made:
            row[name] = make()
        if self.tenant is not None and not is_own(bound, row.setdefault(self.tenant, bound.scope.key)):
            raise TenantMismatchError(bound.table.name, self.tenant)
        return row


def layout_of(bound: Bound, payload: Any) -> Layout | None:
    """The layout of a payload; None when it nests writes, which each go their own way.

    Raises what `sorted_payload`, `stamp_tenant` and `complete` raise, which settle it the first time.
    """
    if not isinstance(payload, dict):
        bound.table.wrong("wants a dictionary as data")
    payload = cast("dict[str, Any]", payload)
    given = tuple(payload)
    shape = bound.shape("layout", given)
    layouts = bound.planner.layouts
    found = layouts.get(shape)
    if found is None:
        found = _layout(bound, payload)
        if found is not None:
            layouts.put(bound.shape("layout", found.given), found)
    return found


def _layout(bound: Bound, payload: dict[str, Any]) -> Layout | None:
    table = bound.table
    row, nested = sorted_payload(table, payload)
    if nested:
        return None
    given = tuple(row)
    stamp_tenant(bound, row)  # before the defaults: the tenant's key may have one
    absent = [(name, default) for name, default in table.generated if name not in row]
    complete(table, row)
    return Layout(
        given=given,
        names=tuple([name for name in table.columns if name in row]),
        made=(
            *((name, default) for name, default in absent if callable(default)),
            *((name, ids.now) for name in table.stamped if name not in given),
        ),
        fixed={name: default for name, default in absent if not callable(default)},
        tenant=tenant_field(table) if bound.scope.reach == "tenant" else None,
    )
