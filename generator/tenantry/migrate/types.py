"""The database type and the SQL default of a field, as Prisma Migrate chooses them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from tenantry import ir
from tenantry.migrate.state import ColumnType

_SQLITE = {
    ir.Scalar.STRING: ColumnType("TEXT"),
    ir.Scalar.BOOLEAN: ColumnType("BOOLEAN"),
    ir.Scalar.INT: ColumnType("INTEGER"),
    ir.Scalar.BIGINT: ColumnType("BIGINT"),
    ir.Scalar.FLOAT: ColumnType("REAL"),
    ir.Scalar.DECIMAL: ColumnType("DECIMAL"),
    ir.Scalar.DATETIME: ColumnType("DATETIME"),
    ir.Scalar.JSON: ColumnType("JSONB"),
    ir.Scalar.BYTES: ColumnType("BLOB"),
}

_POSTGRESQL = {
    ir.Scalar.STRING: ColumnType("TEXT"),
    ir.Scalar.BOOLEAN: ColumnType("BOOLEAN"),
    ir.Scalar.INT: ColumnType("INTEGER"),
    ir.Scalar.BIGINT: ColumnType("BIGINT"),
    ir.Scalar.FLOAT: ColumnType("DOUBLE PRECISION"),
    ir.Scalar.DECIMAL: ColumnType("DECIMAL", ("65", "30")),
    ir.Scalar.DATETIME: ColumnType("TIMESTAMP", ("3",)),
    ir.Scalar.JSON: ColumnType("JSONB"),
    ir.Scalar.BYTES: ColumnType("BYTEA"),
}

# Native types whose SQL name is not their own name in capitals.
_POSTGRESQL_NATIVE = {"DoublePrecision": "DOUBLE PRECISION"}


def column_type(field: ir.ScalarField, schema: ir.Schema, provider: ir.Provider) -> ColumnType:
    if provider is ir.Provider.SQLITE:
        return _sqlite_type(field)
    element = _postgresql_type(field, schema)
    return replace(element, is_array=True) if field.is_list else element


def _sqlite_type(field: ir.ScalarField) -> ColumnType:
    match field.type:
        case ir.Scalar():
            return _SQLITE[field.type]
        case ir.EnumType():
            return ColumnType("TEXT")
        case ir.Unsupported(text) | ir.Composite(text):
            return ColumnType(text)
        case _:
            assert_never(field.type)


def _postgresql_type(field: ir.ScalarField, schema: ir.Schema) -> ColumnType:
    match field.type:
        case ir.Scalar():
            # A native type of another connector says nothing here (`portable`).
            if field.native is None or schema.datasource.provider is not ir.Provider.POSTGRESQL:
                return _POSTGRESQL[field.type]
            name = _POSTGRESQL_NATIVE.get(field.native.name, field.native.name.upper())
            return ColumnType(name, field.native.arguments)
        case ir.EnumType(name):
            enum = schema.enum(name)
            return ColumnType(enum.database, is_enum=True, schema=own_schema(enum.schema))
        case ir.Unsupported(text) | ir.Composite(text):
            return ColumnType(text)
        case _:
            assert_never(field.type)


def own_schema(name: str | None) -> str | None:
    """`public` is what an unqualified name means, so Prisma prints it unqualified."""
    return None if name == "public" else name


def default_sql(field: ir.ScalarField, schema: ir.Schema, provider: ir.Provider) -> str | None:
    """What follows DEFAULT; None for no default in the database, which is so for all that the data layer fills in."""
    match field.default:
        case ir.Literal() | ir.EnumLiteral():
            return _constant(field.default, field, schema, provider)
        case ir.ListLiteral(items):
            inner = ", ".join(_constant(item, field, schema, provider) for item in items)
            return f"ARRAY[{inner}]::{_cast_name(column_type(field, schema, provider))}"
        case ir.Now():
            return "CURRENT_TIMESTAMP"
        case ir.DbGenerated(expression):
            return expression or None
        case None | ir.Autoincrement() | ir.Uuid() | ir.Cuid() | ir.Nanoid() | ir.Ulid():
            return None
        case ir.Sequence() | ir.Auto():  # of databases that we do not generate for
            return None
        case _:
            assert_never(field.default)


def _cast_name(type: ColumnType) -> str:
    if not type.is_enum:
        return str(type)
    qualified = f"{quoted(type.schema)}.{quoted(type.name)}" if type.schema else quoted(type.name)
    return f"{qualified}[]"


def _constant(
    value: ir.Literal | ir.EnumLiteral, field: ir.ScalarField, schema: ir.Schema, provider: ir.Provider
) -> str:
    if isinstance(value, ir.EnumLiteral):
        assert isinstance(field.type, ir.EnumType)
        stored = {v.name: v.database for v in schema.enum(field.type.name).values}
        return literal(stored[value.name])
    if isinstance(value.value, bool):
        return "true" if value.value else "false"
    write = _WRITERS.get(field.type) if isinstance(field.type, ir.Scalar) else None
    return write(value.value, provider) if write else literal(value.value)


def _as_written(text: str, provider: ir.Provider) -> str:
    return text


def _bytes(text: str, provider: ir.Provider) -> str:
    """On SQLite a blob literal: Prisma 7 prints the digits as text there, which stores the wrong value."""
    digits = base64.b64decode(text).hex()
    return f"X'{digits}'" if provider is ir.Provider.SQLITE else f"'\\x{digits}'"


_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)")


def _datetime(text: str, provider: ir.Provider) -> str:
    """Prisma's own way to print a point in time: 0, 3, 6 or 9 digits of a second, and the offset after a space."""
    found = _RFC3339.fullmatch(text)
    if found is None:
        return literal(text)
    date, time, fraction, offset = found.groups()
    digits = (fraction or "").rstrip("0")
    padded = digits.ljust(-(-len(digits) // 3) * 3, "0")
    zone = "+00:00" if offset in "Zz" else offset
    return literal(f"{date} {time}{'.' if padded else ''}{padded} {zone}")


_WRITERS: dict[ir.Scalar, Callable[[str, ir.Provider], str]] = {
    ir.Scalar.INT: _as_written,
    ir.Scalar.BIGINT: _as_written,
    ir.Scalar.FLOAT: _as_written,
    ir.Scalar.DECIMAL: _as_written,
    ir.Scalar.BYTES: _bytes,
    ir.Scalar.DATETIME: _datetime,
}


def literal(text: str) -> str:
    """A string constant of SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """An identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
