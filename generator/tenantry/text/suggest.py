"""Did you mean?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MANY = 500
_FAR = 2


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be; case counts last."""
    folded = word.lower()
    by_folded = {candidate.lower(): candidate for candidate in known}
    if len(by_folded) > _MANY:  # comparing takes its time, and who mistypes seldom begins with another letter
        first, length = folded[:1], len(folded)
        by_folded = {f: c for f, c in by_folded.items() if f[:1] == first and abs(len(f) - length) <= _FAR}
    found = get_close_matches(folded, by_folded, n=1, cutoff=0.65)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ready to append to a message: ` Did you mean "title"?`, or nothing."""
    found = closest(word, known)
    return "" if found is None else f' Did you mean "{found}"?'
