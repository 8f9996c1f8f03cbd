"""Fields as the DMMF shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from tenantry import ir
from tenantry.dmmf.defaults import default
from tenantry.dmmf.shape import Json, documentation


def of_model(model: ir.Model, schema: ir.Schema) -> list[Json]:
    """The fields of a model or view that Prisma shows, in the schema's order."""
    return list(_of_model(model, schema))


def of_composite(composite: ir.CompositeType) -> list[Json]:
    """The fields of a composite type. They say nothing of `isGenerated` and `isUpdatedAt`."""
    return [{**_value(field), **documentation(field.comment)} for field in composite.fields if _has_word(field)]


def _of_model(model: ir.Model, schema: ir.Schema) -> Iterator[Json]:
    roles = _roles(model, schema)
    for field in model.fields:
        if field.ignored or not _has_word(field):
            continue
        match field:
            case ir.RelationField():
                shown = {**_common(field, "object", field.target), **_relation(field, model, schema)}
                updated_at = False
            case ir.ScalarField():
                shown = _value(field, roles)
                updated_at = field.updated_at
        yield {**shown, "isGenerated": False, "isUpdatedAt": updated_at, **documentation(field.comment)}


def _has_word(field: ir.Field) -> bool:
    return not (isinstance(field, ir.ScalarField) and isinstance(field.type, ir.Unsupported))


@dataclass(frozen=True, slots=True)
class _Roles:
    """The columns of a model that stand alone in a unique or the key, and those that relations keep their keys in."""

    key: str | None = None
    unique: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()


def _roles(model: ir.Model, schema: ir.Schema) -> _Roles:
    key = model.key.fields if model.key is not None else ()
    alone = [unique.fields[0].name for unique in model.uniques if len(unique.fields) == 1 and unique.where is None]
    ends = [_end(field, model, schema)[0] for field in model.relations]
    return _Roles(
        key=key[0].name if len(key) == 1 else None,
        unique=frozenset(name.partition(".")[0] for name in alone),
        foreign=frozenset(name for names in ends for name in names),
    )


def _value(field: ir.ScalarField, roles: _Roles | None = None) -> Json:
    """A field that holds a value. Its roles are those that it has in a model, none in a composite type."""
    roles = roles or _Roles()
    kind, type = _type(field.type)
    shown = _common(field, kind, type, field.column if field.mapped else None)
    is_id = field.name == roles.key
    shown["isUnique"] = not is_id and field.name in roles.unique
    shown["isId"] = is_id
    shown["isReadOnly"] = field.name in roles.foreign
    if field.native is not None:
        shown["nativeType"] = [field.native.name, list(field.native.arguments)]
    if field.default is not None:
        shown["hasDefaultValue"] = True
        shown["default"] = default(field.default, field.type)
    return shown


def _type(type: ir.FieldType) -> tuple[str, str]:
    """The kind of a type, and its name."""
    match type:
        case ir.Scalar():
            return "scalar", type.value
        case ir.EnumType(name):
            return "enum", name
        case ir.Composite(name):
            return "object", name
        case ir.Unsupported(text):
            return "unsupported", text
        case _:
            assert_never(type)


def _common(field: ir.Field, kind: str, type: str, database: str | None = None) -> Json:
    """What every field has, in Prisma's order, with what holds for most."""
    return {
        "name": field.name,
        **({} if database is None else {"dbName": database}),
        "kind": kind,
        "isList": field.arity is ir.Arity.LIST,
        "isRequired": field.arity is not ir.Arity.OPTIONAL,
        "isUnique": False,
        "isId": False,
        "isReadOnly": False,
        "hasDefaultValue": False,
        "type": type,
        "nativeType": None,
    }


def _relation(field: ir.RelationField, model: ir.Model, schema: ir.Schema) -> Json:
    relation = schema.relation(field.relation)
    own, other = _end(field, model, schema)
    shown: Json = {"relationName": _name(relation), "relationFromFields": list(own), "relationToFields": list(other)}
    if isinstance(relation, ir.ForeignKeyRelation) and _holds(relation, field, model):
        if relation.says_on_delete:
            shown["relationOnDelete"] = relation.on_delete.value
        if relation.says_on_update:
            shown["relationOnUpdate"] = relation.on_update.value
    return shown


def _name(relation: ir.Relation) -> str:
    if isinstance(relation, ir.ManyToMany):
        return relation.stem
    return relation.label or "To".join(sorted((relation.model, relation.target)))


def _end(field: ir.RelationField, model: ir.Model, schema: ir.Schema) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that this side of the relation keeps, and those that they refer to."""
    relation = schema.relation(field.relation)
    match relation:
        case ir.ForeignKeyRelation():
            return (relation.fields, relation.references) if _holds(relation, field, model) else ((), ())
        case ir.ManyToMany() if (relation.a_model, relation.a_field) == (model.name, field.name):
            return relation.a_fields, relation.a_references
        case ir.ManyToMany():
            return relation.b_fields, relation.b_references


def _holds(relation: ir.ForeignKeyRelation, field: ir.RelationField, model: ir.Model) -> bool:
    return (relation.model, relation.field) == (model.name, field.name)
