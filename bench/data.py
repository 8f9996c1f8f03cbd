"""The rows that everything is measured on: the same on every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random

TENANTS = tuple(f"t{number:02}" for number in range(10))
PROJECTS_A_TENANT = 200
ITEMS_A_PROJECT = 10
ITEMS_A_TENANT = PROJECTS_A_TENANT * ITEMS_A_PROJECT
STATUSES = ("TODO", "DOING", "DONE", "BLOCKED")

# Writes go to a tenant of their own, whose items are deleted between samples.
WRITER = "writer"
WRITERS_PROJECT = len(TENANTS) * PROJECTS_A_TENANT + 1

Row = dict[str, object]

_START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def tenants() -> list[Row]:
    return [{"id": tenant, "name": f"Tenant {tenant}"} for tenant in (*TENANTS, WRITER)]


def projects() -> Iterator[Row]:
    """Keys from 1 up, a tenant's in a row; the writer's one project comes last."""
    number = 0
    for tenant in TENANTS:
        for _ in range(PROJECTS_A_TENANT):
            number += 1
            yield {"id": number, "tenantId": tenant, "name": f"Project {number}", "createdAt": _moment(number)}
    yield {"id": WRITERS_PROJECT, "tenantId": WRITER, "name": "Writes", "createdAt": _moment(number + 1)}


def items() -> Iterator[Row]:
    """Keys from 1 up, ten items a project."""
    random = Random(20)
    number = 0
    for project in projects():
        if project["tenantId"] == WRITER:
            continue
        for _ in range(ITEMS_A_PROJECT):
            number += 1
            yield {"id": number, "tenantId": project["tenantId"], "projectId": project["id"], **item(number, random)}


def item(number: int, random: Random) -> Row:
    """The columns of an item that are not keys."""
    return {
        "title": f"Item {number} of some length, as titles have it",
        "status": STATUSES[number % 4],
        "active": number % 3 != 0,
        "priority": random.randrange(10),
        "amount": Decimal(random.randrange(10_000_00)).scaleb(-2),
        "meta": {"tags": ["a", "b", f"n{number % 7}"], "size": {"w": number, "h": 2.5}, "note": None},
        "score": random.random(),
        "createdAt": _moment(number),
    }


def first_item_of(tenant: str) -> int:
    return TENANTS.index(tenant) * ITEMS_A_TENANT + 1


def written(count: int, seed: int) -> list[Row]:
    """Items to create, without key and tenant."""
    random = Random(seed)
    return [{"projectId": WRITERS_PROJECT, **item(seed * count + number, random)} for number in range(count)]


def _moment(number: int) -> dt.datetime:
    """Distinct for every number, so that ordering by it has one answer."""
    return _START + dt.timedelta(seconds=37 * number, milliseconds=number % 1000)
