"""What each database can do: one table a connector, and nowhere else a question about a provider's name."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from tenantry import ir
from tenantry.rules.native_types import COCKROACHDB, MYSQL, POSTGRESQL, SQLSERVER, Native

_ALL_ACTIONS = frozenset(ir.Action)
_SCOPE_ALL = "global for primary key, indexes and unique constraints"
_SCOPE_INDEXES = "global for indexes and unique constraints"
_SCOPE_MODEL = "on model `{model}` for primary key, indexes, unique constraints and foreign keys"
_SCOPE_MODEL_INDEXES = "on model `{model}` for indexes and unique constraints"


@dataclass(frozen=True, slots=True)
class Namespace:
    """Constraints whose names must differ from each other. `kinds`: `key`, `unique`, `index`, `foreign key`."""

    label: str
    kinds: frozenset[str]
    of_model: bool


_MODEL = Namespace(_SCOPE_MODEL, frozenset({"key", "unique", "index", "foreign key"}), of_model=True)
_MODEL_INDEXES = Namespace(_SCOPE_MODEL_INDEXES, frozenset({"unique", "index"}), of_model=True)


@dataclass(frozen=True, slots=True)
class Connector:
    """The capabilities of one database, as Prisma sees them."""

    provider: ir.Provider
    title: str
    name_limit: int
    """Bytes in the name of a constraint."""
    namespaces: tuple[Namespace, ...]
    lists: bool = False
    json: bool = True
    enums: bool = True
    named_keys: bool = True
    named_foreign_keys: bool = True
    set_null_on_required: bool = False
    index_methods: frozenset[str] = frozenset()
    """Besides the B-tree, which all have."""
    index_length: bool = False
    fulltext: bool = False
    one_autoincrement: bool = False
    autoincrement_only_on_key: bool = False
    autoincrement_only_indexed: bool = False
    autoincrement_only_bigint: bool = False
    references_in_any_order: bool = True
    """Whether `references: [b, a]` may refer to `@@unique([a, b])`."""
    cascade_cycles: bool = True
    actions: frozenset[ir.Action] = _ALL_ACTIONS
    native_types: Mapping[str, Native] = field(default_factory=dict[str, Native])
    unindexable: frozenset[str] = frozenset()
    """Native types that no key or index can hold without a length."""


_CONNECTORS = (
    Connector(
        ir.Provider.SQLITE,
        title="SQLite",
        name_limit=10_000,
        namespaces=(Namespace(_SCOPE_INDEXES, frozenset({"unique", "index"}), of_model=False),),
        named_keys=False,
        named_foreign_keys=False,
        one_autoincrement=True,
        autoincrement_only_on_key=True,
        autoincrement_only_indexed=True,
    ),
    Connector(
        ir.Provider.POSTGRESQL,
        title="Postgres",
        name_limit=63,
        namespaces=(Namespace(_SCOPE_ALL, frozenset({"key", "unique", "index"}), of_model=False), _MODEL),
        lists=True,
        set_null_on_required=True,
        index_methods=frozenset({"Hash", "Gin", "Gist", "SpGist", "Brin"}),
        native_types=POSTGRESQL,
    ),
    Connector(
        ir.Provider.MYSQL,
        title="MySQL",
        name_limit=64,
        namespaces=(_MODEL_INDEXES,),
        named_keys=False,
        index_length=True,
        fulltext=True,
        one_autoincrement=True,
        autoincrement_only_indexed=True,
        native_types=MYSQL,
        unindexable=frozenset(
            {"TinyText", "Text", "MediumText", "LongText", "TinyBlob", "Blob", "MediumBlob", "LongBlob"}
        ),
    ),
    Connector(
        ir.Provider.COCKROACHDB,
        title="CockroachDB",
        name_limit=63,
        namespaces=(_MODEL,),
        lists=True,
        index_methods=frozenset({"Gin"}),
        autoincrement_only_bigint=True,
        native_types=COCKROACHDB,
    ),
    Connector(
        ir.Provider.SQLSERVER,
        title="SQL Server",
        name_limit=128,
        namespaces=(_MODEL_INDEXES,),
        json=False,
        enums=False,
        references_in_any_order=False,
        cascade_cycles=False,
        actions=_ALL_ACTIONS - {ir.Action.RESTRICT},
        native_types=SQLSERVER,
        unindexable=frozenset({"Text", "NText", "Image", "Xml"}),
    ),
    Connector(
        ir.Provider.NONE,
        title="Prisma's default connector",
        name_limit=sys.maxsize,
        namespaces=(),
        named_keys=False,
        named_foreign_keys=False,
        one_autoincrement=True,
        autoincrement_only_on_key=True,
        autoincrement_only_indexed=True,
        references_in_any_order=False,
    ),
    Connector(ir.Provider.MONGODB, title="MongoDB", name_limit=127, namespaces=(_MODEL_INDEXES,), lists=True),
)
CONNECTORS: Mapping[ir.Provider, Connector] = {connector.provider: connector for connector in _CONNECTORS}
