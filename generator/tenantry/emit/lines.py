"""Breaks lines that are too long exactly as Black would, which is far too slow to run over a whole package.

It knows the few shapes that templates and views print: calls, displays, subscripts, unions, and statements made of
them. Everything else is left as it is; the tests hold the result against Black.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

LENGTH = 120

_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = set(_OPENING.values())


def break_lines(text: str) -> str:
    """The text with its long lines broken. Docstrings are passed over."""
    if all(len(line) <= LENGTH for line in text.split("\n")):
        return text
    lines: list[str] = []
    in_docstring = False
    for line in text.split("\n"):
        if line.count('"""') == 1:
            in_docstring = not in_docstring
        elif len(line) > LENGTH and not in_docstring and '"""' not in line:
            code = line.lstrip(" ")
            lines += _statement(code, len(line) - len(code))
            continue
        lines.append(line)
    return "\n".join(lines)


def block(items: Sequence[str], indent: int) -> str:
    """A tuple with an item a line, at that indentation; one of at most one item stands on a line of its own."""
    if len(items) <= 1:
        return f"({items[0]},)" if items else "()"
    margin = " " * indent
    return "\n".join(["(", *(f"{margin}    {item}," for item in items), f"{margin})"])


def _statement(code: str, indent: int) -> list[str]:
    """An annotation, an assignment, or the head of a class; else an expression."""
    equals = next(_places(code, " = "), None)
    if equals is not None:
        return _value(f"{code[:equals]} = ", code[equals + 3 :], indent)
    colon = next(_places(code, ": "), None)
    if colon is not None and code[:colon].isidentifier() and not code.endswith(","):
        return _value(f"{code[:colon]}: ", code[colon + 2 :], indent)
    for suffix in (",", ":"):
        if code.endswith(suffix):
            return _broken("", code[:-1], suffix, indent)
    return _broken("", code, "", indent)


def _value(prefix: str, code: str, indent: int) -> list[str]:
    """What is assigned or annotated: in parentheses where its own brackets are of no help."""
    opening = _opening(prefix, code, indent)
    if opening is not None and len(_split(code, " | ")) == 1:
        return _broken(prefix, code, "", indent)
    inner = _broken("", code, "", indent + 4)
    if opening is None and len(inner) == 1 and len(inner[0]) > LENGTH and " | " not in code:
        return _broken(prefix, code, "", indent)
    margin = " " * indent
    return [f"{margin}{prefix}(", *inner, f"{margin})"]


def _broken(prefix: str, code: str, suffix: str, indent: int) -> list[str]:
    """The code on one line if it fits; else its brackets opened, or its union taken apart."""
    margin = " " * indent
    whole = f"{margin}{prefix}{code}{suffix}"
    if len(whole) <= LENGTH:
        return [whole]
    parts = _split(code, " | ")
    if len(parts) > 1:
        first, *rest = (line for part in parts for line in _broken("| ", part, "", indent))
        return [first.replace("| ", "", 1), *rest]
    opening = _opening(prefix, code, indent)
    if opening is None:
        return [whole]
    closing = _closing(code, opening)
    lines = [f"{margin}{prefix}{code[: opening + 1]}"]
    lines += _body(code[opening + 1 : closing], indent + 4, is_display=_is_display(code[:opening]))
    return [*lines, f"{margin}{code[closing:]}{suffix}"]


def _body(body: str, indent: int, *, is_display: bool) -> list[str]:
    """What stands between brackets. Arguments may share a line, items of a display each have their own."""
    items = [item for item in _split(body, ", ") if item]
    margin = " " * indent
    if len(items) == 1 and not body.endswith(","):
        return _broken("", body, "", indent)
    if not is_display and not body.endswith(",") and len(margin) + len(body) <= LENGTH:
        return [margin + body]
    return [line for item in items for line in _broken("", item.removesuffix(","), ",", indent)]


def _opening(prefix: str, code: str, indent: int) -> int | None:
    """The bracket to open: the last one at the end of the code whose own line is short enough."""
    groups: list[int] = []
    depth = 0
    end = len(code)
    for place in _outside_strings(code):
        if code[place] in _OPENING:
            if depth == 0:
                groups.append(place)
            depth += 1
        elif code[place] in _CLOSING:
            depth -= 1
    for place in reversed(groups):
        tail = code[_closing(code, place) + 1 : end]
        is_trailer = tail == "" or tail.startswith(".")
        if is_trailer and indent + len(prefix) + place + 1 <= LENGTH:
            return place
        if not is_trailer:
            return None
    return None


def _closing(code: str, opening: int) -> int:
    """Where the bracket closes that opens there."""
    depth = 0
    for place in _outside_strings(code):
        if place < opening:
            continue
        depth += (code[place] in _OPENING) - (code[place] in _CLOSING)
        if depth == 0:
            return place
    raise ValueError("a bracket is not closed")


def _is_display(before: str) -> bool:
    """Whether a bracket after that text opens a tuple, list or dictionary, and no call or subscript."""
    return not before or not (before[-1].isidentifier() or before[-1].isdigit() or before[-1] in ")]")


def _split(code: str, separator: str) -> list[str]:
    """The code in pieces at a separator that stands in no bracket and no string."""
    cuts = [-len(separator), *_places(code, separator), len(code)]
    return [code[before + len(separator) : after] for before, after in pairwise(cuts)]


def _places(code: str, separator: str) -> Iterator[int]:
    depth = 0
    for place in _outside_strings(code):
        if code[place] in _OPENING:
            depth += 1
        elif code[place] in _CLOSING:
            depth -= 1
        elif depth == 0 and code.startswith(separator, place):
            yield place


def _outside_strings(code: str) -> Iterator[int]:
    """Positions of the characters that are in no string literal."""
    quote = ""
    escaped = False
    for place, character in enumerate(code):
        if quote:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == quote:
                quote = ""
        elif character in "\"'":
            quote = character
        else:
            yield place
