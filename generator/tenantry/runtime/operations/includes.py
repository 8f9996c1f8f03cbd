"""Relations of records already read: one statement a relation, whatever the number of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from tenantry.runtime import encode
from tenantry.runtime.catalog import ManyToMany, ToMany, ToOne
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import Ask, Counted, Related
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.conditions import condition
from tenantry.runtime.planning.joins import link_table
from tenantry.runtime.planning.listing import Reading, Rows, listing
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.table import Table
from tenantry.runtime.records import set_counts, set_fields

_CHUNK = 128
"""Composite keys a statement: SQLite allows expressions 1,000 terms deep."""

_EVERYTHING = Reading(())


def records_of(bound: Bound, ask: Ask, rows: Sequence[Sequence[Any]]) -> Steps[list[Any]]:
    """Records from the rows of a reading, with the relations that were asked for."""
    records = filled(bound.table, ask, rows)
    yield from complete(bound, ask, records)
    return records


def filled(table: Table, ask: Ask, rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Records from rows, their relations not yet there."""
    selection = ask.reading.selection
    if selection is None:
        return table.fill(None)(rows)
    return table.fill(selection, tuple([r.relation.name for r in ask.relations if isinstance(r, Related)]))(rows)


def complete(bound: Bound, ask: Ask, records: list[Any]) -> Steps[None]:
    """Fetches the relations, and takes away what was fetched for their sake."""
    if ask.relations and records:
        yield from attach(bound, records, ask.relations)
    _strip(records, ask)


def complete_record(bound: Bound, ask: Ask, record: Any) -> Steps[None]:
    """Makes what was asked for of a record that has every column: it was just written."""
    yield from complete(bound, ask, [record])
    if ask.reading.selection is None:
        return
    table = bound.table
    related = {one.relation.name for one in ask.relations if isinstance(one, Related)}
    gone = {table.attribute(name) for name in table.columns if name not in ask.reading.selection}
    gone |= {relation.attribute for name, relation in table.relations.items() if name not in related}
    for attribute in gone:
        record.__dict__.pop(attribute, None)
    set_fields(record, record.__pydantic_fields_set__ - gone)


def attach(bound: Bound, records: list[Any], relations: Sequence[Related | Counted]) -> Steps[None]:
    """Sets relations of the records: a record or None for one, a list for many; or how many there are."""
    for related in relations:
        relation, other = related.relation, bound.other(related.relation.model)
        match related, relation:
            case Counted(), ManyToMany():
                yield from _count_linked(bound, other, relation, related, records)
            case Counted(), (ToOne() | ToMany()):
                yield from _count_keyed(bound.table, other, relation, related, records)
            case Related(), ManyToMany():
                yield from _attach_linked(bound, other, relation, related.ask, records)
            case Related(), (ToOne() | ToMany()):
                yield from _attach_keyed(bound.table, other, relation, related.ask, records)


def _strip(records: list[Any], ask: Ask) -> None:
    for attribute in ask.surplus:
        for record in records:
            record.__dict__.pop(attribute, None)  # a record may stand in the list twice
            set_fields(record, record.__pydantic_fields_set__ - {attribute})


# By a key


def _attach_keyed(table: Table, other: Bound, relation: ToOne | ToMany, ask: Ask, records: list[Any]) -> Steps[None]:
    """To-one and to-many: the rows of the other table whose remote fields are among the local ones."""
    local, remote = _getter(table, relation.local), _getter(other.table, relation.remote)
    keys = [local(record) for record in records]
    found: list[Any] = []
    for wanted, size in _chunks(keys, len(relation.local)):
        plan = _keyed_plan(other, relation, size, ask.reading)
        values = [*wanted, *ask.values, *ask.page_of_each()]
        rows = yield plan.sql, plan.bind(values, other.scope.key), Mode.ROWS, other.table.model
        found += filled(other.table, ask, rows)
    if ask.relations and found:
        yield from attach(other, found, ask.relations)
    attribute = relation.attribute
    if isinstance(relation, ToOne):
        by_key = {remote(row): row for row in found}
        for record, key in zip(records, keys, strict=True):
            record.__dict__[attribute] = by_key.get(key)
    else:
        groups: dict[Any, list[Any]] = {key: [] for key in keys}
        for row in reversed(found) if ask.reading.backward else found:
            groups[remote(row)].append(row)
        for record, key in zip(records, keys, strict=True):
            record.__dict__[attribute] = groups[key]
    _strip(found, ask)


