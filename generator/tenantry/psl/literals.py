"""Literals: what the escapes of a string mean, and how much a number is."""

from __future__ import annotations

import re
from collections.abc import Callable

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|[\s\S])")
_MOST_DIGITS = 40
_PLAIN = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

UNKNOWN_ESCAPE = "Unknown escape sequence. If the value is a windows-style path, `\\` must be escaped as `\\\\`."
INVALID_UNICODE = "Invalid unicode escape sequence."


def unescape(literal: str, fault: Callable[[str, int, int], None]) -> str:
    """The value of a literal given with its quotes. `fault(message, start, end)` hears of bad escapes, by offsets in
    the literal."""
    inner = literal[1:-1]
    if "\\" not in inner:
        return inner

    def replace(match: re.Match[str]) -> str:
        escape = match[1]
        if escape in _PLAIN:
            return _PLAIN[escape]
        if len(escape) > 1:
            return chr(int(escape[1:], 16))
        fault(INVALID_UNICODE if escape == "u" else UNKNOWN_ESCAPE, match.start() + 1, match.end() + 1)
        return match[0]

    return _join_surrogates(_ESCAPE.sub(replace, inner), fault)


def _join_surrogates(text: str, fault: Callable[[str, int, int], None]) -> str:
    """Two escapes may spell one character beyond the first 65,536; one half alone is a fault."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        fault(INVALID_UNICODE, 0, 1)
        return text.encode("utf-16", "replace").decode("utf-16")


def whole(text: str) -> int:
    """A whole number. Digits by the thousand, which Python refuses, are a number beyond all that have a meaning."""
    digits = text.lstrip("+-").lstrip("0") or "0"
    number = int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS
    return -number if text.startswith("-") else number
