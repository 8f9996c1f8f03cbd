"""Rules for a model as a whole."""

from __future__ import annotations

import re

from tenantry import ir
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span

_CRITERION = (
    "Each model must have at least one unique criteria that has only required fields. Either mark a single field with "
    "`@id`, `@unique` or add a multi field criterion with `@@id([])` or `@@unique([])` to the model."
)


def a_row_can_be_told_from_others(model: ir.Model, report: Report) -> None:
    """A key or unique of required fields that the client can compare."""
    if model.ignored or model.is_view or _has_optional_key(model):
        return
    criteria = [unique.fields for unique in model.uniques]
    if model.key is not None:
        criteria.insert(0, model.key.fields)
    if any(all(_comparable(model.scalar(field.name)) for field in fields) for fields in criteria):
        return
    message = _CRITERION
    if criteria:
        names = "\n".join(f"- {', '.join(field.name for field in fields)}" for fields in criteria)
        message += (
            " The following unique criterias were not considered as they contain fields that are not required:\n"
            f"{names}"
        )
    report.error("no-unique-criterion", message, model.span, help=_key_advice(model))


def _has_optional_key(model: ir.Model) -> bool:
    """`the_key_is_required` tells that."""
    return model.key is not None and any(model.scalar(f.name).arity is not ir.Arity.REQUIRED for f in model.key.fields)


def _comparable(field: ir.ScalarField) -> bool:
    return not field.is_optional and not isinstance(field.type, ir.Unsupported)


def _key_advice(model: ir.Model) -> str:
    named_id = next((f for f in model.scalars if f.name == "id"), None)
    if named_id is not None:
        return "mark the field `id` with `@id`"
    return "add `id String @id @default(cuid())`, or mark the field that is the key with `@id`"


def the_key_is_required(model: ir.Model, report: Report) -> None:
    if model.key is None:
        return
    for part in model.key.fields:
        field = model.scalar(part.name)
        if field.arity is ir.Arity.REQUIRED:
            continue
        if len(model.key.fields) == 1:
            report.error("optional-id", "Fields that are marked as id must be required.", model.key.span)
        elif field.is_optional:
            message = (
                f"The id definition refers to the optional field `{field.name}`. "
                "ID definitions must reference only required fields."
            )
            report.error("optional-id", message, model.key.span)


def compound_names_are_free(model: ir.Model, report: Report) -> None:
    """The client gives a compound key or unique a name beside the fields'."""
    named: list[tuple[str, str, Span]] = []
    if model.key is not None and model.key.name is not None:
        named.append((model.key.name, "@@id", model.key.span))
    named += [(unique.name, "@@unique", unique.span) for unique in model.uniques if unique.name is not None]
    fields = {field.name for field in model.fields}
    for name, attribute, span in named:
        if not re.fullmatch(r"[A-Za-z0-9_]+", name):
            message = f"The `name` property within the `{attribute}` attribute only allows for letters, digits and `_`."
            report.error("bad-name", message, span)
        if name in fields:
            message = (
                f"The custom name `{name}` specified for the `{attribute}` attribute is already used as a name for a "
                "field. Please choose a different name."
            )
            report.error("duplicate-name", message, model.span)
    names = [name for name, _, _ in named]
    for name, _, span in named:
        if names.count(name) > 1:
            message = (
                f"The given custom name `{name}` has to be unique on the model. "
                "Please provide a different name for the `name` argument."
            )
            report.error("duplicate-name", message, span)


def views_are_switched_on(model: ir.Model, schema: ir.Schema, report: Report) -> None:
    if model.is_view and "views" not in schema.options.preview_features:
        message = "View definitions are only available with the `views` preview feature."
        help = 'add `previewFeatures = ["views"]` to the generator block'
        report.error("preview-feature", message, model.span, help=help)
