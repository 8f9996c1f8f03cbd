"""Filters on what relations lead to: is, is_not, some, every, none."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt


@pytest.fixture
async def shelves(library: Any) -> Any:
    """Ann mentors Bob and Cy; Bob's partner is Ann; loans with tags."""
    ids: dict[str, str] = {}
    for name, mentor in (("ann", None), ("bob", "ann"), ("cy", "ann"), ("di", None)):
        member = await library.member.create({"email": name, "mentorId": mentor and ids[mentor]})
        ids[name] = member.id
    await library.member.update({"partnerId": ids["ann"]}, {"id": ids["bob"]})
    await library.member.update({"balance": 7}, {"id": ids["cy"]})
    for mark, title in ((1, "one"), (2, "two")):
        await library.model.create({"mark": mark, "title": title})
    words = {word: (await library.tag.create({"word": word})).id for word in ("red", "blue", "old")}
    for mark, by, tags in ((1, "ann", ["red", "old"]), (1, "bob", ["red"]), (2, "bob", [])):
        await library.order.create(
            {"bookMark": mark, "placedById": ids[by], "tags": {"connect": [{"id": words[t]} for t in tags]}}
        )
    return library


async def emails(library: Any, where: dict[str, Any]) -> list[str]:
    return [m.email for m in await library.member.find_many(where, order={"email": "asc"})]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"mentor": {"is": {"email": "ann"}}}, ["bob", "cy"]),
        ({"mentor": {"email": {"startswith": "a"}}}, ["bob", "cy"]),
        ({"mentor": {}}, ["bob", "cy"]),
        ({"mentor": {"is": None}}, ["ann", "di"]),
        ({"mentor": None}, ["ann", "di"]),
        ({"mentor": {"is_not": None}}, ["bob", "cy"]),
        ({"mentor": {"is_not": {"email": "ann"}}}, ["ann", "di"]),
        ({"mentor": {"isNot": {"email": "di"}}}, ["ann", "bob", "cy", "di"]),
        ({"mentor": {"is": {"email": "ann"}, "is_not": {"email": "ann"}}}, []),
        ({"partnerOf": {"is": {"email": "bob"}}}, ["ann"]),
        ({"partnerOf": None}, ["bob", "cy", "di"]),
        ({"NOT": {"mentor": {"email": "ann"}}}, ["ann", "di"]),
        ({"OR": [{"mentor": None}, {"mentor": {"email": "ann"}, "balance": 7}]}, ["ann", "cy", "di"]),
        ({"mentor": {"partnerOf": {"email": "bob"}}}, ["bob", "cy"]),
        ({"mentees": {"some": {"balance": {"gt": 5}}}}, ["ann"]),
        ({"mentees": {"some": {}}}, ["ann"]),
        ({"mentees": {"none": {}}}, ["bob", "cy", "di"]),
        ({"mentees": {"none": {"balance": 7}}}, ["bob", "cy", "di"]),
        ({"mentees": {"every": {"balance": 7}}}, ["bob", "cy", "di"]),
        ({"mentees": {"every": {}}}, ["ann", "bob", "cy", "di"]),
        ({"mentees": {"some": {"balance": 7}, "every": {"balance": 7}}}, []),
        ({"placed": {"some": {"tags": {"some": {"word": "old"}}}}}, ["ann"]),
        ({"placed": {"some": {"tags": {"none": {}}}}}, ["bob"]),
        ({"placed": {"every": {"tags": {"some": {"word": "red"}}}}}, ["ann", "cy", "di"]),
        ({"placed": {"some": {"book": {"title": "two"}}}}, ["bob"]),
    ],
    ids=str,
)
async def test_members_by_what_their_relations_lead_to(
    shelves: Any, where: dict[str, Any], expected: list[str]
) -> None:
    assert await emails(shelves, where) == expected
    assert await shelves.member.count(where) == len(expected)
    assert (await shelves.member.find_first(where) is not None) == bool(expected)


async def test_values_stand_where_they_belong_whatever_surrounds_them(shelves: Any) -> None:
    where = {
        "email": {"in": ["bob", "cy"]},
        "mentor": {"email": "ann", "mentees": {"some": {"email": "cy", "balance": 7}}},
        "balance": 0,
    }
    assert await emails(shelves, where) == ["bob"]


async def test_writes_by_relation(shelves: Any) -> None:
    touched = await shelves.member.update_many({"fee": 1}, {"mentor": {"email": "ann"}})
    assert touched == 2
    assert await shelves.order.delete_many({"tags": {"none": {}}}) == 1
    assert await shelves.order.count() == 2


async def test_a_many_to_many_relation_from_its_other_side(shelves: Any) -> None:
    words = await shelves.tag.find_many({"orders": {"some": {"placedBy": {"email": "bob"}}}})
    assert [t.word for t in words] == ["red"]


async def test_a_compound_foreign_key(shelves: Any) -> None:
    assert [b.mark for b in await shelves.model.find_many({"orders": {"some": {"placedBy": {"email": "bob"}}}})] != []
    assert await shelves.order.count({"book": {"title": "one"}}) == 2


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"mentees": {"is": {}}}, "some"),
        ({"mentees": {"sum": {}}}, "some"),
        ({"mentees": None}, "is a list"),
        ({"mentees": {"some": None}}, "wants a dictionary"),
        ({"mentor": 5}, "is a relation"),
        ({"mentor": {"emial": "x"}}, "email"),
        ({"mentr": {"email": "x"}}, "mentor"),
    ],
    ids=str,
)
async def test_what_no_filter_on_a_relation_is_says_so(library: Any, where: dict[str, Any], words: str) -> None:
    with pytest.raises(rt.InputError, match=words):
        await library.member.find_many(where)
