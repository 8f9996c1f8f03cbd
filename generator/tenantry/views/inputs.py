"""`inputs.py`: what the operations of each model take."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.views import clusters, imports, names, text, types, visible

_FLAT_TYPE = "Mapping[str, object]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a dictionary and the type of its value; the two literals are both as string literals."""

    key: str
    type: str

    @property
    def key_literal(self) -> str:
        return text.string(self.key)

    @property
    def type_literal(self) -> str:
        return text.string(self.type)


@dataclass(frozen=True, slots=True)
class Input:
    """A TypedDict. Keys that are words of Python cannot stand in a class: `words` are written in a `base`.

    `is_total`: what may be left out is marked, where otherwise all may be.
    """

    name: str
    is_total: bool
    base: str
    words: tuple[Entry, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Block:
    """A TypedDict, or aliases that stand together."""

    input: Input | None = None
    aliases: tuple[Alias, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Names:
    """What the inputs of a model are called. The last three are for those that nest across groups (see `clusters`)."""

    where: str
    unique: str
    create: str
    create_many: str
    update: str
    order: str
    include: str
    select: str
    key: str
    nested_one: str
    nested_many: str
    create_flat: str
    nested_one_flat: str
    nested_many_flat: str


_SUFFIXES = (
    *("Where", "WhereUnique", "Create", "CreateMany", "Update", "Order", "Include", "Select", "Key"),
    *("NestedOne", "NestedMany", "CreateFlat", "NestedOneFlat", "NestedManyFlat"),
)


def input_names(schema: ir.Schema, taken: names.Derived | None = None) -> dict[str, Names]:
    """The names for each model."""
    derived = taken or names.Derived()
    return {m.name: Names(*(derived.name(m.name + suffix) for suffix in _SUFFIXES)) for m in visible.models(schema)}


@dataclass(frozen=True, slots=True)
class _Schema:
    """What the blocks of all models are made from. `reached` are the nested inputs that some model refers to."""

    schema: ir.Schema
    known: Mapping[str, Names]
    enum_filters: Mapping[str, str]
    groups: Mapping[str, int]
    reached: Collection[str]
    taken: names.Derived


def inputs_file(schema: ir.Schema) -> InputsFile:
    whole = _schema(schema)
    blocks = tuple(block for model in visible.models(schema) for block in _blocks(model, whole))
    mentioned = [type_ for block in blocks for type_ in _types(block)]
    text_of_types = "\n".join(mentioned)
    return InputsFile(
        imports.standard(mentioned),
        (*_typing_imports(text_of_types), "TypeAlias", "TypedDict"),
        imports.mentions("enums", text_of_types),
        _FLAT_TYPE in text_of_types,
        tuple(EnumFilter(called, f"enums.{names.enum_class(name)}") for name, called in whole.enum_filters.items()),
        blocks,
    )


def _schema(schema: ir.Schema) -> _Schema:
    taken = names.Derived()
    known = input_names(schema, taken)
    models = visible.models(schema)
    used = {f.type.name for m in models for f in visible.scalars(m) if isinstance(f.type, ir.EnumType)}
    enum_filters = {e.name: taken.name(f"{e.name}Filter") for e in schema.enums if e.name in used}
    groups = clusters.clusters(schema)
    reached = {_nested(m.name, f, known, groups) for m in models for f in visible.relations(schema, m)}
    return _Schema(schema, known, enum_filters, groups, reached, taken)


def _blocks(model: ir.Model, whole: _Schema) -> Iterator[Block]:
    own = whole.known[model.name]
    scalars = visible.scalars(model)
    relations = visible.relations(whole.schema, model)
    logic = [
        Entry("AND", f"{own.where} | list[{own.where}]"),
        Entry("OR", f"list[{own.where}]"),
        Entry("NOT", f"{own.where} | list[{own.where}]"),
    ]
    conditions = [Entry(f.name, types.condition(f, whole.enum_filters)) for f in scalars]
    yield Block(_input(own.where, [*logic, *conditions]))
    criteria, parts = _criteria(model, whole.taken)
    yield from (Block(i) for i in (*parts, *criteria))
    key = visible.key(model)
    unique = Alias(own.unique, " | ".join(c.name for c in criteria) or "Never")
    yield Block(aliases=(unique, Alias(own.key, _key_type(key) if key else "Never")))
    yield from _creates(model, whole)
    if model.is_view:
        yield Block(aliases=(Alias(own.update, "Never"),))
    else:
        yield Block(_input(own.update, _changes(model)))
    yield Block(_input(own.order, [Entry(f.name, "rt.SortOrder") for f in scalars if types.is_ordered(f)]))
    yield Block(_input(own.include, [Entry(f.name, "bool") for f in relations]))
    yield Block(_input(own.select, [Entry(f.name, "bool") for f in scalars]))


def _creates(model: ir.Model, whole: _Schema) -> Iterator[Block]:
    """Data of a new row, alone, among many, and inside another model's."""
    own = whole.known[model.name]
    relations = visible.relations(whole.schema, model)
    tenant = visible.tenant_field(model)
    optional = visible.foreign_key_fields(whole.schema, model) | {tenant}
    columns = [Entry(f.name, _given(f, f.name == tenant)) for f in visible.scalars(model)]
    written = [Entry(f.name, _given(f, f.name in optional)) for f in visible.scalars(model)]
    if not visible.can_be_created(model):
        yield Block(aliases=(Alias(own.create, "Never"), Alias(own.create_many, "Never")))
    else:
        nested = [_nested(model.name, f, whole.known, whole.groups) for f in relations]
        entries = [Entry(f.name, f"NotRequired[{type_}]") for f, type_ in zip(relations, nested, strict=True)]
        yield Block(_input(own.create, [*written, *entries], is_total=True))
        if relations or columns != written:
            yield Block(_input(own.create_many, columns, is_total=True))
        else:
            yield Block(aliases=(Alias(own.create_many, own.create),))
    yield from _nested_writes(own.nested_one, own.nested_many, own.create, own.unique, whole.reached)
    if own.nested_one_flat in whole.reached or own.nested_many_flat in whole.reached:
        if visible.can_be_created(model):
            deeper = [Entry(f.name, f"NotRequired[{_FLAT_TYPE}]") for f in relations]
            yield Block(_input(own.create_flat, [*written, *deeper], is_total=True))
        else:
            yield Block(aliases=(Alias(own.create_flat, "Never"),))
        yield from _nested_writes(own.nested_one_flat, own.nested_many_flat, own.create_flat, own.unique, whole.reached)


def _nested(model: str, field: ir.RelationField, known: Mapping[str, Names], groups: Mapping[str, int]) -> str:
    """What a create of the model may say about the other side of the relation."""
    target = known[field.target]
    if groups[model] == groups[field.target]:
        return target.nested_many if field.is_list else target.nested_one
    return target.nested_many_flat if field.is_list else target.nested_one_flat


def _nested_writes(one: str, many: str, create: str, connect: str, reached: Collection[str]) -> Iterator[Block]:
    """A row to make, or one that is there."""
    kinds = [("create", create), ("connect", connect)]
    if one in reached:
        yield Block(_input(one, [Entry(key, type_) for key, type_ in kinds]))
    if many in reached:
        yield Block(_input(many, [Entry(key, f"{type_} | list[{type_}]") for key, type_ in kinds]))


def _criteria(model: ir.Model, taken: names.Derived) -> tuple[tuple[Input, ...], tuple[Input, ...]]:
    criteria: list[Input] = []
    parts: list[Input] = []
    for criterion in visible.criteria(model):
        fields = names.pascal(f.name for f in criterion.fields)
        values = [Entry(f.name, types.element(f)) for f in criterion.fields]
        if criterion.is_compound:
            compound = _input(taken.name(f"{model.name}{fields}Key"), values, is_total=True)
            parts.append(compound)
            values = [Entry(criterion.key, compound.name)]
        criteria.append(_input(taken.name(f"{model.name}By{fields}"), values, is_total=True))
    return tuple(criteria), tuple(parts)


def _changes(model: ir.Model) -> list[Entry]:
    """All but the tenant: a row never moves to another, nor does the tenant get another key."""
    tenancy = model.tenancy
    fixed = tenancy.field if isinstance(tenancy, (ir.TenantRoot, ir.TenantScoped)) else None
    return [Entry(f.name, types.change(f)) for f in visible.scalars(model) if f.name != fixed]


def _given(field: ir.ScalarField, may_be_left_out: bool) -> str:
    """The type of a value in a create, marked where the caller may leave it out."""
    has_value = field.default is not None or field.updated_at or field.arity is not ir.Arity.REQUIRED
    return f"NotRequired[{types.value(field)}]" if has_value or may_be_left_out else types.value(field)


def _key_type(key: visible.Criterion) -> str:
    parts = [types.element(f) for f in key.fields]
    return f"tuple[{', '.join(parts)}]" if key.is_compound else parts[0]


def _input(name: str, entries: Iterable[Entry], *, is_total: bool = False) -> Input:
    listed = tuple(entries)
    return Input(
        name,
        is_total,
        f"_{name}",
        tuple(e for e in listed if e.key in names.KEYWORDS),
        tuple(e for e in listed if e.key not in names.KEYWORDS),
    )


def _types(block: Block) -> list[str]:
    """All annotations of a block."""
    listed = [alias.type for alias in block.aliases]
    return [*listed, *(e.type for e in (*block.input.words, *block.input.entries))] if block.input else listed


def _typing_imports(annotations: str) -> tuple[str, ...]:
    return tuple(name for name in ("Never", "NotRequired") if re.search(rf"\b{name}\b", annotations))
