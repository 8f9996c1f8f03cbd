"""update and update_many: setting, counting, and what may not be changed."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from tenantry import runtime as rt


async def member(library: Any, email: str = "a@x.io", **data: Any) -> Any:
    return await library.member.create({"email": email, **data})


async def test_update_changes_what_it_names_and_nothing_else(library: Any) -> None:
    before = await member(library, balance=7)
    after = await library.member.update({"email": "b@x.io"}, {"id": before.id})
    assert after == before.model_copy(update={"email": "b@x.io", "updatedAt": after.updatedAt})
    assert await library.member.find_many() == [after]


async def test_update_of_no_row_gives_none(library: Any) -> None:
    assert await library.member.update({"email": "b@x.io"}, {"id": "missing"}) is None


async def test_update_with_nothing_to_change_gives_the_row(metabuilder: Any) -> None:
    await metabuilder.credential.create({"username": "bob", "passwordHash": "h"})
    assert (await metabuilder.credential.update({}, {"username": "bob"})).passwordHash == "h"
    assert await metabuilder.credential.update({}, {"username": "alice"}) is None
    assert await metabuilder.credential.update_many({}, "all") == 1


async def test_a_field_is_emptied_with_none(library: Any) -> None:
    before = await member(library, photo=b"x", settings={"a": 1})
    after = await library.member.update({"photo": None, "settings": {"set": None}}, {"id": before.id})
    assert after.photo is None
    assert await library.member.count({"photo": None}) == 1


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ({"set": 5}, 5),
        ({"increment": 5}, 15),
        ({"decrement": 5}, 5),
        ({"multiply": 5}, 50),
        ({"divide": 5}, 2),
        ({"increment": -(2**31)}, 10 - 2**31),
    ],
)
async def test_numbers_are_computed_by_the_database(library: Any, change: dict[str, int], value: int) -> None:
    row = await member(library, balance=10, fee=Decimal(10))
    updated = await library.member.update({"balance": change, "fee": change}, {"id": row.id})
    assert (updated.balance, updated.fee) == (value, Decimal(value))
    await library.model.create({"mark": 10, "title": "t", "rating": 10.0})
    book = await library.model.update({"rating": change}, {"place": {"libraryId": "north", "mark": 10}})
    assert book.rating == float(value)


async def test_decimals_and_floats_keep_their_fraction(library: Any) -> None:
    row = await member(library, fee=Decimal("10.25"))
    assert (await library.member.update({"fee": {"divide": 2}}, {"id": row.id})).fee == Decimal("5.125")
    assert (await library.member.update({"fee": 10}, {"id": row.id})).fee == 10
    assert (await library.member.update({"fee": {"divide": 4}}, {"id": row.id})).fee == Decimal("2.5")
    assert (await library.member.update({"fee": {"set": Decimal("5.125")}}, {"id": row.id})).fee == Decimal("5.125")
    assert (await library.member.update({"fee": {"multiply": Decimal("0.5")}}, {"id": row.id})).fee == Decimal("2.5625")
    await library.model.create({"mark": 1, "title": "t", "rating": 1.0})
    book = await library.model.update({"rating": {"divide": 4}}, {"place": {"libraryId": "north", "mark": 1}})
    assert book.rating == 0.25


async def test_counting_on_nothing_stays_nothing(library: Any) -> None:
    await library.model.create({"mark": 1, "title": "t"})
    book = await library.model.update({"rating": {"increment": 1}}, {"place": {"libraryId": "north", "mark": 1}})
    assert book.rating is None


async def test_increments_at_once_all_count(library: Any, flavor: Any) -> None:
    row = await member(library)
    calls = [lambda: library.member.update({"balance": {"increment": 1}}, {"id": row.id})] * 20
    results = await flavor.at_once(*calls)
    assert sorted(r.balance for r in results) == list(range(1, 21))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"emial": "x"}, "Did you mean 'email'?"),
        ({"balance": {"incremnt": 1}}, "Did you mean 'increment'?"),
        ({"balance": {"increment": 1, "set": 2}}, "wants one of"),
        ({"balance": {}}, "wants one of"),
        ({"balance": {"increment": None}}, "wants a whole number"),
        ({"balance": {"increment": 1.5}}, "wants a whole number"),
        ({"balance": {"divide": 0}}, "divided by 0"),
        ({"fee": {"divide": Decimal(0)}}, "divided by 0"),
        ({"balance": None}, "wants a whole number"),
        ({"balance": 2**63}, "64 bits"),
        ({"email": {"increment": "x"}}, "no operation on email"),
        ({"email": 7}, "wants a string"),
        ({"fee": 0.1}, "wants a Decimal"),
        ({"createdAt": "2026-01-01"}, "wants a datetime"),
        ({"photo": "text"}, "wants bytes"),
        ({"metadata": {1, 2}}, "wants a JSON value"),
        (None, "wants a dictionary as data"),
    ],
)
async def test_a_change_that_does_not_fit_is_refused_in_words(library: Any, data: Any, words: str) -> None:
    row = await member(library)
    with pytest.raises(rt.InputError) as caught:
        await library.member.update(data, {"id": row.id})
    assert words in str(caught.value)
    with pytest.raises(rt.InputError):
        await library.member.update_many(data, {"email": "a@x.io"})
    assert await library.member.get(row.id) == row


async def test_update_many_says_how_many(library: Any) -> None:
    await library.model.create_many([{"mark": mark, "title": "t"} for mark in range(5)])
    assert await library.model.update_many({"title": "high"}, {"mark": {"gte": 3}}) == 2
    assert await library.model.update_many({"title": "none"}, {"mark": 9}) == 0
    assert await library.model.update_many({"title": "all", "rating": {"increment": 1}}, "all") == 5
    assert await library.model.count({"title": "all"}) == 5


@pytest.mark.parametrize("where", [{}, None, [], "", "ALL"])
async def test_update_many_of_everything_has_to_be_said(library: Any, where: Any) -> None:
    await library.model.create({"mark": 1, "title": "t"})
    with pytest.raises(rt.InputError):
        await library.model.update_many({"title": "changed"}, where)
    assert await library.model.count({"title": "changed"}) == 0


async def test_an_update_may_not_point_at_nothing(acme: Any) -> None:
    owner = await acme.user.create({"email": "a", "password": "p"})
    workflow = await acme.workflow.create({"name": "w", "config": "", "userId": owner.id})
    for failing in (
        acme.workflow.update({"userId": "missing"}, {"id": workflow.id}),
        acme.workflow.update_many({"userId": "missing"}, "all"),
    ):
        with pytest.raises(rt.ForeignKeyViolationError) as caught:
            await failing
        assert (caught.value.code, caught.value.target) == ("P2003", ["userId"])
    assert (await acme.workflow.get(workflow.id)).userId == owner.id
    assert await acme.workflow.update({"userId": "missing"}, {"id": "no such workflow"}) is None


async def test_an_update_into_a_taken_value_is_a_unique_violation(acme: Any) -> None:
    await acme.user.create_many([{"email": email, "password": "p"} for email in ("a", "b")])
    with pytest.raises(rt.UniqueViolationError) as caught:
        await acme.user.update({"email": "a"}, {"email": "b"})
    assert caught.value.target == ["email"]


async def test_every_change_stamps_the_time(library: Any) -> None:
    first = await member(library)
    await asyncio.sleep(0.005)
    second = await library.member.update({"class": "x"}, {"id": first.id})
    await asyncio.sleep(0.005)
    await library.member.update_many({"class": "y"}, "all")
    third = await library.member.get(first.id)
    assert first.updatedAt < second.updatedAt < third.updatedAt
    assert first.createdAt == second.createdAt == third.createdAt
    said = first.createdAt.replace(year=2000)
    assert (await library.member.update({"updatedAt": said}, {"id": first.id})).updatedAt == said


async def test_a_key_can_be_changed(metabuilder: Any) -> None:
    await metabuilder.credential.create({"username": "bob", "passwordHash": "h"})
    assert (await metabuilder.credential.update({"username": "rob"}, {"username": "bob"})).username == "rob"
    assert [c.username for c in await metabuilder.credential.find_many()] == ["rob"]
