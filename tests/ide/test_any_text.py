"""Whatever stands in a file and wherever the cursor is, an answer comes, and it lies inside the file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tenantry.ide import navigation
from tenantry.ide.chunks import Chunks
from tenantry.ide.completion import complete
from tenantry.ide.fixes import fixes
from tenantry.ide.hover import hover
from tenantry.ide.rename import RenameError, apply, prepare, rename
from tenantry.ide.snapshot import Snapshot, take
from tenantry.text.source import Source

TESTS = Path(__file__).parents[1]
SCHEMAS = sorted([*TESTS.glob("errors/*.prisma"), *TESTS.glob("cases/*/schema.prisma")])
SIGNS = '{}()[]@"/*#.,:?!=\n\r\t \u2028🙂éx1_-'


def typed_in(seed: int) -> tuple[Snapshot, random.Random]:
    random_ = random.Random(seed)
    text = random_.choice(SCHEMAS).read_text()
    for _ in range(random_.randrange(1, 12)):
        at = random_.randrange(len(text) + 1)
        text = text[:at] + random_.choice(SIGNS) + text[at + random_.randrange(3) :]
    return take([Source("a.prisma", text)], Chunks()), random_


@pytest.mark.parametrize("seed", range(60))
def test_every_question_has_an_answer(seed: int) -> None:
    snapshot, random_ = typed_in(seed)
    text = snapshot.documents["a.prisma"].text
    for offset in random_.choices(range(len(text) + 1), k=40):
        for item in complete(snapshot, "a.prisma", offset):
            assert 0 <= item.start <= offset <= item.end <= len(text)
        found = hover(snapshot, "a.prisma", offset)
        assert found is None or found.span.start <= offset <= found.span.end
        navigation.definition(snapshot, "a.prisma", offset)
        for occurrence in navigation.references(snapshot, "a.prisma", offset, definitions_too=True):
            assert text[occurrence.span.start : occurrence.span.end] == occurrence.symbol.name
    navigation.outline(snapshot, "a.prisma")
    navigation.folds(snapshot, "a.prisma")
    for fault in snapshot.diagnostics["a.prisma"]:
        for fix in fixes(snapshot, fault):
            apply(list(snapshot.documents.values()), fix.edits)


@pytest.mark.parametrize("seed", range(60))
def test_a_rename_there_and_back_leaves_the_faults_that_were(seed: int) -> None:
    snapshot, random_ = typed_in(seed)
    text = snapshot.documents["a.prisma"].text
    offset = random_.randrange(len(text) + 1)
    if prepare(snapshot, "a.prisma", offset) is None:
        return
    try:
        edits = rename(snapshot, "a.prisma", offset, "Zebra_9")
    except RenameError:
        return
    after = take(apply(list(snapshot.documents.values()), edits), Chunks())
    before = sorted(fault.code for fault in snapshot.diagnostics["a.prisma"])
    assert sorted(fault.code for fault in after.diagnostics["a.prisma"]) == before
