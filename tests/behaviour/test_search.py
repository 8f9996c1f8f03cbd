"""Full-text search, which PostgreSQL has."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tenantry import runtime as rt

TITLES = ("A cat and a dog", "Two cats", "The dog's dinner", "Catalogue of birds")


async def titles(library: Any) -> Any:
    await library.model.create_many([{"mark": mark, "title": title} for mark, title in enumerate(TITLES)])

    async def found(query: Any) -> list[int]:
        return sorted(book.mark for book in await library.model.find_many({"title": {"search": query}}))

    return found


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("cat", [0, 1]),
        ("cat & dog", [0]),
        ("cat | dog", [0, 1, 2]),
        ("dog & !cat", [2]),
        ("!(cat | dog)", [3]),
        ("cat:*", [0, 1, 3]),
        ("dog <-> dinner", []),
        ("dog <2> dinner", [2]),
        ("two <-> cats", [1]),
        ("'two cats'", [1]),
        ("zebra", []),
        ("", []),
    ],
)
async def test_texts_are_found_by_their_words(library: Any, flavor: Any, query: str, marks: list[int]) -> None:
    found = await titles(library)
    if flavor.provider == "sqlite":
        with pytest.raises(rt.InputError, match="no full-text search"):
            await found(query)
        return
    assert await found(query) == marks


@pytest.mark.parametrize(
    "query", ["cat dog", "&", "cat &", "(cat", "cat)", "cat) | (dog", "!", "cat ! dog", "'cat", "cat <- dog", 7, "\0"]
)
async def test_what_is_no_search_is_refused_in_words(library: Any, flavor: Any, query: Any) -> None:
    found = await titles(library)
    with pytest.raises(rt.InputError) as caught:
        await found(query)
    assert caught.value.code == "P2009"
    assert "Model.title" in str(caught.value)


async def test_no_text_makes_the_statement_fail(library: Any, flavor: Any) -> None:
    if flavor.provider == "sqlite":
        return
    found = await titles(library)
    numbers = random.Random(1)
    pieces = ["cat", "a", " ", "&", "|", "!", "(", ")", "'", ":*", ":", "<->", "<", "\\", "ü"]
    answered = 0
    for _ in range(300):
        query = "".join(numbers.choices(pieces, k=4))
        try:
            await found(query)
            answered += 1
        except rt.InputError:
            pass
    assert answered > 10


async def test_only_text_is_searched(library: Any) -> None:
    with pytest.raises(rt.InputError):
        await library.model.find_many({"mark": {"search": "1"}})
