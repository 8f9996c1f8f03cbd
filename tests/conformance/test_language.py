"""What we say of each schema of the corpus is what Prisma says of it, but for what docs/differences.md lists.

What Prisma said is recorded in `verdicts/*.jsonl` (see tests/oracle/record.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tests.conformance import ours, recorded
from tests.conformance.said import ASPECTS, Said, differences, report

FAMILIES = recorded.families()
LIST = Path(__file__).parents[2] / "docs" / "differences.md"
ROW = re.compile(r"^\| `(?P<schema>[^`]+)` \| (?P<aspect>\w+) \| (?P<reason>.+) \|$", re.MULTILINE)

every_family = pytest.mark.parametrize("family", FAMILIES)


@dataclass(slots=True)
class Compared:
    """`differing`: by schema and aspect, how. `rejected`: schemas that Prisma rejects, `alike`: at our lines."""

    differing: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    rejected: int = 0
    alike: int = 0


@cache
def compared(family: str) -> Compared:
    answers = recorded.answers(family)
    said = {schema: answers[schema.name] for schema in recorded.schemas(family)} | recorded.mutation_answers(family)
    found = Compared()
    for schema, prisma in said.items():
        if prisma is None:
            continue
        mine = ours.said(schema.files)
        found.rejected += not prisma.valid
        found.alike += not prisma.valid and lines(prisma) == lines(mine)
        for aspect, how in differences(prisma, mine):
            found.differing[schema.name, aspect] = f"{schema.name}\n{_texts(schema)}\n{how}\n{report(prisma, mine)}"
    return found


def lines(said: Said) -> set[tuple[str, int]]:
    return {(place.file, place.line) for place in said.errors}


def _texts(schema: recorded.Schema) -> str:
    return "\n".join(text for _, text in schema.files)


def accepted() -> dict[tuple[str, str], str]:
    return {(row["schema"], row["aspect"]): row["reason"] for row in ROW.finditer(LIST.read_text(encoding="utf-8"))}


def unexpected(family: str, aspect: str) -> str:
    """The first few, in full, and the names of the others."""
    listed = accepted()
    found = [how for key, how in compared(family).differing.items() if key[1] == aspect and key not in listed]
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


def test_hardly_any_line_is_blamed_that_prisma_does_not_blame() -> None:
    """We go on where Prisma stops, but what follows from a fault that was told already is no fault of its own."""
    found = [compared(family) for family in FAMILIES]
    assert sum(one.alike for one in found) / sum(one.rejected for one in found) > 0.975


def test_each_accepted_difference_is_one_still() -> None:
    found = {key for family in FAMILIES for key in compared(family).differing}
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
