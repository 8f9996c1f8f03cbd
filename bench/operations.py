"""What is measured: eight operations that every contender offers, and what each must answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from bench import data

ITEM_FIELDS = (
    "tenantId",
    "projectId",
    "title",
    "status",
    "active",
    "priority",
    "amount",
    "meta",
    "score",
    "createdAt",
)


class Contender(Protocol):
    """One way to reach the database. Each call does what a request would: it takes its connection and gives it back."""

    name: str

    def find_unique(self, tenant: str, key: int) -> Any: ...
    def find_many_20(self, tenant: str, status: str, priority: int) -> Sequence[Any]: ...
    def find_many_1000(self, tenant: str) -> Sequence[Any]: ...
    def include_20x10(self, tenant: str) -> Sequence[Any]: ...
    def count(self, tenant: str, status: str) -> int: ...
    def create(self, tenant: str, values: Mapping[str, Any]) -> Any: ...
    def update(self, tenant: str, key: int, values: Mapping[str, Any]) -> Any: ...
    def create_many_10000(self, tenant: str, rows: Sequence[Mapping[str, Any]]) -> int: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Operation:
    """`name` is the contender's method; `arguments` makes those of one call.

    `plain` turns an answer into values that compare. `most_calls` bounds how many calls one sample holds.
    """

    name: str
    arguments: Callable[[Random], tuple[Any, ...]]
    plain: Callable[[Any], Any]
    writes: bool = False
    most_calls: int = 400


def _record(record: Any, *, key: bool = True) -> tuple[Any, ...]:
    """Values of an item with their types, since 1 == True == Decimal(1) would hide a wrong one."""
    values = [getattr(record, name) for name in (("id", *ITEM_FIELDS) if key else ITEM_FIELDS)]
    return tuple((type(value).__name__, value) for value in map(_utc, values))


def _utc(value: Any) -> Any:
    """SQLAlchemy as documented gives naive datetimes, which are UTC here."""
    return value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) and value.tzinfo is None else value


def _records(records: Iterable[Any]) -> list[tuple[Any, ...]]:
    return [_record(record) for record in records]


def _tree(projects: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Projects with their items; the items' order is nobody's promise."""
    return [(p.id, p.tenantId, p.name, _utc(p.createdAt), sorted(_records(p.items), key=str)) for p in projects]


def _key(random: Random) -> tuple[str, int]:
    tenant = random.choice(data.TENANTS)
    return tenant, data.first_item_of(tenant) + random.randrange(data.ITEMS_A_TENANT)


def _change(random: Random) -> tuple[Any, ...]:
    values = {"priority": random.randrange(10), "status": random.choice(data.STATUSES)}
    return (*_key(random), values)


def _tenant(random: Random) -> tuple[str]:
    return (random.choice(data.TENANTS),)


OPERATIONS = (
    Operation("find_unique", _key, _record),
    Operation(
        "find_many_20",
        lambda random: (*_tenant(random), random.choice(data.STATUSES), random.randrange(8)),
        _records,
    ),
    Operation("find_many_1000", _tenant, _records),
    Operation("include_20x10", _tenant, _tree),
    Operation("count", lambda random: (*_tenant(random), random.choice(data.STATUSES)), int),
    Operation(
        "create",
        lambda random: (data.WRITER, data.written(1, random.randrange(10_000))[0]),
        lambda record: _record(record, key=False),
        writes=True,
        most_calls=100,
    ),
    Operation("update", _change, _record, most_calls=200),
    Operation(
        "create_many_10000",
        lambda random: (data.WRITER, data.written(10_000, random.randrange(100))),
        int,
        writes=True,
        most_calls=1,
    ),
)
