"""Programs that use generated packages wrongly do not pass a type checker; those that use them well do.

A line of the files here that carries `# E:` must be reported by mypy and by Pyright, both strict, and no other.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = sorted((HERE / "files").glob("*.py"))


@pytest.mark.slow
def test_mypy_sees_every_mistake_and_no_other() -> None:
    pytest.importorskip("mypy")
    found = run("mypy", "--strict", "--no-error-summary", "--show-absolute-path", *map(str, FILES))
    assert set(located(found)) == set(marked())


@pytest.mark.slow
def test_pyright_sees_every_mistake_and_no_other() -> None:
    pytest.importorskip("pyright")
    answer = json.loads(run("pyright", "--outputjson", *map(str, FILES)))
    reported = {
        (Path(d["file"]).name, d["range"]["start"]["line"] + 1)
        for d in answer["generalDiagnostics"]
        if d["severity"] == "error"
    }
    assert reported == set(marked())


def run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def marked() -> Iterator[tuple[str, int]]:
    """File and line of every mistake."""
    for file in FILES:
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if "# E: " in line:
                yield file.name, number


def located(report: str) -> Iterator[tuple[str, int]]:
    """File and line of every error of mypy's."""
    for path, number in re.findall(r"^(.+\.py):(\d+): error: ", report, re.MULTILINE):
        yield Path(path).name, int(number)