def _keyed_plan(other: Bound, relation: ToOne | ToMany, size: int, reading: Reading) -> Plan:
    """The rows of the other table whose remote fields are among some keys, each list in its order."""
    table, fields, many = other.table, relation.remote, isinstance(relation, ToMany)

    def build(parameters: Parameters) -> Plan:
        among = _among(table, table.core, fields, size, parameters)
        tenant = other.tenant("read", parameters)
        apart = [table.of(table.core, f) for f in fields] if many else []
        rows = Rows(table.core, table.core, [among] if tenant is None else [tenant, among], apart=apart)
        return parameters.plan(listing(other.frame(parameters), table, reading, rows))

    return other.planner.plan(other.shape("include", fields, size, many, reading), table, build)


def _count_keyed(
    table: Table, other: Bound, relation: ToOne | ToMany, counted: Counted, records: list[Any]
) -> Steps[None]:
    there, fields = other.table, relation.remote
    local, remote = _getter(table, relation.local), _getter(there, fields)
    keys, totals = [local(record) for record in records], dict[Any, int]()
    for wanted, size in _chunks(keys, len(fields)):

        def build(parameters: Parameters, size: int = size) -> Plan:
            among = _among(there, there.core, fields, size, parameters)
            columns = [there.of(there.core, f) for f in fields]
            terms = [*other.filtered(counted.filters, "read", parameters), among]
            chosen = [*there.expressions(fields), sa.func.count()]
            return parameters.plan(sa.select(*chosen).where(*terms).group_by(*columns))

        plan = other.planner.plan(other.shape("counts", fields, size, counted.filters), there, build)
        rows = yield plan.sql, plan.bind([*wanted, *counted.values], other.scope.key), Mode.ROWS, there.model
        found = there.fill(fields)([row[:-1] for row in rows])
        totals.update({remote(record): row[-1] for record, row in zip(found, rows, strict=True)})
    for record, key in zip(records, keys, strict=True):
        set_counts(record, relation.name, totals.get(key, 0))


def _getter(table: Table, fields: Sequence[str]) -> Callable[[Any], Any]:
    """From a record to its key: the value of one field, a tuple of several."""
    return attrgetter(*[table.attribute(f) for f in fields])


def _chunks(keys: Sequence[Any], width: int) -> Iterator[tuple[list[Any], int]]:
    """The values of one statement after the other, and how many keys they are (0: one parameter holds them all).

    Composite keys are padded to a power of two, so that a handful of plans serve every number.
    """
    wanted = list(dict.fromkeys([key for key in keys if _is_whole(key)]))
    if not wanted:
        return
    if width == 1:
        yield [wanted], 0
        return
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        size = 1 << (len(chunk) - 1).bit_length()
        padded = chunk + [chunk[-1]] * (size - len(chunk))
        yield [part for key in padded for part in key], size


def _is_whole(key: Any) -> bool:
    return key is not None and not (isinstance(key, tuple) and None in key)


def fetch_keys(other: Bound, fields: tuple[str, ...], keys: list[tuple[Any, ...]]) -> Steps[set[tuple[Any, ...]]]:
    """Those of `keys`, tuples of `fields`, that rows inside the scope have."""
    table, found = other.table, set[tuple[Any, ...]]()
    attributes = [table.attribute(f) for f in fields]
    relation = ToOne("", table.name, fields, fields)
    for wanted, size in _chunks([key[0] for key in keys] if len(fields) == 1 else keys, len(fields)):
        plan = _keyed_plan(other, relation, size, _EVERYTHING)
        rows = yield plan.sql, plan.bind(wanted, other.scope.key), Mode.ROWS, table.model
        found |= {tuple([getattr(record, a) for a in attributes]) for record in table.fill(None)(rows)}
    return found


