"""PostgreSQL enums between two states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tenantry.migrate import operations as op
from tenantry.migrate.apply import apply
from tenantry.migrate.state import Database, Enum


def added_values(old: Database, new: Database) -> Iterator[op.Operation]:
    """Enums that only gain values."""
    for before, after in _changed(old, new):
        if set(before.values) < set(after.values):
            yield op.AlterEnum(before, _in_order(before, after), tuple(_uses(before, old)))


def created(old: Database, new: Database) -> Iterator[op.Operation]:
    return (op.CreateEnum(enum) for enum in missing(new, old))


def missing(state: Database, other: Database) -> Iterator[Enum]:
    """The enums of `state` that `other` has not."""
    addresses = {enum.address for enum in other.enums}
    return (enum for enum in state.enums if enum.address not in addresses)


def rebuilt(old: Database, new: Database) -> tuple[list[op.Operation], Database]:
    """The steps for enums that lose values, and `old` after them: defaults that name a lost value are dropped first."""
    steps: list[op.Operation] = []
    for before, after in _changed(old, new):
        if set(before.values) < set(after.values):
            continue
        drops: list[op.Operation] = []
        for use in _uses(before, old):
            default = use.column.default
            if default is not None and not _literals(default) <= set(after.values):
                drops.append(op.AlterColumn(use.table, use.column, replace(use.column, default=None)))
        old = apply(old, drops)
        steps += [*drops, op.AlterEnum(before, after, tuple(_uses(before, old)))]
    return steps, old


def _changed(old: Database, new: Database) -> Iterator[tuple[Enum, Enum]]:
    after = {enum.address: enum for enum in new.enums}
    for enum in old.enums:
        other = after.get(enum.address)
        if other is not None and set(other.values) != set(enum.values):
            yield enum, other


def _in_order(before: Enum, after: Enum) -> Enum:
    """`after`, unless it moves values that are there: ADD VALUE puts a new one beside its neighbor and moves none."""
    if [value for value in after.values if value in before.values] == list(before.values):
        return after
    return replace(after, values=(*before.values, *(v for v in after.values if v not in before.values)))


def _uses(enum: Enum, state: Database) -> Iterator[op.EnumUse]:
    for table in state.tables:
        for column in table.columns:
            if column.type.is_enum and (column.type.name, column.type.schema) == (enum.name, enum.schema):
                yield op.EnumUse(table.address, column)


def _literals(default: str) -> set[str]:
    return {text.replace("''", "'") for text in re.findall(r"'((?:[^']|'')*)'", default)}
