"""The words of the language as patterns, and the places in a text that are looked for again and again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"  # separators of Unicode, and tabs; never a line's end
_GAP = f"{_BLANK}*+"
_STRING = r'"(?>[^"\\\x00-\x1f]|\\[\s\S])*+"'  # an escaped line break is part of it
_NUMBER = r"-?[0-9]++(?:\.[0-9]++)?+"
_NEWLINE = r"(?:\r\n?|\n)"

GAP = re.compile(_GAP)
NEWLINE = re.compile(_NEWLINE)
BLANK_LINES = re.compile(f"(?:{_GAP}{_NEWLINE})+")
REST_OF_LINE = re.compile(rf"[^\r\n]*+{_NEWLINE}?")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns that contain names. A name is made of letters of any script, ASCII digits, `_` and `-`.

    Quantifiers are possessive, for Prisma's grammar never gives back what it has taken.
    """

    block: re.Pattern[str]
    """`model Name {` and the rest of its line: keyword, name, rest."""
    stranger: re.Pattern[str]
    """`word {` and the rest of its line."""
    alias: re.Pattern[str]
    """`type Name = Other`."""
    field: re.Pattern[str]
    """The name and the type of a field: name, type, its suffix, or the type in brackets of Prisma 1."""
    name: re.Pattern[str]
    """The first word of a line."""
    key: re.Pattern[str]
    """`name =`."""
    attribute: re.Pattern[str]
    """`@name`, with the opening parenthesis if there is one: name, parenthesis."""
    block_attribute: re.Pattern[str]
    """The same with `@@`."""
    token: re.Pattern[str]
    """What arguments are made of; the group says which: name, call, number, text, path, sign."""


def lexicon_of(text: str) -> Lexicon:
    """The patterns for a text. Which letters there are beyond ASCII depends on it, for Python's `\\w` has digits of
    other scripts too, which Prisma's names have not."""
    if text.isascii():
        return _lexicon("")
    found = (c for c in set(text) if not c.isascii() and unicodedata.category(c).startswith("L"))
    return _lexicon("".join(sorted(found)))


@lru_cache(maxsize=16)
def _lexicon(letters: str) -> Lexicon:
    # None of these letters has a meaning in a character class.
    word = f"[A-Za-z0-9{letters}][A-Za-z0-9_\\-{letters}]*+"
    path = rf"{word}(?:\.(?:{word})?+)*+"
    base = rf"Unsupported\({_GAP}{_STRING}{_GAP}\)|{word}"
    suffix = rf"\[\]{_GAP}\?|\[\]|[?!]"
    opening = rf"{_GAP}\{{([^\r\n]*+){_NEWLINE}"
    kind = f"(?:(?>(?P<base>{base}))(?:{_GAP}(?P<suffix>{suffix}))?+|\\[{_GAP}(?P<listed>(?>{base})){_GAP}\\])"
    return Lexicon(
        block=re.compile(f"(model|type|view|enum|datasource|generator){_GAP}({word}){opening}"),
        stranger=re.compile(f"{word}{opening}"),
        alias=re.compile(f"type{_GAP}{word}{_GAP}={_GAP}(?>{base}){_GAP}"),
        field=re.compile(f"(?P<name>{word}){_GAP}(?::{_GAP})?+(?:{kind}{_GAP})?+"),
        name=re.compile(f"({word}){_GAP}"),
        key=re.compile(f"({word}){_GAP}={_GAP}"),
        attribute=re.compile(rf"@{_GAP}({path})(?:{_GAP}(\())?+"),
        block_attribute=re.compile(rf"@@{_GAP}({path})(?:{_GAP}(\())?+"),
        token=re.compile(
            rf"{_GAP}(?:(?P<name>{word}){_GAP}:|(?P<call>{path}){_GAP}\(|(?P<number>{_NUMBER})|(?P<text>{_STRING})"
            rf"|(?P<path>{path})|(?P<sign>[\[\]{{}}(),]))"
        ),
    )


class Finder:
    """Where a mark comes next, for questions that mostly go forward: each stretch of the text is searched once."""

    def __init__(self, text: str, mark: str) -> None:
        self._text, self._mark = text, mark
        self._from = self._at = 0
        self._asked = False

    def next(self, start: int) -> int:
        """The first place at or after `start`; -1 where there is none."""
        known = self._asked and self._from <= start and (self._at < 0 or start <= self._at)
        if not known:
            self._asked, self._from, self._at = True, start, self._text.find(self._mark, start)
        return self._at
