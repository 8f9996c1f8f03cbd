"""The parts that the inputs of every model share: filters and updates.

Dictionaries at run time; the types are for the checker. Where a key is a word of Python (`in`, `not`), the type is
written as a call. Filters on enums are generated, since such a call cannot be generic.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypedDict, TypeVar

from tenantry.runtime.jsontext import JsonNull
from tenantry.runtime.references import FieldRef

if TYPE_CHECKING:
    JsonValue: TypeAlias = "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
    """What a `Json` column holds. Read-only types, so that a `dict[str, str]` is one too."""
else:
    from pydantic import JsonValue  # the same to Pydantic, which has to be told of the recursion

SortOrder: TypeAlias = Literal["asc", "desc"]


class NullsOrder(TypedDict, total=False):
    """An order that says where nulls stand; else they are last going up and first going down."""

    sort: SortOrder
    nulls: Literal["first", "last"]


class CountOrder(TypedDict):
    _count: SortOrder


"""Orders rows by how many rows a relation leads to."""

Number: TypeAlias = int | float | decimal.Decimal
"""What an average or a sum is: a Decimal of a Decimal, a float or an int of the rest."""

T = TypeVar("T")
N = TypeVar("N")

StringFilter = TypedDict(
    "StringFilter",
    {
        "equals": "str | FieldRef | None",
        "not": "str | StringFilter | FieldRef | None",
        "in": list[str],
        "not_in": list[str],
        "lt": "str | FieldRef",
        "lte": "str | FieldRef",
        "gt": "str | FieldRef",
        "gte": "str | FieldRef",
        "contains": str,
        "startswith": str,
        "endswith": str,
        "search": str,
        "mode": Literal["default", "insensitive"],
    },
    total=False,
)

BooleanFilter = TypedDict(
    "BooleanFilter",
    {
        "equals": "bool | FieldRef | None",
        "not": "bool | BooleanFilter | FieldRef | None",
        "in": list[bool],
        "not_in": list[bool],
    },
    total=False,
)

IntFilter = TypedDict(
    "IntFilter",
    {
        "equals": "int | FieldRef | None",
        "not": "int | IntFilter | FieldRef | None",
        "in": list[int],
        "not_in": list[int],
        "lt": "int | FieldRef",
        "lte": "int | FieldRef",
        "gt": "int | FieldRef",
        "gte": "int | FieldRef",
    },
    total=False,
)

FloatFilter = TypedDict(
    "FloatFilter",
    {
        "equals": "float | FieldRef | None",
        "not": "float | FloatFilter | FieldRef | None",
        "in": list[float],
        "not_in": list[float],
        "lt": "float | FieldRef",
        "lte": "float | FieldRef",
        "gt": "float | FieldRef",
        "gte": "float | FieldRef",
    },
    total=False,
)

DecimalFilter = TypedDict(
    "DecimalFilter",
    {
        "equals": "decimal.Decimal | FieldRef | None",
        "not": "decimal.Decimal | DecimalFilter | FieldRef | None",
        "in": list[decimal.Decimal],
        "not_in": list[decimal.Decimal],
        "lt": "decimal.Decimal | FieldRef",
        "lte": "decimal.Decimal | FieldRef",
        "gt": "decimal.Decimal | FieldRef",
        "gte": "decimal.Decimal | FieldRef",
    },
    total=False,
)

DateTimeFilter = TypedDict(
    "DateTimeFilter",
    {
        "equals": "dt.datetime | FieldRef | None",
        "not": "dt.datetime | DateTimeFilter | FieldRef | None",
        "in": list[dt.datetime],
        "not_in": list[dt.datetime],
        "lt": "dt.datetime | FieldRef",
        "lte": "dt.datetime | FieldRef",
        "gt": "dt.datetime | FieldRef",
        "gte": "dt.datetime | FieldRef",
    },
    total=False,
)

# `not` takes no filter inside: a dictionary there is a value to compare with. With a `path`, all is said of what stands
# there; it is a list of names and positions, or `$.name[0]`.
JsonFilter = TypedDict(
    "JsonFilter",
    {
        "path": "Sequence[str | int]",
        "equals": "JsonValue | JsonNull",
        "not": "JsonValue | JsonNull",
        "lt": "str | float",
        "lte": "str | float",
        "gt": "str | float",
        "gte": "str | float",
        "string_contains": str,
        "string_starts_with": str,
        "string_ends_with": str,
        "array_contains": "JsonValue | JsonNull",
        "array_starts_with": "JsonValue | JsonNull",
        "array_ends_with": "JsonValue | JsonNull",
        "mode": Literal["default", "insensitive"],
    },
    total=False,
)

BytesFilter = TypedDict(
    "BytesFilter",
    {
        "equals": "bytes | FieldRef | None",
        "not": "bytes | BytesFilter | FieldRef | None",
        "in": list[bytes],
        "not_in": list[bytes],
    },
    total=False,
)


class ListFilter(TypedDict, Generic[T], total=False):
    """Filter on a list column; one that is NULL counts as empty."""

    equals: list[T]
    has: T
    has_every: list[T]
    has_some: list[T]
    is_empty: bool


class NumberUpdate(TypedDict, Generic[N], total=False):
    """A change of the number that is there. One key at a time."""

    set: N
    increment: N
    decrement: N
    multiply: N
    divide: N


class ListUpdate(TypedDict, Generic[T], total=False):
    """A change of the list that is there. One key at a time."""

    set: list[T]
    push: T | list[T]


W = TypeVar("W")
S = TypeVar("S")


class Counted(TypedDict, Generic[W]):
    """Counts only the rows of a relation that fit."""

    where: W


class CountOf(TypedDict, Generic[S]):
    """The relations whose rows are counted."""

    select: S


Where = TypeVar("Where")
Create = TypeVar("Create")
Update = TypeVar("Update")


class ConnectOrCreate(TypedDict, Generic[Where, Create]):
    """A row that is there, else a new one."""

    where: Where
    create: Create


class _Rows(TypedDict, Generic[Create]):
    data: list[Create]


class Rows(_Rows[Create], Generic[Create], total=False):
    """New rows; with `skip_duplicates`, those that collide are left out."""

    skip_duplicates: bool


class Upsert(TypedDict, Generic[Create, Update]):
    """What to write when there is no such row, and what when there is."""

    create: Create
    update: Update


class UpdateOf(TypedDict, Generic[Where, Update]):
    """A change of the row, or of all rows, that `where` names."""

    where: Where
    data: Update


class UpsertOf(TypedDict, Generic[Where, Create, Update]):
    """A change of the row that `where` names, or a new one."""

    where: Where
    create: Create
    update: Update
