"""The second pass: what each field's type stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS, Names, distinct_fields
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class ToModel:
    """The type of a relation field."""

    name: str


FieldKind = ir.FieldType | ToModel
Types = Mapping[tuple[str, str], FieldKind]

ARITY = {
    ast.Arity.REQUIRED: ir.Arity.REQUIRED,
    ast.Arity.OPTIONAL: ir.Arity.OPTIONAL,
    ast.Arity.LIST: ir.Arity.LIST,
}
_MOST_COMPARED = 100
"""Where more types are unknown, a file is missing, and not a letter."""


def resolve_types(names: Names, report: Report) -> Types:
    """The kinds of all fields whose type is known, by model and field; the others are reported."""
    types: dict[tuple[str, str], FieldKind] = {}
    unknown: list[ast.Field] = []
    for block in [*names.models.values(), *names.composites.values()]:
        for field in distinct_fields(block):
            kind = _kind(field, names)
            if kind is None:
                unknown.append(field)
            else:
                types[block.name.text, field.name.text] = kind
    if unknown:
        _unknown(unknown, names, report)
    return types


def _kind(field: ast.Field, names: Names) -> FieldKind | None:
    name = field.type.text
    if field.unsupported is not None:
        return ir.Unsupported(field.unsupported)
    if name in SCALARS:
        return ir.Scalar(name)
    if name in names.enums:
        return ir.EnumType(name)
    if name in names.models:
        return ToModel(name)
    if name in names.composites:
        return ir.Composite(name)
    return None


def _unknown(fields: Sequence[ast.Field], names: Names, report: Report) -> None:
    known = [*SCALARS, *names.models, *names.enums, *names.composites]
    endings: dict[str, str] = {}
    for field in fields:
        name = field.type.text
        if name not in endings:
            endings[name] = did_you_mean(name, known) if len(endings) < _MOST_COMPARED else ""
        message = (
            f'Type "{name}" is neither a built-in type, nor refers to another model, composite type, or enum.'
            f"{endings[name]}"
        )
        help = "name a scalar type, or a model or enum of this schema"
        report.error("unknown-type", message, field.type.span, help=help)
