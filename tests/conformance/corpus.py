"""Reads the corpus of schemas: many small ones a file, each under a line `=== name`.

A case says nothing of its datasource where that is beside the point: one is added after its last line, for PostgreSQL
unless its title ends with another provider in brackets, `=== two ids [sqlite]`; `[bare]` adds none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "verdicts"
TITLE = re.compile(r"^=== (?P<name>.*?)(?: \[(?P<provider>\w+)\])?$", re.MULTILINE)
DATASOURCE = '\ndatasource db {\n  provider = "%s"\n  url      = env("DATABASE_URL")\n}\n'


@dataclass(frozen=True, slots=True)
class Case:
    """A schema of the corpus under a name that is unique in its file."""

    name: str
    schema: str


def cases(path: Path) -> list[Case]:
    """The cases of one file, in its order. Raises ValueError when two have the same name."""
    text = path.read_text(encoding="utf-8")
    titles = list(TITLE.finditer(text))
    found: dict[str, Case] = {}
    for title, following in zip(titles, [*titles[1:], None], strict=True):
        body = text[title.end() + 1 : following.start() if following else len(text)]
        provider = title["provider"] or "postgresql"
        if title["name"] in found:
            raise ValueError(f"{path.name}: two cases are called {title['name']!r}")
        found[title["name"]] = Case(title["name"], body if provider == "bare" else body + DATASOURCE % provider)
    return list(found.values())
