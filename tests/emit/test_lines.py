"""Long lines are broken where Black breaks them, however long the names of a schema are."""

from __future__ import annotations

import random

import black
import pytest

from tenantry.emit.lines import break_lines
from tests.cases.golden import generated

MODE = black.Mode(line_length=120, target_versions={black.TargetVersion.PY311})
LETTERS = "TheQuickBrownFoxJumpsOverTheLazyDogAndRunsAwayFromItInTheEndBecauseItIsLate"

SCHEMA = """
datasource db {{
  provider = "postgresql"
  url      = env("DATABASE_URL")
}}

generator tenantry {{
  provider = "tenantry"
  portable = {portable}
}}

enum {E} {{
  {v}
  w @map("{m}")
}}

/// {d}
model {A} {{
  {i}  String  @id @default(nanoid(12)) @map("{m}")
  {f}  {E}?    @default({v})
  {g}  DateTime @default(now()) @updatedAt @db.Timestamptz(3)
  {h}  Json    @default("{{\\"{m}\\": [\\"{m}\\", \\"{m}\\"]}}")
  {r}  {B}[]
  xx{r} {A}[]  @relation("{m}")
  xy{r} {A}[]  @relation("{m}")

  @@unique([{f}, {g}(sort: Desc)])
  @@index([{g}, {f}(sort: Desc), {i}])
}}

model {B} {{
  {i}   String
  {f}   Int
  {k}   String
  {r}   {A}    @relation(fields: [{k}], references: [{i}], onDelete: Cascade)
  id    Int @unique
  {s}   {B}[]  @relation("self")
  x{s}  {B}?   @relation("self", fields: [x{i}, x{f}], references: [{i}, {f}], onUpdate: NoAction, onDelete: NoAction)
  x{i}  String?
  x{f}  Int?

  @@id([{i}, {f}])
}}
"""


def names(seed: int) -> dict[str, str]:
    """Names of many lengths, told apart by their first letter. B is short, so that its keys differ when cut."""
    chance = random.Random(seed)
    longest = chance.choice([12, 20, 30, 45, 60])
    found = {letter: (letter + LETTERS)[: chance.randint(1, longest)] for letter in "AEfghikmrsvd"}
    return {**found, "B": ("B" + LETTERS)[: chance.randint(1, 30)], "portable": chance.choice(["true", "false"])}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_black_would_change_nothing_however_long_the_names(seed: int) -> None:
    for path, text in generated(SCHEMA.format(**names(seed))).items():
        if path.endswith(".py"):
            assert text == black.format_str(text, mode=MODE), path


@pytest.mark.parametrize(
    "text",
    [
        'def f():\n    """' + "a long docstring " * 10 + '"""\n',
        'def f():\n    """First.\n\n    ' + "f(a, b) " * 20 + '\n    """\n',
        "x = 1\n",
        "x = " + "a" * 130 + "\n",
    ],
)
def test_what_cannot_be_broken_stays_as_it_is(text: str) -> None:
    assert break_lines(text) == text
