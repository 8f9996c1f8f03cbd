"""The README's tour is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
STAMP = re.compile(r"\b\d{14}(?=\D)")


def tour_blocks() -> list[tuple[str, str]]:
    """Kind and text of the fenced blocks between the tour's marks."""
    text = README.read_text(encoding="utf-8")
    tour = re.search(r"<!-- tour: begin.*?-->(.*?)<!-- tour: end -->", text, re.DOTALL)
    assert tour is not None
    return re.findall(r"^```(\w+)\n(.*?)^```", tour.group(1), re.DOTALL | re.MULTILINE)


def numbered(text: str) -> str:
    """The revisions by the order in which they appear, since they are named after the time."""
    seen: dict[str, str] = {}
    return STAMP.sub(lambda match: seen.setdefault(match.group(), f"<revision {len(seen) + 1}>"), text)


def run(command: str, folder: Path) -> str:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    variables = {key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL")}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**variables, "PATH": path},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.slow
def test_the_tour_of_the_readme_prints_what_it_says(tmp_path: Path) -> None:
    said = happened = ""
    for kind, text in tour_blocks():
        if kind == "python":
            name = text.partition("\n")[0].removeprefix("# ")
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        said += text
        for line in text.splitlines():
            if line.startswith("$ "):
                happened += f"{line}\n{run(line.removeprefix('$ '), tmp_path)}"
    assert said.count("$ ") >= 8
    assert numbered(happened) == numbered(said)
