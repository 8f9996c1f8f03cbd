"""Random filters and orders, held against Python's own idea of what they mean."""

from __future__ import annotations

import operator
import random
from collections.abc import Callable
from typing import Any

import pytest

WORDS = ["", "a", "aa", "ab", "b%", "b_", "\\", "ü"]  # no capitals: SQLite's LIKE does not tell them apart
COMPARISONS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
ROWS = 30


def random_rows(numbers: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "mark": mark,
            "title": numbers.choice(WORDS),
            "rating": numbers.choice([None, -1.5, 0.0, 2.5]),
            "inPrint": numbers.choice([None, True, False]),
            "shelf": numbers.choice(["open", "closed", "None"]),
        }
        for mark in range(ROWS)
    ]


def value_of(numbers: random.Random, field: str) -> Any:
    choices = {
        "mark": range(ROWS),
        "title": WORDS,
        "rating": [-1.5, 0.0, 1.0, 2.5],
        "inPrint": [True, False],
        "shelf": ["open", "closed", "reserved", "None"],
    }
    return numbers.choice(choices[field])


def random_operators(numbers: random.Random, field: str, depth: int) -> dict[str, Any]:
    words = ["equals", "not", "in", "not_in"]
    if field in ("mark", "title", "rating"):
        words += COMPARISONS
    if field == "title":
        words += ["startswith", "endswith", "contains"]
    found: dict[str, Any] = {}
    for word in numbers.sample(words, numbers.choice([1, 1, 2])):
        if word in ("in", "not_in"):
            found[word] = [value_of(numbers, field) for _ in range(numbers.randrange(4))]
        elif word == "not" and depth and numbers.random() < 0.5:
            found[word] = random_operators(numbers, field, depth - 1)
        elif word in ("equals", "not") and field in ("rating", "inPrint") and numbers.random() < 0.3:
            found[word] = None
        else:
            found[word] = value_of(numbers, field)
    return found


def random_filter(numbers: random.Random, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in numbers.sample(["mark", "title", "rating", "inPrint", "shelf"], numbers.choice([0, 1, 1, 2])):
        if field in ("rating", "inPrint") and numbers.random() < 0.2:
            found[field] = None
        elif numbers.random() < 0.3:
            found[field] = value_of(numbers, field)
        else:
            found[field] = random_operators(numbers, field, 2)
    if depth:
        for word in numbers.sample(["AND", "OR", "NOT"], numbers.choice([0, 1, 2])):
            branches = [random_filter(numbers, depth - 1) for _ in range(numbers.choice([0, 1, 2, 3]))]
            found[word] = branches[0] if len(branches) == 1 and word != "OR" else branches
    return found


# What a filter says of a row: True, False, or None where a missing value leaves it open, as in SQL.


def both(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def either(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


def negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def holds(row: dict[str, Any], where: dict[str, Any]) -> bool | None:
    answers: list[bool | None] = []
    for name, wanted in where.items():
        branches = wanted if isinstance(wanted, list) else [wanted]
        if name == "AND":
            answers += [holds(row, branch) for branch in branches]
        elif name == "OR":
            answers.append(either([holds(row, branch) for branch in branches]))
        elif name == "NOT":
            answers += [negated(holds(row, branch)) for branch in branches]
        elif isinstance(wanted, dict):
            answers.append(fits(row[name], wanted))
        else:
            answers.append(fits(row[name], {"equals": wanted}))
    return both(answers)


def fits(value: Any, operators: dict[str, Any]) -> bool | None:
    return both([fits_one(value, word, operand) for word, operand in operators.items()])


def fits_one(value: Any, word: str, operand: Any) -> bool | None:
    if operand is None:
        return (value is None) == (word == "equals")
    if word == "not" and isinstance(operand, dict):
        return negated(fits(value, operand))
    if word in ("in", "not_in"):
        found = False if not operand else None if value is None else value in operand
        return found if word == "in" else negated(found)
    if value is None:
        return None
    if word in COMPARISONS:
        return bool(COMPARISONS[word](value, operand))
    if word in ("startswith", "endswith"):
        return bool(getattr(value, word)(operand))
    if word == "contains":
        return operand in value
    return (value == operand) == (word == "equals")


@pytest.mark.parametrize("seed", range(3))
async def test_random_filters_find_what_they_say(library: Any, seed: int) -> None:
    numbers = random.Random(seed)
    rows = random_rows(numbers)
    await library.model.create_many(rows)
    for _ in range(60):
        where = random_filter(numbers, 2)
        expected = [row["mark"] for row in rows if holds(row, where) is True]
        found = await library.model.find_many(where, order={"mark": "asc"})
        assert [book.mark for book in found] == expected, where
        assert await library.model.count(where) == len(expected), where


async def test_random_changes_reach_what_they_say(library: Any) -> None:
    numbers = random.Random(7)
    rows = random_rows(numbers)
    await library.model.create_many(rows)
    for turn in range(20):
        where = {"NOT": random_filter(numbers, 1), "mark": {"lt": numbers.randrange(ROWS)}}
        expected = {row["mark"] for row in rows if holds(row, where) is True}
        if turn % 5 == 4:
            assert await library.model.delete_many(where) == len(expected)
            rows = [row for row in rows if row["mark"] not in expected]
        else:
            assert await library.model.update_many({"title": f"t{turn}"}, where) == len(expected)
            rows = [row | {"title": f"t{turn}"} if row["mark"] in expected else row for row in rows]
        found = await library.model.find_many(order={"mark": "asc"}, select={"mark": True, "title": True})
        assert [(book.mark, book.title) for book in found] == [(row["mark"], row["title"]) for row in rows]


def by(field: str) -> Callable[[dict[str, Any]], Any]:
    """Missing values count as the highest: last going up, first going down."""
    return lambda row: (True, 0) if row[field] is None else (False, row[field])


async def test_random_orders_and_pages_cut_one_list(library: Any) -> None:
    numbers = random.Random(11)
    rows = random_rows(numbers)
    await library.model.create_many(numbers.sample(rows, ROWS))
    for _ in range(15):
        fields = numbers.sample(["title", "rating", "inPrint"], numbers.choice([1, 2, 3]))
        order = [{field: numbers.choice(["asc", "desc"])} for field in fields]
        expected = sorted(rows, key=lambda row: row["mark"])
        for term in reversed(order):
            ((field, direction),) = term.items()
            expected.sort(key=by(field), reverse=direction == "desc")
        size = numbers.choice([1, 4, 7, 100])
        seen: list[int] = []
        for skip in range(0, ROWS + 1, size):
            page = await library.model.find_many(order=order, take=size, skip=skip)
            seen += [book.mark for book in page]
        assert seen == [row["mark"] for row in expected], order
