"""The smallest schema that still shows a difference: delta debugging over blocks, then lines, then tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# White space goes with what follows, so that words which stay do not grow together.
_TOKEN = re.compile(r"[ \t]*(?:\"(?:[^\"\\\n]|\\.)*\"|\w+|.|$)", re.DOTALL)


def shrunk(text: str, shows: Callable[[str], bool], most: int = 1500) -> str:
    """`shows` says whether a text still has the difference; it is asked at most about `most` times."""
    budget = _Budget(shows, most)
    before = None
    while before != text and budget.left > 0:
        before = text
        for units in (_blocks, _lines, _tokens):
            text = "".join(_fewest(units(text), budget))
    return text


class _Budget:
    """Counts the questions, because each of them asks two programs."""

    def __init__(self, shows: Callable[[str], bool], most: int) -> None:
        self._shows = shows
        self.left = most

    def __call__(self, units: Sequence[str]) -> bool:
        self.left -= 1
        return self.left >= 0 and self._shows("".join(units))


def _fewest(units: list[str], shows: _Budget) -> list[str]:
    """Takes away ever smaller runs as long as the rest still shows it."""
    size = max(1, len(units) // 2)
    while units:
        at, removed = 0, False
        while at < len(units) and shows.left > 0:
            rest = units[:at] + units[at + size :]
            if shows(rest):
                units, removed = rest, True
            else:
                at += size
        if size == 1 and (not removed or shows.left <= 0):
            break
        size = max(1, size // 2)
    return units


def _blocks(text: str) -> list[str]:
    """Cut after each line that starts with `}`."""
    return [part for part in re.split(r"(?m)(?<=^\}\n)", text) if part]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if token]
