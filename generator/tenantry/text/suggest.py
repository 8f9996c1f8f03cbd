"""Did you mean?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be; case counts last."""
    by_folded = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(word.lower(), list(by_folded), n=1, cutoff=0.65)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ready to append to a message: ` Did you mean "title"?`, or nothing."""
    found = closest(word, known)
    return "" if found is None else f' Did you mean "{found}"?'
