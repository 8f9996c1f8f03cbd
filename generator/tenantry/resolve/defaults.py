"""What stands in `@default(...)`."""

from __future__ import annotations

from collections.abc import Mapping

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.arguments import source_text
from tenantry.resolve.functions import FUNCTIONS, read_dbgenerated, read_function
from tenantry.resolve.literals import fault_in
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean, listed

Values = Mapping[str, Mapping[str, None]]
"""For each enum what its values are called."""

_TEXT = (ir.Scalar.STRING, ir.Scalar.JSON, ir.Scalar.BYTES, ir.Scalar.DATETIME, ir.Scalar.DECIMAL)
_NUMERIC = (ir.Scalar.INT, ir.Scalar.BIGINT, ir.Scalar.FLOAT, ir.Scalar.DECIMAL)
_EXAMPLES = {
    ir.Scalar.STRING: '"text"',
    ir.Scalar.BOOLEAN: "true",
    ir.Scalar.FLOAT: "1.5",
    ir.Scalar.INT: "1",
    ir.Scalar.BIGINT: "1",
    ir.Scalar.DECIMAL: '"1.50"',
    ir.Scalar.JSON: '"{}"',
    ir.Scalar.BYTES: '"SGVsbG8="',
    ir.Scalar.DATETIME: '"2020-01-31T23:59:59Z"',
}


def read_default(
    value: ast.Expression,
    type: ir.FieldType,
    arity: ir.Arity,
    enums: Values,
    provider: ir.Provider,
    report: Report,
) -> ir.Default | None:
    """The default of a field of this type; None where it is wrong, which is then reported."""
    if isinstance(value, ast.Call) and value.name == "dbgenerated":
        return read_dbgenerated(value, report)
    match type:
        case ir.Composite():
            message = "Defaults on fields of type composite are not supported."
            _wrong(message, value.span, report, "remove the `@default`")
            return None
        case ir.Unsupported():
            message = 'Only @default(dbgenerated("...")) can be used for Unsupported types.'
            _wrong(message, value.span, report, 'write `@default(dbgenerated("..."))`, or remove it')
            return None
        case ir.Scalar() if isinstance(value, ast.Call):
            return read_function(value, type, provider, report)
        case _:
            return _value(value, type, arity, enums, report)


def _value(
    value: ast.Expression,
    type: ir.Scalar | ir.EnumType,
    arity: ir.Arity,
    enums: Values,
    report: Report,
) -> ir.Default | None:
    if arity is not ir.Arity.LIST:
        if isinstance(value, ast.Array):
            help = "take the brackets away, or make the field a list"
            _wrong("The default value of a non-list field cannot be a list.", value.span, report, help)
            return None
        return _literal(value, type, enums, report)
    if not isinstance(value, ast.Array):
        message = "The default value of a list field must be a list."
        _wrong(message, value.span, report, f"write `[{source_text(value.span)}]`")
        return None
    items = [_literal(item, type, enums, report) for item in value.items]
    return ir.ListLiteral(tuple(item for item in items if item is not None))


def _literal(
    value: ast.Expression, type: ir.Scalar | ir.EnumType, enums: Values, report: Report
) -> ir.Literal | ir.EnumLiteral | None:
    match type:
        case ir.EnumType(name):
            return _enum_literal(value, enums[name], report)
        case ir.Scalar():
            return _scalar_literal(value, type, report)


def _enum_literal(value: ast.Expression, known: Mapping[str, None], report: Report) -> ir.EnumLiteral | None:
    if not isinstance(value, ast.Constant):
        help = "write the value without quotes" if isinstance(value, ast.String) else f"one of {listed(known)}"
        _wrong(f"Expected an enum value, but found `{source_text(value.span)}`.", value.span, report, help)
        return None
    if value.text not in known:
        message = f"The defined default value `{value.text}` is not a valid value of the enum specified for the field."
        _wrong(message + did_you_mean(value.text, known), value.span, report, f"one of {listed(known)}")
        return None
    return ir.EnumLiteral(value.text)


def _scalar_literal(value: ast.Expression, type: ir.Scalar, report: Report) -> ir.Literal | None:
    match value:
        case ast.Constant(text) if type is ir.Scalar.BOOLEAN:
            if text in ("true", "false"):
                return ir.Literal(text == "true")
            message = f"A boolean literal must be `true` or `false`.{did_you_mean(text, ('true', 'false'))}"
            _wrong(message, value.span, report, "write `true` or `false`")
            return None
        case ast.Number(text) if type in _NUMERIC:
            fault = fault_in(text, type) if type is not ir.Scalar.DECIMAL else None
        case ast.String(text) if type in _TEXT:
            fault = fault_in(text, type)
        case _:
            _other_type(value, type, report)
            return None
    if fault is not None:
        help = f"write a value such as `{_EXAMPLES[type]}`"
        report.error("wrong-default", f"Parse error: {fault}", value.span, blocks=False, help=help)
    return ir.Literal(text)


def _other_type(value: ast.Expression, type: ir.Scalar, report: Report) -> None:
    found = source_text(value.span)
    help = f"write a value such as `{_EXAMPLES[type]}`"
    if isinstance(value, ast.Constant) and found in FUNCTIONS:
        help = f"write `{found}()`"
    elif type in (ir.Scalar.STRING, ir.Scalar.BYTES, ir.Scalar.DATETIME) and not isinstance(value, ast.Array):
        help = "write it in quotes"
    elif isinstance(value, ast.String):
        help = "write it without quotes"
    _wrong(f"Expected a {type} value, but found `{found}`.", value.span, report, help)


def _wrong(message: str, span: Span, report: Report, help: str | None = None) -> None:
    report.error("wrong-default", message, span, help=help)
