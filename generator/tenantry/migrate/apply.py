"""What an operation does to a database state: the meaning of the operations, with no database.

The differ follows its own steps with it, and the tests hold every sequence of operations against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar, assert_never

from tenantry.migrate import operations as op
from tenantry.migrate.state import Address, Database, ForeignKey, Index, Table


class ImpossibleOperationError(ValueError):
    """The state has not what the operation takes away or changes, or already has what it makes."""


def apply(state: Database, steps: Iterable[op.Operation]) -> Database:
    """The state after `steps`. Raises ImpossibleOperationError."""
    for step in steps:
        state = _apply_one(state, step)
    return state


def _apply_one(state: Database, step: op.Operation) -> Database:
    match step:
        case op.CreateSchema() | op.DropSchema():
            added, removed = ((step.name,), ()) if isinstance(step, op.CreateSchema) else ((), (step.name,))
            return replace(state, schemas=tuple(sorted(_edit(state.schemas, removed, added))))
        case op.CreateEnum(enum):
            return replace(state, enums=_edit(state.enums, (), (enum,)))
        case op.DropEnum(enum):
            return replace(state, enums=_edit(state.enums, (enum,), ()))
        case op.AlterEnum(before, after):
            return replace(state, enums=_swap(state.enums, before, after))
        case op.CreateTable(table):
            return replace(state, tables=_edit(state.tables, (), (table,)))
        case op.DropTable(table):
            return replace(state, tables=_edit(state.tables, (table,), ()))
        case op.RebuildTable(before, after):
            return replace(state, tables=_swap(state.tables, before, after))
        case _:
            return _on_table(state, step.table, lambda table: _apply_to_table(table, step))


def _apply_to_table(table: Table, step: op.TableOperation) -> Table:
    match step:
        case op.AddColumn():
            return replace(table, columns=_edit(table.columns, (), (step.column,)))
        case op.DropColumn():
            return replace(table, columns=_edit(table.columns, (step.column,), ()))
        case op.AlterColumn():
            return replace(table, columns=_swap(table.columns, step.before, step.after))
        case op.AddPrimaryKey():
            return replace(table, key=_swap((table.key,), None, step.key)[0])
        case op.DropPrimaryKey():
            return replace(table, key=_swap((table.key,), step.key, None)[0])
        case op.CreateIndex():
            return replace(table, indexes=_edit(table.indexes, (), (step.index,)))
        case op.DropIndex():
            return replace(table, indexes=_edit(table.indexes, (step.index,), ()))
        case op.RenameIndex():
            return replace(table, indexes=tuple(_renamed(index, step) for index in table.indexes))
        case op.AddForeignKey():
            return replace(table, foreign_keys=_edit(table.foreign_keys, (), (step.foreign_key,)))
        case op.DropForeignKey():
            return replace(table, foreign_keys=_edit(table.foreign_keys, (step.foreign_key,), ()))
        case op.RenameConstraint():
            if table.key is not None and table.key.name == step.before:
                return replace(table, key=replace(table.key, name=step.after))
            return replace(table, foreign_keys=tuple(_renamed(key, step) for key in table.foreign_keys))
        case _:
            assert_never(step)


_T = TypeVar("_T")


def _edit(items: Sequence[_T], removed: Sequence[_T], added: Sequence[_T]) -> tuple[_T, ...]:
    if any(item not in items for item in removed) or any(item in items for item in added):
        raise ImpossibleOperationError(f"Cannot remove {removed!r} from and add {added!r} to {items!r}")
    return (*(item for item in items if item not in removed), *added)


def _swap(items: Sequence[_T], before: _T, after: _T) -> tuple[_T, ...]:
    if before not in items:
        raise ImpossibleOperationError(f"There is no {before!r}")
    return tuple(after if item == before else item for item in items)


_Named = TypeVar("_Named", Index, ForeignKey)


def _renamed(item: _Named, step: op.RenameIndex | op.RenameConstraint) -> _Named:
    return replace(item, name=step.after) if item.name == step.before else item


def _on_table(state: Database, address: Address, change: Callable[[Table], Table]) -> Database:
    if all(table.address != address for table in state.tables):
        raise ImpossibleOperationError(f"There is no table {address}")
    return replace(state, tables=tuple(change(t) if t.address == address else t for t in state.tables))
