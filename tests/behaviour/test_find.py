"""find_many, find_first, find_unique, count: order, pages, selections."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt

RATINGS = {1: 2.0, 2: None, 3: 1.0, 4: None, 5: 2.0}


async def rated(library: Any) -> Any:
    """Written in another order than that of the key, which the database would otherwise give by chance."""
    await library.model.create_many(
        [{"mark": mark, "title": f"t{mark}", "rating": RATINGS[mark]} for mark in (5, 2, 1, 4, 3)]
    )
    return library.model


async def marks(repository: Any, **arguments: Any) -> list[int]:
    return [book.mark for book in await repository.find_many(**arguments)]


async def test_rows_come_in_the_order_asked_for(library: Any) -> None:
    books = await rated(library)
    assert await marks(books, order={"mark": "asc"}) == [1, 2, 3, 4, 5]
    assert await marks(books, order={"mark": "desc"}) == [5, 4, 3, 2, 1]
    assert await marks(books, order={"title": "desc"}) == [5, 4, 3, 2, 1]


async def test_nulls_come_last_going_up_and_first_going_down(library: Any) -> None:
    books = await rated(library)
    assert await marks(books, order=[{"rating": "asc"}, {"mark": "asc"}]) == [3, 1, 5, 2, 4]
    assert await marks(books, order=[{"rating": "desc"}, {"mark": "asc"}]) == [2, 4, 1, 5, 3]
    assert await marks(books, order={"rating": "desc", "mark": "desc"}) == [4, 2, 5, 1, 3]


async def test_text_is_ordered_alike_on_every_database(library: Any) -> None:
    words = ["b", "B", "a", "Z", "_", "ä", "10", "9", ""]
    await library.tag.create_many([{"word": word} for word in words])
    assert [tag.word for tag in await library.tag.find_many(order={"word": "asc"})] == sorted(words)


async def test_pages_follow_each_other(library: Any) -> None:
    books = await rated(library)
    assert await marks(books, order={"mark": "asc"}, take=2) == [1, 2]
    assert await marks(books, order={"mark": "asc"}, take=2, skip=2) == [3, 4]
    assert await marks(books, order={"mark": "asc"}, take=2, skip=4) == [5]
    assert await marks(books, order={"mark": "asc"}, skip=3) == [4, 5]
    assert await marks(books, order={"mark": "asc"}, take=0) == []
    assert await marks(books, order={"mark": "asc"}, skip=0) == [1, 2, 3, 4, 5]
    assert await marks(books, order={"mark": "asc"}, skip=99) == []
    assert await marks(books, where={"rating": 2.0}, order={"mark": "desc"}, take=1) == [5]


async def test_pages_of_equal_rows_are_ordered_by_the_key(library: Any) -> None:
    books = await rated(library)
    first, second, third = [await marks(books, order={"rating": "asc"}, take=2, skip=skip) for skip in (0, 2, 4)]
    assert first + second + third == [3, 1, 5, 2, 4]


async def test_find_first_gives_the_first_in_order(library: Any) -> None:
    books = await rated(library)
    assert (await books.find_first(order={"mark": "desc"})).mark == 5
    assert (await books.find_first({"rating": None}, order={"mark": "asc"})).mark == 2
    assert (await books.find_first({"rating": None}, order={"mark": "asc"}, skip=1)).mark == 4
    assert (await books.find_first()).mark == 1
    assert await books.find_first({"rating": 9.0}) is None


async def test_finding_nothing_can_be_made_an_error(library: Any) -> None:
    books = await rated(library)
    assert (await books.find_first_or_raise({"mark": 1})).title == "t1"
    assert (await books.find_unique_or_raise({"place": {"libraryId": "north", "mark": 1}})).title == "t1"
    for failing in (
        books.find_first_or_raise({"mark": 9}),
        books.find_unique_or_raise({"place": {"libraryId": "north", "mark": 9}}),
    ):
        with pytest.raises(rt.RecordNotFoundError) as caught:
            await failing
        assert (caught.value.code, caught.value.model) == ("P2025", "Model")


async def test_count_counts_what_find_many_finds(library: Any) -> None:
    books = await rated(library)
    assert await books.count() == 5
    assert await books.count({"rating": None}) == 2
    assert await books.count(where={"mark": {"gt": 5}}) == 0


async def test_select_reads_only_some_fields_everywhere(library: Any) -> None:
    books = await rated(library)
    place = {"place": {"libraryId": "north", "mark": 1}}
    for book in (
        await books.find_unique(place, select={"title": True}),
        await books.find_first({"mark": 1}, select={"title": True, "mark": False}),
        (await books.find_many({"mark": 1}, select={"title": True}))[0],
        await books.get(("north", 1), select={"title": True}),
        await books.update({"rating": 5.0}, place, select={"title": True}),
    ):
        assert book.title == "t1"
        assert book.model_dump() == {"title": "t1"}
        with pytest.raises(AttributeError, match=r"Model\.mark was not selected"):
            _ = book.mark


@pytest.mark.parametrize(
    "arguments",
    [
        {"order": {"mrak": "asc"}},
        {"order": {"mark": "up"}},
        {"order": {"mark": None}},
        {"order": "mark"},
        {"order": ["mark"]},
        {"take": -(2**63)},
        {"cursor": {"title": "t"}},
        {"distinct": []},
        {"distinct": ["titel"]},
        {"omit": {"titel": True}},
        {"omit": ["title"]},
        {"select": {"mark": 1}},
        {"select": {"mark": True}, "omit": {"title": True}},
        {"order": {"orders": "asc"}},
        {"order": {"orders": {"_count": "up"}}},
        {"order": {"orders": {"order": "asc"}}},
        {"order": {"library": {"nmae": "asc"}}},
        {"order": {"rating": {"sort": "asc", "nulls": "middle"}}},
        {"include": {"orders": {"wher": {}}}},
        {"include": {"orders": {"take": "1"}}},
        {"include": {"library": {"where": {}}}},
        {"include": {"_count": {"select": {"library": True}}}},
        {"include": {"_count": {"orders": True}}},
        {"take": "1"},
        {"take": True},
        {"take": 2**63},
        {"skip": -1},
        {"skip": 1.0},
        {"select": {}},
        {"select": {"mark": False}},
        {"select": {"makr": True}},
        {"select": ["mark"]},
        {"select": {"mark": True}, "include": {"orders": True}},
        {"include": {"order": True}},
        {"include": {"orders": "yes"}},
        {"include": ["orders"]},
    ],
)
@pytest.mark.parametrize("rows", [0, 1])
async def test_arguments_that_do_not_fit_are_refused_whatever_there_is(
    library: Any, arguments: dict[str, Any], rows: int
) -> None:
    await library.model.create_many([{"mark": mark, "title": "t"} for mark in range(rows)])
    with pytest.raises(rt.InputError) as caught:
        await library.model.find_many(**arguments)
    assert caught.value.model in ("Model", "Order", "Library")  # where the fault is


async def test_json_orders_no_rows(library: Any) -> None:
    with pytest.raises(rt.InputError):
        await library.member.find_many(order={"metadata": "asc"})


async def test_a_record_is_a_pydantic_model(library: Any) -> None:
    await library.member.create({"email": "a@x.io", "sessions": {"create": {}}})
    (member,) = await library.member.find_many(include={"sessions": True, "mentor": True})
    again = type(member).model_validate_json(member.model_dump_json(by_alias=True))
    assert again == member
    assert member.model_copy(update={"email": "b@x.io"}).email == "b@x.io"
    assert "a@x.io" in repr(member)
