"""A database as `views` has to know it: what the tables of the schema are called and made of.

The migrations work this out; these protocols say what of it is printed here too, so that neither layer knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from tenantry import ir


class ColumnType(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def arguments(self) -> tuple[str, ...]: ...
    @property
    def is_enum(self) -> bool: ...
    @property
    def schema(self) -> str | None: ...


class Column(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> ColumnType: ...
    @property
    def nullable(self) -> bool: ...
    @property
    def default(self) -> str | None: ...
    @property
    def autoincrement(self) -> bool: ...


class PrimaryKey(Protocol):
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def name(self) -> str | None: ...


class IndexColumn(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def descending(self) -> bool: ...
    @property
    def operator_class(self) -> str | None: ...


class Index(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> Sequence[IndexColumn]: ...
    @property
    def unique(self) -> bool: ...
    @property
    def method(self) -> str | None: ...


class ForeignKey(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def table(self) -> str: ...
    @property
    def schema(self) -> str | None: ...
    @property
    def references(self) -> tuple[str, ...]: ...
    @property
    def on_delete(self) -> str: ...
    @property
    def on_update(self) -> str: ...


class Table(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def schema(self) -> str | None: ...
    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def key(self) -> PrimaryKey | None: ...
    @property
    def indexes(self) -> Sequence[Index]: ...
    @property
    def foreign_keys(self) -> Sequence[ForeignKey]: ...


class Database(Protocol):
    """The tables of one provider."""

    @property
    def tables(self) -> Sequence[Table]: ...


class Storage:
    """The schema's databases, one for each provider that the package is generated for."""

    def __init__(self, databases: Mapping[ir.Provider, Database]) -> None:
        self._tables = {
            provider: {(table.schema, table.name): table for table in database.tables}
            for provider, database in databases.items()
        }

    @property
    def providers(self) -> tuple[ir.Provider, ...]:
        return tuple(self._tables)

    @property
    def leading(self) -> ir.Provider:
        """The one whose names are printed where names differ: PostgreSQL has the shorter ones."""
        return ir.Provider.POSTGRESQL if ir.Provider.POSTGRESQL in self._tables else next(iter(self._tables))

    def table(self, name: str, schema: str | None, provider: ir.Provider | None = None) -> Table | None:
        """None for a view, which is no table. A name in the connection's own schema has none."""
        tables = self._tables[provider or self.leading]
        return tables.get((schema, name)) or tables.get((None, name))

    def join_table(self, stem: str, schema: str | None, provider: ir.Provider | None = None) -> Table:
        """The table of an implicit many-to-many relation: `_` and the stem, which PostgreSQL may have cut."""
        name = f"_{stem}"
        table = self.table(name, schema, provider)
        if table is not None:
            return table
        tables = self._tables[provider or self.leading].values()
        return max((t for t in tables if name.startswith(t.name)), key=lambda t: len(t.name))

    def constraints(self, model: ir.Model) -> dict[str, tuple[str, ...]]:
        """What the database calls the key and the unique indexes, with their fields."""
        table = self.table(model.table, model.schema)
        if table is None:
            return {}
        fields = {f.column: f.name for f in model.scalars}
        found = {index.name: tuple(c.name for c in index.columns) for index in table.indexes if index.unique}
        if table.key and table.key.name:
            found = {table.key.name: table.key.columns, **found}
        return {name: tuple(fields[column] for column in columns) for name, columns in found.items()}
