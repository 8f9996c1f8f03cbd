"""Whether the native type of a column, `@db.VarChar(255)`, is one of its database, and takes what it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tenantry import ir
from tenantry.psl.literals import whole
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.connectors.native import Limit, Native, Takes
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean

_WRITTEN = re.compile(r"(?P<name>[^(]+)(\((?P<arguments>.*?)\))?.*")
_LARGEST = {Takes.NUMBER: 2**32 - 1, Takes.NUMBERS: 2**32 - 1, Takes.NUMBER_OR_MAX: 2**16 - 1}


def the_native_type_fits(field: ir.ScalarField, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """Only for the datasource's own connector: `portable` leaves native types out elsewhere."""
    given = field.native
    if given is None or not isinstance(field.type, ir.Scalar):
        return
    _prefix(field, given, schema.datasource, report)
    native = connector.native_types.get(given.name)
    if native is None:
        _unknown(field, given, connector, report)
    elif _count(field, given, native, report) and _type(field, given, native, report):
        _arguments(field, given, native, connector, report)


def _prefix(field: ir.ScalarField, given: ir.NativeType, source: ir.Datasource, report: Report) -> None:
    if source.span is None or given.prefix == source.name:
        return
    message = (
        f"The prefix {given.prefix} is invalid. It must be equal to the name of an existing datasource "
        f"e.g. {source.name}. Did you mean to use {source.name}.{given.name}?"
    )
    _wrong("unknown-attribute", message, field, report, help=f"write `@{source.name}.{given.name}`")


def _unknown(field: ir.ScalarField, given: ir.NativeType, connector: Connector, report: Report) -> None:
    provider, known = connector.provider, connector.native_types
    message = f"Native type {given.name} is not supported for {provider} connector.{did_you_mean(given.name, known)}"
    help: str | None = "choose one that the database has, or leave it out"
    if provider is ir.Provider.SQLITE:
        help = f'leave it out; with provider = "postgresql" and `portable = true` it is for PostgreSQL, not {provider}'
    elif provider is ir.Provider.NONE:
        help = "add a `datasource` block that says which database this is for"
    _wrong("unknown-native-type", message, field, report, help=help)


def _count(field: ir.ScalarField, given: ir.NativeType, native: Native, report: Report) -> bool:
    """Whether there may be so many arguments."""
    count, required = len(given.arguments), int(native.required)
    optional = native.arguments - required
    if count < required or (optional == 0 and count > required):
        message = f'Function "{given.name}" takes {required} arguments, but received {count}.'
        help = f"write `{given.name}`, without parentheses" if required == 0 else f"write `{given.name}(191)`"
        _wrong("wrong-native-type", message, field, report, help=help)
        return False
    if count > required + optional:
        message = f"Native type {given.name} takes {optional} optional arguments, but received {count}."
        _wrong("wrong-native-type", message, field, report, help="remove those that are too many")
        return False
    return True


def _type(field: ir.ScalarField, given: ir.NativeType, native: Native, report: Report) -> bool:
    if field.type in native.scalars:
        return True
    expected = " or ".join(native.scalars)
    message = (
        f"Native type {given.name} is not compatible with declared field type {field.type}, "
        f"expected field type {expected}."
    )
    help = f"make `{field.name}` {_article(native.scalars[0])} {native.scalars[0]}, or choose another native type"
    _wrong("wrong-native-type", message, field, report, help=help)
    return False


def _article(word: str) -> str:
    return "an" if word[0] in "AEIOU" else "a"


def _arguments(
    field: ir.ScalarField, given: ir.NativeType, native: Native, connector: Connector, report: Report
) -> None:
    numbers = _numbers(given.arguments, native.takes)
    if numbers is None:
        message = f"Expected {native.takes.value}, but found ({', '.join(given.arguments)})."
        _wrong("wrong-native-type", message, field, report, help=f"write {native.takes.value} in the parentheses")
        return
    written = f"{given.name}({','.join(given.arguments)})"
    if native.takes is Takes.NUMBERS and numbers and numbers[1] > numbers[0]:
        message = f"The scale must not be larger than the precision for the {written} native type in {connector.title}."
        _wrong("wrong-native-type", message, field, report, help="make the first number the larger one")
    elif (limit := _passed(numbers, native.limits, field.type)) is not None:
        message = f"Argument M is out of range for native type `{written}` of {connector.title}: {limit.text}"
        help = f"choose a number from {limit.low} to {limit.high}"
        _wrong("wrong-native-type", message, field, report, help=help)


def _numbers(arguments: Sequence[str], takes: Takes) -> list[int] | None:
    """The arguments as numbers, none of them where the word `Max` stands for one; None where they are no such."""
    if not arguments or takes is Takes.NOTHING:
        return []
    if takes is Takes.NUMBER_OR_MAX and arguments[0].lower() == "max":
        return []
    if takes is Takes.NUMBERS and len(arguments) != 2:
        return None
    if not all(a.isascii() and a.isdigit() and whole(a) <= _LARGEST[takes] for a in arguments):
        return None
    return [whole(argument) for argument in arguments]


def _passed(numbers: Sequence[int], limits: Sequence[Limit], type: ir.FieldType) -> Limit | None:
    for limit in limits:
        applies = bool(numbers) and limit.scalar in (None, type)
        if applies and not limit.low <= numbers[limit.place] <= limit.high:
            return limit
    return None


def unsupported_types_have_no_native_type(
    field: ir.ScalarField, schema: ir.Schema, connector: Connector, report: Report
) -> None:
    """Not by any spelling of the database, but by Prisma's own: `Unsupported("VarChar(10)")`, not `"varchar(10)"`."""
    match = _WRITTEN.fullmatch(field.type.text) if isinstance(field.type, ir.Unsupported) else None
    if match is None:
        return
    name, inside = match["name"].strip(), match["arguments"]
    arguments = [] if inside is None else [argument.strip() for argument in inside.split(",")]
    native = connector.native_types.get(name)
    if native is None or _numbers(arguments, native.takes) is None or (native.required and not arguments):
        return
    if 0 < native.arguments < len(arguments):
        return
    given = f"({', '.join(arguments)})" if native.takes is not Takes.NOTHING and arguments else ""
    written = f"{native.scalars[-1]} @{schema.datasource.name}.{name}{given}"
    message = (
        f'The type `Unsupported("{match[0]}")` you specified in the type definition for the field `{field.name}` is '
        f"supported as a native type by Prisma. Please use the native type notation `{written}` for full support."
    )
    report.error("supported-type", message, field.span, help=f"write `{field.name} {written}`")


def _wrong(code: str, message: str, field: ir.ScalarField, report: Report, *, help: str | None = None) -> None:
    span = field.span if field.native is None or field.native.span is None else field.native.span
    report.error(code, message, span, help=help)
