"""The golden cases: a folder each, with the schema and the package that it must give.

With UPDATE_EXPECT=1 the expected files are written instead of compared. Read what changed before you commit it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tenantry import pipeline
from tenantry.text.diagnostics import Severity
from tenantry.text.source import Source

FOLDER = Path(__file__).parent
CASES = sorted(schema.parent.name for schema in FOLDER.glob("*/schema.prisma"))
REFRESH = os.environ.get("UPDATE_EXPECT") == "1"


def generated(text: str, name: str = "schema.prisma") -> Mapping[str, str]:
    """The package of a schema without faults."""
    result = pipeline.run([Source(name, text)])
    assert [d for d in result.diagnostics if d.severity is Severity.ERROR] == []
    return result.tree


def files(folder: Path) -> dict[str, str]:
    """Path inside the folder to text, for all that a generator may have written there."""
    paths = (p for p in folder.rglob("*") if p.is_file() and p.suffix in (".py", ".typed"))
    return {p.relative_to(folder).as_posix(): p.read_text() for p in paths}


def refresh(folder: Path, tree: Mapping[str, str]) -> None:
    """Replaces the expected files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, text in tree.items():
        (folder / path).write_text(text)
