"""Whether the text of a default is one of its type: JSON, base64, a point in time, a number.

Prisma asks its own libraries; where Python's are more generous, they are held to what those accept.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from tenantry import ir
from tenantry.psl.literals import whole

_TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(?:\.\d+)?(Z|z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_DECIMAL = re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_INTEGER_LIMIT = 2**63
_JSON_DEPTH = 128


def fault_in(text: str, type: ir.Scalar) -> str | None:
    """What is wrong with this text as a value of the type, if anything is."""
    check = _CHECKS.get(type)
    return None if check is None else check(text)


def _json_fault(text: str) -> str | None:
    reason = None
    try:
        value = json.loads(text, parse_constant=_no_such_number, parse_float=_finite)
        if _depth(value) >= _JSON_DEPTH or _LONE_SURROGATE.search(json.dumps(value, ensure_ascii=False)):
            reason = "recursion limit exceeded, or half a character"
    except (ValueError, RecursionError) as fault:
        reason = str(fault)
    return None if reason is None else f'"{text}" is not a valid JSON string. ({reason})'


def _no_such_number(text: str) -> float:
    raise ValueError(f"{text} is no value of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{text} is out of range")
    return number


def _depth(value: object) -> int:
    level, depth = [value], 0
    while level := [inner for outer in level for inner in _inside(outer)]:
        depth += 1
    return depth


def _inside(value: object) -> list[object]:
    match value:
        case list():
            return [*value] or [None]  # pyright: ignore[reportUnknownVariableType] - what json.loads makes
        case dict():
            return [*value.values()] or [None]  # pyright: ignore[reportUnknownVariableType] - the same
        case _:
            return []


def _bytes_fault(text: str) -> str | None:
    try:
        canonical = base64.b64encode(base64.b64decode(text, validate=True)).decode() == text
    except (binascii.Error, ValueError):
        canonical = False
    return None if canonical else f'"{text}" is not a valid base64 string.'


def _datetime_fault(text: str) -> str | None:
    if (match := _TIMESTAMP.fullmatch(text)) is None:
        return f'"{text}" is not a valid rfc3339 datetime string.'
    date, time, seconds, _, _ = match.groups()
    date = re.sub("^0000", "2000", date)  # a leap year too, and Python has no year 0
    try:
        datetime.fromisoformat(f"{date}T{time}{'59' if seconds == '60' else seconds}")  # a leap second is one
    except ValueError as fault:
        return f'"{text}" is not a valid rfc3339 datetime string. ({fault})'
    return None


def _integer_fault(text: str) -> str | None:
    if "." in text:
        return f'"{text}" is not a valid integer. (invalid digit found in string)'
    if not -_INTEGER_LIMIT <= whole(text) < _INTEGER_LIMIT:
        return f'"{text}" is not a valid integer. (number too large to fit in target type)'
    return None


def _decimal_fault(text: str) -> str | None:
    if (match := _DECIMAL.fullmatch(text)) is None:
        return f'"{text}" is not a valid decimal.'
    if not -_INTEGER_LIMIT <= whole((match[3] or "e0")[1:]) < _INTEGER_LIMIT:
        return f'"{text}" is not a valid decimal. (the exponent is too large)'
    return None


_CHECKS: Mapping[ir.Scalar, Callable[[str], str | None]] = {
    ir.Scalar.JSON: _json_fault,
    ir.Scalar.BYTES: _bytes_fault,
    ir.Scalar.DATETIME: _datetime_fault,
    ir.Scalar.INT: _integer_fault,
    ir.Scalar.BIGINT: _integer_fault,
    ir.Scalar.DECIMAL: _decimal_fault,
}
