"""Rows that hold a foreign key to the one that was written: one, or a list."""

from __future__ import annotations

from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime.catalog import ToMany, ToOne
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.bulk import create_many
from tenantry.runtime.operations.changing import change_many
from tenantry.runtime.operations.nested.writer import (
    Word,
    Writer,
    key_of,
    listed,
    nothing_to,
    parts,
    plain_where,
    required,
    words_of,
)
from tenantry.runtime.operations.payload import tenant_field
from tenantry.runtime.operations.reads import find_many
from tenantry.runtime.operations.removing import delete_many
from tenantry.runtime.planning.plan import Parameters, Plan
from tenantry.runtime.planning.shape import unique_shape

_NEW_ONE = ("create", "connect", "connect_or_create")
_NEW = (*_NEW_ONE, "create_many")
_THERE_ONE = (*_NEW_ONE, "disconnect", "delete", "update", "upsert")
_THERE = (*_NEW, "disconnect", "set", "update", "upsert", "delete", "update_many", "delete_many")


def write_children(
    writer: Writer, bound: Bound, relation: ToOne | ToMany, record: Any, said: Any, is_new: bool
) -> Steps[None]:
    """Does to the rows that refer to a record what its payload says of them."""
    other = bound.other(relation.model)
    key = {
        remote: getattr(record, bound.table.attribute(local))
        for local, remote in zip(relation.local, relation.remote, strict=True)
    }
    if isinstance(relation, ToOne):
        words = words_of(bound.table, relation, said, _NEW_ONE if is_new else _THERE_ONE)
        if len(words) != 1:
            bound.table.wrong("wants one of create, connect, connect_or_create", relation.name)
        yield from _write_one(writer, bound, other, relation, key, words[0], is_new)
        return
    for word, argument in words_of(bound.table, relation, said, _NEW if is_new else _THERE):
        yield from _write_many(writer, bound, other, relation, key, word, argument)


def _write_one(
    writer: Writer, bound: Bound, other: Bound, relation: ToOne, key: dict[str, Any], said: Word, is_new: bool
) -> Steps[None]:
    word, argument = said
    match word:
        case "create" | "connect" | "connect_or_create":
            if not is_new:
                yield from _release(other, relation, key)
            yield from _add(writer, bound, other, relation, key, word, argument)
        case "disconnect":
            if argument is True:
                yield from _release(other, relation, key)
        case "delete":
            if argument is True and not (yield from delete_many(other, key)):
                nothing_to("delete from", bound, relation)
        case "update":
            if (yield from changed_one(writer, other, key, argument)) is None:
                nothing_to("update from", bound, relation)
        case _:
            data, change = parts(bound.table, relation, word, argument, "create", "update")
            if (yield from changed_one(writer, other, key, change)) is None:
                yield from writer.create(other, _child(other, key, data))


def _write_many(
    writer: Writer, bound: Bound, other: Bound, relation: ToMany, key: dict[str, Any], word: str, argument: Any
) -> Steps[None]:
    table = bound.table
    match word:
        case "create" | "connect" | "connect_or_create":
            for one in listed(argument):
                yield from _add(writer, bound, other, relation, key, word, one)
        case "create_many":
            yield from _create_many(bound, other, relation, key, argument)
        case "disconnect":
            for where in listed(argument):
                yield from _release(other, relation, {**key, **_child_where(other, key, where)})
        case "set":
            kept = [_child_where(other, key, where) for where in listed(argument)]
            others: dict[str, Any] = {**key, "NOT": {"OR": kept}} if kept else key
            yield from _release(other, relation, others)
            for where in listed(argument):
                yield from _add(writer, bound, other, relation, key, "connect", where)
        case "update":
            for one in listed(argument):
                where, data = parts(table, relation, word, one, "where", "data")
                there = {**key, **_child_where(other, key, where)}
                if (yield from changed_one(writer, other, there, data)) is None:
                    nothing_to("update from", bound, relation)
        case "upsert":
            for one in listed(argument):
                where, data, change = parts(table, relation, word, one, "where", "create", "update")
                there = {**key, **_child_where(other, key, where)}
                if (yield from changed_one(writer, other, there, change)) is None:
                    yield from writer.create(other, _child(other, key, data))
        case "delete":
            for where in listed(argument):
                if not (yield from delete_many(other, {**key, **_child_where(other, key, where)})):
                    nothing_to("delete from", bound, relation)
        case "update_many":
            for one in listed(argument):
                where, data = parts(table, relation, word, one, "where", "data")
                yield from change_many(other, {"AND": [key, where]}, data)
        case _:
            for where in listed(argument):
                yield from delete_many(other, {"AND": [key, where]})


