"""The steps from one database state to another: a closed set, each of which knows its reverse.

An operation carries the whole of what it makes and of what it takes away, so that `reverse` needs nothing else and the
downgrade is derived: `[operation.reverse() for operation in reversed(upgrade)]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tenantry.migrate.state import Address, Column, Enum, ForeignKey, Index, PrimaryKey, Table


@dataclass(frozen=True, slots=True)
class CreateSchema:
    name: str

    def reverse(self) -> DropSchema:
        return DropSchema(self.name)


@dataclass(frozen=True, slots=True)
class DropSchema:
    name: str

    def reverse(self) -> CreateSchema:
        return CreateSchema(self.name)


@dataclass(frozen=True, slots=True)
class CreateEnum:
    enum: Enum

    def reverse(self) -> DropEnum:
        return DropEnum(self.enum)


@dataclass(frozen=True, slots=True)
class DropEnum:
    enum: Enum

    def reverse(self) -> CreateEnum:
        return CreateEnum(self.enum)


@dataclass(frozen=True, slots=True)
class EnumUse:
    """A column whose type is the enum (or a list of it), as it stands while the enum changes."""

    table: Address
    column: Column


@dataclass(frozen=True, slots=True)
class AlterEnum:
    """Other values. No default of `uses` is a value that either side lacks."""

    before: Enum
    after: Enum
    uses: tuple[EnumUse, ...]

    def reverse(self) -> AlterEnum:
        return AlterEnum(self.after, self.before, self.uses)

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(value for value in self.after.values if value not in self.before.values)

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(value for value in self.before.values if value not in self.after.values)


@dataclass(frozen=True, slots=True)
class CreateTable:
    """With the indexes and foreign keys that `table` has.

    The differ leaves out those that get operations of their own.
    """

    table: Table

    def reverse(self) -> DropTable:
        return DropTable(self.table)


@dataclass(frozen=True, slots=True)
class DropTable:
    table: Table

    def reverse(self) -> CreateTable:
        return CreateTable(self.table)


@dataclass(frozen=True, slots=True)
class RebuildTable:
    """SQLite: make the table anew, copy the rows, swap."""

    before: Table
    after: Table

    def reverse(self) -> RebuildTable:
        return RebuildTable(self.after, self.before)


@dataclass(frozen=True, slots=True)
class AddColumn:
    table: Address
    column: Column

    def reverse(self) -> DropColumn:
        return DropColumn(self.table, self.column)


@dataclass(frozen=True, slots=True)
class DropColumn:
    table: Address
    column: Column

    def reverse(self) -> AddColumn:
        return AddColumn(self.table, self.column)


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """Another type, nullability, default or autoincrement, with the values kept."""

    table: Address
    before: Column
    after: Column

    def reverse(self) -> AlterColumn:
        return AlterColumn(self.table, self.after, self.before)


@dataclass(frozen=True, slots=True)
class AddPrimaryKey:
    table: Address
    key: PrimaryKey

    def reverse(self) -> DropPrimaryKey:
        return DropPrimaryKey(self.table, self.key)


@dataclass(frozen=True, slots=True)
class DropPrimaryKey:
    table: Address
    key: PrimaryKey

    def reverse(self) -> AddPrimaryKey:
        return AddPrimaryKey(self.table, self.key)


@dataclass(frozen=True, slots=True)
class CreateIndex:
    table: Address
    index: Index

    def reverse(self) -> DropIndex:
        return DropIndex(self.table, self.index)


@dataclass(frozen=True, slots=True)
class DropIndex:
    table: Address
    index: Index

    def reverse(self) -> CreateIndex:
        return CreateIndex(self.table, self.index)


@dataclass(frozen=True, slots=True)
class RenameIndex:
    """`table` is where the index stands; PostgreSQL only."""

    table: Address
    before: str
    after: str

    def reverse(self) -> RenameIndex:
        return RenameIndex(self.table, self.after, self.before)


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    table: Address
    foreign_key: ForeignKey

    def reverse(self) -> DropForeignKey:
        return DropForeignKey(self.table, self.foreign_key)


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    table: Address
    foreign_key: ForeignKey

    def reverse(self) -> AddForeignKey:
        return AddForeignKey(self.table, self.foreign_key)


@dataclass(frozen=True, slots=True)
class RenameConstraint:
    """A primary or foreign key under another name; PostgreSQL only."""

    table: Address
    before: str
    after: str

    def reverse(self) -> RenameConstraint:
        return RenameConstraint(self.table, self.after, self.before)


TableOperation = (
    AddColumn
    | DropColumn
    | AlterColumn
    | AddPrimaryKey
    | DropPrimaryKey
    | CreateIndex
    | DropIndex
    | RenameIndex
    | AddForeignKey
    | DropForeignKey
    | RenameConstraint
)
"""Within a table that stays; `table` says which."""

Operation = (
    CreateSchema
    | DropSchema
    | CreateEnum
    | DropEnum
    | AlterEnum
    | CreateTable
    | DropTable
    | RebuildTable
    | TableOperation
)


def reverse(operations: Sequence[Operation]) -> list[Operation]:
    return [operation.reverse() for operation in reversed(operations)]
