"""Text of a schema made fit for a terminal, which must not take it for orders."""

from __future__ import annotations

import unicodedata

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"

# Escape sequences move the cursor and write to the clipboard; marks of direction show code in another order than it
# has. A schema that does either is shown with a sign in their place.
_SIGNS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), _UNKNOWN),
    **dict.fromkeys((0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF), _UNKNOWN),
    **dict.fromkeys(range(0xD800, 0xE000), _UNKNOWN),
}


def printable(text: str) -> str:
    """The text with a visible sign for each character that would do something; tabs and line breaks stay."""
    return text.translate(_SIGNS)


def width(text: str) -> int:
    """How many columns of a terminal the text takes: letters of East Asia take two, combining ones none."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
