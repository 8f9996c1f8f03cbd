"""The third pass, first half: attributes of fields that are columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments
from tenantry.resolve.defaults import read_default
from tenantry.resolve.documentation import split
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.types import ARITY, ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean

FIELD_ATTRIBUTES = ("id", "unique", "default", "updatedAt", "map", "relation", "ignore", "shardKey")
_ON_RELATIONS = (
    "relation",
    "ignore",
    "id",
    "unique",
    "default",
    "map",
)  # most of them only to be refused with a reason


@dataclass(frozen=True, slots=True)
class Database:
    """What these passes need of the datasource: its name, which is the prefix of native types, and its provider.

    Without a datasource, and so without a name, every prefix will do.
    """

    name: str | None
    provider: ir.Provider
    has_url: bool = False
    """Prisma 6 is meant, not 7."""
    is_ours: bool = True
    """Whether there is a generator block of ours: comments of others may hold `@tenant` and mean what they like."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The scalar fields of all models, by model, in the schema's order."""

    by_model: Mapping[str, Mapping[str, ir.ScalarField]]

    def of(self, model: str) -> Mapping[str, ir.ScalarField]:
        return self.by_model.get(model, {})


def resolve_fields(names: Names, types: Types, source: Database, report: Report) -> Columns:
    """All columns."""
    found: dict[str, dict[str, ir.ScalarField]] = {}
    for model in names.models.values():
        columns = found.setdefault(model.name.text, {})
        for field in distinct_fields(model):
            kind = types.get((model.name.text, field.name.text))
            if isinstance(kind, ToModel):
                known_attributes(field, kind, _ON_RELATIONS, report)
                _attributes_of_relation(field, report)
                continue
            known_attributes(field, kind, FIELD_ATTRIBUTES, report)
            if kind is not None:
                columns[field.name.text] = _scalar(field, kind, names, source, report)
    return Columns(found)


def known_attributes(field: ast.Field, kind: object, known: Collection[str], report: Report) -> None:
    """Reports unknown attributes and those given twice; `known` are those that such a field may have."""
    names = {a.name.text for a in field.attributes}
    if len(names) == len(field.attributes) and names.issubset(known):
        return
    native = [a for a in field.attributes if "." in a.name.text]
    plain = [a for a in field.attributes if "." not in a.name.text]
    for attribute in plain:
        if attribute.name.text not in known:
            unknown_attribute(attribute, "@", known, report)
    if kind is not None and not isinstance(kind, ir.Scalar):
        for attribute in native:
            unknown_attribute(attribute, "@", known, report)
    if len(plain) > 1:
        once((a for a in plain if a.name.text in known), report)
    for another in native[1:]:
        message = f'Attribute "@{another.name.text.split(".")[0]}" can only be defined once.'
        report.error("duplicate-attribute", message, another.span, help="remove one of them")


def unknown_attribute(attribute: ast.Attribute, at: str, known: Collection[str], report: Report) -> None:
    """Reports an attribute that does not exist; `at` is its at-signs."""
    name = attribute.name.text
    listed = [f"{at}{one}" for one in known]
    help = (
        f"the attributes here are {arguments.joined(listed)}" if listed else "remove it: there are no attributes here"
    )
    if at == "@" and name in ("index", "fulltext", "schema"):
        help = f"`@@{name}` stands on a line of its own in the block"
    message = f'Attribute not known: "@{name}".{did_you_mean(name, known)}'
    report.error("unknown-attribute", message, attribute.name.span, help=help)


def once(attributes: Iterable[ast.Attribute], report: Report) -> None:
    """Reports attributes that occur twice where they may only once."""
    by_name: dict[str, list[ast.Attribute]] = {}
    for attribute in attributes:
        by_name.setdefault(attribute.name.text, []).append(attribute)
    for name, given in by_name.items():
        if len(given) > 1:
            for attribute in given:
                message = f'Attribute "@{name}" can only be defined once.'
                report.error("duplicate-attribute", message, attribute.span, help="remove one of them")


def attribute(block: ast.Field | ast.Model | ast.EnumBlock | ast.EnumValue, name: str) -> ast.Attribute | None:
    """The attribute of that name; of two that may stand there once, none, since `once` has reported them."""
    found = [a for a in block.attributes if a.name.text == name]
    return found[0] if len(found) == 1 else None


def mapped_name(block: ast.Field | ast.Model | ast.EnumBlock | ast.EnumValue, report: Report) -> str | None:
    """What `@map` or `@@map` says; empty where it says so, which Prisma lets be."""
    given = attribute(block, "map")
    if given is None:
        return None
    reading = Arguments(given, report)
    value = reading.require("name", unnamed=True)
    reading.done()
    return arguments.text(value, report) if value is not None else None


