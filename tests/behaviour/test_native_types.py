"""PostgreSQL's native types: through every way in, as filters, and what does not fit them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tenantry import runtime as rt

UTC = dt.UTC
ROW: dict[str, Any] = {
    "aText": "text",
    "aChar": "four",
    "aVarChar": "it's varchar",
    "aVarCharMax": "x" * 1000,
    "aBit": "10101010",
    "aVarBit": "101",
    "aUuid": "0189cf6e-9e4b-7c3d-8000-00000000abcd",
    "aXml": "<a b='c'>d</a>",
    "aInet": "192.168.1.0/24",
    "aBoolean": True,
    "aSmall": -(2**15),
    "anInteger": 2**31 - 1,
    "anOid": 2**31 - 1,
    "aBig": -(2**63),
    "aReal": 0.5,
    "aDouble": 0.1,
    "aDecimal": Decimal("12345678.90"),
    "aMoney": Decimal("-1234.56"),
    "aTimestamp": dt.datetime(2026, 3, 29, 2, 30, 0, 123000, tzinfo=UTC),
    "aTimestampZ": dt.datetime(2025, 11, 2, 6, 30, 0, 456000, tzinfo=UTC),
    "aDate": dt.datetime(2026, 3, 29, tzinfo=UTC),
    "aTime": dt.datetime(1970, 1, 1, 2, 30, 0, 123000, tzinfo=UTC),
    "aTimeZ": dt.datetime(1970, 1, 1, 23, 59, 59, 999000, tzinfo=UTC),
    "aJson": {"b": 1, "a": [None, "x"]},
    "aJsonB": [1, "two", {"three": None}],
    "aByteA": b"\x00\xff'",
}
OTHER: dict[str, Any] = {
    **ROW,
    "aText": "other",
    "aChar": "quat",
    "aVarChar": "other",
    "aVarCharMax": "other",
    "aBit": "00000000",
    "aVarBit": "",
    "aUuid": "0189cf6e-9e4b-7c3d-8000-00000000ffff",
    "aInet": "::1",
    "aBoolean": False,
    "aSmall": 1,
    "anInteger": 1,
    "anOid": 1,
    "aBig": 1,
    "aReal": 1.5,
    "aDouble": 1.5,
    "aDecimal": Decimal("1.50"),
    "aMoney": Decimal("1.50"),
    "aTimestamp": dt.datetime(2000, 1, 1, tzinfo=UTC),
    "aTimestampZ": dt.datetime(2000, 1, 1, tzinfo=UTC),
    "aDate": dt.datetime(2000, 1, 1, tzinfo=UTC),
    "aTime": dt.datetime(1970, 1, 1, 1, tzinfo=UTC),
    "aTimeZ": dt.datetime(1970, 1, 1, 1, tzinfo=UTC),
    "aByteA": b"",
}


def values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ROW}


async def test_create_returns_what_it_wrote(org: Any) -> None:
    assert values(await org.native_types.create(ROW)) == ROW


async def test_create_many_writes_the_same(org: Any) -> None:
    assert await org.native_types.create_many([ROW, OTHER]) == 2
    assert [values(row) for row in await org.native_types.find_many(order={"id": "asc"})] == [ROW, OTHER]


async def test_one_row_and_skipped_duplicates_write_the_same(org: Any) -> None:
    assert await org.native_types.create_many([ROW]) == 1
    assert await org.native_types.create_many([OTHER, OTHER], skip_duplicates=True) == 2
    assert [values(row) for row in await org.native_types.find_many(order={"id": "asc"})] == [ROW, OTHER, OTHER]


async def test_update_writes_the_same(org: Any) -> None:
    row = await org.native_types.create(OTHER)
    assert values(await org.native_types.update(ROW, {"id": row.id})) == ROW
    assert await org.native_types.update_many(OTHER, {"aText": "text"}) == 1
    assert values(await org.native_types.get(row.id)) == OTHER


async def test_include_reads_the_same(kitchen_sink: Any, org: Any) -> None:
    await org.native_types.create(ROW)
    (found,) = await kitchen_sink.unscoped(reason="tests").org.find_many(include={"natives": True})
    assert [values(row) for row in found.natives] == [ROW]


@pytest.mark.parametrize("field", [name for name in ROW if name not in ("aJson", "aJsonB", "aXml")])
async def test_native_values_find_their_row(org: Any, field: str) -> None:
    first = await org.native_types.create(ROW)
    await org.native_types.create(OTHER)
    for where in (ROW[field], {"equals": ROW[field]}, {"in": [ROW[field]]}, {"not": OTHER[field]}):
        assert await org.native_types.find_many({field: where}) == [first], where
    assert await org.native_types.count({field: {"in": [ROW[field], OTHER[field]]}}) == 2
    assert await org.native_types.find_many({field: {"not_in": [OTHER[field]]}}) == [first]


@pytest.mark.parametrize("field", ["aJson", "aJsonB"])
async def test_native_json_is_compared_by_value(org: Any, field: str) -> None:
    first = await org.native_types.create(ROW)
    await org.native_types.create({**ROW, field: "other"})
    assert await org.native_types.find_many({field: {"equals": ROW[field]}}) == [first]
    assert await org.native_types.find_many({field: {"not": "other"}}) == [first]
    path, value = (["a", 1], "x") if field == "aJson" else ([1], "two")
    assert await org.native_types.find_many({field: {"path": path, "equals": value}}) == [first]
    assert await org.native_types.find_many({field: {"path": path, "string_ends_with": value[-1], "gte": value}}) == [
        first
    ]


TOO_MUCH: list[tuple[str, Any]] = [
    ("aChar", "fives"),
    ("aVarChar", "x" * 41),
    ("aBit", "101"),
    ("aBit", "101010101"),
    ("aVarBit", "1" * 17),
    ("aVarBit", "102"),
    ("aUuid", "no uuid"),
    ("aInet", "300.1.1.1"),
    ("aSmall", 2**15),
    ("aDecimal", Decimal(123456789)),
]


@pytest.mark.parametrize(("field", "value"), TOO_MUCH)
async def test_what_does_not_fit_is_refused_and_never_cut(org: Any, field: str, value: Any) -> None:
    row = await org.native_types.create(ROW)
    for failing in (
        lambda: org.native_types.create({**ROW, field: value}),
        lambda: org.native_types.create_many([ROW, {**ROW, field: value}]),
        lambda: org.native_types.create_many([{**ROW, field: value}], skip_duplicates=True),
        lambda: org.native_types.update({field: value}, {"id": row.id}),
    ):
        with pytest.raises(rt.ValueOutOfRangeError) as caught:
            await failing()
        assert (caught.value.code, caught.value.model) == ("P2020", "NativeTypes")
        assert str(value) not in str(caught.value)
    assert await org.native_types.count() == 1


async def test_a_checked_reference_cuts_nothing_either(org: Any) -> None:
    """A row that refers to another is written by INSERT ... SELECT, where a cast would cut without a word."""
    boss = await org.person.create({"fullName": "boss"})
    with pytest.raises(rt.ValueOutOfRangeError):
        await org.person.create({"fullName": "x" * 121, "bossId": boss.id})
    with pytest.raises(rt.ValueOutOfRangeError):
        await org.person.update({"fullName": "x" * 121, "bossId": boss.id}, {"id": boss.id})
    assert (await org.person.create({"fullName": "x" * 120, "bossId": boss.id})).fullName == "x" * 120


async def test_a_filter_longer_than_the_column_finds_nothing(org: Any) -> None:
    await org.native_types.create({**ROW, "aVarChar": "x" * 40})
    for long in ("x" * 41, {"in": ["x" * 41]}, {"startswith": "x" * 41}):
        assert await org.native_types.count({"aVarChar": long}) == 0
    assert await org.native_types.count({"aChar": {"in": ["fours"]}}) == 0
    assert await org.native_types.count({"aVarChar": {"not_in": ["x" * 41]}}) == 1
