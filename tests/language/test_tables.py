"""The tables that the parser reads, and the grammar that they were made of."""

from __future__ import annotations

import os
from pathlib import Path

from tenantry.psl import tables

KEPT = Path(tables.__file__).with_name(tables.FILE)


def test_the_kept_tables_are_those_of_the_grammar() -> None:
    """After a change of the grammar, UPDATE_EXPECT=1 writes the tables anew."""
    made = tables.made()
    if os.environ.get("UPDATE_EXPECT") == "1":
        KEPT.write_text(made, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == made, "run this test with UPDATE_EXPECT=1"
