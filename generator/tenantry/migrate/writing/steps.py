"""Each operation as the statements of an `upgrade` or `downgrade`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from tenantry.migrate import operations as op
from tenantry.migrate.state import Address
from tenantry.migrate.types import quoted
from tenantry.migrate.writing import alterations, calls, expressions, rebuild
from tenantry.migrate.writing.calls import execute, in_schema, qualified
from tenantry.migrate.writing.expressions import EnumNames


def statements(steps: Sequence[op.Operation], enums: EnumNames, *, on_sqlite: bool) -> Iterator[str]:
    """Python statements, in order. Adding enum values commits what is before, so it is done only at the very start."""
    at_start = True
    for step in steps:
        at_start = at_start and isinstance(step, op.AlterEnum) and not step.removed
        yield from _statement(step, enums, on_sqlite=on_sqlite, may_commit=at_start)


def _statement(step: op.Operation, enums: EnumNames, *, on_sqlite: bool, may_commit: bool) -> Iterator[str]:
    match step:
        case op.CreateSchema(name):
            yield execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(name)}")
        case op.DropSchema(name):
            yield execute(f"DROP SCHEMA {quoted(name)}")
        case op.CreateEnum(enum):
            yield f"{enums[enum.address]}.create(op.get_bind(), checkfirst=False)"
        case op.DropEnum(enum):
            yield f"{enums[enum.address]}.drop(op.get_bind(), checkfirst=False)"
        case op.AlterEnum():
            yield from alterations.add_values(step) if may_commit else alterations.rebuild_enum(step)
        case op.CreateTable(table):
            yield calls.create_table(table, enums, on_sqlite=on_sqlite)
            for index in table.indexes:
                yield calls.create_index(table.address, index)
        case op.DropTable(table):
            yield f"op.drop_table({table.name!r}{in_schema(table.address)})"
        case op.RebuildTable():
            yield from rebuild.statements(step)
        case _:
            yield from _within_table(step, enums, on_sqlite=on_sqlite)


def _within_table(step: op.TableOperation, enums: EnumNames, *, on_sqlite: bool) -> Iterator[str]:
    match step:
        case op.AddColumn(table, column):
            written = expressions.column(column, enums, on_sqlite=on_sqlite)
            yield f"op.add_column({table.name!r}, {written}{in_schema(table)})"
        case op.DropColumn(table, column):
            yield f"op.drop_column({table.name!r}, {column.name!r}{in_schema(table)})"
        case op.AlterColumn():
            yield from alterations.alter_column(step, enums)
        case op.AddPrimaryKey(table, key):
            yield f"op.create_primary_key({key.name!r}, {table.name!r}, {list(key.columns)!r}{in_schema(table)})"
        case op.DropPrimaryKey(table, key):
            yield f"op.drop_constraint({key.name!r}, {table.name!r}, type_='primary'{in_schema(table)})"
        case op.CreateIndex(table, index):
            yield calls.create_index(table, index)
        case op.DropIndex(table, index):
            yield f"op.drop_index({index.name!r}, table_name={table.name!r}{in_schema(table)})"
        case op.RenameIndex(table, before, after):
            yield execute(f"ALTER INDEX {qualified(Address(before, table.schema))} RENAME TO {quoted(after)}")
        case op.AddForeignKey(table, key):
            yield calls.create_foreign_key(table, key)
        case op.DropForeignKey(table, key):
            yield f"op.drop_constraint({key.name!r}, {table.name!r}, type_='foreignkey'{in_schema(table)})"
        case op.RenameConstraint(table, before, after):
            yield execute(f"ALTER TABLE {qualified(table)} RENAME CONSTRAINT {quoted(before)} TO {quoted(after)}")
        case _:
            assert_never(step)
