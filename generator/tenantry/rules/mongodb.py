"""Rules that only MongoDB has: its `_id`, which the database makes up, and its one index for one list of fields."""

from __future__ import annotations

from collections import Counter

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.indexes.constraints import Constraint, constraints
from tenantry.text.diagnostics import Report


def documents_have_an_id(model: ir.Model, connector: Connector, report: Report) -> None:
    if not _is_mongodb(connector):
        return
    if model.key is None:
        message = "MongoDB models require exactly one identity field annotated with @id"
        help = 'add `id String @id @default(auto()) @map("_id") @db.ObjectId`'
        report.error("no-id", message, model.span, help=help)
    elif len(model.key.fields) == 1:
        field = model.scalar(model.key.fields[0].name)
        if field.column != "_id":
            found = "" if field.mapped is None else f', found @map("{field.column}")'
            message = f'MongoDB model IDs must have an @map("_id") annotation{found}.'
            report.error("id-not-mapped", message, field.span, help='add `@map("_id")`')


def ids_that_the_database_makes_are_object_ids(model: ir.Model, connector: Connector, report: Report) -> None:
    if not _is_mongodb(connector):
        return
    keys = [part.name for part in model.key.fields] if model.key is not None else []
    for field in model.scalars:
        if isinstance(field.default, ir.DbGenerated):
            message = "The `dbgenerated()` function is not allowed with MongoDB. Please use `auto()` instead."
            report.error("function-not-allowed", message, field.span, help="write `auto()`")
        if not isinstance(field.default, ir.Auto):
            continue
        if field.native is None or field.native.name != "ObjectId":
            message = "MongoDB `@default(auto())` fields must have `ObjectId` native type."
            report.error("wrong-auto", message, field.span, help="add `@db.ObjectId`")
        if field.name not in keys:
            message = "MongoDB `@default(auto())` fields must have the `@id` attribute."
            report.error("wrong-auto", message, field.span, help="remove the default, or add `@id`")


def names_of_fields_are_possible(model: ir.Model, connector: Connector, report: Report) -> None:
    for field in model.scalars if _is_mongodb(connector) else ():
        if not field.mapped:
            continue
        for fault, says in ((field.column.startswith("$"), "start with a `$`"), ("." in field.column, "contain a `.`")):
            if fault:
                message = f"The field name cannot {says} character"
                report.error("bad-name", message, field.span, help="choose another name for `@map`")


def fields_are_indexed_once(model: ir.Model, connector: Connector, report: Report) -> None:
    if not _is_mongodb(connector):
        return
    indexes = [one for one in constraints(model) if one.kind != "key"]
    by_fields = Counter(_fields(one) for one in indexes)
    keys = [part.name for part in model.key.fields] if model.key is not None else []
    for one in indexes:
        if by_fields[_fields(one)] > 1:
            report.error("index-twice", "Index already exists in the model.", one.span, help="remove one of them")
        if one.kind == "unique" and len(one.fields) == 1 and [one.fields[0].name] == keys:
            message = "The same field cannot be an id and unique on MongoDB."
            report.error("index-twice", message, one.span, help=f"remove `{one.attribute}`: an id is unique")


def _fields(constraint: Constraint) -> tuple[object, ...]:
    return tuple((part.name, part.sort, part.length) for part in constraint.fields)


def _is_mongodb(connector: Connector) -> bool:
    return connector.provider is ir.Provider.MONGODB
