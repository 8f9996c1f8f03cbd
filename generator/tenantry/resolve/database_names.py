"""Tables, columns and enums must have names of their own in the database too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tenantry.psl import ast
from tenantry.resolve.fields import attribute, mapped_name
from tenantry.resolve.names import Names, distinct_fields
from tenantry.text.diagnostics import Related, Report

_Block = TypeVar("_Block", ast.Model, ast.EnumBlock, ast.Field)


def check_database_names(names: Names, report: Report) -> None:
    """Reports each name that is taken twice, at the block or field that took it by `@map` or `@@map`."""
    for model, other in _clashes(list(names.models.values()), lambda m: (_schema(m), _mapped(m))):
        message = (
            f'The model with database name "{_mapped(model)}" could not be defined because another model or view with '
            f'this name exists: "{other.name.text}"'
        )
        given = attribute(model, "map")
        place = model.name.span if given is None else given.span
        report.error("duplicate-table", message, place, related=_related(other))
    for enum, other_enum in _clashes(list(names.enums.values()), lambda e: (_schema(e), _mapped(e))):
        message = "An enum with the same database name is already defined."
        report.error("duplicate-enum", message, enum.name.span, related=_related(other_enum))
    for block in names.models.values():
        columns = [f for f in distinct_fields(block) if f.type.text not in names.models]
        for field, other_field in _clashes(columns, _mapped):
            message = f'Field "{field.name.text}" is already defined on model "{block.name.text}".'
            report.error("duplicate-column", message, field.span, related=_related(other_field))
    for block in names.composites.values():
        for field, other_field in _clashes(distinct_fields(block), _mapped):
            message = f'Field "{field.name.text}" is already defined on composite type "{block.name.text}".'
            report.error("duplicate-column", message, field.span, related=_related(other_field))


def _clashes(blocks: Sequence[_Block], name: Callable[[_Block], object]) -> Iterator[tuple[_Block, _Block]]:
    """Those that have another's name, each with the other. Of two, the one to blame has the name by `@map`: plain names
    are told apart already."""
    plainly = sorted(blocks, key=lambda block: attribute(block, "map") is not None)
    first: dict[object, _Block] = {}
    for block in plainly:
        other = first.setdefault(name(block), block)
        if other is not block:
            yield block, other


def _mapped(block: ast.Model | ast.EnumBlock | ast.Field) -> str:
    return mapped_name(block, Report())


def _schema(block: ast.Model | ast.EnumBlock) -> str | None:
    given = attribute(block, "schema")
    match given.arguments if given is not None else ():
        case (ast.Argument(value=ast.String(name)), *_):
            return name
        case _:
            return None


def _related(other: ast.Model | ast.EnumBlock | ast.Field) -> tuple[Related, ...]:
    return (Related("This one has the name too.", other.name.span),)
