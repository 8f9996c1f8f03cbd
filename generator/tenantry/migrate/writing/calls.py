"""Calls of Alembic's `op`, as text."""

from __future__ import annotations

from tenantry.migrate.state import Address, ForeignKey, Index, Table
from tenantry.migrate.types import quoted
from tenantry.migrate.writing import expressions
from tenantry.migrate.writing.expressions import EnumNames


def execute(sql: str) -> str:
    return f"op.execute({expressions.string(expressions.escaped(sql))})"


def qualified(address: Address) -> str:
    """The name as SQL."""
    return f"{quoted(address.schema)}.{quoted(address.name)}" if address.schema else quoted(address.name)


def in_schema(address: Address) -> str:
    """The keyword argument that most calls take."""
    return f", schema={address.schema!r}" if address.schema else ""


def create_table(table: Table, enums: EnumNames, *, on_sqlite: bool) -> str:
    key = set(table.key.columns) if table.key else set[str]()
    items = [
        expressions.column(column, enums, on_sqlite=on_sqlite, in_key=column.name in key) for column in table.columns
    ]
    if table.key:
        items.append(expressions.primary_key(table.key))
    items += [expressions.foreign_key(key) for key in table.foreign_keys]
    if on_sqlite and any(column.autoincrement for column in table.columns):
        items.append("sqlite_autoincrement=True")
    return f"op.create_table({table.name!r}, {', '.join(items)}{in_schema(table.address)},)"


def create_index(table: Address, index: Index) -> str:
    options = f", unique={index.unique}"
    if index.method:
        options += f", postgresql_using={index.method.lower()!r}"
    classes = {c.name: c.operator_class for c in index.columns if c.operator_class and not c.descending}
    if classes:
        options += f", postgresql_ops={classes!r}"
    columns = expressions.index_columns(index)
    return f"op.create_index({index.name!r}, {table.name!r}, {columns}{options}{in_schema(table)})"


def create_foreign_key(table: Address, key: ForeignKey) -> str:
    schemas = f", source_schema={table.schema!r}" if table.schema else ""
    schemas += f", referent_schema={key.schema!r}" if key.schema else ""
    return (
        f"op.create_foreign_key({key.name!r}, {table.name!r}, {key.table!r}, {list(key.columns)!r}, "
        f"{list(key.references)!r}, onupdate={key.on_update!r}, ondelete={key.on_delete!r}{schemas})"
    )
