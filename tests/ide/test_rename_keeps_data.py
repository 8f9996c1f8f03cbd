"""A rename never asks the database for anything: whatever is renamed, the tables stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenantry.ide import navigation
from tenantry.ide.chunks import Chunks
from tenantry.ide.rename import RenameError, apply, rename
from tenantry.ide.snapshot import Snapshot, take
from tenantry.migrate import build
from tenantry.migrate.diff import diff
from tenantry.text.source import Source

SCHEMAS = sorted((Path(__file__).parents[1] / "cases").glob("*/schema.prisma"))


def names(snapshot: Snapshot) -> list[tuple[str, int]]:
    """Each model, enum, field and value, by the offset of its name."""
    found: list[tuple[str, int]] = []
    for entry in navigation.outline(snapshot, "schema.prisma"):
        if entry.detail in ("model", "enum", "view"):
            found.append((entry.label, entry.name.start))
            found += [(f"{entry.label}.{child.label}", child.name.start) for child in entry.children]
    return found


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.parent.name)
def test_the_database_stays_as_it_is(schema: Path) -> None:
    before = take([Source("schema.prisma", schema.read_text())], Chunks())
    assert before.schema is not None
    done = 0
    for label, offset in names(before):
        try:
            edits = rename(before, "schema.prisma", offset, "Zebra")
        except RenameError:
            continue
        after = take(apply(list(before.documents.values()), edits), Chunks())
        assert after.schema is not None
        for provider in before.schema.providers:
            steps = diff(build.database(before.schema, provider), build.database(after.schema, provider))
            assert list(steps) == [], label
        done += 1
    assert done > 0
