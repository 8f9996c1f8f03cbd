"""The third pass, beside the fields: enums."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.documentation import split
from tenantry.resolve.fields import mapped_name, once, unknown_attribute
from tenantry.resolve.names import Names
from tenantry.text.diagnostics import Report


def resolve_enums(names: Names, schema_of: Mapping[str, str | None], report: Report) -> tuple[ir.Enum_, ...]:
    """All enums; `schema_of` has the database schema of each."""
    return tuple(_enum(block, schema_of.get(block.name.text), report) for block in names.enums.values())


def _enum(block: ast.EnumBlock, schema: str | None, report: Report) -> ir.Enum_:
    for value in block.values:
        _only(value.attributes, ("map",), "@", report)
    _only(block.attributes, ("map", "schema"), "@@", report)
    values = {value.name.text: value for value in reversed(block.values)}  # of two with one name the first
    mapped = mapped_name(block, report)
    return ir.Enum_(
        name=block.name.text,
        database=block.name.text if mapped is None else mapped,
        schema=schema,
        values=tuple(_value(value, report) for value in reversed(values.values())),
        documentation=split(block.documentation)[0],
        span=block.name.span,
        mapped=mapped,
        comment=block.documentation,
    )


def _value(value: ast.EnumValue, report: Report) -> ir.EnumValue:
    mapped = mapped_name(value, report)
    return ir.EnumValue(
        name=value.name.text,
        database=value.name.text if mapped is None else mapped,
        documentation=split(value.documentation)[0],
        mapped=mapped,
        comment=value.documentation,
    )


def _only(attributes: Iterable[ast.Attribute], known: Collection[str], at: str, report: Report) -> None:
    attributes = list(attributes)
    for given in attributes:
        if given.name.text not in known:
            unknown_attribute(given, at, known, report)
    once((a for a in attributes if a.name.text in known), report)
