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
        code = line.lstrip(" ")
        if in_docstring:
            in_docstring = not code.endswith('"""')
        elif code.startswith('"""'):
            in_docstring = code.count('"""') == 1
        elif len(line) > LENGTH:
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
        return _assignment(code[:equals], code[equals + 3 :], indent)
    colon = next(_places(code, ": "), None)
    if colon is not None and code[:colon].isidentifier() and not code.endswith(","):
        return _value(f"{code[:colon]}: ", code[colon + 2 :], indent)
    for suffix in (",", ":"):
        if code.endswith(suffix):
            return _broken("", code[:-1], suffix, indent)
    return _broken("", code, "", indent)


def _assignment(target: str, value: str, indent: int) -> list[str]:
    """An annotation that leaves no room for a value is broken itself."""
    follows = " = ("
    colon = next(_places(target, ": "), None)
    if colon is None or indent + len(target) + len(follows) <= LENGTH:
        return _value(f"{target} = ", value, indent)
    *lines, last = _value(target[: colon + 2], target[colon + 2 :], indent, follows)
    return [*lines, *_value(f"{last.strip().removesuffix(follows)} = ", value, indent)]


def _value(prefix: str, code: str, indent: int, suffix: str = "") -> list[str]:
    """What is assigned or annotated: in parentheses where its own brackets are of no help."""
    if indent + len(prefix) + len(code) + len(suffix) <= LENGTH:
        return [" " * indent + prefix + code + suffix]
    opening = _opening(code, LENGTH - indent - len(prefix))
    if opening is not None and len(_split(code, " | ")) == 1:
        return _broken(prefix, code, suffix, indent)
    inner = _broken("", code, "", indent + 4)
    if opening is None and len(inner) == 1 and len(inner[0]) > LENGTH and " | " not in code:
        return _broken(prefix, code, suffix, indent)
    margin = " " * indent
    return [f"{margin}{prefix}(", *inner, f"{margin}){suffix}"]


def _broken(prefix: str, code: str, suffix: str, indent: int) -> list[str]:
    """The code on one line if it fits; else its brackets opened, or its union taken apart."""
    margin = " " * indent
    whole = f"{margin}{prefix}{code}{suffix}"
    if len(whole) <= LENGTH:
        return [whole]
    for operator in (" | ", " == "):
        first, *rest = _split(code, operator)
        if rest:
            lines = _broken(prefix, first, "", indent)
            for part in rest[:-1]:
                lines += _broken(operator.lstrip(), part, "", indent)
            return lines + _broken(operator.lstrip(), rest[-1], suffix, indent)
    opening = _opening(code, LENGTH - indent - len(prefix))
    if opening is None:
        opening = _opening(code, len(code))
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


def _opening(code: str, room: int) -> int | None:
    """The bracket to open: the last one at the end of the code up to which there is room."""
    groups: list[int] = []
    depth = 0
    for place in _outside_strings(code):
        if code[place] in _OPENING and depth == 0:
            groups.append(place)
        depth += (code[place] in _OPENING) - (code[place] in _CLOSING)
    for place in reversed(groups):
        tail = code[_closing(code, place) + 1 :]
        if tail and not tail.startswith("."):
            return None
        if place < room:
            return place
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
