"""Lists of scalars and enums, on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from generated.kitchen_sink.enums import Color, Loudness
from tenantry import runtime as rt

FULL: dict[str, list[Any]] = {
    "texts": ["", "it's", '"', "a,b", "{}", "NULL", "ünï\\", "x y"],
    "numbers": [0, -1, 2**31 - 1],
    "larges": [2**63 - 1, -(2**63)],
    "reals": [0.1, -1e300],
    "exacts": [Decimal("0.1"), Decimal("-12345.678")],
    "flags": [True, False, True],
    "moments": [dt.datetime(2026, 3, 29, 2, 30, 0, 123000, tzinfo=dt.UTC), dt.datetime(1, 1, 1, tzinfo=dt.UTC)],
    "jsons": [{"a": [None]}, [], "text", 5, None, {"it's": '"'}],
    "blobs": [b"", b"\x00\xff", b"'"],
    "colors": [Color.blue, Color.red, Color.blue],
    "levels": [Loudness.quiet, Loudness.None_, Loudness.loud],
}
EMPTY: dict[str, list[Any]] = {name: [] for name in FULL}
DEFAULTS = {"texts": ["a", "it's b"], "flags": [True, False], "colors": [Color.red, Color.green]}


def lists(record: Any) -> dict[str, list[Any]]:
    return {name: getattr(record, name) for name in FULL}


async def test_lists_come_back_as_they_went_in(org: Any) -> None:
    for data in (FULL, EMPTY):
        created = await org.lists.create(data)
        assert lists(created) == data
        assert await org.lists.get(created.id) == created


async def test_many_rows_of_lists_come_back_as_they_went_in(org: Any) -> None:
    assert await org.lists.create_many([FULL, EMPTY, FULL]) == 3
    assert await org.lists.create_many([EMPTY]) == 1
    assert await org.lists.create_many([FULL, EMPTY], skip_duplicates=True) == 2
    found = [lists(row) for row in await org.lists.find_many(order={"id": "asc"})]
    assert [found.count(row) for row in (FULL, EMPTY)] == [3, 3]


async def test_a_list_that_was_not_given_has_its_default_or_is_empty(org: Any) -> None:
    assert lists(await org.lists.create({})) == {**EMPTY, **DEFAULTS}
    await org.lists.create_many([{}, {}])
    rows = await org.lists.find_many()
    assert [lists(row) for row in rows] == [{**EMPTY, **DEFAULTS}] * 3


async def test_each_row_has_a_default_list_of_its_own(org: Any) -> None:
    (await org.lists.create({})).texts.append("mine")
    assert (await org.lists.create({})).texts == ["a", "it's b"]


async def test_lists_come_unharmed_through_an_include(kitchen_sink: Any, org: Any) -> None:
    await org.lists.create(FULL)
    (found,) = await kitchen_sink.unscoped(reason="tests").org.find_many(include={"lists": True})
    assert [lists(row) for row in found.lists] == [FULL]


async def test_lists_are_set_and_pushed_to(org: Any) -> None:
    row = await org.lists.create(EMPTY)
    where = {"id": row.id}
    assert lists(await org.lists.update(FULL, where)) == FULL
    assert lists(await org.lists.update({name: {"set": []} for name in FULL}, where)) == EMPTY
    assert lists(await org.lists.update({name: {"push": items} for name, items in FULL.items()}, where)) == FULL
    pushed = await org.lists.update({name: {"push": items[0]} for name, items in FULL.items()}, where)
    assert lists(pushed) == {name: [*items, items[0]] for name, items in FULL.items()}


@pytest.mark.parametrize("field", FULL)
async def test_lists_are_searched(org: Any, field: str) -> None:
    first, second, *_ = FULL[field]
    rows = {
        name: await org.lists.create({**EMPTY, field: items})
        for name, items in {"both": [first, second], "first": [first], "none": [], "missing": []}.items()
    }

    async def found(where: dict[str, Any]) -> list[str]:
        ids = {row.id for row in await org.lists.find_many({field: where})}
        return [name for name, row in rows.items() if row.id in ids]

    assert await found({"has": second}) == ["both"]
    assert await found({"has_every": [first, second]}) == ["both"]
    assert await found({"has_every": []}) == ["both", "first", "none", "missing"]
    assert await found({"has_some": [second, first]}) == ["both", "first"]
    assert await found({"has_some": []}) == []
    assert await found({"equals": [first]}) == ["first"]
    assert await found({"equals": []}) == ["none", "missing"]
    assert await found({"is_empty": True}) == ["none", "missing"]
    assert await found({"is_empty": False}) == ["both", "first"]


@pytest.mark.parametrize(
    "where",
    [
        {"numbers": [1]},
        {"numbers": {"contains": 1}},
        {"numbers": {"has": "1"}},
        {"numbers": {"has_some": 1}},
        {"numbers": {"is_empty": 1}},
        {"colors": {"has": "purple"}},
    ],
)
async def test_a_filter_on_a_list_that_does_not_fit_is_refused(org: Any, where: Any) -> None:
    with pytest.raises(rt.InputError):
        await org.lists.find_many(where)


@pytest.mark.parametrize(
    "data",
    [
        {"numbers": 1},
        {"numbers": None},
        {"numbers": ["1"]},
        {"numbers": [None]},
        {"numbers": {"increment": 1}},
        {"numbers": {"push": "1"}},
        {"texts": "text"},
        {"colors": ["purple"]},
    ],
)
async def test_a_list_that_does_not_fit_is_refused(org: Any, data: Any) -> None:
    row = await org.lists.create({})
    with pytest.raises(rt.InputError):
        await org.lists.update(data, {"id": row.id})
    with pytest.raises(rt.InputError):
        await org.lists.create(data)
