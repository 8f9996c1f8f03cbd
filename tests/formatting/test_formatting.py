"""`format_schema` gives the text that Prisma's formatter gives. What that is stands in `cases/`, see `record.py`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenantry.ide.formatting import format_schema
from tenantry.text.source import Source
from tests.formatting import golden
from tests.formatting.golden import Case, Files

CASES = [case for path in sorted(golden.FOLDER.glob("*.cases")) for case in golden.read(path)]
# Where Prisma's formatter changes in a second run what its first has written, and so does ours.
LIST = (
    (Path(__file__).parents[2] / "docs" / "differences.md").read_text(encoding="utf-8").partition("## Formatting twice")
)
TWICE = set(re.findall(r"^\| `(.+?)` \|", LIST[2], re.MULTILINE))
PARTS = (
    *(
        "model A {",
        "enum E {",
        "generator g {",
        "datasource d {",
        "view V {",
        "type T {",
        "x {",
        "}",
        "{",
        "type X = Y",
    ),
    *("id", "Int", "String?", "A[]", "Unsupported(", "é", "²", "日本", "-", "1.5", "-2", ":", "=", ",", ".", "?", "!"),
    *("@id", "@@map(", "@relation(", "fields: [", "references: [", "@db.X", "@", "@@", "(", ")", "[", "]", '"', '"x"'),
    *("//", "///", "/*", "*/", "\\", " ", "  ", "\t", "\u00a0", "\u2003", "\n", "\n\n", "\r\n", "\r", "\x00", "\x85"),
    *("\ud800", "\u200b", "\ufeff"),
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(PARTS), max_size=60).map("".join))


def formatted(files: Files, tab_size: int = 2) -> Files:
    written = format_schema([Source(name, text) for name, text in files], tab_size=tab_size)
    return tuple(written.items())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_is_prismas(case: Case) -> None:
    assert formatted(case.files) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_formatted_schema_is_in_order(case: Case) -> None:
    assert (formatted(case.expected) == case.expected) is (case.name not in TWICE)


@pytest.mark.parametrize("tab_size", [0, 4, 8])
def test_blocks_are_indented_by_as_many_blanks_as_asked(tab_size: int) -> None:
    before = (("a.prisma", 'model A {\nid Int @id\n  what (\n// c\n\n@@map("a")\n}\n'),)
    lines = ("id Int @id", "what (", "// c", '@@map("a")')
    indented = [f"{' ' * tab_size}{line}" for line in lines]
    text = "\n".join(("model A {", *indented[:3], "", indented[3], "}", ""))
    assert formatted(before, tab_size) == (("a.prisma", text),)


@settings(max_examples=500, deadline=None)
@given(texts)
def test_any_text_can_be_formatted(text: str) -> None:
    (source,) = formatted((("a.prisma", text),))
    assert source[1].endswith("\n")


@pytest.mark.parametrize(
    "text",
    [
        "model A {\n" * 50_000,
        "x {\n" * 50_000,
        "model A {\n" + "a B /*\n" * 50_000 + "*/ x\n}\n",
        "model A {\n a Int @x(" + "[" * 50_000 + "]" * 50_000 + ")\n}\n",
        "model A {\n a Int @x(" + "a(" * 50_000 + "\n}\n",
        "model A {\n a B " + "@x" * 50_000 + " (\n}\n",
        "enum A {\nmodel A {\ngenerator A {\n" * 15_000,
        "type A = B @x\n" * 50_000,
        '"\\\n' * 50_000,
    ],
    ids=[
        "open blocks",
        "open strangers",
        "open comments",
        "brackets",
        "calls",
        "attributes",
        "mixed",
        "aliases",
        "quotes",
    ],
)
def test_strange_texts_take_no_longer_than_others(text: str) -> None:
    """A reader that went back over what it has read would take minutes."""
    assert formatted((("a.prisma", text),))


def test_all_cases_have_been_recorded() -> None:
    """Else: `python -m tests.formatting.record`."""
    assert [case.name for case in CASES if not case.expected] == []
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.name for case in CASES} >= TWICE
