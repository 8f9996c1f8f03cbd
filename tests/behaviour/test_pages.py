"""Pages: take from either end, skip, cursor, distinct; at the top and in each list of an include."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
async def books(library: Any) -> Any:
    """Ten books: (mark, title, rating)."""
    rows = [(1, "a", 1.0), (2, "b", None), (3, "a", 2.0), (4, "b", 2.0), (5, "c", None)]
    rows += [(6, "c", 3.0), (7, "a", 3.0), (8, "d", None), (9, "d", 1.0), (10, "a", None)]
    await library.model.create_many([{"mark": m, "title": t, "rating": r} for m, t, r in rows])
    return library


def place(library: Any, mark: int) -> dict[str, Any]:
    return {"place": {"libraryId": library.tenant_key, "mark": mark}}


async def marks(library: Any, **arguments: Any) -> list[int]:
    return [b.mark for b in await library.model.find_many(**arguments)]


BY_RATING = {
    "up": ([{"rating": "asc"}, {"mark": "asc"}], [1, 9, 3, 4, 6, 7, 2, 5, 8, 10]),
    "down": ([{"rating": "desc"}, {"mark": "asc"}], [2, 5, 8, 10, 6, 7, 3, 4, 1, 9]),
    "up, nulls first": (
        [{"rating": {"sort": "asc", "nulls": "first"}}, {"mark": "desc"}],
        [10, 8, 5, 2, 9, 1, 4, 3, 7, 6],
    ),
    "down, nulls last": (
        [{"rating": {"sort": "desc", "nulls": "last"}}, {"mark": "asc"}],
        [6, 7, 3, 4, 1, 9, 2, 5, 8, 10],
    ),
    "by the key": ({"mark": "desc"}, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
    "with ties": ({"rating": "asc"}, [1, 9, 3, 4, 6, 7, 2, 5, 8, 10]),
}


@pytest.mark.parametrize(("order", "expected"), BY_RATING.values(), ids=BY_RATING)
async def test_every_page_from_every_row_in_both_directions(books: Any, order: Any, expected: list[int]) -> None:
    assert sorted(await marks(books, order=order)) == sorted(expected)
    assert await marks(books, order=order, take=20) == expected
    for n, mark in enumerate(expected):
        cursor = place(books, mark)
        assert await marks(books, order=order, cursor=cursor) == expected[n:]
        assert await marks(books, order=order, cursor=cursor, take=3) == expected[n : n + 3]
        assert await marks(books, order=order, cursor=cursor, take=3, skip=1) == expected[n + 1 : n + 4]
        backwards = expected[: n + 1]
        assert await marks(books, order=order, cursor=cursor, take=-3) == backwards[-3:]
        assert await marks(books, order=order, cursor=cursor, take=-3, skip=1) == backwards[:-1][-3:]
    assert await marks(books, order=order, take=-3) == expected[-3:]
    assert await marks(books, order=order, take=-3, skip=2) == expected[-5:-2]


async def test_a_cursor_that_is_nowhere_gives_nothing(books: Any) -> None:
    assert await marks(books, cursor=place(books, 99)) == []
    assert await marks(books, cursor=place(books, 99), take=-2) == []


async def test_a_cursor_need_not_fit_the_filter(books: Any) -> None:
    where = {"title": "a"}
    assert await marks(books, where=where, order={"mark": "asc"}, cursor=place(books, 2)) == [3, 7, 10]
    assert await marks(books, where=where, order={"mark": "asc"}, cursor=place(books, 3), skip=1) == [7, 10]


async def test_the_first_row_of_each_kind(books: Any) -> None:
    assert await marks(books, distinct=["title"]) == [1, 2, 5, 8]
    assert await marks(books, distinct=["title"], order={"mark": "desc"}) == [10, 9, 6, 4]
    assert await marks(books, distinct=["title", "rating"], where={"mark": {"lte": 5}}) == [1, 2, 3, 4, 5]
    assert await marks(books, distinct=["rating"], order={"mark": "asc"}, take=2, skip=1) == [2, 3]
    assert await marks(books, distinct=["title"], order={"mark": "asc"}, take=-2) == [9, 10]
    first = await books.model.find_first(distinct=["title"], order={"mark": "asc"}, skip=2)
    assert first.mark == 5


async def test_the_first_row_from_a_cursor(books: Any) -> None:
    assert (await books.model.find_first(order={"mark": "asc"}, cursor=place(books, 4), skip=1)).mark == 5
    assert await books.model.find_first({"title": "b"}, order={"mark": "asc"}, cursor=place(books, 5)) is None


async def test_counting_a_page_and_values(books: Any) -> None:
    assert await books.model.count(take=4) == 4
    assert await books.model.count(skip=8) == 2
    assert await books.model.count({"title": "a"}, take=3, skip=2) == 2
    assert await books.model.count(cursor=place(books, 4)) == 7
    assert await books.model.count(select={"_all": True, "rating": True}) == {"_all": 10, "rating": 6}
    assert await books.model.count({"title": "d"}, select={"rating": True, "mark": True}) == {"rating": 1, "mark": 2}
    assert await books.model.count(select={"rating": True}, take=2) == {"rating": 1}
    assert await books.model.count({"mark": 99}, select={"_all": True}) == {"_all": 0}


@pytest.fixture
async def loans(books: Any) -> Any:
    """Ann has the loans 0..5 of books 1, 2, 1, 2, 1, 3; Bob 6..7; Cy none."""
    ids = {name: (await books.member.create({"email": name})).id for name in ("ann", "bob", "cy")}
    words = {word: (await books.tag.create({"word": word})).id for word in ("x", "y", "z")}
    for n, (name, mark) in enumerate([*zip(["ann"] * 6, [1, 2, 1, 2, 1, 3], strict=True), ("bob", 1), ("bob", 2)]):
        tags = [{"id": words[w]} for w in "xyz"[: n % 4]]
        await books.order.create({"placedById": ids[name], "bookMark": mark, "order": n, "tags": {"connect": tags}})
    return books


async def lists(library: Any, **arguments: Any) -> dict[str, list[int]]:
    found = await library.member.find_many(include={"placed": arguments or True})
    return {m.email: [o.order for o in m.placed] for m in found}


@pytest.mark.parametrize(
    ("arguments", "ann", "bob"),
    [
        ({}, [0, 1, 2, 3, 4, 5], [6, 7]),
        ({"where": {"bookMark": 1}}, [0, 2, 4], [6]),
        ({"order": {"order": "desc"}}, [5, 4, 3, 2, 1, 0], [7, 6]),
        ({"order": [{"bookMark": "desc"}, {"order": "asc"}]}, [5, 1, 3, 0, 2, 4], [7, 6]),
        ({"take": 2}, [0, 1], [6, 7]),
        ({"take": 1, "skip": 1}, [1], [7]),
        ({"skip": 4}, [4, 5], []),
        ({"take": 0}, [], []),
        ({"take": -2}, [4, 5], [6, 7]),
        ({"take": -1, "skip": 1}, [4], [6]),
        ({"take": 2, "order": {"order": "desc"}}, [5, 4], [7, 6]),
        ({"take": -2, "order": {"order": "desc"}}, [1, 0], [7, 6]),
        ({"distinct": ["bookMark"], "order": {"order": "asc"}}, [0, 1, 5], [6, 7]),
        ({"distinct": ["bookMark"], "order": {"order": "desc"}, "take": 2}, [5, 4], [7, 6]),
        ({"distinct": ["bookMark"], "order": {"order": "asc"}, "skip": 1}, [1, 5], [7]),
        ({"where": {"bookMark": {"gt": 1}}, "take": 1, "orderBy": {"order": "desc"}}, [5], [7]),
        ({"where": {"tags": {"some": {"word": "y"}}}}, [2, 3], [6, 7]),
    ],
    ids=str,
)
async def test_each_list_of_an_include_is_a_page_of_its_own(
    loans: Any, arguments: dict[str, Any], ann: list[int], bob: list[int]
) -> None:
    assert await lists(loans, **arguments) == {"ann": ann, "bob": bob, "cy": []}


async def test_a_cursor_in_each_list(loans: Any) -> None:
    third = await loans.order.find_first({"order": 2})
    cursor = {"id": third.id}
    assert await lists(loans, cursor=cursor, order={"order": "asc"}, take=2) == {"ann": [2, 3], "bob": [6, 7], "cy": []}
    assert await lists(loans, cursor=cursor, order={"order": "desc"}) == {"ann": [2, 1, 0], "bob": [], "cy": []}


async def test_pages_through_a_join_table(loans: Any) -> None:
    by = {"order": "asc"}
    asked: dict[str, Any] = {"tags": {"order": {"word": "desc"}, "take": 2}}
    orders = await loans.order.find_many(order=by, include=asked)
    assert [[t.word for t in o.tags] for o in orders[:4]] == [[], ["x"], ["y", "x"], ["z", "y"]]
    asked = {"tags": {"order": {"word": "asc"}, "take": -1, "where": {"word": {"not": "z"}}}}
    orders = await loans.order.find_many(order=by, include=asked)
    assert [[t.word for t in o.tags] for o in orders[:4]] == [[], ["x"], ["y"], ["y"]]
    tags = await loans.tag.find_many(order={"word": "asc"}, include={"orders": {"order": by, "take": 2, "skip": 1}})
    assert [[o.order for o in t.orders] for t in tags] == [[2, 3], [3, 6], [7]]


async def test_includes_within_includes(loans: Any) -> None:
    asked: dict[str, Any] = {
        "placed": {
            "where": {"bookMark": 1},
            "order": {"order": "asc"},
            "include": {
                "book": {"include": {"orders": {"take": 1, "order": {"order": "desc"}, "include": {"placedBy": True}}}},
                "tags": {"order": {"word": "asc"}},
            },
        }
    }
    ann, bob, cy = await loans.member.find_many(order={"email": "asc"}, include=asked)
    assert [(o.order, o.book.title, [t.word for t in o.tags]) for o in ann.placed] == [
        (0, "a", []),
        (2, "a", ["x", "y"]),
        (4, "a", []),
    ]
    (last,) = bob.placed[0].book.orders
    assert (last.order, last.placedBy.email, last.book) == (6, "bob", None)
    assert cy.placed == []


async def test_how_many_rows_relations_have(loans: Any) -> None:
    everyone = await loans.member.find_many(order={"email": "asc"}, include={"_count": True})
    assert [m.relation_counts["placed"] for m in everyone] == [6, 2, 0]
    assert everyone[0].relation_counts["mentees"] == 0
    assert everyone[0].relation_counts["friends"] == 0
    asked = {"_count": {"select": {"placed": {"where": {"bookMark": 2}}, "approved": False}}}
    ann = await loans.member.find_first({"email": "ann"}, include=asked)
    assert dict(ann.relation_counts) == {"placed": 2}
    orders = await loans.order.find_many(order={"order": "asc"}, include={"_count": {"select": {"tags": True}}})
    assert [o.relation_counts["tags"] for o in orders] == [0, 1, 2, 3, 0, 1, 2, 3]
    asked = {"_count": {"select": {"tags": {"where": {"word": {"in": ["y", "z"]}}}}}}
    orders = await loans.order.find_many(order={"order": "asc"}, include=asked)
    assert [o.relation_counts["tags"] for o in orders[:4]] == [0, 0, 1, 2]
    books = await loans.model.find_many({"mark": {"lte": 3}}, order={"mark": "asc"}, include={"_count": True})
    assert [b.relation_counts["orders"] for b in books] == [4, 3, 1]
    plain = await loans.member.find_first({"email": "ann"})
    assert dict(plain.relation_counts) == {}
    nested = await loans.order.find_first({"order": 0}, include={"placedBy": {"include": {"_count": True}}})
    assert nested.placedBy.relation_counts["placed"] == 6
    assert "relation_counts" not in ann.model_dump()


async def test_rows_in_the_order_of_their_relations(loans: Any) -> None:
    orders = await loans.order.find_many(
        order=[{"placedBy": {"email": "desc"}}, {"book": {"title": "desc"}}, {"order": "asc"}]
    )
    assert [o.order for o in orders] == [7, 6, 1, 3, 0, 2, 4, 5]
    members = await loans.member.find_many(order=[{"placed": {"_count": "desc"}}, {"email": "asc"}])
    assert [m.email for m in members] == ["ann", "bob", "cy"]
    members = await loans.member.find_many(order={"placed": {"_count": "asc"}}, take=2)
    assert [m.email for m in members] == ["cy", "bob"]
    orders = await loans.order.find_many(order=[{"tags": {"_count": "desc"}}, {"order": "asc"}], take=3)
    assert [o.order for o in orders] == [3, 7, 2]
    orders = await loans.order.find_many(order=[{"approvedBy": {"email": "asc"}}, {"order": "desc"}], take=2)
    assert [o.order for o in orders] == [7, 6]
    start = await loans.order.find_first({"order": 3})
    orders = await loans.order.find_many(
        order=[{"placedBy": {"email": "desc"}}, {"order": "asc"}], cursor={"id": start.id}, take=2, skip=1
    )
    assert [o.order for o in orders] == [4, 5]
