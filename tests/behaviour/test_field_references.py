"""Filters that compare a field with another one of the same row."""

from __future__ import annotations

import operator
from typing import Any

import pytest

from tenantry import runtime as rt

COMPARISONS = {
    "equals": operator.eq,
    "not": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}
PAIRS = [(order, mark) for order in (-1, 0, 1, 2) for mark in (1, 2)]


async def orders(library: Any) -> None:
    await library.model.create_many([{"mark": mark, "title": "t"} for mark in (1, 2)])
    reader = await library.member.create({"email": "somebody"})
    await library.order.create_many(
        [{"order": order, "bookMark": mark, "placedById": reader.id} for order, mark in PAIRS]
    )


@pytest.mark.parametrize("word", COMPARISONS)
async def test_a_field_is_compared_with_another(library: Any, word: str) -> None:
    await orders(library)
    mark = library.order.fields["bookMark"]

    async def found(where: Any) -> list[tuple[int, int]]:
        return sorted((row.order, row.bookMark) for row in await library.order.find_many(where))

    def expected(wanted: bool) -> list[tuple[int, int]]:
        return sorted(pair for pair in PAIRS if COMPARISONS[word](*pair) is wanted)

    assert await found({"order": {word: mark}}) == expected(True)
    assert await found({"NOT": {"order": {word: mark}}}) == expected(False)
    assert await found({"order": {"not": {word: mark}}}) == expected(False)
    assert await found({"order": {word: rt.FieldRef("Order", "bookMark"), "not_in": [9]}}) == expected(True)


async def test_a_missing_value_equals_no_field_and_differs_from_none(library: Any) -> None:
    one = await library.member.create({"email": "one"})
    two = await library.member.create({"email": "two", "mentorId": one.id, "partnerId": one.id})
    partner = library.member.fields["partnerId"]
    assert await library.member.find_many({"mentorId": {"equals": partner}}) == [two]
    assert await library.member.find_many({"mentorId": {"not": partner}}) == []
    assert await library.member.find_many({"email": {"not": library.member.fields["class"]}, "mentorId": None}) == [one]


async def test_the_fields_of_a_related_row_are_compared_with_each_other(library: Any) -> None:
    await orders(library)
    other = await library.member.create({"email": "same", "class": "same"})
    await library.order.update_many({"placedById": other.id}, {"order": 2})
    where = {"placedBy": {"email": {"equals": library.member.fields["class"]}}}
    assert {row.order for row in await library.order.find_many(where)} == {2}
    assert await library.member.count({"placed": {"some": {"order": {"gte": library.order.fields["bookMark"]}}}}) == 2


async def test_groups_and_changes_are_filtered_by_fields_too(library: Any) -> None:
    await orders(library)
    mark = library.order.fields["bookMark"]
    groups = await library.order.group_by(["order", "bookMark"], having={"order": {"equals": mark}})
    assert sorted((group["order"], group["bookMark"]) for group in groups) == [(1, 1), (2, 2)]
    with pytest.raises(rt.InputError):
        await library.order.group_by(["order"], having={"order": {"equals": mark}})
    assert await library.order.update_many({"order": 9}, {"order": {"gt": mark}}) == 1
    assert await library.order.delete_many({"order": {"lt": mark}}) == 5


async def test_each_pair_of_fields_has_a_plan_of_its_own(library: Any) -> None:
    await orders(library)
    for _ in range(2):
        for name, wanted in (("bookMark", 2), ("order", len(PAIRS)), ("id", 0)):
            assert await library.order.count({"order": {"equals": library.order.fields[name]}}) == wanted


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"order": {"gt": rt.FieldRef("Member", "balance")}}, "can only be compared with fields of Order"),
        ({"order": {"gt": rt.FieldRef("Order", "bookMrk")}}, "Did you mean 'bookMark'?"),
        ({"order": {"gt": rt.FieldRef("Order", "tags")}}, "has no field 'tags'"),
        ({"order": {"equals": rt.FieldRef("Order", "libraryId")}}, "whose type is another"),
        ({"order": {"in": rt.FieldRef("Order", "bookMark")}}, "no operator that compares order with a field"),
        ({"libraryId": {"contains": rt.FieldRef("Order", "placedById")}}, "no operator that compares libraryId"),
        ({"order": rt.FieldRef("Order", "bookMark")}, "Order.order wants a whole number"),
        ({"placedBy": {"email": {"equals": rt.FieldRef("Order", "libraryId")}}}, "with fields of Member"),
    ],
)
async def test_a_field_that_does_not_fit_is_refused_in_words(library: Any, where: Any, words: str) -> None:
    with pytest.raises(rt.InputError) as caught:
        await library.order.find_many(where)
    assert words in str(caught.value)
    assert caught.value.code == "P2009"


@pytest.mark.parametrize(
    ("field", "other", "fits"),
    [
        ("aText", "aVarChar", True),
        ("aText", "aUuid", False),
        ("aTimestamp", "aTimestampZ", False),
        ("anInteger", "anOid", False),
    ],
)
async def test_native_types_are_compared_where_postgresql_can(org: Any, field: str, other: str, fits: bool) -> None:
    question = org.native_types.count({field: {"equals": org.native_types.fields[other]}})
    if fits:
        assert await question == 0
    else:
        with pytest.raises(rt.InputError, match="whose type is another"):
            await question
