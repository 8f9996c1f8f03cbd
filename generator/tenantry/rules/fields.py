"""Rules for one column, on one database."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors import Connector
from tenantry.rules.native_types import Native
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean


def the_connector_has_the_type(model: ir.Model, field: ir.ScalarField, connector: Connector, report: Report) -> None:
    if field.is_list and not connector.lists:
        message = (
            f'Field "{field.name}" in model "{model.name}" can\'t be a list. '
            f"{connector.title} does not support lists of primitive types."
        )
        report.error("no-lists", message, field.span, help="use a field of the type Json, or a model of its own")
    if field.type is ir.Scalar.JSON and not connector.json:
        message = (
            f"Field `{field.name}` in model `{model.name}` can't be of type Json. "
            f"{connector.title} does not support the Json type."
        )
        report.error("no-json", message, field.span)


def enums_exist(enum: ir.Enum_, connector: Connector, report: Report) -> None:
    if not connector.enums:
        message = f"You defined the enum `{enum.name}`. But {connector.title} does not support enums."
        report.error("no-enums", message, enum.span, help="use a String")


def the_native_type_fits(field: ir.ScalarField, connector: Connector, report: Report) -> None:
    """Only for the datasource's own connector: `portable` leaves native types out elsewhere."""
    if field.native is None or not isinstance(field.type, ir.Scalar):
        return
    name, provider = field.native.name, connector.provider
    native = connector.native_types.get(name)
    if native is None:
        message = (
            f"Native type {name} is not supported for {provider} connector.{did_you_mean(name, connector.native_types)}"
        )
        help = None
        if not connector.native_types:
            help = (
                f'leave it out; with provider = "postgresql" and `portable = true` it is for PostgreSQL, not {provider}'
            )
        report.error("unknown-native-type", message, field.span, help=help)
        return
    if field.type not in native.scalars:
        expected = " or ".join(native.scalars)
        message = (
            f"Native type {name} is not compatible with declared field type {field.type}, "
            f"expected field type {expected}."
        )
        report.error("wrong-native-type", message, field.span)
    _arguments(field, field.native, native, connector, report)


def _arguments(
    field: ir.ScalarField, given: ir.NativeType, native: Native, connector: Connector, report: Report
) -> None:
    count = len(given.arguments)
    message: str | None = None
    if native.arguments == 0 or count < native.required:
        wanted = native.arguments
        if count != wanted:
            message = f'Function "{given.name}" takes {wanted} arguments, but received {count}.'
    elif native.pair and count not in (0, 2):
        message = f"Expected two nonnegative integers, but found ({', '.join(given.arguments)})."
    elif count > native.arguments:
        message = f"Native type {given.name} takes {native.arguments} optional arguments, but received {count}."
    if message is not None:
        report.error("wrong-native-type", message, field.span)
        return
    written = f"{given.name}({','.join(given.arguments)})"
    for argument, limit in zip(given.arguments, native.ranges, strict=False):
        if not _is_number(argument):
            if not (native.max and argument == "Max"):
                message = f"Expected a nonnegative integer, but found ({argument})."
                report.error("wrong-native-type", message, field.span)
        elif limit is not None and not limit.low <= int(argument) <= limit.high:
            message = f"Argument M is out of range for native type `{written}` of {connector.title}: {limit.text}"
            report.error("wrong-native-type", message, field.span)
    numbers = [int(argument) for argument in given.arguments if _is_number(argument)]
    if native.pair and len(numbers) == 2 and numbers[1] > numbers[0]:
        message = f"The scale must not be larger than the precision for the {written} native type in {connector.title}."
        report.error("wrong-native-type", message, field.span)


def _is_number(argument: str) -> bool:
    return argument.isascii() and argument.isdigit()


def autoincrement_is_possible(model: ir.Model, connector: Connector, report: Report) -> None:
    """SQLite counts up one key of one field, MySQL one indexed field, PostgreSQL what you like."""
    counting = [field for field in model.scalars if isinstance(field.default, ir.Autoincrement)]
    if len(counting) > 1 and connector.one_autoincrement:
        message = (
            "The `autoincrement()` default value is used multiple times on this model even though "
            f"{connector.title} only supports one instance per table."
        )
        report.error("autoincrement", message, model.span)
    for field in counting:
        if connector.autoincrement_only_bigint and field.type is not ir.Scalar.BIGINT:
            message = f"The `autoincrement()` default function is defined only on BigInt fields on {connector.title}."
            report.error("autoincrement", message, field.span, help="make it a BigInt")
        is_key = model.key is not None and [part.name for part in model.key.fields] == [field.name]
        if connector.autoincrement_only_on_key and not is_key:
            message = (
                "The `autoincrement()` default value is used on a non-id field even though "
                f"{connector.title} does not support this."
            )
            report.error("autoincrement", message, field.span)
        elif connector.autoincrement_only_indexed and not _is_indexed(model, field):
            message = (
                "The `autoincrement()` default value is used on a non-indexed field even though "
                f"{connector.title} does not support this."
            )
            report.error(
                "autoincrement", message, field.span, help="add `@unique`, or an `@@index` that starts with it"
            )


def _is_indexed(model: ir.Model, field: ir.ScalarField) -> bool:
    groups = [*([model.key.fields] if model.key is not None else []), *(u.fields for u in model.uniques)]
    return any(group[0].name == field.name for group in [*groups, *(i.fields for i in model.indexes)])
