"""What `inputs.py` is made of: dictionaries, names for types, and what the inputs of each model are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.views import names, text, visible

FLAT_TYPE = "Mapping[str, object]"


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

    `is_total`: what may be left out is marked, where otherwise all may be. `parent` is a TypedDict with more keys.
    """

    name: str
    is_total: bool
    base: str
    words: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    parent: str | None = None

    @property
    def bases(self) -> str:
        """What the class inherits from."""
        found = [name for name in (self.parent, self.base if self.words else None) if name]
        return ", ".join(found or ["TypedDict"])


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
class Names:
    """What the inputs of a model are called. Those that end with `flat` are for models of other groups (see
    `clusters`)."""

    field: str
    where: str
    unique: str
    create: str
    create_many: str
    update: str
    order: str
    include: str
    select: str
    key: str
    one_filter: str
    many_filter: str
    one: str
    many: str
    counted: str
    values: str
    group: str
    change_one: str
    change_many: str
    nested_one: str
    nested_many: str
    create_flat: str
    nested_one_flat: str
    nested_many_flat: str


_SUFFIXES = (
    *("Field", "Where", "WhereUnique", "Create", "CreateMany", "Update", "Order", "Include", "Select", "Key"),
    *("OneFilter", "ManyFilter", "One", "Many", "Counted", "Values", "Group", "ChangeOne", "ChangeMany"),
    *("NestedOne", "NestedMany", "CreateFlat", "NestedOneFlat", "NestedManyFlat"),
)


def input_names(schema: ir.Schema, taken: names.Derived | None = None) -> dict[str, Names]:
    """The names for each model."""
    derived = taken or names.Derived()
    return {m.name: Names(*(derived.name(m.name + suffix) for suffix in _SUFFIXES)) for m in visible.models(schema)}


@dataclass(frozen=True, slots=True)
class Whole:
    """What the blocks of all models are made from. `reached` are the nested inputs that some model refers to."""

    schema: ir.Schema
    known: Mapping[str, Names]
    enum_filters: Mapping[str, str]
    groups: Mapping[str, int]
    reached: Collection[str]
    taken: names.Derived

    def is_near(self, model: ir.Model, field: ir.RelationField) -> bool:
        """Whether the inputs of the relation's other end may be nested in the model's."""
        return self.groups[model.name] == self.groups[field.target]


def dictionary(name: str, entries: Iterable[Entry], *, is_total: bool = False, parent: str | None = None) -> Input:
    """A TypedDict with these keys."""
    listed = tuple(entries)
    return Input(
        name,
        is_total,
        f"_{name}",
        tuple(e for e in listed if e.key in names.KEYWORDS),
        tuple(e for e in listed if e.key not in names.KEYWORDS),
        parent,
    )
