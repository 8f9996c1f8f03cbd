"""Did you mean?"""

from __future__ import annotations

from collections.abc import Collection, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches

_MANY = 500
_FAR = 2
_SHOWN = 40
_left: ContextVar[list[int] | None] = ContextVar("comparisons left", default=None)


@contextmanager
def at_most(comparisons: int) -> Generator[None]:
    """Within the block no word is suggested once that many were compared.

    A text with thousands of unknown words among thousands of known ones would else take minutes for suggestions that
    nobody reads.
    """
    reset = _left.set([comparisons])
    try:
        yield
    finally:
        _left.reset(reset)


def closest(word: str, known: Collection[str]) -> str | None:
    """The known word that `word` was probably meant to be; case counts last."""
    left = _left.get()
    if left is not None:
        if left[0] < len(known):
            return None
        left[0] -= len(known)
    folded = word.lower()
    by_folded = {candidate.lower(): candidate for candidate in known}
    if len(by_folded) > _MANY:  # comparing takes its time, and who mistypes seldom begins with another letter
        first, length = folded[:1], len(folded)
        by_folded = {f: c for f, c in by_folded.items() if f[:1] == first and abs(len(f) - length) <= _FAR}
    found = get_close_matches(folded, by_folded, n=1, cutoff=0.65)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Ready to append to a message: ` Did you mean "title"?`, or nothing."""
    found = closest(word, known)
    return "" if found is None else f' Did you mean "{found}"?'


def listed(known: Collection[str]) -> str:
    """The words, or the first of very many."""
    shown = ", ".join(word for word, _ in zip(known, range(_SHOWN), strict=False))
    return shown if len(known) <= _SHOWN else f"{shown} and {len(known) - _SHOWN} more"
