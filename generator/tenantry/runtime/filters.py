"""The parts that the inputs of every model share: filters, updates, nested writes.

Dictionaries at run time, and typed for the checker. Where a key is a word of Python (`in`, `not`), the type is written as a
call. A filter names its own operators again under `not`.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Mapping, Sequence
from typing import Generic, Literal, TypeAlias, TypedDict, TypeVar

from tenantry.runtime.jsontext import JsonNull

JsonValue: TypeAlias = "str | int | float | bool | None | Sequence[JsonValue] | Mapping[str, JsonValue]"
"""What a `Json` column holds."""

SortOrder: TypeAlias = Literal["asc", "desc"]

T = TypeVar("T")
E = TypeVar("E", bound=str)
N = TypeVar("N", int, float, decimal.Decimal)
C = TypeVar("C")
U = TypeVar("U")

StringFilter = TypedDict(
    "StringFilter",
    {
        "equals": "str | None",
        "not": "str | StringFilter | None",
        "in": Sequence[str],
        "not_in": Sequence[str],
        "lt": str,
        "lte": str,
        "gt": str,
        "gte": str,
        "contains": str,
        "startswith": str,
        "endswith": str,
        "mode": Literal["default", "insensitive"],
    },
    total=False,
)

BooleanFilter = TypedDict(
    "BooleanFilter",
    {
        "equals": "bool | None",
        "not": "bool | BooleanFilter | None",
        "in": Sequence[bool],
        "not_in": Sequence[bool],
    },
    total=False,
)

IntFilter = TypedDict(
    "IntFilter",
    {
        "equals": "int | None",
        "not": "int | IntFilter | None",
        "in": Sequence[int],
        "not_in": Sequence[int],
        "lt": int,
        "lte": int,
        "gt": int,
        "gte": int,
    },
    total=False,
)

FloatFilter = TypedDict(
    "FloatFilter",
    {
        "equals": "float | None",
        "not": "float | FloatFilter | None",
        "in": Sequence[float],
        "not_in": Sequence[float],
        "lt": float,
        "lte": float,
        "gt": float,
        "gte": float,
    },
    total=False,
)

DecimalFilter = TypedDict(
    "DecimalFilter",
    {
        "equals": "decimal.Decimal | None",
        "not": "decimal.Decimal | DecimalFilter | None",
        "in": Sequence[decimal.Decimal],
        "not_in": Sequence[decimal.Decimal],
        "lt": decimal.Decimal,
        "lte": decimal.Decimal,
        "gt": decimal.Decimal,
        "gte": decimal.Decimal,
    },
    total=False,
)

DateTimeFilter = TypedDict(
    "DateTimeFilter",
    {
        "equals": "dt.datetime | None",
        "not": "dt.datetime | DateTimeFilter | None",
        "in": Sequence[dt.datetime],
        "not_in": Sequence[dt.datetime],
        "lt": dt.datetime,
        "lte": dt.datetime,
        "gt": dt.datetime,
        "gte": dt.datetime,
    },
    total=False,
)

# `not` takes no filter inside: a dictionary there is a value to compare with.
JsonFilter = TypedDict(
    "JsonFilter",
    {
        "equals": "JsonValue | JsonNull",
        "not": "JsonValue | JsonNull",
    },
    total=False,
)

BytesFilter = TypedDict(
    "BytesFilter",
    {
        "equals": "bytes | None",
        "not": "bytes | BytesFilter | None",
        "in": Sequence[bytes],
        "not_in": Sequence[bytes],
    },
    total=False,
)

_EnumWords = TypedDict("_EnumWords", {"not": "object", "in": "Sequence[str]"}, total=False)


class EnumFilter(TypedDict, Generic[E], total=False):
    """TODO"""

    equals: E | None
    not_in: Sequence[E]


class ListFilter(TypedDict, Generic[T], total=False):
    """Filter on a list column; one that is NULL counts as empty."""

    equals: Sequence[T]
    has: T
    has_every: Sequence[T]
    has_some: Sequence[T]
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

    set: Sequence[T]
    push: T | Sequence[T]


class NestedOne(TypedDict, Generic[C, U], total=False):
    """What stands in a to-one relation: a new row, or one that is there. One key at a time."""

    create: C
    connect: U


class NestedMany(TypedDict, Generic[C, U], total=False):
    """What goes into a to-many relation: new rows, and rows that are there."""

    create: C | Sequence[C]
    connect: U | Sequence[U]
