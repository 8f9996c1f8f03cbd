"""Relations of records already read: one statement a relation, whatever the number of records."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from tenantry.runtime import encode
from tenantry.runtime.catalog import ManyToMany, ToOne
from tenantry.runtime.errors import TenantRequiredError
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.joins import link_table
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import included
from tenantry.runtime.planning.table import Table

_CHUNK = 128
"""Composite keys a statement: SQLite allows expressions 1,000 terms deep."""


def relations_of(bound: Bound, include: Any) -> list[str]:
    """Names of the relations that `include` turns on.

    Raises before anything is read, whether or not there are rows: InputError for what is no relation,
    TenantRequiredError for a relation to a model of tenants from a client without one.
    """
    names = included(bound.table, include)
    for name in names if bound.scope.reach == "global" else ():
        other = bound.other(bound.table.relations[name].model).table
        if other.is_scoped:
            raise TenantRequiredError(f"{bound.table.name}.{name} belongs to tenants: use client.tenant(key).")
    return names


def attach(bound: Bound, records: list[Any], names: list[str]) -> Steps[None]:
    """Sets the relations `names` of the records: a record or None for one, a list for many."""
    for name in names:
        relation = bound.table.relations[name]
        other = bound.other(relation.model)
        if isinstance(relation, ManyToMany):
            yield from _attach_linked(bound, other, relation, records)
        else:
            yield from _attach_keyed(bound.table, other, relation, records)


def _attach_keyed(table: Table, other: Bound, relation: Any, records: list[Any]) -> Steps[None]:
    """To-one and to-many: the rows of the other table whose remote fields are among the local ones."""
    local = attrgetter(*[table.attribute(f) for f in relation.local])
    remote = attrgetter(*[other.table.attribute(f) for f in relation.remote])
    keys = [local(record) for record in records]
    wanted = list(dict.fromkeys([key for key in keys if _is_whole(key)]))
    found: list[Any] = []
    if wanted:
        found = yield from _fetch(other, relation.remote, wanted)
    attribute = relation.attribute
    if isinstance(relation, ToOne):
        by_key = {remote(row): row for row in found}
        for record, key in zip(records, keys, strict=True):
            record.__dict__[attribute] = by_key.get(key)
        return
    groups: dict[Any, list[Any]] = {key: [] for key in keys}
    for row in found:
        groups[remote(row)].append(row)
    for record, key in zip(records, keys, strict=True):
        record.__dict__[attribute] = groups[key]


def _is_whole(key: Any) -> bool:
    return key is not None and not (isinstance(key, tuple) and None in key)


def _fetch(other: Bound, fields: tuple[str, ...], keys: list[Any]) -> Steps[list[Any]]:
    """The rows whose `fields` are among `keys`, ordered by their primary key."""
    if len(fields) == 1:
        return (yield from _fetch_some(other, fields, [keys], 0))
    found: list[Any] = []
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        size = 1 << (len(chunk) - 1).bit_length()  # padded to a power of two: a handful of plans serve every number
        padded = chunk + [chunk[-1]] * (size - len(chunk))
        found += yield from _fetch_some(other, fields, [part for key in padded for part in key], size)
    return found


def _fetch_some(other: Bound, fields: tuple[str, ...], values: list[Any], size: int) -> Steps[list[Any]]:
    table = other.table

    def build(parameters: Parameters) -> Plan:
        terms = [_among(table, table.core, fields, size, parameters)]
        tenant = other.tenant("read", parameters)
        order = [table.core.c[table.columns[f].column] for f in table.model.key]
        statement = sa.select(*table.expressions(table.columns)).where(*terms).order_by(*order)
        return parameters.plan(statement if tenant is None else statement.where(tenant))

    plan = other.planner.plan(other.shape("include", fields, size), table, build)
    rows = yield plan.sql, plan.bind(values, other.scope.key), Mode.ROWS, table.model
    return table.fill(None)(rows)


def fetch_keys(other: Bound, fields: tuple[str, ...], keys: list[tuple[Any, ...]]) -> Steps[set[tuple[Any, ...]]]:
    """Those of `keys`, tuples of `fields`, that rows inside the scope have."""
    plain = [key[0] for key in keys] if len(fields) == 1 else keys
    records = yield from _fetch(other, fields, plain)
    remote = [other.table.attribute(f) for f in fields]
    return {tuple([getattr(record, a) for a in remote]) for record in records}


def _among(
    table: Table, source: sa.FromClause, fields: Sequence[str], size: int, parameters: Parameters
) -> sa.ColumnElement[bool]:
    """`fields` are among the keys: one parameter for a single field, `size` rows of them for several."""
    columns = [source.c[table.columns[f].column] for f in fields]
    if len(fields) == 1:
        return _among_values(table, columns[0], fields[0], parameters)
    rows = [
        sa.and_(*[c == parameters.value(table.element_encoder(f), f) for c, f in zip(columns, fields, strict=True)])
        for _ in range(size)
    ]
    return sa.or_(*rows)


def _among_values(
    table: Table, left: sa.ColumnElement[Any], field: str, parameters: Parameters
) -> sa.ColumnElement[bool]:
    element = table.element_encoder(field)
    many = encode.json_list(element) if table.dialect.provider == "sqlite" else encode.list_of(element)
    return table.dialect.among(left, table.columns[field], parameters.value(many, field))


def _attach_linked(bound: Bound, other: Bound, relation: ManyToMany, records: list[Any]) -> Steps[None]:
    """Many-to-many: the other table's rows with, in front, the key of the record they belong to."""
    table, (own,) = other.table, bound.table.model.key
    key = attrgetter(bound.table.attribute(own))
    groups: dict[Any, list[Any]] = {key(record): [] for record in records}

    def build(parameters: Parameters) -> Plan:
        link = link_table(relation)
        here, there = link.c[relation.here], link.c[relation.there]
        (remote,) = [table.core.c[table.columns[f].column] for f in table.model.key]
        statement = (
            sa.select(bound.table.dialect.selected(here, bound.table.columns[own]), *table.expressions(table.columns))
            .select_from(link.join(table.core, remote == there))
            .where(_among_values(bound.table, here, own, parameters))
            .order_by(remote)
        )
        tenant = other.tenant("read", parameters)
        return parameters.plan(statement if tenant is None else statement.where(tenant))

    shape = bound.shape("linked", relation.name)
    plan = bound.planner.plan(shape, table, build)
    rows = yield plan.sql, plan.bind([list(groups)], bound.scope.key), Mode.ROWS, table.model
    found = table.fill(None)([row[1:] for row in rows])
    for row, record in zip(rows, found, strict=True):
        groups[_as_key(bound.table, own, row[0])].append(record)
    for record in records:
        record.__dict__[relation.attribute] = groups[key(record)]


def _as_key(table: Table, field: str, value: Any) -> Any:
    """The key as records hold it; a driver may hand a uuid over as an object."""
    return str(value) if table.columns[field].kind == "String" else value
