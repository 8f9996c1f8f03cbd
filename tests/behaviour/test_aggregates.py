"""aggregate and group_by."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tenantry import runtime as rt


@pytest.fixture
async def books(library: Any) -> Any:
    rows = [(1, "a", 1.0, "open"), (2, "b", None, "open"), (3, "a", 2.5, "closed"), (4, "b", 4.0, "open")]
    rows += [(5, "c", None, "reserved")]
    await library.model.create_many([{"mark": m, "title": t, "rating": r, "shelf": s} for m, t, r, s in rows])
    return library


async def test_numbers_about_all_rows(books: Any) -> None:
    found = await books.model.aggregate(
        count={"_all": True, "rating": True},
        avg={"rating": True, "mark": True},
        sum={"rating": True, "mark": True},
        min={"title": True, "mark": True, "rating": True, "shelf": False},
        max={"title": True, "mark": True},
    )
    assert found == {
        "_count": {"_all": 5, "rating": 3},
        "_avg": {"rating": 2.5, "mark": 3.0},
        "_sum": {"rating": 7.5, "mark": 15},
        "_min": {"title": "a", "mark": 1, "rating": 1.0},
        "_max": {"title": "c", "mark": 5},
    }
    assert [type(v) for v in (*found["_avg"].values(), *found["_sum"].values())] == [float, float, float, int]


async def test_numbers_about_some_rows_a_page_and_none(books: Any) -> None:
    assert await books.model.aggregate({"title": "a"}, sum={"mark": True}, count=True) == {
        "_count": {"_all": 2},
        "_sum": {"mark": 4},
    }
    assert await books.model.aggregate(order={"mark": "desc"}, take=2, sum={"mark": True}) == {"_sum": {"mark": 9}}
    page = {"place": {"libraryId": books.tenant_key, "mark": 2}}
    found = await books.model.aggregate(order={"mark": "asc"}, cursor=page, skip=1, max={"title": True}, count=True)
    assert found == {"_count": {"_all": 3}, "_max": {"title": "c"}}
    wanted: dict[str, Any] = {word: {"rating": True} for word in ("avg", "sum", "min", "max", "count")}
    none = {f"_{word}": {"rating": None} for word in ("avg", "sum", "min", "max")}
    assert await books.model.aggregate({"mark": 99}, **wanted) == {**none, "_count": {"rating": 0}}


async def test_each_type_keeps_its_type(library: Any) -> None:
    big = 2**53 + 1
    moment = dt.datetime(2026, 1, 2, 3, 4, 5, 6000, tzinfo=dt.UTC)
    await library.member.create({"email": "a", "balance": big, "fee": Decimal("1.25"), "createdAt": moment})
    later = moment + dt.timedelta(days=1)
    await library.member.create({"email": "b", "balance": 4, "fee": Decimal("2.75"), "createdAt": later})
    found = await library.member.aggregate(
        sum={"balance": True, "fee": True},
        avg={"fee": True},
        min={"createdAt": True, "fee": True},
        max={"balance": True, "createdAt": True},
    )
    assert found["_sum"] == {"balance": big + 4, "fee": Decimal(4)}
    assert found["_avg"] == {"fee": Decimal(2)}
    assert found["_min"] == {"createdAt": moment, "fee": Decimal("1.25")}
    assert found["_max"] == {"balance": big, "createdAt": later}
    assert type(found["_sum"]["balance"]) is int
    assert {type(found[w]["fee"]) for w in ("_sum", "_avg", "_min")} == {Decimal}


async def test_groups(books: Any) -> None:
    assert await books.model.group_by(["title"], count=True, sum={"mark": True}) == [
        {"title": "a", "_count": {"_all": 2}, "_sum": {"mark": 4}},
        {"title": "b", "_count": {"_all": 2}, "_sum": {"mark": 6}},
        {"title": "c", "_count": {"_all": 1}, "_sum": {"mark": 5}},
    ]
    found = await books.model.group_by(["shelf", "title"], order={"shelf": "desc"}, where={"rating": {"not": None}})
    assert [(str(g["shelf"]), g["title"]) for g in found] in (
        [("open", "a"), ("open", "b"), ("closed", "a")],  # by its text in SQLite
        [("closed", "a"), ("open", "a"), ("open", "b")],  # by its place in the enum in PostgreSQL
    )
    assert await books.model.group_by(["rating"], count={"rating": True}, order={"rating": "desc"}) == [
        {"rating": None, "_count": {"rating": 0}},
        {"rating": 4.0, "_count": {"rating": 1}},
        {"rating": 2.5, "_count": {"rating": 1}},
        {"rating": 1.0, "_count": {"rating": 1}},
    ]


async def test_pages_and_orders_of_groups(books: Any) -> None:
    by_count = {"_count": {"title": "desc"}}
    found = await books.model.group_by(["title"], order=[by_count, {"title": "desc"}], take=2)
    assert [g["title"] for g in found] == ["b", "a"]
    found = await books.model.group_by(["title"], order={"_sum": {"rating": "desc"}}, skip=1)
    assert [g["title"] for g in found] == ["b", "a"]  # the one without is first going down
    found = await books.model.group_by(["title"], order={"_max": {"mark": "asc"}}, skip=1, take=1)
    assert [g["title"] for g in found] == ["b"]


@pytest.mark.parametrize(
    ("having", "titles"),
    [
        ({"mark": {"_sum": {"gt": 4}}}, ["b", "c"]),
        ({"mark": {"_sum": {"gt": 4, "lt": 6}}}, ["c"]),
        ({"mark": {"_sum": 6}}, ["b"]),
        ({"mark": {"_avg": {"gte": 3.0}}}, ["b", "c"]),
        ({"mark": {"_count": {"equals": 1}}}, ["c"]),
        ({"rating": {"_avg": {"lte": 4.0}}}, ["a", "b"]),
        ({"rating": {"_count": {"in": [0, 2]}}}, ["a", "c"]),
        ({"rating": {"_sum": {"not_in": [3.5]}}}, ["b"]),
        ({"title": {"_min": {"not": "a"}}}, ["b", "c"]),
        ({"title": {"in": ["a", "c"]}}, ["a", "c"]),
        ({"title": "b", "mark": {"_min": {"lt": 3}}}, ["b"]),
        ({"OR": [{"title": "a"}, {"mark": {"_max": {"gte": 5}}}]}, ["a", "c"]),
        ({"NOT": {"title": {"startswith": "a"}}}, ["b", "c"]),
        ({"AND": [{"mark": {"_min": {"gt": 1}}}, {"mark": {"_max": {"lt": 5}}}]}, ["b"]),
        ({"title": {"_max": {"in": ["a", "b"]}}}, ["a", "b"]),
        ({}, ["a", "b", "c"]),
    ],
    ids=str,
)
async def test_only_some_groups(books: Any, having: dict[str, Any], titles: list[str]) -> None:
    assert [g["title"] for g in await books.model.group_by(["title"], having=having)] == titles


@pytest.mark.parametrize(
    "arguments",
    [
        {"by": []},
        {"by": ["titel"]},
        {"by": ["title"], "avg": {"title": True}},
        {"by": ["title"], "sum": {"inPrint": True}},
        {"by": ["title"], "max": {"inPrint": True}},
        {"by": ["title"], "min": {"makr": True}},
        {"by": ["title"], "count": ["mark"]},
        {"by": ["title"], "order": {"mark": "asc"}},
        {"by": ["title"], "order": {"title": "up"}},
        {"by": ["title"], "order": {"_avg": {"title": "asc"}}},
        {"by": ["title"], "order": "title"},
        {"by": ["title"], "having": {"mark": 1}},
        {"by": ["title"], "having": {"mark": {"_mean": {"gt": 1}}}},
        {"by": ["title"], "having": {"mark": {"_sum": {"contains": 1}}}},
        {"by": ["title"], "having": {"mark": {"_sum": {"gt": None}}}},
        {"by": ["title"], "having": {"mark": {"_sum": {"gt": "1"}}}},
        {"by": ["title"], "take": "1"},
    ],
    ids=str,
)
async def test_what_groups_nothing_is_refused(books: Any, arguments: dict[str, Any]) -> None:
    with pytest.raises(rt.InputError):
        await books.model.group_by(**arguments)


async def test_nothing_to_compute_is_refused(books: Any) -> None:
    with pytest.raises(rt.InputError, match="count"):
        await books.model.aggregate()
