"""`enums.py`: the schema's enums."""

from __future__ import annotations

from dataclasses import dataclass

from tenantry import ir
from tenantry.views import names, text


@dataclass(frozen=True, slots=True)
class Member:
    """`value` is a string literal: the value's name in the schema, whatever the database holds."""

    name: str
    value: str
    docstring: str | None


@dataclass(frozen=True, slots=True)
class Enum:
    name: str
    docstring: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class EnumsFile:
    enums: tuple[Enum, ...]


def enums_file(schema: ir.Schema) -> EnumsFile:
    return EnumsFile(tuple(_enum(e) for e in schema.enums))


def _enum(enum: ir.Enum_) -> Enum:
    members = (
        Member(names.enum_member(v.name), text.string(v.name), text.docstring(v.documentation, 4)) for v in enum.values
    )
    return Enum(names.enum_class(enum.name), text.docstring(enum.documentation, 4), tuple(members))
