"""Rules for a model as a whole."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.indexes.constraints import column, constraints
from tenantry.text.diagnostics import Report

_CRITERION = (
    "Each model must have at least one unique criteria that has only required fields. Either mark a single field with "
    "`@id`, `@unique` or add a multi field criterion with `@@id([])` or `@@unique([])` to the model."
)


def a_row_can_be_told_from_others(model: ir.Model, schema: ir.Schema, report: Report) -> None:
    """A key or unique of required fields that the client can compare."""
    if model.ignored or model.is_view:
        return
    criteria = [constraint.fields for constraint in constraints(model) if constraint.kind in ("key", "unique")]
    if any(all(_comparable(column(schema, model, part)) for part in fields) for fields in criteria):
        return
    message = _CRITERION
    if criteria:
        names = "\n".join(f"- {', '.join(field.name for field in fields)}" for fields in criteria)
        message += (
            " The following unique criterias were not considered as they contain fields that are not required:\n"
            f"{names}"
        )
    report.error("no-unique-criterion", message, model.span, help=_key_advice(model))


def _comparable(field: ir.ScalarField) -> bool:
    return not field.is_optional and not isinstance(field.type, ir.Unsupported)


def _key_advice(model: ir.Model) -> str:
    named_id = next((f for f in model.scalars if f.name == "id"), None)
    if named_id is not None:
        return "mark the field `id` with `@id`"
    return "add `id String @id @default(cuid())`, or mark the field that is the key with `@id`"


def compound_names_are_free(model: ir.Model, report: Report) -> None:
    """The client gives a compound key or unique a name beside the fields'."""
    fields = {field.name for field in model.fields}
    named = [one for one in constraints(model) if one.name is not None]
    names = [one.name for one in named]
    for one in named:
        if one.name in fields:
            message = (
                f"The custom name `{one.name}` specified for the `{one.attribute}` attribute is already used as a name "
                "for a field. Please choose a different name."
            )
            report.error("duplicate-name", message, model.span, help="choose another `name`, or rename the field")
        if names.count(one.name) > 1:
            message = (
                f"The given custom name `{one.name}` has to be unique on the model. "
                "Please provide a different name for the `name` argument."
            )
            place = one.places.get("name", one.span)
            report.error("duplicate-name", message, place, help="choose another `name` for one of them")


def shard_keys_are_possible(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    if model.shard_key is None or model.is_view:
        return
    place = model.shard_key.span
    if "shardKeys" not in schema.options.preview_features:
        message = "Defining shard keys requires enabling the `shardKeys` preview feature"
        help = 'add `previewFeatures = ["shardKeys"]` to the generator block'
        report.error("preview-feature", message, place, help=help)
    if not connector.shard_keys:
        message = f"Shard keys are not currently supported for provider {connector.provider}"
        report.error("no-shard-keys", message, place, help="remove the shard key")
