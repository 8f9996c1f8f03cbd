"""create, with nested create and connect, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime.catalog import Column, ManyToMany, Relation, ToMany, ToOne
from tenantry.runtime.dialect import Insert
from tenantry.runtime.errors import DataError, RecordNotFoundError, TenantMismatchError
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.guards import guard_terms, guard_values, guarded, refused
from tenantry.runtime.operations.includes import complete_record
from tenantry.runtime.operations.layout import layout_of
from tenantry.runtime.operations.payload import complete, sorted_payload, stamp_tenant, tenant_field
from tenantry.runtime.operations.reads import lookup
from tenantry.runtime.planning.joins import link_table
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import unique_shape
from tenantry.runtime.planning.table import Table


def create(bound: Bound, data: Any, include: Any = None, select: Any = None, omit: Any = None) -> Steps[Any]:
    """Writes one row, and what its payload nests, and returns its record."""
    ask = None if include is select is omit is None else asked(bound, include=include, select=select, omit=omit)
    record = yield from _create(bound, data)
    if ask is not None:
        yield from complete_record(bound, ask, record)
    return record


def _create(bound: Bound, data: Any) -> Steps[Any]:
    table = bound.table
    layout = layout_of(bound, data)
    if layout is not None:
        plain = layout.row(bound, data)
        return (yield from _insert(bound, plain, layout.names, guarded(bound, plain)))
    row, nested = sorted_payload(table, data)
    trusted: list[str] = []
    for name in list(nested):
        relation = table.relations[name]
        if isinstance(relation, ToOne) and relation.owner:
            yield from _resolve_owner(bound, relation, nested.pop(name), row)
            trusted.append(name)
    stamp_tenant(bound, row)
    complete(table, row)
    names = tuple([name for name in table.columns if name in row])
    record = yield from _insert(bound, row, names, guarded(bound, row, trusted))
    for name, wanted in nested.items():
        yield from _write_nested(bound, table.relations[name], record, wanted)
    return record


def _insert(bound: Bound, row: dict[str, Any], names: tuple[str, ...], guards: tuple[str, ...]) -> Steps[Any]:
    table = bound.table

    def build(parameters: Parameters) -> Plan:
        statement = insert_statement(bound, names, guards, parameters)
        return parameters.plan(statement.returning(*table.expressions(table.columns)))

    plan = bound.planner.plan(bound.shape("insert", names, guards), table, build)
    values = [row[name] for name in names]
    if guards:
        values += guard_values(table, row, guards)
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    if not rows:
        raise refused(table, guards)
    return table.fill(None)(rows)[0]


def insert_statement(bound: Bound, names: Sequence[str], guards: Sequence[str], parameters: Parameters) -> Insert:
    """INSERT of one row; with guards, of a row that appears only where what it refers to is inside the scope."""
    table = bound.table
    columns = [table.columns[name] for name in names]
    values: list[sa.ColumnElement[Any]] = [table.parameter(name, parameters) for name in names]
    if table.counted is not None and table.counted not in names:
        columns.append(table.columns[table.counted])
        values.append(_next_number(table, columns[-1]))
    if not guards:
        return table.dialect.insert(table.core).values(dict(zip([c.column for c in columns], values, strict=True)))
    written = [table.dialect.written(value, column) for value, column in zip(values, columns, strict=True)]
    source = sa.select(*written).where(
        *guard_terms(bound, guards, parameters, lambda f: parameters.value(table.element_encoder(f), f))
    )
    return table.dialect.insert(table.core).from_select([c.column for c in columns], source)


def _next_number(table: Table, column: Column) -> sa.ColumnElement[Any]:
    """One more than the highest key; SQLite has one writer at a time, so no other can take it in between."""
    highest = sa.select(
        sa.func.coalesce(sa.func.max(table.core.c[column.column]), 0) + sa.literal_column("1", sa.Integer())
    )
    return highest.scalar_subquery()


def _nested_words(table: Table, relation: Relation, wanted: Any) -> tuple[list[Any], list[Any]]:
    """The payloads to create and the rows to connect."""
    if not isinstance(wanted, dict) or not wanted:
        table.wrong("wants a dictionary with create or connect", relation.name)
    words = cast("dict[str, Any]", wanted)
    for word in words:
        if word not in ("create", "connect"):
            table.unknown(word, ("create", "connect"), f"nested write in {relation.name}")
    creates = _as_list(words.get("create"))
    connects = _as_list(words.get("connect"))
    if not isinstance(relation, (ToMany, ManyToMany)) and len(creates) + len(connects) != 1:
        table.wrong("wants one row: create or connect", relation.name)
    return creates, connects


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(cast("list[Any]", value)) if isinstance(value, (list, tuple)) else [value]


def _resolve_owner(bound: Bound, relation: ToOne, wanted: Any, row: dict[str, Any]) -> Steps[None]:
    """Sets the foreign key from the row that a nested create makes or a connect finds."""
    table, other = bound.table, bound.other(relation.model)
    creates, connects = _nested_words(table, relation, wanted)
    own = tenant_field(table)
    for field in relation.local:
        if field in row and field != own:
            table.wrong(f"is set by {relation.name}: give one of the two", field)
    if creates:
        target = yield from _create(other, creates[0])
    else:
        _refuse_other_tenant(bound, relation, connects[0])
        target = yield from lookup(other, connects[0], relation.remote)
        if target is None:
            raise _nothing_to_connect(table, relation)
    for local, remote in zip(relation.local, relation.remote, strict=True):
        value = getattr(target, other.table.attribute(remote))
        if row.setdefault(local, value) != value:
            raise TenantMismatchError(table.name, local)


def _refuse_other_tenant(bound: Bound, relation: ToOne, where: Any) -> None:
    """Connecting the tenant model by another tenant's key names another tenant."""
    other = bound.other(relation.model).table
    if bound.scope.reach != "tenant" or tenant_field(bound.table) not in relation.local:
        return
    values: list[Any] = []
    fields = unique_shape(other, where, values)
    if fields == (tenant_field(other),) and values != [bound.scope.key]:
        raise TenantMismatchError(bound.table.name, relation.name)


