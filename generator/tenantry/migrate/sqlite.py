"""From one SQLite state to another.

SQLite alters little in place: a column is added when it needs neither a key nor a computed default, and dropped when
nothing refers to it. Whatever else changes in a table makes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenantry.migrate import operations as op
from tenantry.migrate.creation import create_tables
from tenantry.migrate.state import Column, Database, Table


def diff(old: Database, new: Database) -> list[op.Operation]:
    before = {table.address: table for table in old.tables}
    after = {table.address: table for table in new.tables}
    kept = [(before[address], table) for address, table in after.items() if address in before]
    in_place = [(a, b) for a, b in kept if not _needs_rebuild(a, b)]
    rebuilt = [(a, b) for a, b in kept if _needs_rebuild(a, b)]
    made = tuple(table for address, table in after.items() if address not in before)

    steps: list[op.Operation] = []
    for a, b in in_place:
        steps += [op.DropIndex(a.address, index) for index in a.indexes if index not in b.indexes]
    steps += [op.DropTable(table) for address, table in before.items() if address not in after]
    for a, b in rebuilt:
        steps.append(op.RebuildTable(a, b))
    for a, b in in_place:
        steps += [op.DropColumn(a.address, column) for column in _missing(a, b)]
        steps += [op.AddColumn(a.address, column) for column in _missing(b, a)]
    creation = list(create_tables(made, inline=True))
    steps += [step for step in creation if isinstance(step, op.CreateTable)]
    for a, b in in_place:
        steps += [op.CreateIndex(a.address, index) for index in b.indexes if index not in a.indexes]
    steps += [step for step in creation if not isinstance(step, op.CreateTable)]
    return steps


def _missing(table: Table, other: Table) -> Iterator[Column]:
    """The columns of `table` that `other` has not."""
    names = {column.name for column in other.columns}
    return (column for column in table.columns if column.name not in names)


def _needs_rebuild(before: Table, after: Table) -> bool:
    columns = {column.name: column for column in before.columns}
    return (
        any(column.name in columns and columns[column.name] != column for column in after.columns)
        or before.key != after.key
        or set(before.foreign_keys) != set(after.foreign_keys)
        or not all(_can_be_added(column) for column in _missing(after, before))
        # The reverse has to be possible in place as well: dropped columns come back by the downgrade.
        or not all(_can_be_added(column) for column in _missing(before, after))
    )


_CONSTANT = re.compile(r"[-+]?\d+(\.\d+)?|[xX]?'([^']|'')*'|true|false", re.DOTALL)


def _can_be_added(column: Column) -> bool:
    """ADD COLUMN takes constants only, and a required column needs one."""
    if column.autoincrement:
        return False
    if column.default is None:
        return column.nullable
    return _CONSTANT.fullmatch(column.default) is not None
