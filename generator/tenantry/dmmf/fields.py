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
                shown = {**_common(field, "object", field.target), **_relation(field, model)}
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
    unique: frozenset[str | None] = frozenset()
    foreign: frozenset[str] = frozenset()


def _roles(model: ir.Model, schema: ir.Schema) -> _Roles:
    key = model.key.fields if model.key is not None else ()
    alone = {(u.fields[0].name, u.where is None) for u in model.uniques if len(u.fields) == 1}
    return _Roles(
        key=key[0].name if len(key) == 1 else None,
        # To Prisma one partial unique takes it from the field, whatever others it has.
        unique=frozenset(_shown_unique(name, model, schema) for name, _ in alone if (name, False) not in alone),
        foreign=frozenset(name for field in model.relations for name in field.attribute.fields or ()),
    )


def _shown_unique(path: str, model: ir.Model, schema: ir.Schema) -> str | None:
    """Of a field inside a composite type Prisma takes the place for a place in the model, and so calls unique whichever
    field of the model stands at that place."""
    name, *inside = path.split(".")
    field, place = model.scalar(name), None
    for name in inside:
        within = schema.composite(field.type.name).fields if isinstance(field.type, ir.Composite) else ()
        place, field = next((i, other) for i, other in enumerate(within) if other.name == name)
    if place is None:
        return name
    return model.fields[place].name if place < len(model.fields) else None


def _value(field: ir.ScalarField, roles: _Roles | None = None) -> Json:
    """A field that holds a value. Its roles are those that it has in a model, none in a composite type."""
    roles = roles or _Roles()
    kind, type = _type(field.type)
    shown = _common(field, kind, type, field.mapped)
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


def _relation(field: ir.RelationField, model: ir.Model) -> Json:
    said = field.attribute
    shown: Json = {
        "relationName": said.name or "To".join(sorted((model.name, field.target))),
        "relationFromFields": list(said.fields or ()),
        "relationToFields": list(said.references or ()),
    }
    if said.on_delete is not None:
        shown["relationOnDelete"] = said.on_delete.value
    if said.on_update is not None:
        shown["relationOnUpdate"] = said.on_update.value
    return shown
