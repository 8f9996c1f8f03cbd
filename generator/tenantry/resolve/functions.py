"""The functions of `@default(...)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tenantry import ir
from tenantry.psl import ast
from tenantry.psl.literals import whole
from tenantry.resolve import arguments
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean

_STRING, _INT, _BIGINT, _DATETIME = ir.Scalar.STRING, ir.Scalar.INT, ir.Scalar.BIGINT, ir.Scalar.DATETIME
_ALLOWED: Mapping[str, tuple[ir.Scalar, ...]] = {
    "autoincrement": (_INT, _BIGINT),
    "now": (_DATETIME,),
    "uuid": (_STRING,),
    "cuid": (_STRING,),
    "nanoid": (_STRING,),
    "ulid": (_STRING,),
}
FUNCTIONS = (*_ALLOWED, "dbgenerated", "auto", "sequence")
_SEQUENCE_NUMBERS = ("cache", "increment", "minValue", "maxValue", "start")
_WITHOUT_ARGUMENTS: Mapping[str, ir.Default] = {
    "autoincrement": ir.Autoincrement(),
    "now": ir.Now(),
    "ulid": ir.Ulid(),
    "auto": ir.Auto(),
}


def read_function(call: ast.Call, type: ir.Scalar, provider: ir.Provider, report: Report) -> ir.Default | None:
    """What the function means as the default of a field of this type; None where it may not stand there."""
    name = call.name
    if name in _ALLOWED and type not in _ALLOWED[name]:
        message = f"The function `{name}()` cannot be used on fields of type `{type}`."
        help = f"it is for {' and '.join(_ALLOWED[name])}"
        report.error("function-not-allowed", message, call.span, help=help)
        return None
    match name:
        case "autoincrement" | "now" | "ulid" | "auto":
            return _without_arguments(call, report)
        case "uuid":
            return _choice(call, (4, 7), "which is either 4 or 7", ir.Uuid, report)
        case "cuid":
            return _choice(call, (1, 2), "which is either 1 or 2", ir.Cuid, report)
        case "nanoid":
            return _choice(call, range(2, 256), "between 2 and 255", ir.Nanoid, report)
        case "sequence":
            # Whether it may stand there is judged with the database known, not where the datasource cannot be read.
            return _sequence(call, report) if provider is ir.Provider.COCKROACHDB else ir.Sequence()
        case _:
            _unknown(call, provider, report)
            return None


def _unknown(call: ast.Call, provider: ir.Provider, report: Report) -> None:
    elsewhere = {ir.Provider.COCKROACHDB: "auto", ir.Provider.MONGODB: "sequence"}.get(provider)
    known = [f for f in FUNCTIONS if f != elsewhere and (f not in ("auto", "sequence") or elsewhere is not None)]
    ending = did_you_mean(call.name, known)
    message = f"Unknown function in @default(): `{call.name}` is not known.{ending}"
    help = f"the functions are {', '.join(known)}"
    report.error("unknown-function", message, call.span, help=help, blocks=False)


def _without_arguments(call: ast.Call, report: Report) -> ir.Default | None:
    name = call.name
    if call.arguments:
        message = f"The `{name}` function does not take any argument. Consider changing this default to `{name}()`."
        report.error("wrong-default", message, call.span, help=f"write `{name}()`")
        return None
    return _WITHOUT_ARGUMENTS[name]


def _choice(
    call: ast.Call, allowed: Sequence[int], said: str, make: Callable[..., ir.Default], report: Report
) -> ir.Default | None:
    match [argument.value for argument in call.arguments]:
        case []:
            return make()
        case [ast.Number(text)] if text.isdigit() and whole(text) in allowed:
            return make(whole(text))
        case _:
            message = f"`{call.name}()` takes either no argument, or a single integer argument {said}."
            help = f"write `{call.name}()` or `{call.name}({allowed[-1]})`"
            report.error("wrong-default", message, call.span, help=help)
            return None


def read_dbgenerated(call: ast.Call, report: Report) -> ir.Default | None:
    """`dbgenerated("expression")`, which any type takes: what it gives is the database's business."""
    match [argument.value for argument in call.arguments]:
        case []:
            return ir.DbGenerated(None)
        case [ast.String(expression)] if expression:
            return ir.DbGenerated(expression)
        case [ast.String()]:
            message = "dbgenerated() takes either no argument, or a single nonempty string argument."
        case _:
            message = "`dbgenerated()` takes a single String argument"
    help = 'write `dbgenerated("...")` with the expression as SQL has it'
    report.error("wrong-default", message, call.span, help=help)
    return None


def _sequence(call: ast.Call, report: Report) -> ir.Default:
    """CockroachDB's. Its arguments are for Prisma Migrate alone."""
    for argument in call.arguments:
        name = "" if argument.name is None else argument.name.text
        if name == "virtual":
            _boolean(argument.value, report)
        elif name not in _SEQUENCE_NUMBERS:
            known = ("virtual", *_SEQUENCE_NUMBERS)
            message = f"Unexpected argument in `sequence()` function call.{did_you_mean(name, known)}"
            help = f"the arguments are {', '.join(known)}"
            report.error("unknown-argument", message, argument.span, help=help, blocks=False)
        elif not isinstance(argument.value, ast.Number) or "." in argument.value.text:
            message = f"Expected a numeric value, but received {arguments.described(argument.value)}."
            report.error("wrong-value", message, argument.value.span, blocks=False, help="write a whole number")
    return ir.Sequence()


def _boolean(value: ast.Expression, report: Report) -> None:
    if not (isinstance(value, ast.Constant) and value.text in ("true", "false")):
        message = f"Expected a boolean value, but received {arguments.described(value)}."
        report.error("wrong-value", message, value.span, help="write `true` or `false`", blocks=False)