def is_ignored(block: ast.Field | ast.Model, report: Report) -> bool:
    """Whether `@ignore` or `@@ignore` stands there."""
    given = attribute(block, "ignore")
    if given is not None:
        Arguments(given, report).done()
    return given is not None


def _attributes_of_relation(field: ast.Field, report: Report) -> None:
    """A relation is no column, and takes no attribute of columns."""
    if (given := attribute(field, "map")) is not None:
        message = "The attribute `@map` cannot be used on relation fields."
        help = "put it on the scalar field that holds the foreign key"
        report.error("attribute-on-relation", message, given.span, help=help)
    if (given := attribute(field, "default")) is not None:
        message = "Cannot set a default value on a relation field."
        help = "put it on the scalar field that holds the foreign key"
        report.error("attribute-on-relation", message, given.span, help=help)


def _scalar(field: ast.Field, type: ir.FieldType, names: Names, source: Database, report: Report) -> ir.ScalarField:
    documentation, annotations = split(field.documentation)
    if source.is_ours and any(not annotation.none for annotation in annotations):
        message = "Above a field `@tenant(none)` is all that has a meaning."
        report.error("wrong-tenancy", message, field.name.span, help="write it above the model")
    given = _each_once(field)
    if (relation := given.get("relation")) is not None:
        message = "Invalid field type, not a relation."
        help = "`@relation` stands on the field whose type is the other model"
        report.error("relation-on-scalar", message, relation.span, help=help)
    default, updated_at = given.get("default"), given.get("updatedAt")
    mapped = mapped_name(field, report) if "map" in given else None
    value, default_name = (None, None) if default is None else _default(default, field, type, names, source, report)
    return ir.ScalarField(
        name=field.name.text,
        column=field.name.text if mapped is None else mapped,
        type=type,
        arity=ARITY[field.arity],
        default=value,
        updated_at=updated_at is not None and _updated_at(updated_at, field, type, report),
        native=native_type(field, type),
        documentation=documentation,
        ignored="ignore" in given and _ignored(field, type, report),
        span=field.span,
        across_tenants=any(annotation.none for annotation in annotations),
        mapped=mapped,
        comment=field.documentation,
        default_name=default_name,
    )


def _each_once(field: ast.Field) -> dict[str, ast.Attribute]:
    """The attributes by name, without those that are given twice: nothing can be said of these but that."""
    found = {attribute.name.text: attribute for attribute in field.attributes}
    if len(found) < len(field.attributes):
        names = [attribute.name.text for attribute in field.attributes]
        return {name: attribute for name, attribute in found.items() if names.count(name) == 1}
    return found


def _default(
    given: ast.Attribute, field: ast.Field, type: ir.FieldType, names: Names, source: Database, report: Report
) -> tuple[ir.Default | None, str | None]:
    """The default, and the name of its constraint, which SQL Server alone has."""
    reading = Arguments(given, report)
    value = reading.require("value", unnamed=True)
    map = reading.text("map")
    reading.done()
    if map == "":
        report.error("empty-map", "The `map` argument cannot be an empty string.", given.span, help="remove it")
    if map and isinstance(value, ast.Call) and value.name == "autoincrement":
        message = "Naming an autoincrement default value is not allowed."
        report.error("named-default", message, given.span, help="remove the `map` argument")
    if value is None:
        return None, map
    enums = names.values
    return read_default(value, type, ARITY[field.arity], enums, source.provider, report), map or None


def _updated_at(given: ast.Attribute, field: ast.Field, type: ir.FieldType, report: Report) -> bool:
    Arguments(given, report).done()
    if field.arity is ast.Arity.LIST:
        message = "Fields that are marked with @updatedAt cannot be lists."
        report.error("wrong-updated-at", message, given.span, help="take the brackets away from the type")
    elif type is not ir.Scalar.DATETIME:
        message = "Fields that are marked with @updatedAt must be of type DateTime."
        report.error("wrong-updated-at", message, given.span, help="make it a DateTime, or remove `@updatedAt`")
    return True


def _ignored(field: ast.Field, type: ir.FieldType, report: Report) -> bool:
    ignored = is_ignored(field, report)
    if isinstance(type, ir.Unsupported):
        message = (
            "Fields of type `Unsupported` cannot take an `@ignore` attribute. "
            "They are already treated as ignored by the client due to their type."
        )
        report.error("needless-ignore", message, field.span, help="remove `@ignore`")
    return ignored


def native_type(field: ast.Field, type: ir.FieldType) -> ir.NativeType | None:
    """What `@db.X(...)` says of a field."""
    if not isinstance(type, ir.Scalar):
        return None
    given = next((a for a in field.attributes if "." in a.name.text), None)
    if given is None:
        return None
    values = tuple(arguments.source_text(argument.value.span) for argument in given.arguments)
    prefix, name = given.name.text.split(".", 1)
    return ir.NativeType(name, values, prefix, given.span)
