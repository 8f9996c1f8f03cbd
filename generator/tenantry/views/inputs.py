"""`inputs.py`: what the operations of each model take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.views import imports, names, text, types, visible


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
    enum_filters: tuple[EnumFilter, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What the inputs of a model are called."""

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


_SUFFIXES = (
    *("Where", "WhereUnique", "Create", "CreateMany", "Update", "Order", "Include", "Select", "Key"),
    *("NestedOne", "NestedMany"),
)


def input_names(schema: ir.Schema, taken: names.Derived | None = None) -> dict[str, Names]:
    """The names for each model."""
    derived = taken or names.Derived()
    return {m.name: Names(*(derived.name(m.name + suffix) for suffix in _SUFFIXES)) for m in visible.models(schema)}


def inputs_file(schema: ir.Schema) -> InputsFile:
    taken = names.Derived()
    known = input_names(schema, taken)
    used = {f.type.name for m in visible.models(schema) for f in visible.scalars(m) if isinstance(f.type, ir.EnumType)}
    enum_filters = {e.name: taken.name(f"{e.name}Filter") for e in schema.enums if e.name in used}
    blocks = tuple(block for m in visible.models(schema) for block in _blocks(schema, m, known, enum_filters, taken))
    mentioned = [type_ for block in blocks for type_ in _types(block)]
    whole = "\n".join(mentioned)
    return InputsFile(
        imports.standard(mentioned),
        (*_typing_imports(whole), "TypeAlias", "TypedDict"),
        imports.mentions("enums", whole),
        tuple(EnumFilter(called, f"enums.{names.enum_class(name)}") for name, called in enum_filters.items()),
        blocks,
    )


def _blocks(
    schema: ir.Schema,
    model: ir.Model,
    known: Mapping[str, Names],
    enum_filters: Mapping[str, str],
    taken: names.Derived,
) -> Iterator[Block]:
    own = known[model.name]
    scalars = visible.scalars(model)
    relations = visible.relations(schema, model)
    tenant = visible.tenant_field(model)
    optional = visible.foreign_key_fields(schema, model) | {tenant}
    columns = [Entry(f.name, _given(f, types.value(f), f.name == tenant)) for f in scalars]
    written = [Entry(f.name, _given(f, types.value(f), f.name in optional)) for f in scalars]
    nested = [Entry(f.name, f"NotRequired[{_nested(f, known[f.target])}]") for f in relations]
    logic = [
        Entry("AND", f"{own.where} | list[{own.where}]"),
        Entry("OR", f"list[{own.where}]"),
        Entry("NOT", f"{own.where} | list[{own.where}]"),
    ]
    yield Block(_input(own.where, [*logic, *(Entry(f.name, types.condition(f, enum_filters)) for f in scalars)]))
    criteria, parts = _criteria(model, taken)
    yield from (Block(i) for i in (*parts, *criteria))
    key = visible.key(model)
    yield Block(
        aliases=(
            Alias(own.unique, " | ".join(c.name for c in criteria) or "Never"),
            Alias(own.key, _key_type(key) if key else "Never"),
        )
    )
    if visible.can_be_created(model):
        yield Block(_input(own.create, [*written, *nested], is_total=True))
        if nested or columns != written:
            yield Block(_input(own.create_many, columns, is_total=True))
        else:
            yield Block(aliases=(Alias(own.create_many, own.create),))
    else:
        yield Block(aliases=(Alias(own.create, "Never"), Alias(own.create_many, "Never")))
    yield from _nested_writes(schema, model, own)
    if model.is_view:
        yield Block(aliases=(Alias(own.update, "Never"),))
    else:
        yield Block(_input(own.update, _changes(model)))
    yield Block(_input(own.order, [Entry(f.name, "rt.SortOrder") for f in scalars if types.is_ordered(f)]))
    yield Block(_input(own.include, [Entry(f.name, "bool") for f in relations]))
    yield Block(_input(own.select, [Entry(f.name, "bool") for f in scalars]))


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


def _given(field: ir.ScalarField, type: str, may_be_left_out: bool) -> str:
    """The type of a value in a create, marked where the caller may leave it out."""
    has_value = field.default is not None or field.updated_at or field.arity is not ir.Arity.REQUIRED
    return f"NotRequired[{type}]" if has_value or may_be_left_out else type


def _nested(field: ir.RelationField, target: Names) -> str:
    return target.nested_many if field.is_list else target.nested_one


def _nested_writes(schema: ir.Schema, model: ir.Model, own: Names) -> Iterator[Block]:
    """What a create of another model may say about this one: a row to make, or one that is there."""
    for name, many in ((own.nested_one, False), (own.nested_many, True)):
        if _is_reached(schema, model, many=many):
            kinds = [("create", own.create), ("connect", own.unique)]
            yield Block(_input(name, [Entry(k, f"{t} | list[{t}]" if many else t) for k, t in kinds]))


def _is_reached(schema: ir.Schema, model: ir.Model, *, many: bool) -> bool:
    sources = visible.models(schema)
    return any(f.target == model.name and f.is_list is many for m in sources for f in visible.relations(schema, m))


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
