"""The operations that make tables where none were, in Prisma Migrate's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tenantry.ir import Provider
from tenantry.migrate import operations as op
from tenantry.migrate.state import Database, Table


def from_empty(new: Database) -> Iterator[op.Operation]:
    yield from (op.CreateSchema(name) for name in new.schemas)
    yield from (op.CreateEnum(enum) for enum in new.enums)
    yield from create_tables(new.tables, inline=new.provider is Provider.SQLITE)


def create_tables(tables: Sequence[Table], *, inline: bool) -> Iterator[op.Operation]:
    """`inline` writes foreign keys into the table, as SQLite needs; otherwise they come when every table is there."""
    for table in tables:
        yield op.CreateTable(replace(table, indexes=(), foreign_keys=table.foreign_keys if inline else ()))
    for table in tables:
        yield from (op.CreateIndex(table.address, index) for index in table.indexes)
    if not inline:
        for table in tables:
            yield from (op.AddForeignKey(table.address, key) for key in table.foreign_keys)
