"""Random schemas, ours against Prisma's live engines; what differs is made small and printed as a case of the corpus.

    npm install --prefix tests/oracle --no-package-lock
    python -m tests.oracle.fuzz --seed 7 --count 2000 [--only verdict] [FILE_OR_FOLDER...]

Without files: random schemas, most of them valid, mistyped ones, and mistyped cases of the corpus, in turn. With them:
each as it is, then `--count` mistyped copies. A folder gives all `*.prisma` below it, each as a schema of its own.
Exit 1 when something differs.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conformance import corpus, ours
from tests.conformance.mutate import mutated, relaid
from tests.conformance.said import ASPECTS, Place, Said, differences, report
from tests.oracle import generate
from tests.oracle.prisma import PanicError, Prisma
from tests.oracle.shrink import shrunk

LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind` is equal for two differences that look like the same one."""

    aspect: str
    kind: str
    detail: str


@dataclass(slots=True)
class Found:
    """What a run has seen: how many schemas, and how often each kind of difference."""

    schemas: int = 0
    valid: int = 0
    aspects: Counter[str] = field(default_factory=Counter[str])
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])


def main() -> int:
    options = arguments()
    found = Found()
    with Prisma() as prisma:
        for title, text in schemas(options):
            try:
                differing = compared(prisma, text, options.only)
            except PanicError:
                continue
            found.schemas += 1
            found.valid += differing.valid
            for aspect in {difference.aspect for difference in differing.differences}:
                found.aspects[aspect] += 1
            for difference in differing.differences:
                key = (difference.aspect, difference.kind)
                found.kinds[key] += 1
                if found.kinds[key] == 1 and len(found.kinds) <= options.show:
                    show(prisma, title, text, difference)
    print(
        f"{found.schemas} schemas, {found.valid} of them valid for Prisma; differing: {dict(found.aspects) or 'none'}"
    )
    for (aspect, kind), count in found.kinds.most_common():
        print(f"{count:6} {aspect:8} {kind}")
    return 1 if found.kinds else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.oracle.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--seed", type=int, default=1, help="of everything random (default: 1)")
    parser.add_argument("--count", type=int, default=1000, help="of random schemas (default: 1000)")
    parser.add_argument("--only", action="append", choices=[*ASPECTS, "crash"], help="may be repeated (default: all)")
    parser.add_argument("--show", type=int, default=15, help="kinds of differences to make small and print")
    found = parser.parse_args()
    found.only = found.only or [*ASPECTS, "crash"]
    return found


def schemas(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """A title and a text, again and again."""
    chance = random.Random(options.seed)
    pool = list(read(options.files)) if options.files else list(cases())
    if options.files:
        yield from ((title, text) for title, text, _ in pool)
    for number in range(options.count):
        seed = f"{options.seed} {number}"
        if not options.files and number % 2 == 0:
            text = generate.schema(seed)
            yield f"random, seed {seed}", in_files(chance, text) if number % 8 == 0 else text
            continue
        fresh = not options.files and number % 4 == 3
        title, text, kept = ("random", generate.schema(seed), "") if fresh else chance.choice(pool)
        if number % 8 in (3, 5):
            yield f"{title}, relaid, seed {seed}", relaid(text, seed) + kept
            continue
        text = mutated(text, seed, times=chance.choice([1, 1, 1, 2, 3])) + kept
        yield f"{title}, seed {seed}", in_files(chance, text) if number % 16 == 7 else text


def in_files(chance: random.Random, text: str) -> str:
    """The blocks dealt to two or three files, as the corpus writes those."""
    dealt: dict[str, list[str]] = {name: [] for name in chance.sample(["b", "a", "models/c"], chance.choice([2, 3]))}
    for block in re.split(r"(?m)(?<=^\}\n)", text):
        dealt[chance.choice(list(dealt))].append(block)
    return "".join(f"--- {name}.prisma\n{''.join(blocks)}" for name, blocks in dealt.items())


def read(paths: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    for path in paths:
        for file in sorted(path.rglob("*.prisma")) if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8", errors="replace")
            if len(text) <= LONGEST:
                yield file.name, text, ""


def cases() -> Iterator[tuple[str, str, str]]:
    """A title, the text to mistype, and what follows it as it is."""
    for path in sorted(corpus.FOLDER.glob("*.cases")):
        for case in corpus.cases(path):
            yield f"{path.stem}: {case.name}", case.schema.removesuffix(case.added), case.added


@dataclass(frozen=True, slots=True)
class Comparison:
    valid: bool
    differences: tuple[Difference, ...]
    report: str


def compared(prisma: Prisma, text: str, only: Sequence[str]) -> Comparison:
    """Raises PanicError where Prisma's engine has no answer."""
    files = corpus.files(text)
    want = [aspect for aspect in ("dmmf", "format") if aspect in only]
    theirs = prisma.said(files, want)
    try:
        mine = ours.said(files, dmmf="dmmf" in only, formatted="format" in only)
    except Exception:  # noqa: BLE001 - a crash of ours is one of the things that are looked for
        trace = traceback.format_exc(limit=-3)
        return Comparison(theirs.valid, (Difference("crash", trace.splitlines()[-1][:100], trace),), trace)
    found = [
        Difference(aspect, kind_of(aspect, detail, theirs, mine), detail)
        for aspect, detail in differences(theirs, mine)
        if aspect in only
    ]
    return Comparison(theirs.valid, tuple(found), report(theirs, mine))


def kind_of(aspect: str, detail: str, theirs: Said, mine: Said) -> str:
    """The messages without the names in them; for texts, the lines that differ without their words."""
    if aspect in ("dmmf", "format"):
        first = [line for line in detail.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")][:2]
        return re.sub(r"\w+", "x", " / ".join(first))[:100] if aspect == "format" else " / ".join(first)[:100]
    blamed = {(place.file, place.line) for place in mine.errors}
    missed = [place for place in theirs.errors if (place.file, place.line) not in blamed]
    first = (
        (missed if aspect == "lines" else theirs.errors)[:1]
        or mine.errors[:1]
        or theirs.warnings[:1]
        or mine.warnings[:1]
    )
    return f"{'Prisma' if theirs.errors else 'tenantry'}: {_nameless(first)}"


def _nameless(places: Sequence[Place]) -> str:
    return re.sub(r"([`\"']).*?\1", "_", places[0].message)[:110] if places else ""


def show(prisma: Prisma, title: str, text: str, difference: Difference) -> None:
    """Prints the smallest schema that differs in the same way, as a case that can be put into the corpus."""

    def shows(candidate: str) -> bool:
        try:
            again = compared(prisma, candidate, [difference.aspect])
        except PanicError:
            return False
        return any(one.kind == difference.kind for one in again.differences)

    small = shrunk(text, shows)
    left = compared(prisma, small, [difference.aspect])
    print(f"=== {difference.aspect}: {difference.kind} [bare]")
    print(small, end="" if small.endswith("\n") else "\n")
    print(f"--- from {title}")
    print("\n".join(f"--- {line}" for line in (left.report + "\n" + _details(left)).strip().splitlines()), end="\n\n")


def _details(comparison: Comparison) -> str:
    return "\n".join(one.detail for one in comparison.differences)


if __name__ == "__main__":
    sys.exit(main())