def _among(
    table: Table, source: sa.FromClause, fields: Sequence[str], size: int, parameters: Parameters
) -> sa.ColumnElement[bool]:
    """`fields` are among the keys: one parameter for a single field, `size` rows of them for several."""
    if len(fields) == 1:
        return _among_values(table, table.of(source, fields[0]), fields[0], parameters)
    rows = [
        sa.and_(*[table.of(source, f) == parameters.value(table.element_encoder(f), f) for f in fields])
        for _ in range(size)
    ]
    return sa.or_(*rows)


def _among_values(
    table: Table, left: sa.ColumnElement[Any], field: str, parameters: Parameters
) -> sa.ColumnElement[bool]:
    element = table.element_encoder(field)
    many = encode.json_list(element) if table.dialect.provider == "sqlite" else encode.list_of(element)
    return table.dialect.among(left, table.columns[field], parameters.value(many, field))


# Through a join table


def _attach_linked(bound: Bound, other: Bound, relation: ManyToMany, ask: Ask, records: list[Any]) -> Steps[None]:
    """Many-to-many: the other table's rows with, in front, the key of the record they belong to."""
    table, (own,) = other.table, bound.table.model.key
    key = attrgetter(bound.table.attribute(own))
    groups: dict[Any, list[Any]] = {key(record): [] for record in records}

    def build(parameters: Parameters) -> Plan:
        rows = _linked_rows(bound, other, relation, own, parameters)
        return parameters.plan(listing(other.frame(parameters), table, ask.reading, rows))

    plan = bound.planner.plan(bound.shape("linked", relation.name, ask.reading), table, build)
    values = [list(groups), *ask.values, *ask.page_of_each()]
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, table.model
    found = filled(table, ask, [row[1:] for row in rows])
    if ask.relations and found:
        yield from attach(other, found, ask.relations)
    pairs = list(zip(rows, found, strict=True))
    for row, record in reversed(pairs) if ask.reading.backward else pairs:
        groups[_as_key(bound.table, own, row[0])].append(record)
    for record in records:
        record.__dict__[relation.attribute] = groups[key(record)]
    _strip(found, ask)


def _linked_rows(bound: Bound, other: Bound, relation: ManyToMany, own: str, parameters: Parameters) -> Rows:
    table, link = other.table, link_table(relation)
    here, there = link.c[relation.here], link.c[relation.there]
    (remote,) = [table.of(table.core, f) for f in table.model.key]
    among = _among_values(bound.table, here, own, parameters)
    tenant = other.tenant("read", parameters)
    return Rows(
        table.core,
        link.join(table.core, remote == there),
        [among] if tenant is None else [tenant, among],
        front=[bound.table.dialect.selected(here, bound.table.columns[own])],
        apart=[here],
    )


def _count_linked(
    bound: Bound, other: Bound, relation: ManyToMany, counted: Counted, records: list[Any]
) -> Steps[None]:
    (own,) = bound.table.model.key
    key = attrgetter(bound.table.attribute(own))

    def build(parameters: Parameters) -> Plan:
        rows = _linked_rows(bound, other, relation, own, parameters)
        asked = condition(other.frame(parameters), other.table, rows.source, counted.filters)
        statement = sa.select(*rows.front, sa.func.count()).select_from(rows.tables)
        terms = [*rows.terms, *([] if asked is None else [asked])]
        return parameters.plan(statement.where(*terms).group_by(*rows.apart))

    plan = bound.planner.plan(bound.shape("link counts", relation.name, counted.filters), other.table, build)
    values = [[key(record) for record in records], *counted.values]
    rows = yield plan.sql, plan.bind(values, bound.scope.key), Mode.ROWS, other.table.model
    totals = {_as_key(bound.table, own, row[0]): row[1] for row in rows}
    for record in records:
        set_counts(record, relation.name, totals.get(key(record), 0))


def _as_key(table: Table, field: str, value: Any) -> Any:
    """The key as records hold it; a driver may hand a uuid over as an object."""
    return str(value) if table.columns[field].kind == "String" else value
