"""A client that refuses to read a table to its end by accident."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from generated import mapped as mapped_package
from tenantry import runtime as rt


@pytest.fixture
async def careful(library: Any, mapped_url: str, flavor: Any) -> AsyncIterator[Any]:
    """A library of five books, by a client of at most three rows."""
    await library.model.create_many([{"mark": mark, "title": "t", "rating": float(-mark)} for mark in range(5)])
    async with flavor.open(mapped_package, mapped_url, max_rows=3) as client:
        yield client


async def test_more_rows_than_allowed_are_refused_where_nothing_says_how_many(careful: Any) -> None:
    books = careful.tenant("north").model
    for where in (None, {"mark": {"gt": 0}}):
        with pytest.raises(rt.InputError, match="more rows here than the 3") as caught:
            await books.find_many(where)
        assert (caught.value.code, caught.value.model) == ("P2009", "Model")
    with pytest.raises(rt.InputError):
        await books.find_many(order={"rating": "asc"}, skip=1, include={"library": True})
    async with careful.tenant("north").tx() as tx:
        with pytest.raises(rt.InputError):
            await tx.model.find_many()


async def test_as_many_as_allowed_are_given_as_ever(careful: Any) -> None:
    books = careful.tenant("north").model
    assert [book.mark for book in await books.find_many({"mark": {"lt": 3}}, order={"rating": "asc"})] == [2, 1, 0]
    assert [book.mark for book in await books.find_many(order={"rating": "asc"}, skip=2)] == [2, 1, 0]
    assert await books.find_many({"mark": 9}) == []
    assert len(await books.find_many(distinct=["title"])) == 1


async def test_who_says_how_many_gets_them(careful: Any, library: Any) -> None:
    books = careful.tenant("north").model
    assert len(await books.find_many(take=5)) == 5
    assert [book.mark for book in await books.find_many(take=-4, order={"mark": "asc"})] == [1, 2, 3, 4]
    assert (await books.find_first(order={"mark": "desc"})).mark == 4
    assert await books.count() == 5
    assert len(await library.model.find_many()) == 5


@pytest.mark.parametrize("number", [0, -1, True, "3", 2.0])
async def test_a_number_that_allows_nothing_is_refused(flavor: Any, mapped_url: str, number: Any) -> None:
    client = flavor.client(mapped_package, mapped_url, max_rows=number)
    with pytest.raises(rt.ConfigurationError, match="max_rows"):
        await client.connect()
