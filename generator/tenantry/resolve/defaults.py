"""What stands in `@default(...)`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.arguments import source_text
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

_FUNCTIONS = ("autoincrement", "now", "uuid", "cuid", "nanoid", "ulid", "dbgenerated", "auto")
_TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)",
)
_INT_LIMIT = 2**63
_STRING, _INT, _BIGINT, _DATETIME = ir.Scalar.STRING, ir.Scalar.INT, ir.Scalar.BIGINT, ir.Scalar.DATETIME
_ALLOWED: dict[str, tuple[ir.Scalar, ...]] = {
    "autoincrement": (_INT, _BIGINT),
    "now": (_DATETIME,),
    "uuid": (_STRING,),
    "cuid": (_STRING,),
    "nanoid": (_STRING,),
    "ulid": (_STRING,),
}


def read_default(
    value: ast.Expression, type: ir.FieldType, arity: ir.Arity, enums: Callable[[str], ast.EnumBlock], report: Report
) -> ir.Default | None:
    """The default of a field of this type; None where it is wrong, which is then reported."""
    if isinstance(type, ir.Composite) and not (isinstance(value, ast.Call) and value.name == "dbgenerated"):
        message = "Defaults on fields of type composite are not supported."
        _wrong(message, value.span, report, "remove the `@default`")
        return None
    if isinstance(value, ast.Call):
        return _function(value, type, report)
    if isinstance(type, ir.Unsupported):
        message = 'Only @default(dbgenerated("...")) can be used for Unsupported types.'
        _wrong(message, value.span, report)
        return None
    if arity is ir.Arity.LIST:
        if not isinstance(value, ast.Array):
            _wrong("The default value of a list field must be a list.", value.span, report)
            return None
        items = [_literal(item, type, enums, report) for item in value.items]
        return ir.ListLiteral(tuple(item for item in items if item is not None))
    if isinstance(value, ast.Array):
        _wrong("The default value of a non-list field cannot be a list.", value.span, report)
        return None
    return _literal(value, type, enums, report)


def _literal(
    value: ast.Expression,
    type: ir.FieldType,
    enums: Callable[[str], ast.EnumBlock],
    report: Report,
) -> ir.Literal | ir.EnumLiteral | None:
    match type:
        case ir.EnumType(name):
            return _enum_literal(value, enums(name), report)
        case ir.Scalar():
            return _scalar_literal(value, type, report)
        case ir.Unsupported() | ir.Composite():
            return None


def _enum_literal(value: ast.Expression, enum: ast.EnumBlock, report: Report) -> ir.EnumLiteral | None:
    if not isinstance(value, ast.Constant):
        help = "write the value without quotes" if isinstance(value, ast.String) else None
        _wrong(f"Expected an enum value, but found `{source_text(value.span)}`.", value.span, report, help)
        return None
    known = [v.name.text for v in enum.values]
    if value.text not in known:
        message = f"The defined default value `{value.text}` is not a valid value of the enum specified for the field."
        _wrong(message + did_you_mean(value.text, known), value.span, report, f"one of {', '.join(known)}")
        return None
    return ir.EnumLiteral(value.text)


def _scalar_literal(value: ast.Expression, type: ir.Scalar, report: Report) -> ir.Literal | None:
    match type, value:
        case ir.Scalar.BOOLEAN, ast.Constant("true" | "false"):
            return ir.Literal(value.text == "true")
        case ir.Scalar.BOOLEAN, ast.Constant():
            _wrong("A boolean literal must be `true` or `false`.", value.span, report)
            return None
        case ((ir.Scalar.INT | ir.Scalar.BIGINT), ast.Number(text)):
            return _integer(text, value.span, report)
        case ((ir.Scalar.FLOAT | ir.Scalar.DECIMAL), ast.Number(text)):
            return ir.Literal(text)
        case ((ir.Scalar.FLOAT | ir.Scalar.DECIMAL), ast.String(text)) if _is_number(text):
            return ir.Literal(text)
        case ir.Scalar.STRING, ast.String(text):
            return ir.Literal(text)
        case ((ir.Scalar.JSON | ir.Scalar.BYTES | ir.Scalar.DATETIME), ast.String(text)):
            fault = _PARSERS[type](text)
            if fault is None:
                return ir.Literal(text)
            _wrong(f"Parse error: {fault}", value.span, report)
            return None
        case _:
            found = source_text(value.span)
            help = f"write `{found}()`" if found in _FUNCTIONS else None
            _wrong(f"Expected a {type} value, but found `{found}`.", value.span, report, help)
            return None


def _integer(text: str, span: Span, report: Report) -> ir.Literal | None:
    if "." in text:
        reason = "invalid digit found in string"
    elif not -_INT_LIMIT <= int(text) < _INT_LIMIT:
        reason = "number too large to fit in target type"
    else:
        return ir.Literal(text)
    _wrong(f'Parse error: "{text}" is not a valid integer. ({reason})', span, report)
    return None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", text) is not None


def _json_fault(text: str) -> str | None:
    try:
        json.loads(text)
    except (ValueError, RecursionError) as fault:
        return f'"{text}" is not a valid JSON string. ({fault})'
    return None


def _bytes_fault(text: str) -> str | None:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return f'"{text}" is not a valid base64 string.'
    return None


def _datetime_fault(text: str) -> str | None:
    if _TIMESTAMP.fullmatch(text):
        try:
            datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.upper()))
        except ValueError as fault:
            return f'"{text}" is not a valid rfc3339 datetime string. ({fault})'
        return None
    return f'"{text}" is not a valid rfc3339 datetime string. (write it as 2020-01-31T23:59:59Z)'


_PARSERS: dict[ir.Scalar, Callable[[str], str | None]] = {
    ir.Scalar.JSON: _json_fault,
    ir.Scalar.BYTES: _bytes_fault,
    ir.Scalar.DATETIME: _datetime_fault,
}


def _function(call: ast.Call, type: ir.FieldType, report: Report) -> ir.Default | None:
    name = call.name
    if name not in _FUNCTIONS:
        message = f"Unknown function in @default(): `{name}` is not known.{did_you_mean(name, _FUNCTIONS)}"
        help = f"the functions are {', '.join(f for f in _FUNCTIONS if f != 'auto')}"
        _wrong(message, call.span, report, help, code="unknown-function")
        return None
    if isinstance(type, ir.Unsupported) and name != "dbgenerated":
        message = 'Only @default(dbgenerated("...")) can be used for Unsupported types.'
        _wrong(message, call.span, report)
        return None
    if name in _ALLOWED and type not in _ALLOWED[name]:
        written = type.name if isinstance(type, ir.EnumType) else str(type)
        message = f"The function `{name}()` cannot be used on fields of type `{written}`."
        _wrong(message, call.span, report, f"it is for {' and '.join(_ALLOWED[name])}", code="function-not-allowed")
        return None
    values = [argument.value for argument in call.arguments]
    match name:
        case "autoincrement" | "now" | "ulid":
            return _without_arguments(call, values, report)
        case "uuid":
            return _choice(call, values, (4, 7), "which is either 4 or 7", ir.Uuid, report)
        case "cuid":
            return _choice(call, values, (1, 2), "which is either 1 or 2", ir.Cuid, report)
        case "nanoid":
            return _choice(call, values, range(2, 256), "between 2 and 255", ir.Nanoid, report)
        case "dbgenerated":
            return _dbgenerated(call, values, report)
        case _:
            _wrong("The function `auto()` is for MongoDB.", call.span, report, code="function-not-allowed")
            return None


def _without_arguments(call: ast.Call, values: Sequence[ast.Expression], report: Report) -> ir.Default | None:
    if values:
        name = call.name
        message = f"The `{name}` function does not take any argument. Consider changing this default to `{name}()`."
        _wrong(message, call.span, report)
        return None
    made: dict[str, ir.Default] = {"autoincrement": ir.Autoincrement(), "now": ir.Now(), "ulid": ir.Ulid()}
    return made[call.name]


def _choice(
    call: ast.Call,
    values: Sequence[ast.Expression],
    allowed: Sequence[int],
    said: str,
    make: Callable[..., ir.Default],
    report: Report,
) -> ir.Default | None:
    match values:
        case []:
            return make()
        case [ast.Number(text)] if text.isdigit() and int(text) in allowed:
            return make(int(text))
        case _:
            message = f"`{call.name}()` takes either no argument, or a single integer argument {said}."
            _wrong(message, call.span, report)
            return None


def _dbgenerated(call: ast.Call, values: Sequence[ast.Expression], report: Report) -> ir.Default | None:
    match values:
        case []:
            return ir.DbGenerated(None)
        case [ast.String(expression)] if expression:
            return ir.DbGenerated(expression)
        case [ast.String()]:
            message = "dbgenerated() takes either no argument, or a single nonempty string argument."
        case _:
            message = "`dbgenerated()` takes a single String argument"
    _wrong(message, call.span, report)
    return None


def _wrong(message: str, span: Span, report: Report, help: str | None = None, *, code: str = "wrong-default") -> None:
    report.error(code, message, span, help=help)
