"""The resolved schema: every name looked up, every default filled in, tenancy decided.

Immutable. Passes in `resolve/` build it; everything after them reads it and nothing else, so that a second front end
needs to produce only this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property

from tenantry.text.source import Span


class Provider(StrEnum):
    """A database, by the word the datasource uses (`postgres` is read as `postgresql`)."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    COCKROACHDB = "cockroachdb"
    SQLSERVER = "sqlserver"
    MONGODB = "mongodb"
    NONE = "default"
    """No datasource says which: Prisma then validates by a connector that it calls the default one."""


class Scalar(StrEnum):
    """Prisma's scalar types."""

    STRING = "String"
    BOOLEAN = "Boolean"
    INT = "Int"
    BIGINT = "BigInt"
    FLOAT = "Float"
    DECIMAL = "Decimal"
    DATETIME = "DateTime"
    JSON = "Json"
    BYTES = "Bytes"


@dataclass(frozen=True, slots=True)
class EnumType:
    """The type of a field whose values are those of the enum `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A database type that Prisma has no word for; `text` is the database's."""

    text: str


@dataclass(frozen=True, slots=True)
class Composite:
    """The composite type `name`, kept inside the document. MongoDB alone has such, so nothing is generated for them."""

    name: str


FieldType = Scalar | EnumType | Unsupported | Composite


class Arity(Enum):
    REQUIRED = "required"
    OPTIONAL = "optional"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class NativeType:
    """`@db.VarChar(255)`: name `VarChar`, arguments `("255",)`, prefix `db`. Where it stands is no part of it."""

    name: str
    arguments: tuple[str, ...] = ()
    prefix: str = field(default="db", compare=False)
    span: Span | None = field(default=None, compare=False, repr=False)


# Defaults, a closed set. Those marked "client" have no default in the database: the data layer fills them in.


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant, as written in the schema: text for String, Json, DateTime, Bytes (base64), Decimal and numbers; bool
    for Boolean."""

    value: str | bool


@dataclass(frozen=True, slots=True)
class EnumLiteral:
    """A value of the field's enum, by its name in the schema (not its `@map`)."""

    name: str


