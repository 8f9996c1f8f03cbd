"""From one PostgreSQL state to another.

Enum values come first (a new value cannot be used in the transaction that adds it), then what stands in the way of
altering tables goes, the tables change, and indexes and foreign keys come back last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tenantry.migrate import enums
from tenantry.migrate import operations as op
from tenantry.migrate.casts import cast
from tenantry.migrate.creation import create_tables
from tenantry.migrate.state import Address, Database, ForeignKey, Index, Table


def diff(old: Database, new: Database) -> list[op.Operation]:
    steps = [*enums.added_values(old, new)]
    steps += [op.CreateSchema(name) for name in new.schemas if name not in old.schemas]
    steps += enums.created(old, new)
    changes, old = enums.rebuilt(old, new)
    steps += changes
    steps += _tables(old, new)
    steps += [op.DropSchema(name) for name in old.schemas if name not in new.schemas]
    return steps


@dataclass(frozen=True, slots=True)
class _Change:
    """A table that stays, and which of its columns get another type or are made anew because no cast keeps their
    values.
    """

    before: Table
    after: Table
    retyped: frozenset[str]
    recreated: frozenset[str]

    @property
    def address(self) -> Address:
        return self.after.address


def _tables(old: Database, new: Database) -> list[op.Operation]:
    before = {table.address: table for table in old.tables}
    after = {table.address: table for table in new.tables}
    changes = [_change(before[address], table) for address, table in after.items() if address in before]
    gone = [table for address, table in before.items() if address not in after]
    made = [table for address, table in after.items() if address not in before]
    taken = _names(old)

    keys = [_pair_keys(change, changes, taken) for change in changes]
    indexes = [_pair_indexes(change, taken) for change in changes]
    creation = list(create_tables(made, inline=False))
    steps: list[op.Operation] = []
    for pair in keys:
        steps += pair.dropped
    for table in gone:
        steps += [op.DropForeignKey(table.address, key) for key in table.foreign_keys]
    for pair in indexes:
        steps += pair.dropped
    for change in changes:
        steps += _alter(change, taken)
    steps += [op.DropTable(replace(table, foreign_keys=())) for table in gone]
    steps += [op.DropEnum(enum) for enum in enums.missing(old, new)]
    for pair in (*indexes, *keys):
        steps += pair.renamed
    steps += [step for step in creation if isinstance(step, op.CreateTable)]
    for pair in indexes:
        steps += pair.added
    steps += [step for step in creation if isinstance(step, op.CreateIndex)]
    for pair in keys:
        steps += pair.added
    steps += [step for step in creation if isinstance(step, op.AddForeignKey)]
    return steps


def _names(state: Database) -> frozenset[str]:
    """Names that a rename must keep away from, whichever table has them now."""
    found: set[str] = {table.name for table in state.tables}
    for table in state.tables:
        found |= {index.name for index in table.indexes} | {key.name for key in table.foreign_keys}
        found |= {table.key.name} if table.key and table.key.name else set()
    return frozenset(found)


def _change(before: Table, after: Table) -> _Change:
    old = {column.name: column for column in before.columns}
    retyped = {c.name for c in after.columns if c.name in old and old[c.name].type != c.type}
    recreated = {n for n in retyped if cast(n, old[n].type, after.column(n).type) is None}
    return _Change(before, after, frozenset(retyped), frozenset(recreated))


@dataclass(frozen=True, slots=True)
class _Pairing:
    """What to do about the indexes, or the foreign keys, of one table."""

    dropped: list[op.Operation]
    renamed: list[op.Operation]
    added: list[op.Operation]


def _pair_indexes(change: _Change, taken: frozenset[str]) -> _Pairing:
    after = {index.name: index for index in change.after.indexes}
    stay = {i.name for i in change.before.indexes if after.get(i.name) == i and not _is_disturbed(i, change)}
    gone = [index for index in change.before.indexes if index.name not in stay]
    come = [index for index in change.after.indexes if index.name not in stay]
    renamed: list[op.Operation] = []
    for index in list(come):
        twin = next((g for g in gone if replace(g, name=index.name) == index), None)
        if twin is not None and index.name not in taken and not _is_disturbed(twin, change):
            renamed.append(op.RenameIndex(change.address, twin.name, index.name))
            gone.remove(twin)
            come.remove(index)
    return _Pairing(
        [op.DropIndex(change.address, index) for index in gone],
        renamed,
        [op.CreateIndex(change.address, index) for index in come],
    )


def _is_disturbed(index: Index, change: _Change) -> bool:
    """A column made anew takes its indexes along; an operator class or method may not fit the new type."""
    names = {column.name for column in index.columns}
    special = index.method is not None or any(column.operator_class for column in index.columns)
    return bool(names & change.recreated) or (special and bool(names & change.retyped))


def _pair_keys(change: _Change, changes: list[_Change], taken: frozenset[str]) -> _Pairing:
    after = {key.name: key for key in change.after.foreign_keys}
    kept = [key for key in change.before.foreign_keys if not _is_uprooted(key, change, changes)]
    stay = {key.name for key in kept if after.get(key.name) == key}
    gone = [key for key in change.before.foreign_keys if key.name not in stay]
    come = [key for key in change.after.foreign_keys if key.name not in stay]
    renamed: list[op.Operation] = []
    for key in list(come):
        twin = next((g for g in gone if g in kept and replace(g, name=key.name) == key), None)
        if twin is not None and key.name not in taken:
            renamed.append(op.RenameConstraint(change.address, twin.name, key.name))
            gone.remove(twin)
            come.remove(key)
    return _Pairing(
        [op.DropForeignKey(change.address, key) for key in gone],
        renamed,
        [op.AddForeignKey(change.address, key) for key in come],
    )


def _is_uprooted(key: ForeignKey, change: _Change, changes: list[_Change]) -> bool:
    """Its columns change type on either side, or the key that it refers to goes for a while."""
    if change.retyped & set(key.columns):
        return True
    target = next((c for c in changes if c.address == Address(key.table, key.schema)), None)
    if target is None:
        return True
    return bool(target.retyped & set(key.references)) or not _keeps_unique(target, set(key.references))


def _keeps_unique(change: _Change, columns: set[str]) -> bool:
    before, after = change.before, change.after
    if before.key and after.key and before.key.columns == after.key.columns and set(before.key.columns) == columns:
        return True
    kept = (index for index in before.indexes if index in after.indexes and index.unique)
    return any({column.name for column in index.columns} == columns for index in kept)


def _alter(change: _Change, taken: frozenset[str]) -> Iterator[op.Operation]:
    """Prisma's order: drop the key, drop columns, add columns, alter columns, add the key."""
    before, after, address = change.before, change.after, change.address
    old = {column.name: column for column in before.columns}
    new = {column.name: column for column in after.columns}
    same_key = before.key and after.key and before.key.columns == after.key.columns
    moved = not same_key or bool(set(before.key.columns if before.key else ()) & change.recreated)
    renames = not moved and before.key != after.key
    if renames and after.key and after.key.name in taken:
        moved, renames = True, False
    if moved and before.key:
        yield op.DropPrimaryKey(address, before.key)
    for name, column in old.items():
        if name not in new or name in change.recreated:
            yield op.DropColumn(address, column)
    for name, column in new.items():
        if name not in old or name in change.recreated:
            yield op.AddColumn(address, column)
    for name, column in new.items():
        if name in old and name not in change.recreated and old[name] != column:
            yield op.AlterColumn(address, old[name], column)
    if moved and after.key:
        yield op.AddPrimaryKey(address, after.key)
    if renames and before.key and after.key and before.key.name and after.key.name:
        yield op.RenameConstraint(address, before.key.name, after.key.name)
