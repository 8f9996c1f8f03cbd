"""Breaks lines that are too long exactly as Black would, which is far too slow to run over a whole package.

It knows the few shapes that templates and views print: calls, displays, subscripts, unions, and statements made of
them. Everything else is left as it is; the tests hold the result against Black.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

LENGTH = 120

_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
_TOKEN = re.compile(rf"{_STRING.pattern}|[(){{}}\[\]]")


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
        elif len(line) > LENGTH and code[-1] not in _OPENING:
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
    group = _opening(code, LENGTH - indent - len(prefix))
    if group is not None and len(_split(code, " | ")) == 1:
        return _broken(prefix, code, suffix, indent)
    inner = _broken("", code, "", indent + 4)
    if group is None and len(inner) == 1 and len(inner[0]) > LENGTH and " | " not in code:
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
    group = _opening(code, LENGTH - indent - len(prefix)) or _opening(code, len(code))
    if group is None:
        return [whole]
    opening, closing = group
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


def _opening(code: str, room: int) -> tuple[int, int] | None:
    """Where the bracket to open opens and closes: the last one at the end of the code up to which there is room."""
    for opening, closing in reversed(_groups(code)):
        if closing + 1 < len(code) and code[closing + 1] != ".":
            return None
        if opening < room:
            return opening, closing
    return None


def _is_display(before: str) -> bool:
    """Whether a bracket after that text opens a tuple, list or dictionary, and no call or subscript."""
    return not before or not (before[-1].isidentifier() or before[-1].isdigit() or before[-1] in ")]")


def _split(code: str, separator: str) -> list[str]:
    """The code in pieces at a separator that stands in no bracket and no string."""
    cuts = [-len(separator), *_places(code, separator), len(code)]
    return [code[before + len(separator) : after] for before, after in pairwise(cuts)]


def _places(code: str, separator: str) -> Iterator[int]:
    """Where the separator stands in no bracket and no string."""
    position = 0
    for opening, closing in [*_groups(code), (len(code), len(code))]:
        outside = _STRING.sub(lambda found: "_" * len(found[0]), code[position:opening])
        place = outside.find(separator)
        while place >= 0:
            yield position + place
            place = outside.find(separator, place + 1)
        position = closing + 1


def _groups(code: str) -> list[tuple[int, int]]:
    """Where the brackets open and close that stand in no other."""
    found: list[tuple[int, int]] = []
    depth = opening = 0
    for token in _TOKEN.finditer(code):
        if token[0] in _OPENING:
            opening = opening if depth else token.start()
            depth += 1
        elif token[0] in _CLOSING:
            depth -= 1
            if depth == 0:
                found.append((opening, token.start()))
    return found
