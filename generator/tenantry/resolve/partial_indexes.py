"""The condition of a partial index: `where: raw("active")` or `where: { active: true }`, as Prisma 7 reads it."""

from __future__ import annotations

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.arguments import source_text
from tenantry.resolve.index_fields import Lookup
from tenantry.resolve.types import ToModel
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean, listed

_RAW = "write `where: raw(\"status = 'active'\")`"
_OBJECT = f"{_RAW} or `where: {{ active: true }}`"
_TEXTS = (ir.Scalar.STRING, ir.Scalar.DATETIME)
_NUMBERS = (ir.Scalar.INT, ir.Scalar.BIGINT, ir.Scalar.FLOAT, ir.Scalar.DECIMAL)


def read_condition(
    value: ast.Expression | None, lookup: Lookup, attribute: ast.Attribute, report: Report
) -> str | None:
    """The condition as written."""
    match value:
        case None:
            return None
        case ast.Call(name="raw", arguments=(ast.Argument(value=ast.String(text)), *_)):
            if not text:
                _wrong("The `where` argument cannot contain an empty string.", attribute, _RAW, report)
        case ast.Call(name="raw"):
            message = "The `where` argument must be a raw() function with a string argument."
            _wrong(message, attribute, _RAW, report)
        case ast.Object(entries):
            if not entries:
                _wrong("The `where` argument cannot be an empty object.", attribute, _OBJECT, report)
            for entry in entries:
                _entry(entry, lookup, attribute, report)
        case _:
            message = "The `where` argument must be either a raw() function call or an object literal."
            _wrong(message, attribute, _OBJECT, report)
    return source_text(value.span)


def _entry(entry: ast.Argument, lookup: Lookup, attribute: ast.Attribute, report: Report) -> None:
    name = entry.name.text if entry.name is not None else ""
    model = lookup.model.name.text
    kind = lookup.kind(lookup.model, name)
    if kind is None:
        known = [field.name.text for field in lookup.model.fields]
        message = f"Field '{name}' does not exist in model '{model}'.{did_you_mean(name, known)}"
        report.error("unknown-field", message, attribute.span, help=f"the fields are {listed(known)}")
    elif isinstance(kind, ToModel):
        message = f"Field '{name}' is a relation field. Only scalar fields can be used in the where clause."
        help = "name the column that holds the foreign key"
        report.error("relation-of-relation", message, attribute.span, help=help)
    elif isinstance(entry.value, ast.Object):
        _negation(name, kind, entry.value, attribute, report)
    else:
        _value(name, kind, entry.value, attribute, report)


def _negation(name: str, kind: object, value: ast.Object, attribute: ast.Attribute, report: Report) -> None:
    help = 'write `{ not: null }` or `{ not: "value" }`'
    keys = [entry.name.text for entry in value.entries if entry.name is not None]
    if len(keys) != 1:
        _wrong("Nested object in where clause must have exactly one key.", attribute, help, report)
    elif keys != ["not"]:
        message = f"Unknown key '{keys[0]}' in nested where clause object. Only 'not' is supported."
        _wrong(message, attribute, help, report)
    else:
        _value(name, kind, value.entries[0].value, attribute, report)


def _value(name: str, kind: object, value: ast.Expression, attribute: ast.Attribute, report: Report) -> None:
    help = "write true, false, null, a string, a number, or an object like { not: null }"
    match value:
        case ast.Constant("null"):
            return
        case ast.Constant("true" | "false"):
            written, fits = "Boolean", kind is ir.Scalar.BOOLEAN
        case ast.String():
            written, fits = "a String", kind in _TEXTS or isinstance(kind, ir.EnumType)
        case ast.Number():
            written, fits = "a Number", kind in _NUMBERS
        case ast.Constant(text):
            if isinstance(kind, ir.EnumType):
                help = f'write `"{text}"`'
            _wrong(f"Invalid value '{text}' in where clause.", attribute, help, report)
            return
        case _:
            _wrong("Invalid value in where clause.", attribute, help, report)
            return
    if isinstance(kind, ir.Unsupported):
        message = f"Field '{name}' is an unsupported type and cannot be used in the object syntax of a where clause."
        _wrong(message, attribute, _RAW, report)
    elif not fits and isinstance(kind, ir.EnumType):
        message = f"Type mismatch: field '{name}' is an Enum and only accepts String values in the where clause."
        _wrong(message, attribute, "write the value in quotes", report)
    elif not fits:
        message = f"Type mismatch: field '{name}' is of type {kind}, but the value is {written}."
        _wrong(message, attribute, _RAW, report)


def _wrong(message: str, attribute: ast.Attribute, help: str, report: Report) -> None:
    report.error("wrong-condition", message, attribute.span, help=help)
