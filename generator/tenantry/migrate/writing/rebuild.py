"""SQLite: a table made anew, as text.

Foreign keys have to be off, or dropping the old table would delete the rows that refer to it; `env.py` switches them
off before the transaction (inside one the PRAGMA does nothing) and checks every key afterwards. What the schema does
not know but the table has, triggers and hand-made indexes, is carried over; columns and checks it does not know stop
the revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tenantry.migrate import operations as op
from tenantry.migrate.state import Column, Table
from tenantry.migrate.types import literal, quoted
from tenantry.migrate.writing import calls
from tenantry.migrate.writing.calls import execute

HELPER = '''
def beside_the_schema(table: str, columns: list[str], indexes: list[str]) -> list[str]:
    """The triggers and indexes that only the database knows, as SQL.

    Refuses a table whose rows a rebuild would harm.
    """
    if op.get_context().as_sql:
        return []
    connection = op.get_bind()
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("Foreign keys are on: dropping a table would delete the rows that refer to it")
    found = [row.name for row in connection.exec_driver_sql("SELECT name FROM pragma_table_xinfo(?)", (table,))]
    if sorted(found) != sorted(columns):
        unknown = sorted(set(found) ^ set(columns))
        raise RuntimeError(f"The columns {unknown} of {table} are not as the last revision left them")
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?", (table,)).all()
    if any(row.type == "table" and re.search(r"\\bCHECK\\s*\\(", row.sql, re.IGNORECASE) for row in rows):
        raise RuntimeError(f"{table} has a CHECK that would be lost: remove it, or rebuild the table by hand")
    return [row.sql for row in rows if row.type != "table" and row.sql and row.name not in indexes]
'''


def statements(step: op.RebuildTable) -> Iterator[str]:
    before, after = step.before, step.after
    new = f"new_{after.name}"
    columns = [column.name for column in before.columns]
    indexes = [index.name for index in before.indexes]
    yield (
        f"# {after.name}: SQLite cannot change this in place, so the table is made anew and the rows are copied.\n"
        f"kept = beside_the_schema({before.name!r}, {columns!r}, {indexes!r})"
    )
    yield calls.create_table(_named(after, new), {}, on_sqlite=True)
    yield from _copy(before, after, new)
    if _counts(before) and _counts(after):
        yield from _numbering(before.name, new)
    yield f"op.drop_table({before.name!r})"
    # Otherwise a view of the table would stop the renaming.
    yield execute("PRAGMA legacy_alter_table = ON")
    yield f"op.rename_table({new!r}, {after.name!r})"
    yield execute("PRAGMA legacy_alter_table = OFF")
    for index in after.indexes:
        yield calls.create_index(after.address, index)
    yield "for statement in kept:\n    op.get_bind().exec_driver_sql(statement)"


def _named(table: Table, name: str) -> Table:
    """Keys of the table to itself already name it as it will be called."""
    return replace(table, name=name, indexes=())


def _copy(before: Table, after: Table, new: str) -> Iterator[str]:
    old = {column.name: column for column in before.columns}
    kept = [column for column in after.columns if column.name in old]
    if kept:
        into = ", ".join(quoted(column.name) for column in kept)
        values = ", ".join(_value(old[column.name], column) for column in kept)
        yield execute(f"INSERT INTO {quoted(new)} ({into}) SELECT {values} FROM {quoted(before.name)}")


def _counts(table: Table) -> bool:
    return any(column.autoincrement for column in table.columns)


def _numbering(old: str, new: str) -> Iterator[str]:
    """The next number is not the highest plus one when the highest row was deleted."""
    yield execute(f"DELETE FROM sqlite_sequence WHERE name = {literal(new)}")
    yield execute(
        f"INSERT INTO sqlite_sequence (name, seq) "
        f"SELECT {literal(new)}, seq FROM sqlite_sequence WHERE name = {literal(old)}"
    )


def _value(before: Column, after: Column) -> str:
    """Where null is no longer allowed, the default stands in."""
    name = quoted(after.name)
    if before.nullable and not after.nullable and after.default is not None:
        return f"coalesce({name}, {after.default})"
    return name
