"""Default values as Python expressions."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import assert_never

from tenantry import ir
from tenantry.views import names, text


def expression(field: ir.ScalarField, in_database: str) -> str | None:
    """What fills the field in when a write leaves it out: a value, or a function that makes one; None for no default.

    `in_database` stands for what only the database can fill in.
    """
    match field.default:
        case None:
            return None
        case ir.Literal() | ir.EnumLiteral():
            return _literal(field.default, field)
        case ir.ListLiteral(items):
            if not items:
                return "list"
            return f"lambda: [{', '.join(_item(item, field) for item in items)}]"
        case ir.Autoincrement() | ir.DbGenerated() | ir.Sequence() | ir.Auto():
            return in_database
        case ir.Now() | ir.Uuid() | ir.Cuid() | ir.Nanoid() | ir.Ulid():
            return generated(field.default)
        case _:
            assert_never(field.default)


def generated(default: ir.Now | ir.Uuid | ir.Cuid | ir.Nanoid | ir.Ulid) -> str:
    """The function of `tenantry.runtime.ids`."""
    match default:
        case ir.Now():
            return "ids.now"
        case ir.Uuid(version):
            return f"ids.uuid{version}"
        case ir.Cuid(version):
            return "ids.cuid" if version == 1 else "ids.cuid2"
        case ir.Nanoid(length):
            return "ids.nanoid" if length in (None, 21) else f"functools.partial(ids.nanoid, {length})"
        case ir.Ulid():
            return "ids.ulid"
        case _:
            assert_never(default)


def _literal(default: ir.Literal | ir.EnumLiteral, field: ir.ScalarField) -> str:
    if field.type is not ir.Scalar.JSON or not isinstance(default, ir.Literal):
        return _plain(default, field)
    value = json.loads(str(default.value))
    match value:
        case {} | [] if not value:
            return "dict" if isinstance(value, dict) else "list"
        case dict() | list():
            return f"functools.partial(json.loads, {_plain(default, field)})"
        case None:
            return "jsontext.JSON_NULL"
        case _:
            return text.string(value) if isinstance(value, str) else repr(value)


def _item(item: ir.Literal | ir.EnumLiteral, field: ir.ScalarField) -> str:
    plain = _plain(item, field)
    return f"json.loads({plain})" if field.type is ir.Scalar.JSON else plain


def _plain(default: ir.Literal | ir.EnumLiteral, field: ir.ScalarField) -> str:
    if isinstance(default, ir.EnumLiteral):
        assert isinstance(field.type, ir.EnumType)
        return f"enums.{names.enum_class(field.type.name)}.{names.enum_member(default.name)}"
    value = str(default.value)
    match field.type:
        case ir.Scalar.BOOLEAN:
            return str(default.value if isinstance(default.value, bool) else value == "true")
        case ir.Scalar.INT | ir.Scalar.BIGINT:
            return str(int(value))
        case ir.Scalar.FLOAT:
            return repr(float(value))
        case ir.Scalar.DECIMAL:
            return f'decimal.Decimal("{Decimal(value)}")'
        case ir.Scalar.DATETIME:
            return text.moment(value)
        case ir.Scalar.BYTES:
            return text.binary(value)
        case _:
            return text.string(value)
