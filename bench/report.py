"""The figures as a table, and as JSON for a program to keep."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from bench.measure import Samples
from bench.place import Place, cores
from bench.targets import TARGETS

FLOOR, CLIENT, ORM = "driver", "tenantry", "SQLAlchemy ORM"


def environment(place: Place, rounds: int) -> str:
    """One line that says where figures come from, without which they mean nothing."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("sqlalchemy", "pydantic", "orjson"))
    return (
        f"{place.server()}; Python {platform.python_version()}, {packages}; "
        f"{platform.system()} {platform.machine()}, {cores()} cores; {rounds} rounds"
    )


def table(results: Sequence[Samples], provider: str) -> str:
    """Medians in microseconds a call; `x` columns are medians of ratios taken round by round, quartiles in brackets."""
    names = list(results[0].seconds)
    others = [name for name in names if name != FLOOR]
    head = ["operation", *(f"{name} us" for name in names), *(f"{name} / {FLOOR}" for name in others)]
    judged = FLOOR in names and CLIENT in names
    if judged:
        head += ["wanted"]
    if ORM in names and CLIENT in names:
        head += [f"{ORM} / {CLIENT}", "wanted"]
    return "\n".join(_aligned([head, *([*_row(samples, names, provider, judged)] for samples in results)]))


def as_json(results: Sequence[Samples], place: Place, rounds: int) -> dict[str, object]:
    return {
        "environment": environment(place, rounds),
        "database": place.provider,
        "microseconds": {
            samples.operation: {name: round(samples.median(name) * 1e6, 2) for name in samples.seconds}
            for samples in results
        },
        "ratios to the driver": {
            samples.operation: {name: round(samples.ratio(name, FLOOR), 3) for name in samples.seconds if name != FLOOR}
            for samples in results
            if FLOOR in samples.seconds
        },
    }


def _row(samples: Samples, names: Sequence[str], provider: str, judged: bool) -> list[str]:
    target = TARGETS[samples.operation]
    cells = [samples.operation, *(f"{samples.median(name) * 1e6:,.1f}" for name in names)]
    if FLOOR in names:
        cells += [_ratio(samples, name, FLOOR) for name in names if name != FLOOR]
    if judged:
        cells.append(f"<= {target.floor:g} {_mark(samples.ratio(CLIENT, FLOOR) <= target.floor)}")
    if ORM in names and CLIENT in names:
        wanted = target.orm[provider]
        cells += [_ratio(samples, ORM, CLIENT), f">= {wanted:g} {_mark(samples.ratio(ORM, CLIENT) >= wanted)}"]
    return cells


def _ratio(samples: Samples, name: str, to: str) -> str:
    low, high = samples.spread(name, to)
    return f"{samples.ratio(name, to):.2f}x ({low:.2f}-{high:.2f})"


def _mark(met: bool) -> str:
    return "met" if met else "MISSED"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def status(text: str) -> None:
    """What is going on goes to stderr, so that the table can be kept."""
    print(text, file=sys.stderr, flush=True)
