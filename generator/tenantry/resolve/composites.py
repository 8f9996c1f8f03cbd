"""Composite types: the `type` blocks, of MongoDB."""

from __future__ import annotations

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.arguments import Arguments
from tenantry.resolve.defaults import read_default
from tenantry.resolve.documentation import split
from tenantry.resolve.fields import attribute, known_attributes, mapped_name, native_type
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.types import ARITY, ToModel, Types
from tenantry.text.diagnostics import Report

_ATTRIBUTES = ("map", "default")
_OF_MODELS = ("id", "unique", "relation")
_BLOCK_ATTRIBUTES = {
    "map": "The name of a composite type is not persisted in the database, so it does not need another name there.",
    "id": "A composite type cannot define an id.",
    "unique": "A unique constraint should be defined in the model that contains the composite type.",
    "index": "An index should be defined in the model that contains the composite type.",
    "fulltext": "A fulltext index should be defined in the model that contains the composite type.",
}
_FUNCTIONS_OF_MODELS = ("autoincrement", "auto")
_FUNCTIONS = ("now", "uuid", "cuid", "ulid")


def resolve_composites(names: Names, types: Types, report: Report) -> tuple[ir.CompositeType, ...]:
    """All composite types, with what may not stand in one reported."""
    return tuple(_composite(block, names, types, report) for block in names.composites.values())


def _composite(block: ast.Model, names: Names, types: Types, report: Report) -> ir.CompositeType:
    _no_block_attributes(block, report)
    fields: list[ir.ScalarField] = []
    for field in distinct_fields(block):
        kind = types.get((block.name.text, field.name.text))
        _attributes(field, kind, report)
        if isinstance(kind, ToModel):
            message = (
                f"`{kind.name}` is a model, which would make this field a relation. "
                "Relation fields inside composite types are not supported."
            )
            help = "keep the key of the other in a field of its own, or write a composite type for what is to be inside"
            report.error("relation-in-composite-type", message, field.type.span, help=help)
        elif kind is not None:
            fields.append(_field(field, kind, names, report))
    return ir.CompositeType(block.name.text, tuple(fields), block.name.span, block.documentation)


def _no_block_attributes(block: ast.Model, report: Report) -> None:
    for given in block.attributes:
        message = _BLOCK_ATTRIBUTES.get(given.name.text, "A composite type cannot have block-level attributes.")
        report.error("attribute-in-composite-type", message, given.span, help=f"remove `@@{given.name.text}` here")


def _attributes(field: ast.Field, kind: object, report: Report) -> None:
    for given in field.attributes:
        if given.name.text in _OF_MODELS:
            message = f"Defining `@{given.name.text}` for a field in a composite type is not allowed."
            report.error("attribute-in-composite-type", message, given.span, help=f"remove `@{given.name.text}`")
    known_attributes(field, kind, (*_ATTRIBUTES, *_OF_MODELS), report)


def _field(field: ast.Field, type: ir.FieldType, names: Names, report: Report) -> ir.ScalarField:
    mapped = mapped_name(field, report)
    return ir.ScalarField(
        name=field.name.text,
        column=field.name.text if mapped is None else mapped,
        type=type,
        arity=ARITY[field.arity],
        default=_default(field, type, names, report),
        updated_at=False,
        native=native_type(field, type),
        documentation=split(field.documentation)[0],
        ignored=False,
        span=field.span,
        mapped=mapped,
        comment=field.documentation,
    )


def _default(field: ast.Field, type: ir.FieldType, names: Names, report: Report) -> ir.Default | None:
    given = attribute(field, "default")
    if given is None:
        return None
    reading = Arguments(given, report)
    value = reading.require("value", unnamed=True)
    if reading.take("map") is not None:
        message = "The `map` argument is not allowed on a field of a composite type."
        report.error("named-default", message, given.span, help="remove the `map` argument")
    reading.done()
    if value is None or not _is_for_composites(value, type, given, report):
        return None
    return read_default(value, type, ARITY[field.arity], names.values, ir.Provider.MONGODB, report)


def _is_for_composites(value: ast.Expression, type: ir.FieldType, given: ast.Attribute, report: Report) -> bool:
    """Whether such a default may stand in a composite type at all; its value is judged as that of any field."""
    if isinstance(type, ir.Unsupported):
        message = "A field of a composite type whose type is `Unsupported` cannot have a default."
        report.error("wrong-default", message, given.span, help="remove the `@default`")
        return False
    if not isinstance(value, ast.Call):
        return True
    if value.name == "dbgenerated":
        message = "Fields of composite types cannot have `dbgenerated()` as default."
        report.error("function-not-allowed", message, value.span, help="remove the `@default`")
        return False
    if value.name in _FUNCTIONS_OF_MODELS and isinstance(type, ir.Scalar):
        message = f"The function `{value.name}()` is not supported on fields of composite types."
        report.error("function-not-allowed", message, value.span, help=f"the functions are {', '.join(_FUNCTIONS)}")
        return False
    if value.name == "sequence" and isinstance(type, ir.Scalar):
        message = "Unknown function in @default(): `sequence` is not known."
        report.error("unknown-function", message, value.span, help=f"the functions are {', '.join(_FUNCTIONS)}")
        return False
    if value.name == "nanoid" and isinstance(type, ir.Scalar):
        message = f"The function `nanoid()` cannot be used on fields of type `{type}` in a composite type."
        report.error("function-not-allowed", message, value.span, help=f"the functions are {', '.join(_FUNCTIONS)}")
        return False
    return True
