"""Reads the schemas beside this file. Each is broken, and carries in comments at its end what is to be said of it:

    // Why:
    // What the fault is and what is bad about it, for docs/diagnostics.md.
    //
    // The edit:
    // -  email String @uniqe
    // +  email String @unique
    //
    // The report:
    // error[unknown-attribute]: ...

The first two stand in one schema of each code, or in more. In the edit a line that begins with a blank or a minus is
one of the schema, in its order; those with a minus go, and those with a plus come after the line before them. After
`@@`, or at the beginning, they come before the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from tenantry import pipeline
from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Source

HERE = Path(__file__).parent
_HEADING = re.compile(r"^// (Why|The edit|The report):\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One file; `why` is empty and `edit` too where another file documents the code."""

    path: Path
    schema: str
    why: str
    edit: Sequence[str]
    report: str

    @property
    def code(self) -> str:
        return self.path.name.split(".")[0]

    def mended(self) -> str:
        """The schema after the edit. Raises ValueError where a line of the edit is not in the schema."""
        lines, made, waiting = self.schema.splitlines(), list[str](), list[str]()
        after_one = False
        for line in self.edit:
            sign, text = line[:1], line[1:]
            if sign == "+":
                (made if after_one else waiting).append(text)
            elif line == "@@":
                after_one = False
            elif text in lines:
                position = lines.index(text)
                made += [*lines[:position], *waiting, *([text] if sign == " " else [])]
                lines, waiting, after_one = lines[position + 1 :], [], True
            else:
                raise ValueError(f"{self.path.name}: the edit has a line that the schema has not: {text}")
        return "".join(f"{line}\n" for line in (*made, *waiting, *lines))

    def written(self, report: str) -> str:
        """The file, with this report."""
        parts = {"Why": wrap(self.why, 115), "The edit": self.edit, "The report": report.splitlines()}
        sections = (_comment(heading, lines) for heading, lines in parts.items() if lines)
        return f"{self.schema}\n" + "//\n".join(sections)


def cases() -> list[Case]:
    """All of them, by name."""
    return [_read(path) for path in sorted(HERE.glob("*.prisma"))]


def diagnose(schema: str, name: str = "schema.prisma") -> Sequence[Diagnostic]:
    """What somebody is told who generates from the schema."""
    return pipeline.run([Source(name, schema)]).diagnostics


def _read(path: Path) -> Case:
    schema, *parts = _HEADING.split(path.read_text(encoding="utf-8"))
    sections = {heading: _lines(text) for heading, text in zip(parts[::2], parts[1::2], strict=True)}
    why, edit = " ".join(sections.get("Why", [])), sections.get("The edit", [])
    report = "".join(f"{line}\n" for line in sections.get("The report", []))
    return Case(path, schema.removesuffix("\n"), why, edit, report)


def _lines(text: str) -> list[str]:
    lines = [line.removeprefix("//").removeprefix(" ") for line in text.splitlines()]
    return lines[:-1] if lines and not lines[-1] else lines


def _comment(heading: str, lines: Sequence[str]) -> str:
    return "".join(f"// {line}".rstrip() + "\n" for line in (f"{heading}:", *lines))
