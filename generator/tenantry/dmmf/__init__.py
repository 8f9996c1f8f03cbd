"""A schema as Prisma hands it to its generators: the `datamodel` of its DMMF.

The keys, their order and when they are left out are those of Prisma's engines 6 and 7, which print the same. Source:
`datamodel_ast_builder.rs` of prisma-engines, and what its WebAssembly build answers.
"""

from __future__ import annotations

from tenantry import ir
from tenantry.dmmf import fields
from tenantry.dmmf.indexes import indexes
from tenantry.dmmf.shape import Json, documentation


def datamodel(schema: ir.Schema) -> Json:
    """The whole schema: enums, models with views after them, composite types, and the keys and indexes of all models.

    What carries `@ignore` or `@@ignore` is not in it, nor are fields whose type Prisma has no word for.
    """
    tables = [model for model in schema.models if not model.is_view]
    views = [model for model in schema.models if model.is_view]
    shown = [model for model in (*tables, *views) if not model.ignored]
    return {
        "enums": [_enum(enum) for enum in schema.enums],
        "models": [_model(model, schema) for model in shown],
        "types": [_composite(composite) for composite in schema.composites],
        "indexes": [index for model in shown for index in indexes(model)],
    }


def _enum(enum: ir.Enum_) -> Json:
    values: list[Json] = [
        {"name": value.name, "dbName": value.mapped, **documentation(value.comment)} for value in enum.values
    ]
    return {"name": enum.name, "values": values, "dbName": enum.mapped, **documentation(enum.comment)}


def _model(model: ir.Model, schema: ir.Schema) -> Json:
    compounds = [unique for unique in model.uniques if not unique.of_field and unique.where is None]
    return {
        "name": model.name,
        "dbName": model.mapped,
        "schema": model.schema,
        "fields": fields.of_model(model, schema),
        "primaryKey": None if model.key is None or model.key.of_field else _compound(model.key),
        "uniqueFields": [_names(unique) for unique in compounds],
        "uniqueIndexes": [_compound(unique) for unique in compounds],
        "isGenerated": False,
        **documentation(model.comment),
    }


def _composite(composite: ir.CompositeType) -> Json:
    return {
        "name": composite.name,
        "dbName": None,
        "schema": None,
        "fields": fields.of_composite(composite),
        "primaryKey": None,
        "uniqueFields": [],
        "uniqueIndexes": [],
        **documentation(composite.comment),
    }


def _compound(compound: ir.PrimaryKey | ir.UniqueIndex) -> Json:
    return {"name": compound.name, "fields": _names(compound)}


def _names(compound: ir.PrimaryKey | ir.UniqueIndex) -> list[str]:
    """Of a field inside a composite type, only its own name, as Prisma has it."""
    return [field.name.rpartition(".")[2] for field in compound.fields]
