"""Reads the corpus of schemas: many small ones a file, each under a line `=== name [options]`.

A case is written once and stands for as many schemas as its options and its braces say:

    === a default of {{kind=Int|String}} [sqlite mysql 7]
    model A {
      id Int @id
      a {{kind}} @default({{"x"|1}})
    }

- Connectors: each gives one schema; `all` are the six, `sql` all but mongodb. Without any: postgresql.
- `6` and `7`: a datasource with a url, which Prisma's engine 6 judges, or without, which 7 does. Without any: `6`.
- The datasource is added after the last line. `bare` adds none: the case has its own, or is about its absence.
- `{{a|b}}`: one schema with each, and with several braces one for each combination. Equal braces go together, and so do
  `{{x=a|b}}` and the `{{x}}` after it. A `¶` in them is a line break.
- `␍` is a carriage return, which editors and git would not keep.
- `--- name.prisma`: a line that starts the next file of a schema of several; they all have names then.

A schema is called as its case, with the choices that its name leaves out in `(...)` and the connector in `[...]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

FOLDER = Path(__file__).parent / "verdicts"
CONNECTORS = ("postgresql", "mysql", "sqlite", "cockroachdb", "sqlserver", "mongodb")
GROUPS = {"all": CONNECTORS, "sql": CONNECTORS[:-1]}
TITLE = re.compile(r"^=== (?P<name>.*?)(?: \[(?P<options>[\w ]+)\])?$", re.MULTILINE)
FILE = re.compile(r"^--- (?P<name>\S+\.prisma)\n", re.MULTILINE)
CHOICE = re.compile(r"\{\{(.*?)\}\}(?!\})")
NAME = re.compile(r"[a-z]+=")
DATASOURCE = '\ndatasource db {\n  provider = "%s"\n%s}\n'
URL = '  url      = env("DATABASE_URL")\n'


@dataclass(frozen=True, slots=True)
class Case:
    """A schema of the corpus under a name that is unique in its file of cases.

    `added` is the datasource at the end of the first file, which the case itself says nothing of.
    """

    name: str
    files: tuple[tuple[str, str], ...]
    added: str = ""

    @property
    def schema(self) -> str:
        """The text of the first file, which is the only one of most."""
        return self.files[0][1]


def cases(path: Path) -> list[Case]:
    """The schemas of one file, in its order. Raises ValueError when two have the same name."""
    text = path.read_text(encoding="utf-8")
    titles = list(TITLE.finditer(text))
    found: dict[str, Case] = {}
    for title, following in zip(titles, [*titles[1:], None], strict=True):
        body = text[title.end() + 1 : following.start() if following else len(text)]
        for case in _expanded(title["name"], (title["options"] or "").split(), body):
            if case.name in found:
                raise ValueError(f"{path.name}: two cases are called {case.name!r}")
            found[case.name] = case
    return list(found.values())


def _expanded(name: str, options: Sequence[str], body: str) -> Iterator[Case]:
    choices = list(dict.fromkeys(brace for brace in CHOICE.findall(name + body) if "|" in brace))
    for (label, added), chosen in product(
        _datasources(options), product(*(_alternatives(choice) for choice in choices))
    ):
        title, text = name, body
        for choice, one in zip(choices, chosen, strict=True):
            for brace in (f"{{{{{choice}}}}}", f"{{{{{choice.partition('=')[0]}}}}}"):
                title, text = title.replace(brace, one), text.replace(brace, one)
        title = title.replace("\n  ", " / ")
        unsaid = ", ".join(one or "nothing" for choice, one in zip(choices, chosen, strict=True) if choice not in name)
        text = text.replace("␍", "\r")
        yield Case(title + (f" ({unsaid})" if unsaid else "") + label, files(text, added), added)


def _alternatives(choice: str) -> list[str]:
    name = NAME.match(choice)
    return choice[name.end() if name else 0 :].replace("¶", "\n  ").split("|")


def _datasources(options: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A label and the text to add, for each combination that the options name."""
    if "bare" in options:
        yield "", ""
        return
    if not options:
        yield "", DATASOURCE % ("postgresql", URL)
        return
    engines = [option for option in options if option in {"6", "7"}] or ["6"]
    named = [option for option in options if option not in {"6", "7"}] or ["postgresql"]
    for connector in [one for option in named for one in GROUPS.get(option, (option,))]:
        if connector not in CONNECTORS:
            raise ValueError(f"{connector} is no connector")
        for engine in engines:
            label = f" [{connector}]" if engine == "6" else f" [{connector} 7]"
            yield label, DATASOURCE % (connector, URL if engine == "6" else "")


def files(text: str, added: str = "") -> tuple[tuple[str, str], ...]:
    """Names and texts of the files that a case stands for; `added` goes to the end of the first."""
    starts = list(FILE.finditer(text))
    if not starts:
        return (("schema.prisma", text + added),)
    ends = [start.start() for start in starts[1:]] + [len(text)]
    files = [(start["name"], text[start.end() : end]) for start, end in zip(starts, ends, strict=True)]
    return ((files[0][0], files[0][1] + added), *files[1:])
