"""Rows at the other end of a join table."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tenantry.runtime.catalog import ManyToMany
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.asking import Related, asked
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.changing import change_many
from tenantry.runtime.operations.includes import attach
from tenantry.runtime.operations.nested.writer import Writer, key_of, listed, nothing_to, parts, words_of
from tenantry.runtime.operations.reads import lookup
from tenantry.runtime.operations.removing import delete, delete_many
from tenantry.runtime.planning.frame import ONE
from tenantry.runtime.planning.joins import link_table
from tenantry.runtime.planning.plan import Parameters, Plan

_NEW = ("create", "connect", "connect_or_create")
_THERE = (*_NEW, "disconnect", "set", "update", "upsert", "delete", "update_many", "delete_many")


def write_linked(
    writer: Writer, bound: Bound, relation: ManyToMany, record: Any, said: Any, is_new: bool
) -> Steps[None]:
    """Does to the rows that are linked to a record, and to the links, what its payload says of them."""
    ends = _Ends(bound, bound.other(relation.model), relation, record)
    for word, argument in words_of(bound.table, relation, said, _NEW if is_new else _THERE):
        yield from ends.write(writer, word, argument)


class _Ends:
    """A record and the model at the other end."""

    def __init__(self, bound: Bound, other: Bound, relation: ManyToMany, record: Any) -> None:
        self.bound, self.other, self.relation, self.record = bound, other, relation, record
        (self.own,), (self.remote,) = bound.table.model.key, other.table.model.key
        self.key = getattr(record, bound.table.attribute(self.own))

    def write(self, writer: Writer, word: str, argument: Any) -> Steps[None]:
        table, other, relation = self.bound.table, self.other, self.relation
        match word:
            case "create":
                for payload in listed(argument):
                    yield from self._link((yield from writer.create(other, payload)))
            case "connect":
                for where in listed(argument):
                    yield from self._link((yield from self._found(where, "connect to")))
            case "connect_or_create":
                for one in listed(argument):
                    where, data = parts(table, relation, word, one, "where", "create")
                    target = yield from lookup(other, where, (self.remote,))
                    yield from self._link(target if target is not None else (yield from writer.create(other, data)))
            case "disconnect":
                for where in listed(argument):
                    target = yield from lookup(other, where, (self.remote,))
                    if target is not None:
                        yield from self._unlink(target)
            case "set":
                wanted: list[Any] = []
                for where in listed(argument):
                    wanted.append((yield from self._found(where, "connect to")))
                kept = {self._key_of(target) for target in wanted}
                for target in (yield from self._linked()):
                    if self._key_of(target) not in kept:
                        yield from self._unlink(target)
                for target in wanted:
                    yield from self._link(target)
            case "update":
                for one in listed(argument):
                    where, data = parts(table, relation, word, one, "where", "data")
                    if not (yield from self._changed(writer, where, data)):
                        nothing_to("update from", self.bound, relation)
            case "upsert":
                for one in listed(argument):
                    where, data, change = parts(table, relation, word, one, "where", "create", "update")
                    if not (yield from self._changed(writer, where, change)):
                        yield from self._link((yield from writer.create(other, data)))
            case "delete":
                for where in listed(argument):
                    target = yield from self._linked_one(where)
                    if target is None or (yield from delete(other, key_of(other.table, target))) is None:
                        nothing_to("delete from", self.bound, relation)
            case "update_many":
                for one in listed(argument):
                    where, data = parts(table, relation, word, one, "where", "data")
                    yield from change_many(other, (yield from self._among(where)), data)
            case _:
                for where in listed(argument):
                    yield from delete_many(other, (yield from self._among(where)))

    def _key_of(self, target: Any) -> Any:
        return getattr(target, self.other.table.attribute(self.remote))

    def _found(self, where: Any, done: str) -> Steps[Any]:
        target = yield from lookup(self.other, where, (self.remote,))
        if target is None:
            nothing_to(done, self.bound, self.relation)
        return target

    def _linked(self, where: Any = None) -> Steps[list[Any]]:
        """The rows at the other end, those inside the scope."""
        related = Related(self.relation, asked(self.other, where))
        holder = self.record.model_copy()
        yield from attach(self.bound, [holder], [related])
        found: list[Any] = getattr(holder, self.relation.attribute)
        return found

    def _linked_one(self, where: Any) -> Steps[Any]:
        target = yield from lookup(self.other, where, (self.remote,))
        if target is None:
            return None
        found = yield from self._linked({self.remote: self._key_of(target)})
        return found[0] if found else None

    def _changed(self, writer: Writer, where: Any, data: Any) -> Steps[bool]:
        target = yield from self._linked_one(where)
        if target is None:
            return False
        return (yield from writer.change(self.other, key_of(self.other.table, target), data)) is not None

    def _among(self, where: Any) -> Steps[dict[str, Any]]:
        linked = yield from self._linked(where)
        return {self.remote: {"in": [self._key_of(target) for target in linked]}}

    def _link(self, target: Any) -> Steps[None]:
        bound, other, relation = self.bound, self.other, self.relation

        def build(parameters: Parameters) -> Plan:
            link = link_table(relation)
            here, there = self._pair(parameters)
            same = [link.c[relation.here] == here, link.c[relation.there] == there]
            absent = ~sa.exists(sa.select(ONE).select_from(link).where(*same))
            row = sa.select(here, there).where(absent)
            return parameters.plan(sa.insert(link).from_select([relation.here, relation.there], row))

        plan = bound.planner.plan(bound.shape("link", relation.name), other.table, build)
        yield plan.sql, plan.bind([self.key, self._key_of(target)], None), Mode.COUNT, bound.table.model

    def _unlink(self, target: Any) -> Steps[None]:
        bound, relation = self.bound, self.relation

        def build(parameters: Parameters) -> Plan:
            link = link_table(relation)
            here, there = self._pair(parameters)
            return parameters.plan(
                sa.delete(link).where(link.c[relation.here] == here, link.c[relation.there] == there)
            )

        plan = bound.planner.plan(bound.shape("unlink", relation.name), self.other.table, build)
        yield plan.sql, plan.bind([self.key, self._key_of(target)], None), Mode.COUNT, bound.table.model

    def _pair(self, parameters: Parameters) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
        """Parameters for the keys of both ends."""
        here, there = self.bound.table, self.other.table
        return (
            here.dialect.written(parameters.value(here.element_encoder(self.own), self.own), here.columns[self.own]),
            there.dialect.written(
                parameters.value(there.element_encoder(self.remote), self.remote), there.columns[self.remote]
            ),
        )
