"""What the design asks of each operation; the figures are judged by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`floor`: at most so many times the driver. `orm`: at least so many times faster than the ORM, by database.

    None and no entry: nothing is asked.
    """

    floor: float | None
    orm: dict[str, float]


TARGETS = {
    "find_unique": Target(1.5, {"postgresql": 8, "sqlite": 14}),
    "find_many_20": Target(1.25, {"postgresql": 3.5, "sqlite": 4.2}),
    "find_many_1000": Target(1.15, {"postgresql": 2.2, "sqlite": 2}),
    "include_20x10": Target(1.15, {"postgresql": 4, "sqlite": 3.8}),
    "count": Target(1.4, {"postgresql": 3.5, "sqlite": 5}),
    "create": Target(1.4, {"postgresql": 3.5, "sqlite": 5}),
    "update": Target(1.4, {"postgresql": 3.5, "sqlite": 5}),
    "create_many_10000": Target(1.1, {"postgresql": 10, "sqlite": 7.5}),
    "find_unique, alone": Target(1.9, {}),
    "find_unique, 16 tasks": Target(None, {"postgresql": 5}),
}
