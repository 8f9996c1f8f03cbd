"""What is said of a schema, by Prisma or by us, and in what the two differ."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

Files = Sequence[tuple[str, str]]
"""Names and texts of the files of one schema."""


@dataclass(frozen=True, slots=True)
class Place:
    """A message and the line that it is about; line 0 where it is about none."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Said:
    """`dmmf` is None for a schema with errors, `formatted` holds each file's text. None in Prisma's: not asked for."""

    errors: tuple[Place, ...]
    warnings: tuple[Place, ...]
    dmmf: object = None
    formatted: tuple[str, ...] | None = None

    @property
    def valid(self) -> bool:
        return not self.errors


def engine_for(files: Files) -> str:
    """The version of Prisma's engine that has the last word: since 7, a url is an error; before, its absence."""
    return "6" if any(_URL.search(text) for _, text in files) else "7"


_URL = re.compile(r"^\s*datasource[^{]*\{[^}]*^\s*url\s*=", re.MULTILINE)


def _verdict(prisma: Said, ours: Said) -> str | None:
    if prisma.valid == ours.valid:
        return None
    return f"rejected by {'us' if prisma.valid else 'Prisma'} alone"


def _lines(prisma: Said, ours: Said) -> str | None:
    """We may blame more lines: Prisma stops after the first pass with a fault."""
    missed = sorted(_set(prisma.errors) - _set(ours.errors))
    return f"not blamed: {_shown(missed)}" if missed and not ours.valid else None


def _lint(prisma: Said, ours: Said) -> str | None:
    """Of a schema with errors Prisma warns as far as it came, and we may go further."""
    theirs, mine = _set(prisma.warnings), _set(ours.warnings)
    if theirs == mine or (theirs < mine and not prisma.valid):
        return None
    return f"warnings of Prisma: {_shown(sorted(theirs))}; ours: {_shown(sorted(mine))}"


def _dmmf(prisma: Said, ours: Said) -> str | None:
    if prisma.dmmf is None or not ours.valid:
        return None
    said, told = (json_text(one.dmmf) for one in (prisma, ours))
    return _difference(said, told) if said != told else None


def json_text(value: object) -> str:
    """The same for the same JSON: 1 is 1.0 there, as in JavaScript, but not true, as in Python."""
    text = json.dumps(value, sort_keys=True)
    return json.dumps(json.loads(text, parse_float=_number), indent=1, sort_keys=True)


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _format(prisma: Said, ours: Said) -> str | None:
    if prisma.formatted is None or prisma.formatted == ours.formatted:
        return None
    return _difference("".join(prisma.formatted), "".join(ours.formatted or ()))


ASPECTS: Mapping[str, Callable[[Said, Said], str | None]] = {
    "verdict": _verdict,
    "lines": _lines,
    "lint": _lint,
    "dmmf": _dmmf,
    "format": _format,
}


def differences(prisma: Said, ours: Said) -> Iterator[tuple[str, str]]:
    """Each aspect in which the two differ, and how."""
    for aspect, compare in ASPECTS.items():
        found = compare(prisma, ours)
        if found is not None:
            yield aspect, found


def report(prisma: Said, ours: Said) -> str:
    """Who says what, for a reader who has to find out why."""
    said = [("Prisma", p) for p in prisma.errors] + [("tenantry", p) for p in ours.errors]
    return "\n".join(f"{who}: {place.file}:{place.line}: {place.message}" for who, place in said)


def _set(places: Sequence[Place]) -> set[tuple[str, int]]:
    return {(place.file, place.line) for place in places}


def _shown(places: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{file}:{line}" for file, line in places) or "none"


def _difference(prisma: str, ours: str) -> str:
    """At most twenty lines: the first differences are the ones to look at."""
    found = unified_diff(prisma.splitlines(), ours.splitlines(), "Prisma", "tenantry", lineterm="", n=1)
    return "\n".join(line.replace(" ", "·") if line[:1] in "+-" else line for line in list(found)[:20])
