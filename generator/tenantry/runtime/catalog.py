"""What the runtime knows of a generated package: its models, in light objects that cost nothing to import.

A generated `catalog.py` builds these; SQLAlchemy tables are made from them only when a plan is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Kind = Literal["String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes"]


class UpdatedAt:
    """Marks a field that each create and update sets to now."""


@dataclass(slots=True, eq=False)
class Column:
    """A scalar field.

    `name` as in the schema (the key in inputs), `kind` its scalar type or the enum's class. `column` is the
    database's name
    where it differs, `attribute` the record's where the name is reserved. `default` is a value, a function that makes
    one,
    or `DATABASE` where the database fills it in. `postgresql` names the column's type there where it is not the
    kind's usual
    one; for an enum, the quoted type.
    """

    name: str
    kind: Kind | type[StrEnum]
    optional: bool = False
    many: bool = False
    default: Any = None
    updated_at: bool = False
    column: str = ""
    attribute: str = ""
    postgresql: str = ""
    hidden: bool = False

    def __post_init__(self) -> None:
        self.column = self.column or self.name
        self.attribute = self.attribute or self.name


class Database:
    """Type of `DATABASE`."""

    def __repr__(self) -> str:
        return "DATABASE"


DATABASE = Database()


@dataclass(slots=True, eq=False)
class ToOne:
    """A relation field that holds at most one record: `local` fields here equal `remote` fields of `model`.

    `owner` says that the foreign key's columns are on this side.
    """

    name: str
    model: str
    local: tuple[str, ...]
    remote: tuple[str, ...]
    owner: bool = True
    attribute: str = ""

    def __post_init__(self) -> None:
        self.attribute = self.attribute or self.name


@dataclass(slots=True, eq=False)
class ToMany:
    """A relation field that holds a list: `remote` fields of `model` equal `local` fields here."""

    name: str
    model: str
    local: tuple[str, ...]
    remote: tuple[str, ...]
    attribute: str = ""

    def __post_init__(self) -> None:
        self.attribute = self.attribute or self.name


@dataclass(slots=True, eq=False)
class ManyToMany:
    """An implicit many-to-many relation: `table` has `here`, holding the key of this side, and `there`, of the
    other ("A" and "B").
    """

    name: str
    model: str
    table: str
    here: str
    there: str
    schema: str | None = None
    attribute: str = ""

    def __post_init__(self) -> None:
        self.attribute = self.attribute or self.name


Relation = ToOne | ToMany | ManyToMany


@dataclass(frozen=True, slots=True)
class Root:
    """The tenant model: scoped by its own key field."""

    field: str


@dataclass(frozen=True, slots=True)
class Scoped:
    """`field` carries the tenant. `shared`: rows whose tenant is null may be read by every tenant."""

    field: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Through:
    """Scoped by the to-one relation of that name."""

    relation: str


@dataclass(frozen=True, slots=True)
class Everyone:
    """No tenant."""


Tenancy = Root | Scoped | Through | Everyone


@dataclass(slots=True, eq=False)
class Model:
    """A model. `uniques` maps the name that a query uses (`email`, `email_tenantId`) to its fields, the key left out;
    `constraints` maps the database's names of key and uniques to their fields, for errors."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    record: Callable[[], type[Any]]
    key_name: str = ""
    uniques: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    constraints: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    relations: tuple[Relation, ...] = ()
    tenancy: Tenancy = Everyone()
    table: str = ""
    schema: str | None = None

    def __post_init__(self) -> None:
        self.table = self.table or self.name
        if not self.key_name and len(self.key) > 1:
            self.key_name = "_".join(self.key)


@dataclass(slots=True, eq=False)
class Catalog:
    """All models of a generated package.

    `providers` are the databases it was generated for; `environment` the variable that holds the database URL; `stored`
    maps an enum to what the database holds for those members that are stored under another name (`@map`).
    """

    models: tuple[Model, ...]
    providers: tuple[str, ...]
    environment: str = "DATABASE_URL"
    stored: Mapping[type[StrEnum], Mapping[str, str]] = field(default_factory=dict[type[StrEnum], Mapping[str, str]])

    def model(self, name: str) -> Model:
        """Raises KeyError when there is no such model."""
        for model in self.models:
            if model.name == name:
                return model
        raise KeyError(name)

    def root(self) -> Model | None:
        """The tenant model, if the schema names one."""
        for model in self.models:
            if isinstance(model.tenancy, Root):
                return model
        return None
