"""What the fuzzer is made of does what it says, without an engine to compare with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance import corpus, ours
from tests.conformance.mutate import mutated, relaid
from tests.oracle.generate import CONNECTORS, schema
from tests.oracle.shrink import shrunk

SEEDS = range(60)


def test_the_same_seed_gives_the_same_schema_and_the_same_mistake() -> None:
    assert [schema(seed) for seed in SEEDS] == [schema(seed) for seed in SEEDS]
    assert [mutated(schema(1), seed) for seed in SEEDS] == [mutated(schema(1), seed) for seed in SEEDS]


def test_random_schemas_are_of_every_connector_and_most_of_them_are_valid() -> None:
    texts = [schema(seed) for seed in SEEDS]
    assert all(any(f'"{connector}"' in text for text in texts) for connector in CONNECTORS)
    valid = [ours.said([("schema.prisma", text)], dmmf=False, formatted=False).valid for text in texts]
    assert 0.6 < sum(valid) / len(valid) < 1


def test_a_mistake_changes_the_text() -> None:
    unchanged = [seed for seed in SEEDS if mutated(schema(seed), seed) == schema(seed)]
    assert not unchanged


def test_another_layout_mostly_leaves_a_valid_schema_valid() -> None:
    valid = [schema(seed) for seed in SEEDS]
    valid = [text for text in valid if ours.said([("schema.prisma", text)], dmmf=False, formatted=False).valid]
    again = [ours.said([("schema.prisma", relaid(text, 1))], dmmf=False, formatted=False).valid for text in valid]
    assert sum(again) / len(again) > 0.3


def test_what_is_left_of_a_schema_is_what_shows_the_fault() -> None:
    text = "model A {\n  id Int @id\n  b String @uniqe\n}\n" + schema(1)
    small = shrunk(text, lambda candidate: "@uniqe" in candidate and "model" in candidate)
    assert small.split() == ["model", "@uniqe"]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("=== one", ["one"]),
        ("=== one [sqlite]", ["one [sqlite]"]),
        ("=== one [sqlite mysql 6 7]", ["one [sqlite]", "one [sqlite 7]", "one [mysql]", "one [mysql 7]"]),
        ("=== a {{x=b|c}} [bare]", ["a b", "a c"]),
        ("=== a {{x=b|}}{{y=|c}} [bare]", ["a b", "a bc", "a ", "a c"]),
    ],
)
def test_a_case_stands_for_as_many_schemas_as_its_title_says(title: str, names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "some.cases"
    path.write_text(f"{title}\nmodel A {{\n}}\n", encoding="utf-8")
    assert [case.name for case in corpus.cases(path)] == names
