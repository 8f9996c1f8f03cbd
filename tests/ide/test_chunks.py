"""A file read in parts says what it says as a whole, whatever is wrong with it, and only what changed is read again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tenantry import pipeline
from tenantry.ide.chunks import Chunks
from tenantry.ide.snapshot import take
from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Source, Span

TESTS = Path(__file__).parents[1]
SCHEMAS = sorted([*TESTS.glob("errors/*.prisma"), *TESTS.glob("cases/*/schema.prisma")])
# What typing does to a line, and what moves a file's parts against each other.
SCRAPS = [
    "{",
    "}",
    "}\n",
    "model X {\n",
    "/*",
    "*/",
    "// }",
    "/// doc\n",
    '"',
    "@",
    "(",
    "[",
    "\n",
    "\r\n",
    "enum",
    " ",
]


def faults(found: tuple[Diagnostic, ...]) -> list[str]:
    return sorted(repr((d.code, d.message, d.help, place(d.span), [place(r.span) for r in d.related])) for d in found)


def place(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def assert_same(text: str) -> None:
    source = Source("schema.prisma", text)
    parts = take([source], Chunks()).diagnostics["schema.prisma"]
    assert faults(parts) == faults(pipeline.analyze([source]).diagnostics), text


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_parts_say_what_the_whole_says(schema: Path) -> None:
    assert_same(schema.read_text())


@pytest.mark.parametrize("seed", range(150))
def test_parts_say_what_the_whole_says_while_it_is_typed(seed: int) -> None:
    random_ = random.Random(seed)
    text = random_.choice(SCHEMAS).read_text()
    for _ in range(random_.randrange(1, 5)):
        at = random_.randrange(len(text) + 1)
        if random_.random() < 0.5:
            text = text[:at] + random_.choice(SCRAPS) + text[at:]
        else:
            text = text[:at] + text[at + random_.randrange(1, 30) :]
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "model A {\n  id Int @id\n}\n/*\nmodel B {\n}\n*/\n",
        'model A {\n  id Int @id @map("/*")\n}\n\nmodel B {\n  id Itn @id\n}\n// */\n',
        "model A {\n  id Int @id\n} /// of what follows\nmodel B {\n  x Int\n}\n",
        "model A {\n  id Int @id\n}\r\n\r\nmodel A {\r\n  id Int @id\r\n}\r\n",
        "}\n}\nmodel A {\n",
        "",
    ],
)
def test_comments_and_braces_in_odd_places(text: str) -> None:
    assert_same(text)


def test_only_the_block_that_changed_is_read_again() -> None:
    chunks = Chunks()
    before = "model A {\n  id Int @id\n}\n\nmodel B {\n  id Int @id\n}\n"
    first = take([Source("a.prisma", before)], chunks).chunks["a.prisma"]
    second = take([Source("a.prisma", before.replace("Int", "String", 1))], chunks).chunks["a.prisma"]
    assert [a.file is b.file for a, b in zip(first, second, strict=True)] == [False, True]
    assert second[1].start == first[1].start + 3
