"""Types of PostgreSQL by the names the database prints."""

from __future__ import annotations

from typing import assert_never

from tenantry import ir

_USUAL = {
    ir.Scalar.STRING: "TEXT",
    ir.Scalar.BOOLEAN: "BOOLEAN",
    ir.Scalar.INT: "INTEGER",
    ir.Scalar.BIGINT: "BIGINT",
    ir.Scalar.FLOAT: "DOUBLE PRECISION",
    ir.Scalar.DECIMAL: "DECIMAL(65,30)",
    ir.Scalar.DATETIME: "TIMESTAMP(3)",
    ir.Scalar.JSON: "JSONB",
    ir.Scalar.BYTES: "BYTEA",
}


def usual(field: ir.ScalarField) -> str | None:
    """The type that needs no saying; None for enums and what Prisma has no word for."""
    return _USUAL[field.type] if isinstance(field.type, ir.Scalar) else None


def postgresql(schema: ir.Schema, field: ir.ScalarField) -> str:
    """The type of one value of the field: of an element, where it is a list.

    A native type of another connector says nothing here.
    """
    match field.type:
        case ir.Scalar():
            if field.native is None or schema.datasource.provider is not ir.Provider.POSTGRESQL:
                return _USUAL[field.type]
            name = {"DoublePrecision": "DOUBLE PRECISION"}.get(field.native.name, field.native.name.upper())
            return f"{name}({','.join(field.native.arguments)})" if field.native.arguments else name
        case ir.EnumType(name):
            enum = schema.enum(name)
            return quoted(enum.database, own_schema(enum.schema))
        case ir.Unsupported(text) | ir.Composite(text):
            return text
        case _:
            assert_never(field.type)


def own_schema(name: str | None) -> str | None:
    """The schema to write before a name: `public` is what a name without one means."""
    return None if name == "public" else name


def quoted(name: str, schema: str | None = None) -> str:
    """An identifier of SQL, qualified where it is not in the connection's own schema."""
    parts = [part for part in (schema, name) if part]
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
