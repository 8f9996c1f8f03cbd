"""A database as the schema wants it: tables, columns, indexes, keys and enums by their database names.

One state per provider; everything a provider decides (types, names, where a default is written) is decided here
already, so comparing two states needs no knowledge of PSL. `schema` is None for the connection's own schema.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tenantry.ir import Provider


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type by the name the database prints: `TIMESTAMP` with arguments `("3",)`. For an enum, the enum's own name."""

    name: str
    arguments: tuple[str, ...] = ()
    is_array: bool = False
    is_enum: bool = False
    schema: str | None = None

    def __str__(self) -> str:
        arguments = f"({','.join(self.arguments)})" if self.arguments else ""
        return f"{self.name}{arguments}{'[]' if self.is_array else ''}"

    @property
    def element(self) -> ColumnType:
        return replace(self, is_array=False)


@dataclass(frozen=True, slots=True)
class Column:
    """`default` is SQL, as it follows DEFAULT."""

    name: str
    type: ColumnType
    nullable: bool = False
    default: str | None = None
    autoincrement: bool = False


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """`name` is None where the provider gives keys no name (SQLite)."""

    columns: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class IndexColumn:
    name: str
    descending: bool = False
    operator_class: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """`method` is None for the provider's usual one (B-tree), else as written after USING."""

    name: str
    columns: tuple[IndexColumn, ...]
    unique: bool = False
    method: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`on_delete` and `on_update` are SQL (`SET NULL`)."""

    name: str
    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]
    on_delete: str
    on_update: str
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    key: PrimaryKey | None = None
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    schema: str | None = None

    @property
    def address(self) -> Address:
        return Address(self.name, self.schema)

    def column(self, name: str) -> Column:
        """Raises KeyError when the table has no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Address:
    """Which table or enum."""

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class Enum:
    name: str
    values: tuple[str, ...]
    schema: str | None = None

    @property
    def address(self) -> Address:
        return Address(self.name, self.schema)


@dataclass(frozen=True, slots=True)
class Database:
    """`schemas` are those beside the connection's own. Tables and enums stand in the order of their creation."""

    provider: Provider
    schemas: tuple[str, ...] = ()
    enums: tuple[Enum, ...] = ()
    tables: tuple[Table, ...] = ()

    def table(self, address: Address) -> Table:
        """Raises KeyError when there is no such table."""
        for table in self.tables:
            if table.address == address:
                return table
        raise KeyError(str(address))


def empty(provider: Provider) -> Database:
    return Database(provider)