def _nothing_to_connect(table: Table, relation: Relation) -> DataError:
    return RecordNotFoundError(
        f"no {relation.model} to connect to {table.name}.{relation.name}", model=relation.model, target=[relation.name]
    )


def _write_nested(bound: Bound, relation: Relation, record: Any, wanted: Any) -> Steps[None]:
    """Creates and connects the rows on the other side of a row that was just written."""
    other = bound.other(relation.model)
    creates, connects = _nested_words(bound.table, relation, wanted)
    if isinstance(relation, ManyToMany):
        yield from _link(bound, other, relation, record, creates, connects)
        return
    key = {
        remote: getattr(record, bound.table.attribute(local))
        for local, remote in zip(relation.local, relation.remote, strict=True)
    }
    for payload in creates:
        if not isinstance(payload, dict):
            other.table.wrong("wants a dictionary as data")
        given = cast("dict[str, Any]", payload)
        own = tenant_field(other.table)
        for field, value in key.items():
            if field in given and not (field == own and given[field] == value):
                other.table.wrong("is set by the row it is nested in", field)
        yield from _create(other, {**given, **key})
    for where in connects:
        yield from _repoint(bound, other, relation, key, where)


def _repoint(bound: Bound, other: Bound, relation: Relation, key: dict[str, Any], where: Any) -> Steps[None]:
    """Makes an existing row of the same tenant refer to the new one."""
    table, found = other.table, list[Any]()
    field = tenant_field(table)
    own = None if field is None else table.columns[field].column
    fields = unique_shape(table, where, found)

    def build(parameters: Parameters) -> Plan:
        written = {table.columns[f].column: table.parameter(f, parameters) for f in key}
        terms = other.filtered(fields, "write", parameters)
        if own in written:  # only an unscoped client gets here with another tenant's row
            terms.append(table.core.c[own] == written[own])
        return parameters.plan(sa.update(table.core).where(*terms).values(written))

    plan = other.planner.plan(other.shape("repoint", tuple(key), fields), table, build)
    touched = yield plan.sql, plan.bind([*key.values(), *found], other.scope.key), Mode.COUNT, table.model
    if not touched:
        raise _nothing_to_connect(bound.table, relation)


def _link(
    bound: Bound, other: Bound, relation: ManyToMany, record: Any, creates: list[Any], connects: list[Any]
) -> Steps[None]:
    """Rows of the join table of a many-to-many relation."""
    (own,), (remote,) = bound.table.model.key, other.table.model.key
    targets: list[Any] = []
    for payload in creates:
        targets.append((yield from _create(other, payload)))
    for where in connects:
        target = yield from lookup(other, where, (remote,))
        if target is None:
            raise _nothing_to_connect(bound.table, relation)
        targets.append(target)

    def build(parameters: Parameters) -> Plan:
        link = link_table(relation)
        here = bound.table.dialect.written(
            parameters.value(bound.table.element_encoder(own), own), bound.table.columns[own]
        )
        there = bound.table.dialect.written(
            parameters.value(other.table.element_encoder(remote), remote), other.table.columns[remote]
        )
        absent = ~sa.exists(
            sa.select(sa.literal_column("1", sa.Integer()))
            .select_from(link)
            .where(link.c[relation.here] == here, link.c[relation.there] == there)
        )
        return parameters.plan(
            sa.insert(link).from_select([relation.here, relation.there], sa.select(here, there).where(absent))
        )

    plan = bound.planner.plan(bound.shape("link", relation.name), bound.table, build)
    for target in targets:
        pair = [getattr(record, bound.table.attribute(own)), getattr(target, other.table.attribute(remote))]
        yield plan.sql, plan.bind(pair, None), Mode.COUNT, bound.table.model