@dataclass(frozen=True, slots=True)
class ListLiteral:
    items: tuple[Literal | EnumLiteral, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """`now()`: CURRENT_TIMESTAMP in the database; the data layer fills it in too, with milliseconds."""


@dataclass(frozen=True, slots=True)
class Autoincrement:
    pass


@dataclass(frozen=True, slots=True)
class Uuid:
    """Client. `version` is 4 or 7."""

    version: int = 4


@dataclass(frozen=True, slots=True)
class Cuid:
    """Client. `version` is 1 or 2."""

    version: int = 1


@dataclass(frozen=True, slots=True)
class Nanoid:
    """Client. `length` is None where the schema does not say: then it is 21."""

    length: int | None = None


@dataclass(frozen=True, slots=True)
class Ulid:
    """Client."""


@dataclass(frozen=True, slots=True)
class DbGenerated:
    """`dbgenerated("expression")`; None where the schema gives no expression."""

    expression: str | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """`sequence(...)`, of CockroachDB."""


@dataclass(frozen=True, slots=True)
class Auto:
    """`auto()`: an ObjectId that MongoDB makes up."""


Default = (
    Literal
    | EnumLiteral
    | ListLiteral
    | Now
    | Autoincrement
    | Uuid
    | Cuid
    | Nanoid
    | Ulid
    | DbGenerated
    | Sequence
    | Auto
)


# Where there is a doc comment, `comment` is the comment as Prisma reads it, and `documentation` what people are to read
# of it: without our own annotations. Where there is `@map` or `@@map`, `mapped` is its name, empty maybe.


@dataclass(frozen=True, slots=True)
class ScalarField:
    """A column. `name` as in the schema, `column` as in the database."""

    name: str
    column: str
    type: FieldType
    arity: Arity
    default: Default | None
    updated_at: bool
    native: NativeType | None
    documentation: str | None
    ignored: bool
    span: Span
    across_tenants: bool = False
    """`/// @tenant(none)` above a field that is unique: its values are compared over all tenants on purpose."""
    mapped: str | None = None
    comment: str | None = None
    default_name: str | None = None
    """What `map` of `@default` calls the constraint."""

    @property
    def is_list(self) -> bool:
        return self.arity is Arity.LIST

    @property
    def is_optional(self) -> bool:
        return self.arity is Arity.OPTIONAL


@dataclass(frozen=True, slots=True)
class ShardKey:
    """`@shardKey` or `@@shardKey`: how PlanetScale spreads the rows of a MySQL table."""

    fields: tuple[str, ...]
    span: Span


class Action(StrEnum):
    """What happens to referencing rows."""

    CASCADE = "Cascade"
    RESTRICT = "Restrict"
    NO_ACTION = "NoAction"
    SET_NULL = "SetNull"
    SET_DEFAULT = "SetDefault"


_Places = Mapping[str, Span]
"""Where the named arguments of an attribute stand: for messages only, so that equality leaves it out."""


def _no_places() -> _Places:
    return {}


@dataclass(frozen=True, slots=True)
class RelationAttribute:
    """What `@relation` says on one side; None where it is silent, or is not there (and so has no `span`)."""

    name: str | None = None
    fields: tuple[str, ...] | None = None
    references: tuple[str, ...] | None = None
    on_delete: Action | None = None
    on_update: Action | None = None
    map: str | None = None
    span: Span | None = field(default=None, compare=False)
    places: _Places = field(default_factory=_no_places, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RelationField:
    """One side of a relation as the model shows it. `relation` is the `Relation.name` it belongs to.

    `opposite` is the field of the other side, on the model `target`. Where the schema has a fault, which a rule tells,
    there may be none, and no relation: then `relation` is empty.
    """

    name: str
    target: str
    arity: Arity
    relation: str
    documentation: str | None
    ignored: bool
    span: Span
    comment: str | None = None
    opposite: str | None = None
    attribute: RelationAttribute = RelationAttribute()

    @property
    def is_list(self) -> bool:
        return self.arity is Arity.LIST

    @property
    def is_optional(self) -> bool:
        return self.arity is Arity.OPTIONAL


Field = ScalarField | RelationField


class SortOrder(StrEnum):
    ASC = "Asc"
    DESC = "Desc"


@dataclass(frozen=True, slots=True)
class IndexField:
    """A field in a key, unique or index, by its name in the schema; `home.street` is one of a composite type.
    `operator_class` is `JsonbPathOps` or `raw:gin_trgm_ops`."""

    name: str
    sort: SortOrder | None = None
    length: int | None = None
    operator_class: str | None = None


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """`@id` or `@@id`. `map` is the constraint name that the schema gives, None for the default; `name` the client's
    name of a compound; `of_field` tells `@id`. `clustered` is None where the schema does not say."""

    fields: tuple[IndexField, ...]
    map: str | None
    name: str | None
    span: Span
    of_field: bool = False
    clustered: bool | None = None
    places: _Places = field(default_factory=_no_places, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class UniqueIndex:
    """`@unique` or `@@unique`; `of_field` tells the former. `name` is the compound's name in queries (default: the
    field names joined by `_`). `where` is the condition of a partial one, as written."""

    fields: tuple[IndexField, ...]
    map: str | None
    name: str | None
    span: Span
    of_field: bool = False
    clustered: bool | None = None
    where: str | None = None
    places: _Places = field(default_factory=_no_places, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Index:
    """`@@index`, or `@@fulltext`. `algorithm` is what `type` says: `BTree`, `Hash`, `Gin`, `Gist`, `SpGist`, `Brin`.
    `where` is the condition of a partial one, as written."""

    fields: tuple[IndexField, ...]
    map: str | None
    algorithm: str | None
    span: Span
    fulltext: bool = False
    clustered: bool | None = None
    where: str | None = None
    places: _Places = field(default_factory=_no_places, compare=False, repr=False)

    @property
    def method(self) -> str | None:
        """The algorithm where it is another than the B-tree, which is meant where none is said."""
        return None if self.algorithm == "BTree" else self.algorithm


@dataclass(frozen=True, slots=True)
class ForeignKeyRelation:
    """A relation kept in columns. `name` is unique in the schema: `Model.field` of the side that has the columns.

    `model.field` is the side that has `fields`; `target` is the model they reference; `target_field` is the name of the
    back side (None only for `@ignore`d ones). `unique` tells one-to-one from one-to-many. The actions are resolved:
    Prisma's defaults where the schema is silent. `map` is the constraint name that the schema gives.
    """

    name: str
    model: str
    field: str
    target: str
    target_field: str
    fields: tuple[str, ...]
    references: tuple[str, ...]
    unique: bool
    on_delete: Action
    on_update: Action
    map: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ManyToMany:
    """An implicit many-to-many relation: a join table with the columns `A` and `B`. `name` is `_` and the stem.

    Side A is the model whose name comes first; in a self relation, the field whose name comes first. `stem` is what the
    table is called after its leading underscore (`PostToTag`, or the relation's name in the schema), before any cut.

    On MongoDB there is no such table: each side has a list of the other's keys, as its `attribute` says.
    """

    name: str
    a_model: str
    a_field: str
    b_model: str
    b_field: str
    stem: str
    span: Span


Relation = ForeignKeyRelation | ManyToMany


# Tenancy of a model, a closed set.


class NullTenant(StrEnum):
    """What a tenant sees of rows whose tenant is null."""

    HIDDEN = "hidden"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class TenantRoot:
    """The tenant model itself, scoped by its own key."""

    field: str


@dataclass(frozen=True, slots=True)
class TenantScoped:
    """Carries the tenant in `field`; `nulls` is None where the field is required."""

    field: str
    nulls: NullTenant | None


@dataclass(frozen=True, slots=True)
class TenantThrough:
    """A child without the field: scoped by the to-one relation field `relation`, whose model is root, scoped or
    through."""

    relation: str


@dataclass(frozen=True, slots=True)
class TenantNone:
    """Global: said aloud, or the schema names no tenant model."""

    said: bool


Tenancy = TenantRoot | TenantScoped | TenantThrough | TenantNone


@dataclass(frozen=True)
class Model:
    """A model or view. `fields` stand in the schema's order; `table` and `schema` (None: the default one) name it in
    the database."""

    name: str
    table: str
    schema: str | None
    fields: tuple[Field, ...]
    key: PrimaryKey | None
    uniques: tuple[UniqueIndex, ...]
    indexes: tuple[Index, ...]
    tenancy: Tenancy
    documentation: str | None
    ignored: bool
    is_view: bool
    span: Span
    mapped: str | None = None
    comment: str | None = None
    shard_key: ShardKey | None = None

    @cached_property
    def scalars(self) -> tuple[ScalarField, ...]:
        return tuple(f for f in self.fields if isinstance(f, ScalarField))

    @cached_property
    def relations(self) -> tuple[RelationField, ...]:
        return tuple(f for f in self.fields if isinstance(f, RelationField))

    @cached_property
    def _scalars(self) -> dict[str, ScalarField]:
        return {f.name: f for f in self.scalars}

    def scalar(self, name: str) -> ScalarField:
        """Raises KeyError when the model has no such column."""
        return self._scalars[name]


@dataclass(frozen=True, slots=True)
class CompositeType:
    """A `type` block, of MongoDB: what documents contain without a collection of its own."""

    name: str
    fields: tuple[ScalarField, ...]
    span: Span
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class EnumValue:
    """`name` in the schema, `database` what is stored (`@map`)."""

    name: str
    database: str
    documentation: str | None
    mapped: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Enum_:  # noqa: N801 - `enum.Enum` has the plain name
    """An enum; `database` is the type's name in the database (`@@map`)."""

    name: str
    database: str
    schema: str | None
    values: tuple[EnumValue, ...]
    documentation: str | None
    span: Span
    mapped: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Datasource:
    """`url` is the literal text, or None where it comes from `url_env` (`env("DATABASE_URL")`) or is not said.

    Where no datasource is written, there is one all the same, for `Provider.NONE` and without a span.
    """

    name: str
    provider: Provider
    url: str | None
    url_env: str | None
    schemas: tuple[str, ...]
    foreign_keys: bool
    """False with `relationMode = "prisma"`: no foreign keys in the database."""
    span: Span | None
    has_url: bool
    """Whether `url` is written at all: what differs between Prisma 6 and 7 follows Prisma 7 without it."""


@dataclass(frozen=True, slots=True)
class Options:
    """The generator block with `provider = "tenantry"`, checked. Paths are as written, relative to the block's file."""

    output: str | None
    tenant_model: str | None
    tenant_field: str | None
    portable: bool
    tenant_foreign_keys: bool
    row_level_security: bool
    preview_features: tuple[str, ...]
    source_name: str | None
    """Name of the source file that the block stands in; None when there is no block."""


@dataclass(frozen=True)
class Schema:
    """A whole schema. Models, enums and composite types stand in the order of files and places."""

    datasource: Datasource
    options: Options
    models: tuple[Model, ...]
    enums: tuple[Enum_, ...]
    relations: tuple[Relation, ...]
    composites: tuple[CompositeType, ...] = ()

    @property
    def providers(self) -> tuple[Provider, ...]:
        """The databases that the generated package is for: the datasource's; with `portable`, SQLite and PostgreSQL."""
        own = self.datasource.provider
        if not self.options.portable or own is Provider.NONE:
            return (own,)
        return (own, *(p for p in (Provider.SQLITE, Provider.POSTGRESQL) if p is not own))

    def model(self, name: str) -> Model:
        """Raises KeyError when there is no such model."""
        return self._models[name]

    def enum(self, name: str) -> Enum_:
        """Raises KeyError when there is no such enum."""
        return self._enums[name]

    def composite(self, name: str) -> CompositeType:
        """Raises KeyError when there is no such composite type."""
        return self._composites[name]

    def relation(self, name: str) -> Relation:
        """Raises KeyError when there is no such relation."""
        return self._relations[name]

    def foreign_keys_of(self, model: str) -> Iterator[ForeignKeyRelation]:
        """The relations whose columns `model` has, in the order of its fields."""
        yield from self._foreign_keys.get(model, ())

    @cached_property
    def _models(self) -> dict[str, Model]:
        return {m.name: m for m in self.models}

    @cached_property
    def _enums(self) -> dict[str, Enum_]:
        return {e.name: e for e in self.enums}

    @cached_property
    def _composites(self) -> dict[str, CompositeType]:
        return {c.name: c for c in self.composites}

    @cached_property
    def _relations(self) -> dict[str, Relation]:
        return {r.name: r for r in self.relations}

    @cached_property
    def _foreign_keys(self) -> dict[str, list[ForeignKeyRelation]]:
        found: dict[str, list[ForeignKeyRelation]] = {}
        for r in self.relations:
            if isinstance(r, ForeignKeyRelation):
                found.setdefault(r.model, []).append(r)
        return found
