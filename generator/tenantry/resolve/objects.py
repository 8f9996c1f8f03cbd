"""Values that Prisma 7 alone can read: `{ active: true }`. For 6 a line with one is no line of its block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from tenantry.psl import ast, faults
from tenantry.text.diagnostics import Report

_HELP = {
    "where": "remove `where`, or take the `url` out of the datasource, as for Prisma 7",
    "": "Prisma 6 has no objects: write a text or a list",
}
_Member = TypeVar("_Member", ast.Field, ast.EnumValue, ast.Attribute, ast.Property)


def without_objects(files: Sequence[ast.File], report: Report) -> list[ast.File]:
    """The files without the lines that have objects, which are reported."""
    return [_without(file, report) if _may_have_objects(file) else file for file in files]


def _may_have_objects(file: ast.File) -> bool:
    """Of most files one can tell at a glance."""
    return file.source.text.count("{") > len(file.blocks)


def _without(file: ast.File, report: Report) -> ast.File:
    return replace(file, blocks=tuple(_block(block, report) for block in file.blocks))


def _block(block: ast.Block, report: Report) -> ast.Block:
    match block:
        case ast.ConfigBlock():
            message = faults.CONFIG_LINE.format(kind=block.kind)
            return replace(block, properties=_readable(block.properties, message, report))
        case ast.EnumBlock():
            attributes = _readable(block.attributes, faults.ENUM_LINE, report)
            return replace(block, values=_readable(block.values, faults.ENUM_LINE, report), attributes=attributes)
        case ast.Model():
            attributes = _readable(block.attributes, faults.MODEL_LINE, report)
            return replace(block, fields=_readable(block.fields, faults.MODEL_LINE, report), attributes=attributes)


def _readable(members: Iterable[_Member], message: str, report: Report) -> tuple[_Member, ...]:
    found: list[_Member] = []
    for member in members:
        name = _object_in(member)
        if name is None:
            found.append(member)
        else:
            report.error(faults.INVALID_LINE, message, member.span, help=_HELP.get(name, _HELP[""]))
    return tuple(found)


def _object_in(member: ast.Field | ast.EnumValue | ast.Attribute | ast.Property) -> str | None:
    """The name of the argument that has an object in it, which may be empty; None where none has."""
    match member:
        case ast.Property():
            return "" if _has_object(member.value) else None
        case ast.Attribute():
            given = (argument for argument in member.arguments if _has_object(argument.value))
            return next(("" if argument.name is None else argument.name.text for argument in given), None)
        case ast.Field() | ast.EnumValue():
            return next((name for a in member.attributes if (name := _object_in(a)) is not None), None)


def _has_object(value: ast.Expression) -> bool:
    match value:
        case ast.Object():
            return True
        case ast.Array(items):
            return any(_has_object(item) for item in items)
        case ast.Call(arguments=arguments):
            return any(_has_object(argument.value) for argument in arguments)
        case _:
            return False
