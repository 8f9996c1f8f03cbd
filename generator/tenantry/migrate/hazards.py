"""What an upgrade loses, and what may stop it.

Sentences for the revision's docstring and for the one who must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tenantry.migrate import operations as op
from tenantry.migrate.casts import cast
from tenantry.migrate.state import Address, Column, ForeignKey, Index, Table


def losses(steps: Sequence[op.Operation]) -> tuple[str, ...]:
    """Values that go."""
    return tuple(sentence for step in steps for sentence in _losses(step, steps))


def stops(steps: Sequence[op.Operation]) -> tuple[str, ...]:
    """Steps that fail on some rows; nothing is lost then, the revision is undone."""
    made = {step.table.address for step in steps if isinstance(step, op.CreateTable)}
    return tuple(sentence for step in steps for sentence in _stops(step, made))


def _losses(step: op.Operation, steps: Sequence[op.Operation]) -> Iterator[str]:
    match step:
        case op.DropTable(table):
            yield f"drops the table {table.address} with its rows"
        case op.DropColumn(table, column):
            again = [s.column for s in steps if isinstance(s, op.AddColumn) and s.table == table]
            new = next((other for other in again if other.name == column.name), None)
            if new is None:
                yield f"drops the column {table}.{column.name} with its values"
            else:
                yield f"empties the column {table}.{column.name}: no value of {column.type} can become {new.type}"
        case op.AlterColumn(table, before, after):
            how = cast(after.name, before.type, after.type)
            if before.type != after.type and how is not None and how.may_lose:
                yield f"cuts values of {table}.{after.name}: {after.type} holds less than {before.type}"
        case op.RebuildTable(before, after):
            yield from (_dropped(before, name) for name in _names(before) if name not in _names(after))
        case op.AlterEnum() if step.removed:
            values = _listed(step.removed)
            yield f"removes {values} from the enum {step.after.address}: rows that have it stop the upgrade"
        case _:
            pass


def _dropped(table: Table, column: str) -> str:
    return f"drops the column {table.address}.{column} with its values"


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _stops(step: op.Operation, made: set[Address]) -> Iterator[str]:
    match step:
        case op.AddColumn(table, column) if _needs_value(column):
            yield _required(table, column)
        case op.AlterColumn(table, before, after):
            yield from _altered(table, before, after)
        case op.RebuildTable(before, after):
            yield from _rebuilt(before, after)
        case op.CreateIndex(table, index) if index.unique and table not in made:
            yield _unique(table, index)
        case op.AddForeignKey(table, key) if table not in made:
            yield _orphans(table, key)
        case op.AddPrimaryKey(table, key):
            yield f"stops where two rows of {table} have the same {_listed(key.columns)}, or none"
        case _:
            pass


def _rebuilt(before: Table, after: Table) -> Iterator[str]:
    for column in after.columns:
        if column.name in _names(before):
            yield from _altered(after.address, before.column(column.name), column)
        elif _needs_value(column):
            yield _required(after.address, column)
    for index in after.indexes:
        if index.unique and index not in before.indexes:
            yield _unique(after.address, index)
    for key in after.foreign_keys:
        if key not in before.foreign_keys:
            yield _orphans(after.address, key)


def _unique(table: Address, index: Index) -> str:
    return f"stops where two rows of {table} have the same {_listed(column.name for column in index.columns)}"


def _orphans(table: Address, key: ForeignKey) -> str:
    return f"stops where {_listed(key.columns)} of {table} names no row of {Address(key.table, key.schema)}"


def _altered(table: Address, before: Column, after: Column) -> Iterator[str]:
    if before.nullable and not after.nullable and after.default is None:
        yield f"stops where {table}.{after.name} is null"
    if before.type != after.type:
        yield f"stops where a value of {table}.{after.name} is no {after.type}"


def _needs_value(column: Column) -> bool:
    return not column.nullable and column.default is None and not column.autoincrement


def _required(table: Address, column: Column) -> str:
    return f"stops where {table} has rows: {column.name} is required and has no default"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
