"""Defaults as the DMMF shows them: constants as JSON values, functions by name and arguments."""

from __future__ import annotations

import math
import re
from typing import assert_never

from tenantry import ir
from tenantry.dmmf.numbers import double
from tenantry.dmmf.shape import Json
from tenantry.psl.literals import whole

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d).(\d\d:\d\d:\d\d)(?:\.(\d+))?(?:[Zz]|([+-]\d\d:\d\d))")


def default(value: ir.Default, type: ir.FieldType) -> object:
    """The default of a field of this type."""
    match value:
        case ir.Literal(constant):
            return _constant(constant, type)
        case ir.EnumLiteral(name):
            return name
        case ir.ListLiteral(items):
            return [default(item, type) for item in items]
        case ir.Now():
            return _function("now")
        case ir.Autoincrement():
            return _function("autoincrement")
        case ir.Uuid(version):
            return _function("uuid", version)
        case ir.Cuid(version):
            return _function("cuid", version)
        case ir.Nanoid(None):
            return _function("nanoid")
        case ir.Nanoid(length):
            return _function("nanoid", length)
        case ir.Ulid():
            return _function("ulid")
        case ir.DbGenerated(None):
            return _function("dbgenerated")
        case ir.DbGenerated(expression):
            return _function("dbgenerated", expression)
        case ir.Sequence():
            return _function("sequence")
        case ir.Auto():
            return _function("auto")
        case _:
            assert_never(value)


def _function(name: str, *arguments: object) -> Json:
    return {"name": name, "args": list(arguments)}


def _constant(constant: str | bool, type: ir.FieldType) -> object:
    """A decimal is a double, as with Prisma; a BigInt is text, which JSON's numbers could not hold."""
    if isinstance(constant, bool):
        return constant
    match type:
        case ir.Scalar.INT:
            return whole(constant)
        case ir.Scalar.BIGINT:
            return str(whole(constant))
        case ir.Scalar.FLOAT | ir.Scalar.DECIMAL:
            number = double(constant)
            return number if math.isfinite(number) else constant  # JSON has no word for what is beyond a double
        case ir.Scalar.DATETIME:
            return _moment(constant)
        case _:
            return constant


def _moment(text: str) -> str:
    """RFC 3339 with the offset in digits, and of the fraction as many digits as are needed: none, 3, 6 or 9."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return text
    day, time, fraction, offset = match.groups()
    digits = (fraction or "")[:9].ljust(9, "0")
    while digits.endswith("000"):
        digits = digits[:-3]
    offset = "+00:00" if offset in (None, "-00:00") else offset
    return f"{day}T{time}{'.' if digits else ''}{digits}{offset}"
