"""The side that holds the foreign key: the other row comes first, since the key is taken from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tenantry.runtime.catalog import ToOne
from tenantry.runtime.errors import TenantMismatchError
from tenantry.runtime.execution.steps import Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.nested.children import changed_one
from tenantry.runtime.operations.nested.writer import Writer, nothing_to, parts, required, words_of
from tenantry.runtime.operations.payload import tenant_field
from tenantry.runtime.operations.reads import find_many, lookup
from tenantry.runtime.operations.removing import delete_many
from tenantry.runtime.planning.shape import unique_shape

_NEW = ("create", "connect", "connect_or_create")
_THERE = (*_NEW, "disconnect", "delete", "update", "upsert")

After = Callable[[], Steps[Any]]


def resolve_owner(
    writer: Writer, bound: Bound, relation: ToOne, said: Any, row: dict[str, Any], current: Any = None
) -> Steps[After | None]:
    """Sets the foreign key in `row` as a payload says; returns what is to be done once the row is written.

    `current` is the record as it is, where it is changed and not new.
    """
    table, other = bound.table, bound.other(relation.model)
    own = tenant_field(table)
    for field in relation.local:
        if field in row and field != own:
            table.wrong(f"is set by {relation.name}: give one of the two", field)
    words = words_of(table, relation, said, _NEW if current is None else _THERE)
    if len(words) != 1:
        table.wrong("wants one of create, connect, connect_or_create", relation.name)
    ((word, argument),) = words
    there = {} if current is None else _there(bound, relation, current)
    match word:
        case "create":
            _refer(bound, relation, row, (yield from writer.create(other, argument)))
        case "connect":
            _refer(bound, relation, row, (yield from _found(bound, other, relation, argument)))
        case "connect_or_create":
            where, data = parts(table, relation, word, argument, "where", "create")
            _refuse_other_tenant(bound, relation, where)
            target = yield from lookup(other, where, relation.remote)
            if target is None:
                target = yield from writer.create(other, data)
            _refer(bound, relation, row, target)
        case "disconnect":
            if argument is True:
                _let_go(bound, relation, row)
        case "delete":
            if argument is True:
                if not there or not (yield from find_many(other, there, take=1)):
                    nothing_to("delete from", bound, relation)
                _let_go(bound, relation, row)
                return lambda: delete_many(other, there)
        case "update":
            if not there or (yield from changed_one(writer, other, there, argument)) is None:
                nothing_to("update from", bound, relation)
        case _:
            data, change = parts(table, relation, word, argument, "create", "update")
            if not there or (yield from changed_one(writer, other, there, change)) is None:
                _refer(bound, relation, row, (yield from writer.create(other, data)))
    return None


def _there(bound: Bound, relation: ToOne, current: Any) -> dict[str, Any]:
    """A filter for the row that the record refers to; empty where it refers to none."""
    values = [getattr(current, bound.table.attribute(field)) for field in relation.local]
    return {} if None in values else dict(zip(relation.remote, values, strict=True))


def _found(bound: Bound, other: Bound, relation: ToOne, where: Any) -> Steps[Any]:
    _refuse_other_tenant(bound, relation, where)
    target = yield from lookup(other, where, relation.remote)
    if target is None:
        nothing_to("connect to", bound, relation)
    return target


def _refer(bound: Bound, relation: ToOne, row: dict[str, Any], target: Any) -> None:
    table, other = bound.table, bound.other(relation.model).table
    for local, remote in zip(relation.local, relation.remote, strict=True):
        value = getattr(target, other.attribute(remote))
        if row.setdefault(local, value) != value:
            raise TenantMismatchError(table.name, local)


def _let_go(bound: Bound, relation: ToOne, row: dict[str, Any]) -> None:
    """Empties the foreign key, but for the tenant in it: a row never leaves its tenant."""
    table = bound.table
    fields = [field for field in relation.local if field != tenant_field(table)]
    if not fields or any(not table.columns[field].optional for field in fields):
        required(table, relation, fields or list(relation.local))
    row.update(dict.fromkeys(fields))


def _refuse_other_tenant(bound: Bound, relation: ToOne, where: Any) -> None:
    """Connecting the tenant model by another tenant's key names another tenant."""
    other = bound.other(relation.model).table
    if bound.scope.reach != "tenant" or tenant_field(bound.table) not in relation.local:
        return
    values: list[Any] = []
    fields = unique_shape(other, where, values)
    if fields == (tenant_field(other),) and values != [bound.scope.key]:
        raise TenantMismatchError(bound.table.name, relation.name)
