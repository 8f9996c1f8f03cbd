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
    """Medians in microseconds a call, then what the client costs over the driver and what the others cost over it.

    The `/` columns are medians of ratios taken round by round, their quartiles in brackets.
    """
    names = list(results[0].seconds)
    peers = [name for name in names if name not in (FLOOR, CLIENT)]
    head = ["operation", *(f"{name} us" for name in names), f"{CLIENT} / {FLOOR}", "wanted"]
    for peer in peers:
        head += [f"{peer} / {CLIENT}", *(["wanted"] if peer == ORM else [])]
    return "\n".join(_aligned([head, *(_row(samples, names, peers, provider) for samples in results)]))


def markdown(results: Sequence[Samples]) -> str:
    """The ratios alone, as docs/performance.md shows them."""
    peers = [name for name in results[0].seconds if name not in (FLOOR, CLIENT)]
    head = ["operation", f"{CLIENT} / {FLOOR}", *(f"{peer} / {CLIENT}" for peer in peers)]
    rows = [
        [
            samples.operation,
            f"{samples.ratio(CLIENT, FLOOR):.2f}",
            *(f"{samples.ratio(peer, CLIENT):.1f}" for peer in peers),
        ]
        for samples in results
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---", *["---:"] * (len(head) - 1)], *rows))


def as_json(results: Sequence[Samples], place: Place, rounds: int) -> dict[str, object]:
    return {
        "environment": environment(place, rounds),
        "database": place.provider,
        "microseconds": {
            samples.operation: {name: round(samples.median(name) * 1e6, 2) for name in samples.seconds}
            for samples in results
        },
        "ratios": {
            samples.operation: {
                f"{CLIENT} / {FLOOR}": round(samples.ratio(CLIENT, FLOOR), 3),
                **{
                    f"{name} / {CLIENT}": round(samples.ratio(name, CLIENT), 3)
                    for name in samples.seconds
                    if name not in (FLOOR, CLIENT)
                },
            }
            for samples in results
        },
    }


def _row(samples: Samples, names: Sequence[str], peers: Sequence[str], provider: str) -> list[str]:
    target = TARGETS[samples.operation]
    cells = [samples.operation, *(f"{samples.median(name) * 1e6:,.1f}" for name in names)]
    cells += [_ratio(samples, CLIENT, FLOOR), _judged("<=", target.floor, samples.ratio(CLIENT, FLOOR))]
    for peer in peers:
        cells.append(_ratio(samples, peer, CLIENT))
        if peer == ORM:
            cells.append(_judged(">=", target.orm.get(provider), samples.ratio(peer, CLIENT)))
    return cells


def _judged(relation: str, wanted: float | None, found: float) -> str:
    if wanted is None:
        return ""
    met = found <= wanted if relation == "<=" else found >= wanted
    return f"{relation} {wanted:g} {'met' if met else 'MISSED'}"


def _ratio(samples: Samples, name: str, to: str) -> str:
    low, high = samples.spread(name, to)
    return f"{samples.ratio(name, to):.2f}x ({low:.2f}-{high:.2f})"


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
