"""JSON text to values and back, as fast as the machine allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

_scan: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined] # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue] - the decoder's C scanner, twice as fast as decode()
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


class JsonNull:
    """Type of `JSON_NULL`."""

    def __repr__(self) -> str:
        return "JSON_NULL"


JSON_NULL = JsonNull()
"""The JSON value null in a `Json` column, where None means that the column itself is NULL."""


def dumps(value: Any) -> str:
    """JSON text of a value. Raises TypeError or ValueError for what JSON cannot hold (NaN, objects)."""
    return "null" if value is JSON_NULL else _encode(value)


def _loads(text: Any) -> Any:
    """The value of JSON text. SQLite hands over bare numbers as numbers, since its JSONB columns have numeric
    affinity.
    """
    if text.__class__ is not str:
        return json.loads(text) if isinstance(text, bytes) else text
    try:
        return _scan(text, 0)[0]
    except StopIteration:
        return json.loads(text)


loads: Callable[[Any], Any] = _loads