def _add(
    writer: Writer, bound: Bound, other: Bound, relation: ToOne | ToMany, key: dict[str, Any], word: str, said: Any
) -> Steps[None]:
    match word:
        case "create":
            yield from writer.create(other, _child(other, key, said))
        case "connect":
            if not (yield from _repoint(other, key, said)):
                nothing_to("connect to", bound, relation)
        case _:
            where, data = parts(bound.table, relation, word, said, "where", "create")
            if not (yield from _repoint(other, key, where)):
                yield from writer.create(other, _child(other, key, data))


def _child(other: Bound, key: dict[str, Any], payload: Any) -> dict[str, Any]:
    """A child's payload with its foreign key, which the payload itself must not give."""
    if not isinstance(payload, dict):
        other.table.wrong("wants a dictionary as data")
    given = cast("dict[str, Any]", payload)
    own = tenant_field(other.table)
    for field, value in key.items():
        if field in given and not (field == own and given[field] == value):
            other.table.wrong("is set by the row it is nested in", field)
    return {**given, **key}


def _child_where(other: Bound, key: dict[str, Any], where: Any) -> dict[str, Any]:
    """What names a child. That it is a child of this row is asked beside it."""
    found = plain_where(other.table, where)
    clashing = {field: value for field, value in found.items() if field in key and value != key[field]}
    return {"AND": [found]} if clashing else found


def _create_many(bound: Bound, other: Bound, relation: ToMany, key: dict[str, Any], argument: Any) -> Steps[None]:
    if not isinstance(argument, dict):
        bound.table.wrong("wants a dictionary with data for create_many", relation.name)
    said = cast("dict[str, Any]", argument)
    for word in said:
        if word not in ("data", "skip_duplicates"):
            bound.table.unknown(word, ("data", "skip_duplicates"), f"word for create_many in {relation.name}")
    rows = [_child(other, key, payload) for payload in listed(said.get("data", []))]
    yield from create_many(other, rows, bool(said.get("skip_duplicates", False)))


def changed_one(writer: Writer, other: Bound, there: dict[str, Any], data: Any) -> Steps[Any]:
    """Changes the one row that fits a filter; None where the scope has none."""
    found = yield from find_many(other, there, take=1)
    if not found:
        return None
    return (yield from writer.change(other, key_of(other.table, found[0]), data))


def _release(other: Bound, relation: ToOne | ToMany, where: dict[str, Any]) -> Steps[None]:
    """Lets go of the children that fit: their foreign key becomes empty, but for the tenant in it."""
    table = other.table
    fields = [field for field in relation.remote if field != tenant_field(table)]
    if not fields or any(not table.columns[field].optional for field in fields):
        if (yield from find_many(other, where, take=1)):
            required(table, relation, fields or list(relation.remote))
        return
    yield from change_many(other, where, dict.fromkeys(fields))


def _repoint(other: Bound, key: dict[str, Any], where: Any) -> Steps[int]:
    """Makes a row of the same tenant refer to this one; 0 where the scope has no such row."""
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
    touched: int = yield plan.sql, plan.bind([*key.values(), *found], other.scope.key), Mode.COUNT, table.model
    return touched
