"""Tables, columns and enums must have names of their own in the database too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.blocks import Block
from tenantry.resolve.fields import Columns, attribute
from tenantry.resolve.names import Names
from tenantry.text.diagnostics import Related, Report

_Block = TypeVar("_Block", ast.Model, ast.EnumBlock, ast.Field)


def check_database_names(
    names: Names,
    blocks: Mapping[str, Block],
    columns: Columns,
    enums: Sequence[ir.Enum_],
    schemas: Mapping[str, str | None],
    report: Report,
) -> None:
    """Reports each name that is taken twice, at the block or field that took it by `@map` or `@@map`."""
    _tables(names, blocks, schemas, report)
    _enums(names, enums, schemas, report)
    with_doubles = {hidden.block.name.text for hidden in names.hidden}
    for name, model in names.models.items():
        own = columns.of(name)
        if name in with_doubles or _may_clash(model, own):
            _columns(model, [field for field in model.fields if field.name.text in own], report)
    for block in names.composites.values():
        _columns(block, block.fields, report)


def _may_clash(model: ast.Model, columns: Mapping[str, ir.ScalarField]) -> bool:
    """Of most models one can tell at a glance that they are in order."""
    mapped = [field.column for field in columns.values() if field.mapped is not None]
    return bool(mapped) and (len({*mapped, *columns}) < len(mapped) + len(columns) or len(columns) < len(model.fields))


def _tables(names: Names, blocks: Mapping[str, Block], schemas: Mapping[str, str | None], report: Report) -> None:
    tables = {name: (schemas.get(name), block.table) for name, block in blocks.items()}
    models = sorted(names.models.values(), key=lambda model: model.kind is ast.ModelKind.VIEW)  # read after the models
    for model, other in _clashes(_plain_first(models), lambda m: tables[m.name.text]):
        message = (
            f'The model with database name "{tables[model.name.text][1]}" could not be defined because another model '
            f'or view with this name exists: "{other.name.text}"'
        )
        given = attribute(model, "map")
        place = model.name.span if given is None else given.span
        help = "map it to another table"
        report.error("duplicate-table", message, place, related=_related(other), help=help, blocks=False)


def _enums(names: Names, enums: Sequence[ir.Enum_], schemas: Mapping[str, str | None], report: Report) -> None:
    in_database = {enum.name: (schemas.get(enum.name), enum.database) for enum in enums}
    for enum, other in _clashes(list(names.enums.values()), lambda e: in_database[e.name.text]):
        message = "An enum with the same database name is already defined."
        help = "map it to another name"
        report.error("duplicate-enum", message, enum.name.span, related=_related(other), help=help, blocks=False)


def _columns(block: ast.Model, fields: Sequence[ast.Field], report: Report) -> None:
    """In the order of the fields, as Prisma does: that another field has `@map` too counts only once it was read."""
    last = {field.name.text: field for field in fields}
    mapped: dict[int, str | None] = {}
    by_map: dict[str, ast.Field] = {}
    for field in fields:
        mapped[id(field)] = column = _mapped(field)
        if column is None:
            continue
        other, namesake = by_map.get(column), last.get(column)
        by_map[column] = field
        if other is not None:
            _taken(block, field, other, report)
        elif namesake is not None and namesake is not field and mapped.get(id(namesake)) in (None, column):
            _taken(block, field, namesake, report)


def _taken(block: ast.Model, field: ast.Field, other: ast.Field, report: Report) -> None:
    kind = "composite type" if block.kind is ast.ModelKind.TYPE else block.kind.value
    message = f'Field "{field.name.text}" is already defined on {kind} "{block.name.text}".'
    help = "map it to another column"
    if _mapped(other) not in (None, _mapped(field)):
        help = f"map it to another column, or write it after `{other.name.text}`: Prisma reads one after the other"
    report.error("duplicate-column", message, field.span, related=_related(other), help=help)


def _clashes(blocks: Sequence[_Block], name: Callable[[_Block], object]) -> Iterator[tuple[_Block, _Block]]:
    """Those that have another's name, each with the other."""
    first: dict[object, _Block] = {}
    for block in blocks:
        other = first.setdefault(name(block), block)
        if other is not block:
            yield block, other


def _plain_first(blocks: Iterable[_Block]) -> list[_Block]:
    """Of two with one name, the one to blame has the name by `@map`: plain names are told apart already."""
    return sorted(blocks, key=lambda block: attribute(block, "map") is not None)


def _mapped(field: ast.Field) -> str | None:
    """What `@map` says, if it says it soundly."""
    given = attribute(field, "map") if field.attributes else None
    match given.arguments if given is not None else ():
        case (ast.Argument(value=ast.String(name)),):
            return name
        case _:
            return None


def _related(other: ast.Model | ast.EnumBlock | ast.Field) -> tuple[Related, ...]:
    return (Related("This one has the name too.", other.name.span),)
