"""Changes of PostgreSQL columns and enums, as text."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry import prisma_names
from tenantry.migrate import operations as op
from tenantry.migrate.casts import cast, sql_name
from tenantry.migrate.state import Address, Column, Enum
from tenantry.migrate.types import literal, quoted
from tenantry.migrate.writing import expressions
from tenantry.migrate.writing.calls import execute, in_schema, qualified
from tenantry.migrate.writing.expressions import EnumNames


def alter_column(step: op.AlterColumn, enums: EnumNames) -> Iterator[str]:
    """A default is in the way of another type, so it goes first and comes back last."""
    before, after = step.before, step.after
    retyped = before.type != after.type
    default = before.default
    known = f"existing_type={expressions.type_of(before.type, enums, on_sqlite=False)}"
    if before.autoincrement and not after.autoincrement:
        yield from _without_sequence(step.table, before)
    if retyped and default is not None:
        yield _alter(step, known, "server_default=None")
        default = None
    if retyped:
        yield _change_type(step, enums, known)
        known = f"existing_type={expressions.type_of(after.type, enums, on_sqlite=False)}"
        if before.autoincrement and after.autoincrement:
            yield execute(f"ALTER SEQUENCE {_sequence(step.table, after)} AS {after.type}")
    if default != after.default:
        yield _alter(step, known, f"server_default={expressions.text(after.default) if after.default else None}")
    if after.autoincrement and not before.autoincrement:
        yield from _with_sequence(step.table, after)
    if before.nullable != after.nullable:
        if not after.nullable and after.default is not None:
            name = quoted(after.name)
            yield execute(f"UPDATE {qualified(step.table)} SET {name} = {after.default} WHERE {name} IS NULL")
        yield _alter(step, known, f"nullable={after.nullable}")


def _alter(step: op.AlterColumn, known: str, change: str) -> str:
    return f"op.alter_column({step.table.name!r}, {step.after.name!r}, {known}, {change}{in_schema(step.table)})"


def _change_type(step: op.AlterColumn, enums: EnumNames, known: str) -> str:
    how = cast(step.after.name, step.before.type, step.after.type)
    using = how.using if how is not None else None
    if using is not None and "%" in using:
        # Alembic hands `postgresql_using` to the driver as it is, which would take the sign for a parameter.
        type, name = sql_name(step.after.type), quoted(step.after.name)
        return execute(f"ALTER TABLE {qualified(step.table)} ALTER COLUMN {name} TYPE {type} USING {using}")
    written = f"type_={expressions.type_of(step.after.type, enums, on_sqlite=False)}"
    return _alter(step, known, written if using is None else f"{written}, postgresql_using={using!r}")


def _sequence(table: Address, column: Column) -> str:
    return qualified(Address(prisma_names.serial_sequence(table.name, column.name), table.schema))


def _with_sequence(table: Address, column: Column) -> Iterator[str]:
    """What SERIAL does when a table is made, for a column that is there; numbering goes on after the highest value."""
    sequence, name = _sequence(table, column), quoted(column.name)
    yield execute(f"CREATE SEQUENCE {sequence} AS {column.type} OWNED BY {qualified(table)}.{name}")
    yield execute(
        f"SELECT setval({literal(sequence)}, coalesce((SELECT max({name}) FROM {qualified(table)}), 0) + 1, false)"
    )
    yield execute(f"ALTER TABLE {qualified(table)} ALTER COLUMN {name} SET DEFAULT nextval({literal(sequence)})")


def _without_sequence(table: Address, column: Column) -> Iterator[str]:
    yield execute(f"ALTER TABLE {qualified(table)} ALTER COLUMN {quoted(column.name)} DROP DEFAULT")
    yield execute(f"DROP SEQUENCE {_sequence(table, column)}")


def add_values(step: op.AlterEnum) -> Iterator[str]:
    """Each value beside its neighbor. `IF NOT EXISTS`: the commit makes a second try find the value there."""
    lines = ["# A new value can be used only after a commit.", "with op.get_context().autocommit_block():"]
    for place, value in enumerate(step.after.values):
        if value in step.before.values:
            continue
        where = f" AFTER {literal(step.after.values[place - 1])}" if place else f" BEFORE {_first(step)}"
        name = qualified(step.after.address)
        lines.append(f"    {execute(f'ALTER TYPE {name} ADD VALUE IF NOT EXISTS {literal(value)}{where}')}")
    yield "\n".join(lines)


def _first(step: op.AlterEnum) -> str:
    return literal(step.before.values[0])


def rebuild_enum(step: op.AlterEnum) -> Iterator[str]:
    """PostgreSQL has no DROP VALUE: the type is made anew, and the columns that use it move over."""
    aside = Address(prisma_names.aside(step.before.name), step.before.schema)
    name = qualified(step.after.address)
    rename = execute(f"ALTER TYPE {name} RENAME TO {quoted(aside.name)}")
    yield f"# {step.after.name} is made anew: PostgreSQL cannot remove a value.\n{rename}"
    yield execute(create_enum(step.after))
    for use in step.uses:
        column = quoted(use.column.name)
        table, array = qualified(use.table), "[]" if use.column.type.is_array else ""
        target = f"{sql_name(use.column.type.element)}{array}"
        if use.column.default is not None:
            yield execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")
        yield execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {target} USING {column}::text{array}::{target}")
        if use.column.default is not None:
            yield execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {use.column.default}")
    yield execute(f"DROP TYPE {qualified(aside)}")


def create_enum(enum: Enum) -> str:
    return f"CREATE TYPE {qualified(enum.address)} AS ENUM ({', '.join(map(literal, enum.values))})"
