"""Rules for one column, on one database."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.text.diagnostics import Report


def the_connector_has_the_type(model: ir.Model, field: ir.ScalarField, connector: Connector, report: Report) -> None:
    if field.type is ir.Scalar.DECIMAL and not connector.decimals:
        message = (
            f"Field `{field.name}` in model `{model.name}` can't be of type Decimal. "
            f"{connector.title} does not support the Decimal type."
        )
        report.error("no-decimals", message, field.span, help="use a Float, or a String")
    if field.type is ir.Scalar.JSON and field.is_list and not connector.json_lists:
        message = (
            f"Field `{field.name}` in model `{model.name}` can't be of type Json[]. "
            f"{connector.title} does not support the Json List type."
        )
        report.error("no-lists", message, field.span, help=f"write `{field.name} Json`, and keep a list in it")
        return
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
        report.error("no-json", message, field.span, help="use a String")


def enums_exist(enum: ir.Enum_, connector: Connector, report: Report) -> None:
    if not connector.enums:
        message = f"You defined the enum `{enum.name}`. But {connector.title} does not support enums."
        report.error("no-enums", message, enum.span, help="use a String")


def defaults_may_be_named(field: ir.ScalarField, connector: Connector, report: Report) -> None:
    if field.default_name is not None and not connector.named_defaults:
        message = (
            "You defined a database name for the default value of a field on the model. "
            f"{connector.title} does not support that."
        )
        report.error("named-default", message, field.span, help="remove the `map` argument")
