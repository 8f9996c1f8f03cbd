"""Python types of fields, as the generated files spell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from tenantry import ir
from tenantry.views import names

_VALUES = {
    ir.Scalar.STRING: "str",
    ir.Scalar.BOOLEAN: "bool",
    ir.Scalar.INT: "int",
    ir.Scalar.BIGINT: "int",
    ir.Scalar.FLOAT: "float",
    ir.Scalar.DECIMAL: "decimal.Decimal",
    ir.Scalar.DATETIME: "dt.datetime",
    ir.Scalar.JSON: "rt.JsonValue",
    ir.Scalar.BYTES: "bytes",
}
_FILTERS = {
    ir.Scalar.STRING: "rt.StringFilter",
    ir.Scalar.BOOLEAN: "rt.BooleanFilter",
    ir.Scalar.INT: "rt.IntFilter",
    ir.Scalar.BIGINT: "rt.IntFilter",
    ir.Scalar.FLOAT: "rt.FloatFilter",
    ir.Scalar.DECIMAL: "rt.DecimalFilter",
    ir.Scalar.DATETIME: "rt.DateTimeFilter",
    ir.Scalar.JSON: "rt.JsonFilter",
    ir.Scalar.BYTES: "rt.BytesFilter",
}
_NUMBERS = {ir.Scalar.INT, ir.Scalar.BIGINT, ir.Scalar.FLOAT, ir.Scalar.DECIMAL}


def element(field: ir.ScalarField) -> str:
    """The type of one value of the field: of an element, where it is a list."""
    match field.type:
        case ir.EnumType(name):
            return f"enums.{names.enum_class(name)}"
        case ir.Unsupported() | ir.Composite():
            return "str"
        case ir.Scalar():
            return _VALUES[field.type]
        case _:
            assert_never(field.type)


def value(field: ir.ScalarField) -> str:
    """The type of what a record holds and a write gives."""
    if field.is_list:
        return f"list[{element(field)}]"
    return f"{element(field)} | None" if field.is_optional else element(field)


def condition(field: ir.ScalarField, enum_filters: Mapping[str, str]) -> str:
    """What `where` takes: a value, which means equality, or a filter. Lists and Json have filters only.

    `enum_filters` are the generated classes for the schema's enums.
    """
    if field.is_list:
        return f"rt.ListFilter[{element(field)}]"
    match field.type:
        case ir.EnumType(name):
            allowed = f"{element(field)} | {enum_filters[name]}"
        case ir.Unsupported() | ir.Composite():
            allowed = element(field)
        case ir.Scalar.JSON:
            allowed = "rt.JsonFilter"
        case ir.Scalar():
            allowed = f"{element(field)} | {_FILTERS[field.type]}"
        case _:
            assert_never(field.type)
    return f"{allowed} | None" if field.is_optional else allowed


def change(field: ir.ScalarField) -> str:
    """What `update` takes: a value, or an operation on the one that is there."""
    if field.is_list:
        return f"{value(field)} | rt.ListUpdate[{element(field)}]"
    if field.type not in _NUMBERS:
        return value(field)
    operation = f"{element(field)} | rt.NumberUpdate[{element(field)}]"
    return f"{operation} | None" if field.is_optional else operation


def is_ordered(field: ir.ScalarField) -> bool:
    """Whether `order` may name the field."""
    return not field.is_list and field.type is not ir.Scalar.JSON
