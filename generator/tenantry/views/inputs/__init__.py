"""`inputs.py`: what the operations of each model take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenantry import ir
from tenantry.views import clusters, imports, names, visible
from tenantry.views.inputs import reading, writing
from tenantry.views.inputs.parts import FLAT_TYPE, Block, Whole, input_names


@dataclass(frozen=True, slots=True)
class EnumFilter:
    """A filter on an enum: a TypedDict of its own, since its keys `in` and `not` cannot stand in a generic class."""

    name: str
    enum: str


@dataclass(frozen=True, slots=True)
class InputsFile:
    standard_imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    has_enums: bool
    has_flat: bool
    enum_filters: tuple[EnumFilter, ...]
    blocks: tuple[Block, ...]


def inputs_file(schema: ir.Schema) -> InputsFile:
    whole = _whole(schema)
    blocks = tuple(block for model in visible.models(schema) for block in _blocks(model, whole))
    mentioned = [type_ for block in blocks for type_ in _types(block)]
    text_of_types = "\n".join(mentioned)
    return InputsFile(
        imports.standard(mentioned),
        (*_typing_imports(text_of_types), "TypeAlias", "TypedDict"),
        imports.mentions("enums", text_of_types),
        FLAT_TYPE in text_of_types,
        tuple(EnumFilter(called, f"enums.{names.enum_class(name)}") for name, called in whole.enum_filters.items()),
        blocks,
    )


def _whole(schema: ir.Schema) -> Whole:
    taken = names.Derived()
    known = input_names(schema, taken)
    models = visible.models(schema)
    used = {f.type.name for m in models for f in visible.scalars(m) if isinstance(f.type, ir.EnumType)}
    enum_filters = {e.name: taken.name(f"{e.name}Filter") for e in schema.enums if e.name in used}
    groups = clusters.clusters(schema)
    ends = [(m, f) for m in models for f in visible.relations(schema, m)]
    reached = {writing.nested(m.name, f, known, groups) for m, f in ends}
    for m, f in ends:
        reached.update(reading.reached(f, known[f.target], groups[m.name] == groups[f.target]))
    return Whole(schema, known, enum_filters, groups, reached, taken)


def _blocks(model: ir.Model, whole: Whole) -> Iterator[Block]:
    yield from reading.filters(model, whole)
    yield from reading.keys(model, whole)
    yield from writing.creates(model, whole)
    yield from writing.changes(model, whole)
    yield from reading.extras(model, whole)
    yield from reading.numbers(model, whole)


def _types(block: Block) -> list[str]:
    """All annotations of a block."""
    listed = [alias.type for alias in block.aliases]
    return [*listed, *(e.type for e in (*block.input.words, *block.input.entries))] if block.input else listed


def _typing_imports(annotations: str) -> tuple[str, ...]:
    return tuple(name for name in ("Literal", "Never", "NotRequired") if re.search(rf"\b{name}\b", annotations))
