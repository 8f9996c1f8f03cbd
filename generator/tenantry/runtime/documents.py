"""JSON documents on SQLite, whose own functions heed the order of keys and fail on what is no JSON.

These are functions of the connection, so that they hold for rows that other programs wrote. They say what PostgreSQL's
jsonb says: the order of keys and the spelling of a number mean nothing, and of two equal keys the last counts. None
raises: a document that is no JSON holds nothing. An error would come of other tenants' rows too, since SQLite asks for
the parents of children last.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

CANONICAL = "tenantry_json"
"""`tenantry_json(document)`: the one spelling of it, NULL of what is no JSON; with a path as second argument, of what
stands there."""
TEST = "tenantry_json_test"
"""`tenantry_json_test(document, path, word, operand)`: whether the word holds of what stands there; NULL where nothing
does. A document's text comes as bytes, for the driver fails on a text that is no UTF-8; paths and operands are JSON.
"""

_INDEX = re.compile(r"\s*[+-]?[0-9]+", re.ASCII)
_ABSENT: Any = object()


def register(connection: Any) -> None:
    """Gives the functions to a connection of sqlite3, or of aiosqlite as SQLAlchemy wraps it."""
    for name, arguments, function in ((CANONICAL, 1, _canonical), (CANONICAL, 2, _canonical), (TEST, 4, _test)):
        connection.create_function(name, arguments, function, deterministic=True)


def canonical(text: str) -> str:
    """The one spelling of JSON text. Raises ValueError for what is none."""
    return _dump(_parse(text))


_dump = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


_parse: Callable[[str], Any] = json.JSONDecoder(parse_float=_number, parse_constant=_refused).decode


def _value(document: Any) -> Any:
    """The value of a document; a bare number comes as one, since the columns have numeric affinity."""
    if document is None:
        return _ABSENT
    return _parse(document.decode() if document.__class__ is bytes else repr(document))


def _at(value: Any, path: Sequence[str]) -> Any:
    for segment in path:
        if value.__class__ is dict:
            value = value.get(segment, _ABSENT)
        elif value.__class__ is list and _INDEX.fullmatch(segment):
            index = int(segment)
            value = value[index] if -len(value) <= index < len(value) else _ABSENT
        else:
            return _ABSENT
    return value


def _canonical(document: Any, path: str = "[]") -> str | None:
    try:
        value = _at(_value(document), json.loads(path))
        return None if value is _ABSENT else _dump(value)
    except (ValueError, RecursionError):
        return None


def _test(document: Any, path: str, word: str, operand: str) -> bool | None:
    try:
        value = _at(_value(document), json.loads(path))
        return None if value is _ABSENT else _TESTS[word](value, _parse(operand))
    except (ValueError, RecursionError):
        return None


def _same(left: Any, right: Any) -> bool:
    """Equality of JSON: Python would have `True == 1`."""
    return bool(_dump(left) == _dump(right))


def _is_number(value: Any) -> bool:
    return value.__class__ is int or value.__class__ is float


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Numbers are compared with numbers and texts with texts, by code points."""

    def holds(value: Any, operand: Any) -> bool:
        texts = isinstance(value, str) and isinstance(operand, str)
        return (texts or (_is_number(value) and _is_number(operand))) and compare(value, operand)

    return holds


def _of_text(test: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    return lambda value, operand: isinstance(value, str) and test(value, operand)


def _contains(value: Any, part: Any) -> bool:
    """PostgreSQL's `@>`: every element or key of the part is in the value, to any depth."""
    if part.__class__ is dict:
        return value.__class__ is dict and all(name in value and _contains(value[name], v) for name, v in part.items())
    if part.__class__ is list:
        return value.__class__ is list and all(_has_element(value, p) for p in part)
    return _same(value, part)


def _has_element(items: list[Any], part: Any) -> bool:
    return any(_contains(item, part) for item in items)


def _of_array(test: Callable[[list[Any], Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda value, operand: value.__class__ is list and test(value, operand)


_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "lt": _compared(operator.lt),
    "lte": _compared(operator.le),
    "gt": _compared(operator.gt),
    "gte": _compared(operator.ge),
    "string_contains": _of_text(operator.contains),
    "string_starts_with": _of_text(str.startswith),
    "string_ends_with": _of_text(str.endswith),
    "array_contains": _of_array(_contains),
    "array_starts_with": _of_array(lambda items, first: bool(items) and _same(items[0], first)),
    "array_ends_with": _of_array(lambda items, last: bool(items) and _same(items[-1], last)),
}
