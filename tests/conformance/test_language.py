"""What we say of each schema of the corpus is what Prisma says of it, but for what docs/differences.md lists.

What Prisma said is recorded in `verdicts/*.jsonl` (see tests/oracle/record.py).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.conformance import ours, recorded
from tests.conformance.said import ASPECTS, Said, differences, report

FAMILIES = recorded.families()
LIST = Path(__file__).parents[2] / "docs" / "differences.md"
ROW = re.compile(r"^\| `(?P<schema>[^`]+)` \| (?P<aspect>\w+) \| (?P<reason>.+) \|$", re.MULTILINE)

every_family = pytest.mark.parametrize("family", FAMILIES)


@cache
def differing(family: str) -> dict[tuple[str, str], str]:
    """By schema and aspect, how we differ there."""
    answers = recorded.answers(family)
    said = {schema: answers[schema.name] for schema in recorded.schemas(family)}
    said |= recorded.mutation_answers(family)
    found: dict[tuple[str, str], str] = {}
    for schema, prisma in said.items():
        if prisma is None:
            continue
        mine = ours.said(schema.files)
        for aspect, how in differences(prisma, mine):
            found[schema.name, aspect] = f"{schema.name}\n{_texts(schema)}\n{how}\n{report(prisma, mine)}"
    return found


def _texts(schema: recorded.Schema) -> str:
    return "\n".join(text for _, text in schema.files)


def accepted() -> dict[tuple[str, str], str]:
    return {(row["schema"], row["aspect"]): row["reason"] for row in ROW.finditer(LIST.read_text(encoding="utf-8"))}


def unexpected(family: str, aspect: str) -> str:
    """The first few, in full, and the names of the others."""
    listed = accepted()
    found = [how for key, how in differing(family).items() if key[1] == aspect and key not in listed]
    others = [how.splitlines()[0] for how in found[5:]]
    return "\n\n".join(found[:5]) + "".join(f"\nand {name}" for name in others)


@every_family
def test_a_schema_is_accepted_where_prisma_accepts_it(family: str) -> None:
    assert not unexpected(family, "verdict")


@every_family
def test_each_line_that_prisma_blames_is_blamed(family: str) -> None:
    assert not unexpected(family, "lines")


@every_family
def test_the_lines_that_prisma_warns_of_are_warned_of(family: str) -> None:
    assert not unexpected(family, "lint")


@every_family
def test_the_datamodel_is_prismas(family: str) -> None:
    assert not unexpected(family, "dmmf")


@every_family
def test_the_formatted_text_is_prismas(family: str) -> None:
    assert not unexpected(family, "format")


def test_each_accepted_difference_is_one_still() -> None:
    found = {key for family in FAMILIES for key in differing(family)}
    assert not set(accepted()) - found, "the list is longer than the truth: take these out"


@every_family
def test_what_is_recorded_is_of_the_schemas_that_the_cases_stand_for(family: str) -> None:
    """Else: `python -m tests.oracle.record --only language`."""
    assert list(recorded.answers(family)) == [schema.name for schema in recorded.schemas(family)]
    assert list(recorded.mutation_answers(family)) == recorded.mutations(family)


def test_a_difference_in_any_aspect_is_seen() -> None:
    """The comparison itself can fail."""
    place = recorded.Place("schema.prisma", 1, "wrong")
    valid = Said((), (), {"models": []}, ("a",))
    other = Said((), (place,), {"models": [1]}, ("b",))
    broken, elsewhere = Said((place,), ()), Said((recorded.Place("schema.prisma", 2, "wrong"),), ())
    seen = [
        aspect for pair in ((valid, other), (valid, broken), (broken, elsewhere)) for aspect, _ in differences(*pair)
    ]
    assert set(seen) == set(ASPECTS)
