"""The shape of a connector: everything in which Prisma's validation of one database differs from that of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tenantry import ir
from tenantry.rules.connectors.native import Native

ALL_ACTIONS = frozenset(ir.Action)
EMULATED = ALL_ACTIONS - {ir.Action.SET_DEFAULT}
"""What Prisma's client does itself where `relationMode = "prisma"` leaves foreign keys out."""


class Named(Enum):
    """The kinds of things that have names in the database beside the tables."""

    KEY = "key"
    INDEX = "index"
    FOREIGN_KEY = "foreign key"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Namespace:
    """Where names must differ. `counted` are the kinds whose names are in it, `told` those that are blamed: Prisma does
    not blame an index for having the name of a foreign key. `label` says it in a message."""

    label: str
    counted: frozenset[Named]
    told: frozenset[Named]
    of_model: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """The capabilities of one database, as Prisma sees them."""

    provider: ir.Provider
    title: str
    name_limit: int
    """Bytes in the name of a constraint."""
    namespaces: tuple[Namespace, ...] = ()

    # Types of columns.
    lists: bool = False
    json: bool = True
    json_lists: bool = False
    enums: bool = True
    decimals: bool = True
    composites: bool = False
    native_types: Mapping[str, Native] = field(default_factory=dict[str, Native])
    schemas: bool = False
    """Whether tables can be in several database schemas."""

    # `autoincrement()`, `auto()` and `sequence()`.
    auto: bool = False
    sequence: bool = False
    autoincrement: bool = True
    one_autoincrement: bool = False
    autoincrement_only_on_key: bool = False
    autoincrement_only_indexed: bool = False
    autoincrement_only_bigint: bool = False

    # Keys, uniques and indexes.
    compound_keys: bool = True
    named_keys: bool = True
    sorted_keys: bool = False
    clustering: bool = False
    shard_keys: bool = False
    index_algorithms: frozenset[str] = frozenset({"BTree"})
    index_length: bool = False
    operator_classes: bool = False
    """Whether classes of operators are held against algorithm and type of the field."""
    partial_indexes: bool = False
    fulltext: bool = False
    sorted_fulltext: bool = False
    many_fulltexts: bool = True
    unindexable: frozenset[str] = frozenset()
    """Native types that no key or index can hold without a length."""
    unindexable_at_most: frozenset[str] = frozenset()
    """Those of which this is true where `Max` is their argument."""
    unordered: frozenset[str] = frozenset()
    """Native types that no index can hold, though Prisma lets a key pass."""

    # Relations.
    named_foreign_keys: bool = True
    named_defaults: bool = False
    references_in_any_order: bool = True
    """Whether `references: [b, a]` may refer to `@@unique([a, b])`."""
    implicit_many_to_many: bool = True
    cascade_cycles: bool = True
    """Whether changes of referenced rows may come back to the table that they started from, or reach one twice."""
    set_null_on_required: bool = False
    set_default: bool = True
    """Whether the database does what `SetDefault` says."""
    emulated_relations_want_index: bool = True
    joins_native_types: bool = False
    """Whether keys of different native types never refer to each other."""
    actions: frozenset[ir.Action] = ALL_ACTIONS
    emulated_actions: frozenset[ir.Action] = EMULATED

    @property
    def index_methods(self) -> frozenset[str]:
        """The algorithms besides the B-tree, which all have."""
        return self.index_algorithms - {"BTree"}


_INDEX = frozenset({Named.INDEX})
_KEY_AND_INDEX = frozenset({Named.KEY, Named.INDEX})

INDEXES = Namespace("global for indexes and unique constraints", _INDEX, _INDEX)
FOREIGN_KEYS = Namespace("global for foreign keys", frozenset({Named.FOREIGN_KEY}), frozenset({Named.FOREIGN_KEY}))
KEYS_AND_INDEXES = Namespace("global for primary key, indexes and unique constraints", _KEY_AND_INDEX, _KEY_AND_INDEX)
KEYS_AND_DEFAULTS = Namespace(
    "global for primary keys, foreign keys and default constraints",
    frozenset({Named.KEY, Named.FOREIGN_KEY, Named.DEFAULT}),
    frozenset({Named.KEY, Named.FOREIGN_KEY, Named.DEFAULT}),
)
INDEXES_OF_MODEL = Namespace("on model `{model}` for indexes and unique constraints", _INDEX, _INDEX, of_model=True)
KEYS_AND_INDEXES_OF_MODEL = Namespace(
    "on model `{model}` for primary key, indexes and unique constraints", _KEY_AND_INDEX, _KEY_AND_INDEX, of_model=True
)
ALL_OF_MODEL = Namespace(
    "on model `{model}` for primary key, indexes, unique constraints and foreign keys",
    frozenset({Named.KEY, Named.INDEX, Named.FOREIGN_KEY}),
    frozenset({Named.KEY, Named.FOREIGN_KEY}),
    of_model=True,
)
