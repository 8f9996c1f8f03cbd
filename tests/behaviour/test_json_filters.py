"""Filters on Json, by whole documents and by what stands at a path, against Python's own idea of what they mean."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from tenantry import runtime as rt

ABSENT: Any = object()
DOCUMENTS: list[Any] = [
    {"a": {"b": 1, "c": "one"}, "tags": ["x", "y"]},
    {"tags": ["y"], "a": {"c": "two", "b": 2}},
    {"a": {"b": 1.5, "c": None}, "tags": []},
    {"a": [10, 20, {"deep": [True, False]}], "0": "named"},
    {"a": None, "tags": ["x", {"k": 1, "l": 2}, ["n"]]},
    {"a": '50% of_it\'s "ü"', "b.c": "dotted", 'q"': "quoted"},
    [1, 2, 3],
    ["x", None, 1],
    "one",
    "",
    7,
    -0.5,
    True,
    False,
    rt.JSON_NULL,
    None,
]
PATHS: list[list[Any]] = [
    [],
    ["a"],
    ["a", "b"],
    ["a", "c"],
    ["tags"],
    ["tags", 0],
    ["tags", "1"],
    ["tags", -1],
    ["a", 2, "deep"],
    ["a", 2, "deep", 0],
    [0],
    ["0"],
    ["b.c"],
    ['q"'],
    ["nowhere", "at", "all"],
]
OPERANDS: list[Any] = [
    *(1, 2, 1.0, 1.5, 0, -1, 7, True, False, rt.JSON_NULL),
    *("one", "two", "", "x", "y", "o", "50% of_"),
    *([], ["x"], ["y", "x"], [1, 3], [None], [["n"]], [{"k": 1}], [True, False]),
    *({"k": 1, "l": 2}, {"l": 2, "k": 1}, {"c": "one", "b": 1.0}),
]


def spelled(value: Any) -> str:
    """JSON text in which equal documents are equal: 1 is 1.0, and no boolean."""
    if value is rt.JSON_NULL or value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{spelled(value[k])}" for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(float(value))
    return json.dumps(value)


def stands_at(document: Any, path: list[Any]) -> Any:
    if document is None:
        return ABSENT
    found = None if document is rt.JSON_NULL else document
    for step in path:
        if isinstance(found, dict) and str(step) in found:
            found = found[str(step)]
        elif isinstance(found, list) and re.fullmatch(r"-?\d+", str(step)) and -len(found) <= int(step) < len(found):
            found = found[int(step)]
        else:
            return ABSENT
    return found


def has_part(whole: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and has_part(whole[k], v) for k, v in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(has_part(one, wanted) for one in whole) for wanted in part)
    return spelled(whole) == spelled(part)


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compared(value: Any, word: str, operand: Any) -> bool:
    if not (is_number(value) and is_number(operand)) and not (isinstance(value, str) and isinstance(operand, str)):
        return False
    return bool({"lt": value < operand, "lte": value <= operand, "gt": value > operand, "gte": value >= operand}[word])


MEANING: dict[str, Callable[[Any, Any], bool]] = {
    "equals": lambda value, operand: spelled(value) == spelled(operand),
    "not": lambda value, operand: spelled(value) != spelled(operand),
    "string_contains": lambda value, operand: isinstance(value, str) and operand in value,
    "string_starts_with": lambda value, operand: isinstance(value, str) and value.startswith(operand),
    "string_ends_with": lambda value, operand: isinstance(value, str) and value.endswith(operand),
    "array_contains": lambda value, operand: isinstance(value, list)
    and has_part(value, operand if isinstance(operand, list) else [operand]),
    "array_starts_with": lambda value, operand: isinstance(value, list) and spelled(value[:1]) == spelled([operand]),
    "array_ends_with": lambda value, operand: isinstance(value, list) and spelled(value[-1:]) == spelled([operand]),
}


def holds(document: Any, where: dict[str, Any]) -> bool | None:
    """Whether a filter lets a document through; None where it cannot be said, as NOT then lets it through neither."""
    value = stands_at(document, where.get("path", []))
    answers: list[bool | None] = []
    for word, operand in where.items():
        if word == "path":
            continue
        if operand is None:
            answers.append((value is ABSENT) == (word == "equals"))
        elif value is ABSENT:
            answers.append(None)
        else:
            answers.append(MEANING[word](value, operand) if word in MEANING else compared(value, word, operand))
    return False if False in answers else None if None in answers else True


def operands_of(word: str) -> list[Any]:
    if word.startswith("string_"):
        return [operand for operand in OPERANDS if isinstance(operand, str)]
    if word in ("lt", "lte", "gt", "gte"):
        return [operand for operand in OPERANDS if isinstance(operand, str) or is_number(operand)]
    return OPERANDS


async def written(library: Any) -> Callable[[Any], Any]:
    """Writes the documents and returns a function from a filter to the positions of those that it finds."""
    await library.member.create_many(
        [{"email": str(number), "settings": document} for number, document in enumerate(DOCUMENTS)]
    )

    async def found(where: Any) -> list[int]:
        return sorted(int(member.email) for member in await library.member.find_many(where))

    return found


def expected(test: Callable[[Any], bool | None]) -> list[int]:
    return [number for number, document in enumerate(DOCUMENTS) if test(document)]


WORDS = (*MEANING, "lt", "lte", "gt", "gte")


@pytest.mark.parametrize("word", WORDS)
async def test_an_operator_means_at_every_path_what_it_means_in_python(library: Any, word: str) -> None:
    found = await written(library)
    for number, path in enumerate(PATHS):
        for operand in operands_of(word)[number % 2 :: 2]:
            where = {"path": path, word: operand}
            assert await found({"settings": where}) == expected(lambda d, w=where: holds(d, w)), where
            assert await found({"NOT": {"settings": where}}) == expected(lambda d, w=where: holds(d, w) is False), where


@pytest.mark.parametrize("seed", range(4))
async def test_random_filters_find_what_python_finds(library: Any, seed: int) -> None:
    numbers = random.Random(seed)
    found = await written(library)
    for _ in range(60):
        where: dict[str, Any] = {"path": numbers.choice(PATHS)} if numbers.random() < 0.8 else {}
        for word in numbers.sample(WORDS, numbers.choice([1, 1, 2, 3])):
            is_null = word in ("equals", "not") and numbers.random() < 0.2
            where[word] = None if is_null else numbers.choice(operands_of(word))
        where = dict(numbers.sample(list(where.items()), len(where)))
        assert await found({"settings": where}) == expected(lambda d, w=where: holds(d, w)), where
        assert await found({"NOT": {"settings": where}}) == expected(lambda d, w=where: holds(d, w) is False), where


async def test_what_is_not_there_and_null_are_told_apart(library: Any) -> None:
    found = await written(library)
    null, column = DOCUMENTS.index(rt.JSON_NULL), DOCUMENTS.index(None)
    assert await found({"settings": {"path": [], "equals": None}}) == [column]
    assert await found({"settings": {"path": [], "equals": rt.JSON_NULL}}) == [null]
    assert await found({"settings": {"path": ["a"], "equals": rt.JSON_NULL}}) == [4]
    assert await found({"settings": {"path": ["a"], "not": None}}) == [0, 1, 2, 3, 4, 5]
    assert await found({"settings": {"path": ["a"], "equals": None}}) == list(range(6, len(DOCUMENTS)))
    assert await found({"OR": [{"settings": {"path": ["a"], "equals": n}} for n in (rt.JSON_NULL, None)]}) == [
        4,
        *range(6, len(DOCUMENTS)),
    ]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$", []),
        ("$.a.b", ["a", "b"]),
        ("$.tags[0]", ["tags", 0]),
        ("$.a[2].deep[0]", ["a", 2, "deep", 0]),
        ('$."b.c"', ["b.c"]),
        ('$."q\\""', ['q"']),
    ],
)
async def test_a_path_may_be_written_as_prisma_writes_it_for_sqlite(library: Any, text: str, path: list[Any]) -> None:
    found = await written(library)
    there = await found({"settings": {"path": path, "not": None}})
    assert there
    assert await found({"settings": {"path": text, "not": None}}) == there


async def test_the_order_of_keys_and_the_spelling_of_numbers_mean_nothing(library: Any) -> None:
    found = await written(library)
    assert await found({"settings": {"equals": {"tags": ["x", "y"], "a": {"c": "one", "b": 1.0}}}}) == [0]
    assert await found({"settings": {"not": {"tags": ["x", "y"], "a": {"c": "one", "b": 1}}}}) == list(range(1, 15))
    assert await found({"settings": {"equals": ["y", "x"]}}) == []


async def test_case_is_ignored_on_postgresql_when_asked(library: Any, flavor: Any) -> None:
    found = await written(library)
    where = {"settings": {"path": ["a", "c"], "string_contains": "ONE", "mode": "insensitive"}}
    if flavor.provider == "postgresql":
        assert await found(where) == [0]
    else:
        with pytest.raises(rt.InputError):
            await found(where)
    assert await found({"settings": {"path": ["a", "c"], "string_contains": "ONE", "mode": "default"}}) == []


NO_JSON = (
    "'{'",
    "'no json'",
    """'{"a": NaN}'""",
    "'{a: 1}'",
    "''",
    """'{"a": 1} x'""",
    f"'{'[' * 5000}'",
    f"'{'9' * 5000}x'",
    "x'fffe'",
    "CAST(x'22ff22' AS TEXT)",
)


@pytest.mark.parametrize("text", NO_JSON, ids=lambda text: text[:12])
async def test_on_sqlite_what_is_no_json_fits_nothing_and_fails_nothing(
    library: Any, mapped_url: str, flavor: Any, text: Any
) -> None:
    if flavor.provider == "postgresql":
        return  # its columns hold nothing else
    await written(library)
    with closing(sqlite3.connect(mapped_url.removeprefix("file:"))) as other, other:
        other.execute(f"UPDATE members SET settings = {text} WHERE email_address = '0'")
    for word in WORDS:
        for operand in operands_of(word)[:3]:
            where = {"settings": {"path": ["a"], word: operand}}
            for asked in (where, {"NOT": where}):
                assert await library.member.count({"AND": [asked, {"email": "0"}]}) == 0, where
    assert await library.member.count({"settings": {"equals": {"a": 1}}, "email": "0"}) == 0
    assert await library.member.count({"settings": {"not": {"a": 1}}, "email": "0"}) == 0


async def test_on_sqlite_rows_of_other_programs_are_found_however_they_are_spelled(
    library: Any, mapped_url: str, flavor: Any
) -> None:
    if flavor.provider == "postgresql":
        return
    found = await written(library)
    with closing(sqlite3.connect(mapped_url.removeprefix("file:"))) as other, other:
        spelling = r'{ "tags" : ["\u0079"] ,"a": {"c":"dropped"}, "a": { "c":"tw\u006f", "b": 2.0e0 } }'
        other.execute("UPDATE members SET settings = ? WHERE email_address = '5'", (spelling,))
    assert await found({"settings": {"equals": DOCUMENTS[1]}}) == [1, 5]
    assert await found({"settings": {"path": ["a"], "equals": {"b": 2, "c": "two"}}}) == [1, 5]
    assert await found({"settings": {"path": ["a", "b"], "gte": 2}}) == [1, 5]


async def test_a_path_is_a_value_and_makes_no_plan_of_its_own(library: Any, flavor: Any) -> None:
    found = await written(library)
    for path in (["a'"], ['a"'], ["a}", "{b"], ["a,b"], ["%s", "$1", "?"], ["\\"], ["NULL"], [""]):
        assert await found({"settings": {"path": path, "not": None}}) == []


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"path": ["a"]}, "wants an operator beside the path"),
        ({"path": None, "equals": 1}, "wants a list of names and positions as path"),
        ({"path": "a.b", "equals": 1}, "written $.name[0]"),
        ({"path": "$.a[x]", "equals": 1}, "written $.name[0]"),
        ({"path": "", "equals": 1}, "written $.name[0]"),
        ({"path": [True], "equals": 1}, "wants a list of names and positions as path"),
        ({"path": ["a\0"], "equals": 1}, "no NUL"),
        ({"path": {"a": 1}, "equals": 1}, "wants a list of names and positions as path"),
        ({"path": ["a"], "lt": True}, "wants a number or a text"),
        ({"path": ["a"], "gt": [1]}, "wants a number or a text"),
        ({"path": ["a"], "gt": None}, "cannot be compared with None by gt"),
        ({"path": ["a"], "array_contains": None}, "cannot be compared with None by array_contains"),
        ({"path": ["a"], "string_contains": 1}, "wants a string"),
        ({"path": ["a"], "equals": object()}, "wants a JSON value"),
        ({"path": ["a"], "equals": float("nan")}, "wants a JSON value"),
        ({"path": ["a"], "contains": "x"}, "no operator on settings 'contains'"),
        ({"path": ["a"], "string_contain": "x"}, "Did you mean 'string_contains'?"),
        ({"equals": 1, "mode": "other"}, "'default' or 'insensitive'"),
        ({7: 1}, "no operator on settings"),
    ],
)
async def test_a_filter_that_does_not_fit_is_refused_in_words(library: Any, where: Any, words: str) -> None:
    with pytest.raises(rt.InputError) as caught:
        await library.member.find_many({"settings": where})
    assert words in str(caught.value)
    assert caught.value.code == "P2009"
