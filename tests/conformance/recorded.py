"""What Prisma said of the corpus: `verdicts/<family>.jsonl`, a line a schema, in the order of the cases.

A line leaves out what can be told without it: the name of the only file, the formatted text that is the text itself;
`like` names an earlier line that has the same datamodel. `panic`: the engine broke, and nothing can be compared.
Those of `<family>.mutations.jsonl` are of mistyped copies, and hold their text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.conformance.corpus import FOLDER, Case, cases
from tests.conformance.mutate import mutated
from tests.conformance.said import Files, Place, Said

ONLY_FILE = "schema.prisma"


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema of a family under a name that is unique in all the corpus."""

    name: str
    files: Files


def families() -> list[str]:
    """The names of the files of cases."""
    return sorted(path.stem for path in FOLDER.glob("*.cases"))


def schemas(family: str) -> list[Schema]:
    """The schemas that its cases stand for."""
    return [Schema(f"{family}: {case.name}", case.files) for case in cases(FOLDER / f"{family}.cases")]


def mutations(family: str) -> list[Schema]:
    """A mistyped copy of every fifth schema of one file; the datasource is mistyped only where the case is about it.

    Which fifth is said by the name, so that a new case changes no other.
    """
    single = [case for case in cases(FOLDER / f"{family}.cases") if len(case.files) == 1]
    found = [case for case in single if crc32(case.name.encode()) % 5 == 0]
    return [Schema(f"{family}: {case.name}, mistyped", ((ONLY_FILE, _mistyped(case)),)) for case in found]


def _mistyped(case: Case) -> str:
    body = case.schema.removesuffix(case.added)
    return mutated(body, case.name) + case.added


def answers(family: str) -> dict[str, Said | None]:
    """By the name of the schema; None where the engine had none."""
    texts = {schema.name: schema.files for schema in schemas(family)}
    lines = _lines(FOLDER / f"{family}.jsonl")
    names = [f"{family}: {line['case']}" for line in lines]
    return {name: _said(line, texts.get(name, ())) for name, line in zip(names, lines, strict=True)}


def mutation_answers(family: str) -> dict[Schema, Said | None]:
    """By the schema, because its text is recorded as well."""
    found: dict[Schema, Said | None] = {}
    for line in _lines(FOLDER / f"{family}.mutations.jsonl"):
        files = ((ONLY_FILE, line["schema"]),)
        found[Schema(f"{family}: {line['case']}", files)] = _said(line, files)
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    datamodels = {line["case"]: line["dmmf"] for line in lines if "dmmf" in line}
    return [line | ({"dmmf": datamodels[line["like"]]} if "like" in line else {}) for line in lines]


def write(family: str, said: Iterable[tuple[Schema, Said | None]]) -> None:
    _write(FOLDER / f"{family}.jsonl", (_line(family, schema, one, text=False) for schema, one in said))


def write_mutations(family: str, said: Iterable[tuple[Schema, Said | None]]) -> None:
    path = FOLDER / f"{family}.mutations.jsonl"
    _write(path, (_line(family, schema, one, text=True) for schema, one in said))


def _write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    first: dict[str, str] = {}
    written: list[str] = []
    for line in lines:
        if "dmmf" in line:
            like = first.setdefault(_text(line["dmmf"]), line["case"])
            if like != line["case"]:
                del line["dmmf"]
                line["like"] = like
        written.append(f"{_text(line)}\n")
    path.write_text("".join(written), encoding="utf-8")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(family: str, schema: Schema, said: Said | None, *, text: bool) -> dict[str, Any]:
    line: dict[str, Any] = {"case": schema.name.removeprefix(f"{family}: ")}
    if text:
        line["schema"] = schema.files[0][1]
    if said is None:
        return line | {"panic": True}
    line["errors"] = list(_written(said.errors))
    if said.warnings:
        line["warnings"] = list(_written(said.warnings))
    if said.formatted != tuple(one for _, one in schema.files):
        line["formatted"] = said.formatted
    if said.valid:
        line["dmmf"] = said.dmmf
    return line


def _written(places: Iterable[Place]) -> Iterator[list[object]]:
    for place in places:
        yield [place.line, place.message, *([place.file] if place.file != ONLY_FILE else [])]


def _said(line: dict[str, Any], files: Files) -> Said | None:
    if "panic" in line:
        return None
    return Said(
        errors=_places(line["errors"]),
        warnings=_places(line.get("warnings", [])),
        dmmf=line.get("dmmf"),
        formatted=tuple(line["formatted"]) if "formatted" in line else tuple(text for _, text in files),
    )


def _places(found: Iterable[list[Any]]) -> tuple[Place, ...]:
    return tuple(Place(one[2] if len(one) > 2 else ONLY_FILE, one[0], one[1]) for one in found)
