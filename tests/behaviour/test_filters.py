"""Filters: every operator on every scalar type, AND, OR, NOT, and None."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from generated.mapped.enums import Shelf
from tenantry import runtime as rt


@dataclass(frozen=True)
class Sample:
    """Three values in ascending order for a field; where it may be empty, a fourth row is."""

    model: str
    field: str
    values: tuple[Any, Any, Any]
    is_optional: bool = False

    async def rows(self, library: Any) -> Any:
        """Writes a row for each value and returns a function from a filter to the positions of what it finds."""
        repository = getattr(library, self.model)
        written: list[Any] = []
        for number, value in enumerate((*self.values, *((None,) if self.is_optional else ()))):
            own = {"mark": number, "title": "t"} if self.model == "model" else {"email": f"{number}@x.io"}
            written.append(await repository.create({**own, self.field: value}))

        async def found(where: Any) -> list[int]:
            rows = await repository.find_many({self.field: where})
            assert await repository.count({self.field: where}) == len(rows)
            return sorted(written.index(row) for row in rows)

        return found


MOMENTS = tuple(dt.datetime(2026, 3, day, 2, 30, 0, 123000, tzinfo=dt.UTC) for day in (28, 29, 30))
ORDERED = [
    Sample("model", "title", ("", 'it\'s "b" 100%', "ünïcödé 🐍")),
    Sample("model", "mark", (-(2**31), 0, 2**31 - 1)),
    Sample("member", "balance", (-(2**63), 2**53 + 1, 2**63 - 1)),
    Sample("model", "rating", (-1.5, 0.1, 1e300), is_optional=True),
    Sample("member", "fee", (Decimal("-0.01"), Decimal("0.1"), Decimal("123456789.25"))),
    Sample("member", "createdAt", MOMENTS),
]
UNORDERED = [
    Sample("model", "inPrint", (False, True, False), is_optional=True),
    Sample("model", "shelf", (Shelf.open, Shelf.closed, Shelf.None_)),
]


def _named(samples: list[Sample]) -> list[Any]:
    return [pytest.param(sample, id=sample.field) for sample in samples]


@pytest.mark.parametrize("sample", _named(ORDERED))
async def test_values_that_have_an_order_are_compared(library: Any, sample: Sample) -> None:
    found = await sample.rows(library)
    low, middle, high = sample.values
    assert await found(middle) == [1]
    assert await found({"equals": middle}) == [1]
    assert await found({"not": middle}) == [0, 2]
    assert await found({"in": [low, high, low]}) == [0, 2]
    assert await found({"in": []}) == []
    assert await found({"not_in": [low, high]}) == [1]
    assert await found({"notIn": [low, high]}) == [1]
    assert await found({"lt": middle}) == [0]
    assert await found({"lte": middle}) == [0, 1]
    assert await found({"gt": middle}) == [2]
    assert await found({"gte": middle}) == [1, 2]
    assert await found({"gte": low, "lt": high}) == [0, 1]
    assert await found({"not": {"in": [low]}}) == [1, 2]
    assert await found({"not": {"gt": low, "lt": high}}) == [0, 2]
    assert await found({"gt": low, "not": high}) == [1]
    if sample.is_optional:
        assert await found(None) == [3]
        assert await found({"equals": None}) == [3]
        assert await found({"not": None}) == [0, 1, 2]
        assert await found({"not": None, "lt": high}) == [0, 1]


@pytest.mark.parametrize("sample", _named(UNORDERED))
async def test_values_that_have_no_order_are_told_apart(library: Any, sample: Sample) -> None:
    found = await sample.rows(library)
    low, middle, high = sample.values
    others = [number for number, value in enumerate(sample.values) if value != middle]
    assert await found(middle) == [1]
    assert await found({"equals": middle}) == [1]
    assert await found({"not": middle}) == others
    assert await found({"in": [middle]}) == [1]
    assert await found({"in": [low, high]}) == others
    assert await found({"not_in": [middle]}) == others
    for word in ("lt", "lte", "gt", "gte"):
        with pytest.raises(rt.InputError):
            await found({word: middle})
    if sample.is_optional:
        assert await found(None) == [3]
        assert await found({"not": None}) == [0, 1, 2]


async def test_bytes_are_told_apart(library: Any, flavor: Any) -> None:
    sample = Sample("member", "photo", (b"", b"\x00'\xff", b"\x00'\xfe"), is_optional=True)
    found = await sample.rows(library)
    assert await found(b"\x00'\xff") == [1]
    assert await found({"not": b""}) == [1, 2]
    assert await found(None) == [3]
    if flavor.provider == "postgresql":
        assert await found({"in": [b"", b"\x00'\xfe"]}) == [0, 2]
        assert await found({"not_in": [b""]}) == [1, 2]
    else:
        with pytest.raises(rt.InputError):
            await found({"in": [b""]})


async def test_json_is_told_apart(library: Any) -> None:
    values: tuple[Any, Any, Any] = ({"a": [1, None]}, [], rt.JSON_NULL)
    found = await Sample("member", "settings", values, is_optional=True).rows(library)
    assert await found({"equals": {"a": [1, None]}}) == [0]
    assert await found({"equals": []}) == [1]
    assert await found({"equals": rt.JSON_NULL}) == [2]
    assert await found({"not": {"a": [1, None]}}) == [1, 2]
    assert await found({"not": rt.JSON_NULL}) == [0, 1]
    assert await found(None) == [3]
    assert await found({"equals": None}) == [3]
    assert await found({"not": None}) == [0, 1, 2]


async def test_an_enum_is_found_by_member_and_by_name(library: Any) -> None:
    found = await Sample("model", "shelf", (Shelf.open, Shelf.closed, Shelf.None_)).rows(library)
    assert await found("closed") == [1]
    assert await found({"in": ["open", Shelf.None_]}) == [0, 2]
    assert await found("None") == [2]
    with pytest.raises(rt.InputError):
        await found("closed shelf")


WORDS = ("100% sure", "100 sure", "a_b", "aXb", "back\\slash", "it's", "Ünï")


async def test_text_is_searched_word_for_word(library: Any) -> None:
    await library.tag.create_many([{"word": word} for word in WORDS])

    async def found(where: Any) -> set[str]:
        return {tag.word for tag in await library.tag.find_many({"word": where})}

    assert await found({"contains": "0% s"}) == {"100% sure"}
    assert await found({"contains": "a_b"}) == {"a_b"}
    assert await found({"contains": "\\"}) == {"back\\slash"}
    assert await found({"contains": "'"}) == {"it's"}
    assert await found({"contains": "nï"}) == {"Ünï"}
    assert await found({"contains": ""}) == set(WORDS)
    assert await found({"startswith": "100"}) == {"100% sure", "100 sure"}
    assert await found({"startsWith": "100%"}) == {"100% sure"}
    assert await found({"startswith": "%"}) == set()
    assert await found({"endswith": "_b"}) == {"a_b"}
    assert await found({"endsWith": "sure"}) == {"100% sure", "100 sure"}
    assert await found({"startswith": "100", "not": {"contains": "%"}}) == {"100 sure"}
    assert await found({"contains": "sure", "mode": "default"}) == {"100% sure", "100 sure"}


async def test_case_can_be_ignored_on_postgresql_and_is_refused_elsewhere(library: Any, flavor: Any) -> None:
    await library.tag.create_many([{"word": word} for word in ("Word", "sWORd", "else")])

    async def found(where: Any) -> int:
        return int(await library.tag.count({"word": {**where, "mode": "insensitive"}}))

    if flavor.provider == "sqlite":
        with pytest.raises(rt.InputError):
            await found({"equals": "word"})
        return
    assert await found({"equals": "word"}) == 1
    assert await found({"not": "word"}) == 2
    assert await found({"contains": "WORD"}) == 2
    assert await found({"startswith": "w"}) == 1
    assert await found({"endswith": "D"}) == 2


async def test_and_or_not_combine(library: Any) -> None:
    await library.model.create_many(
        [
            {"mark": mark, "title": "even" if mark % 2 == 0 else "odd", "rating": float(mark) if mark < 4 else None}
            for mark in range(6)
        ]
    )

    async def found(where: Any) -> list[int]:
        return sorted(book.mark for book in await library.model.find_many(where))

    assert await found({"title": "even", "mark": {"gt": 0}}) == [2, 4]
    assert await found({"AND": {"title": "even", "mark": {"gt": 0}}}) == [2, 4]
    assert await found({"AND": [{"title": "even"}, {"mark": {"gt": 0}}]}) == [2, 4]
    assert await found({"OR": [{"mark": 1}, {"mark": 4}]}) == [1, 4]
    assert await found({"OR": [{"mark": 1}, {"title": "even", "rating": None}], "mark": {"lt": 5}}) == [1, 4]
    assert await found({"NOT": {"title": "even"}}) == [1, 3, 5]
    assert await found({"NOT": [{"title": "even"}, {"mark": 1}]}) == [3, 5]
    assert await found({"NOT": {"title": "even", "mark": {"gt": 0}}}) == [0, 1, 3, 5]
    assert await found({"OR": [{"NOT": {"OR": [{"mark": 0}, {"mark": {"gte": 2}}]}}, {"mark": 5}]}) == [1, 5]
    assert await found({"AND": []}) == list(range(6))
    assert await found({"OR": []}) == []
    assert await found({"NOT": []}) == list(range(6))
    assert await found({"OR": [{}, {"mark": 1}]}) == list(range(6))
    assert await found({}) == await found(None) == list(range(6))
    assert await found({"NOT": {"rating": None}}) == [0, 1, 2, 3]
    assert await found({"OR": [{"rating": None}, {"rating": 0.0}]}) == [0, 4, 5]


async def test_a_missing_value_equals_nothing_and_differs_from_nothing(library: Any) -> None:
    await library.model.create_many([{"mark": 0, "title": "t", "rating": 1.0}, {"mark": 1, "title": "t"}])

    async def found(where: Any) -> list[int]:
        return sorted(book.mark for book in await library.model.find_many(where))

    assert await found({"rating": {"not": 2.0}}) == [0]
    assert await found({"rating": {"not_in": [2.0]}}) == [0]
    assert await found({"NOT": {"rating": 2.0}}) == [0]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"titel": "x"}, "Did you mean 'title'?"),
        ({"title": {"contians": "x"}}, "Did you mean 'contains'?"),
        ({"mark": {"contains": "x"}}, "no operator on mark 'contains'"),
        ({"mark": "1"}, "Model.mark wants a whole number"),
        ({"mark": True}, "Model.mark wants a whole number"),
        ({"mark": 2**31}, "32 bits"),
        ({"mark": {"in": 1}}, "Model.mark wants a list"),
        ({"mark": {"in": [None]}}, "Model.mark wants a whole number"),
        ({"mark": {"lt": None}}, "None"),
        ({"title": 1}, "Model.title wants a string"),
        ({"title": ["x"]}, "Model.title wants a string"),
        ({"rating": "1"}, "Model.rating wants a number"),
        ({"inPrint": 1}, "Model.inPrint wants True or False"),
        ({"shelf": "ajar"}, "Model.shelf wants one of Shelf"),
        ({"shelf": ["open"]}, "Model.shelf wants one of Shelf"),
        ({"OR": "x"}, "under OR"),
        ({"OR": ["x"]}, "wants a dictionary as filter"),
        ({"AND": [{"OR": [{"titel": "x"}]}]}, "Did you mean 'title'?"),
        ("title", "wants a dictionary as filter"),
        ({7: 8}, "no field"),
        ({("title", None): "x"}, "no field"),
        ({"title": {("equals", None): "x"}}, "wants words as operators"),
        ({"title": {7: "x"}}, "wants words as operators"),
    ],
)
async def test_a_filter_that_does_not_fit_is_refused_in_words(library: Any, where: Any, words: str) -> None:
    for operation in (library.model.find_many, library.model.count, library.model.delete_many):
        with pytest.raises(rt.InputError) as caught:
            await operation(where)
        assert words in str(caught.value)
        assert (caught.value.code, caught.value.model) == ("P2009", "Model")
