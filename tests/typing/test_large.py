"""Schemas in which every model leads to every other stay within what type checkers can follow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases.golden import generated

HEAD = """
datasource db {
  provider = "sqlite"
  url      = "file:./dev.db"
}

generator tenantry {
  provider = "tenantry"
}
"""
LENGTH = 120
USE = """from . import Client


def use(db: Client) -> None:
    db.m0.create({"id": 0, "next": {"create": {"id": 1, "next": {"create": [{"id": 2}], "connect": {"id": 3}}}}})
    db.m0.create({"id": 0, "next": {"create": {"id": "one"}}})  # line 6
    db.m0.create({"id": 0, "next": {"create": {"id": 1, "next": {"create": {"id": "two"}}}}})  # line 7
"""


def chain() -> str:
    """A model that refers to the one before it, and so on."""
    models: list[str] = []
    for number in range(LENGTH):
        lines = ["id Int @id"]
        if number:
            lines += [f"before M{number - 1} @relation(fields: [beforeId], references: [id])", "beforeId Int"]
        if number < LENGTH - 1:
            lines.append(f"next M{number + 1}[]")
        models.append(f"model M{number} {{\n  " + "\n  ".join(lines) + "\n}\n")
    return HEAD + "\n" + "\n".join(models)


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_a_long_row_of_models_is_checked_and_its_mistakes_are_seen(checker: str, tmp_path: Path) -> None:
    pytest.importorskip(checker)
    package = tmp_path / "chain"
    package.mkdir()
    for path, text in generated(chain()).items():
        (package / path).write_text(text)
    (package / "use.py").write_text(USE)
    command = [sys.executable, "-m", checker, str(package)]
    answer = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    lines = [line for line in answer.stdout.splitlines() if " error: " in line or " - error" in line]
    assert [line.split(":")[1] for line in lines] == ["6", "7"], answer.stdout[:2000] + answer.stderr[:2000]
