"""Rules for relations kept in columns: one-to-one and one-to-many."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.relations.sides import Inline
from tenantry.text.diagnostics import Report


def referenced_fields_are_unique(relation: Inline, connector: Connector, report: Report) -> None:
    names = relation.references
    if not names:
        return
    criteria = criteria_of(relation.target)
    same = [criterion for criterion in criteria if sorted(criterion) == sorted(names)]
    if not same:
        advice = f"{_unique_advice(names)} the model `{relation.target.name}`"
        message = (
            "The argument `references` must refer to a unique criterion in the related model. "
            f"Consider adding {advice}."
        )
        report.error("references-not-unique", message, relation.field.span, help=f"add {advice}, or refer to its key")
    elif not connector.references_in_any_order and list(names) not in same:
        message = (
            f"The argument `references` must refer to a unique criterion in the related model `{relation.target.name}` "
            f"using the same order of fields, on {connector.title}."
        )
        help = f"write `references: [{', '.join(same[0])}]`, and `fields` in that order too"
        report.error("references-not-unique", message, relation.field.span, help=help)


def _unique_advice(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"an `@unique` attribute to the field `{names[0]}` in"
    return f"an `@@unique([{', '.join(names)}])` attribute to"


def criteria_of(model: ir.Model) -> list[list[str]]:
    """The names in the key and in each unique."""
    groups = [unique.fields for unique in model.uniques]
    if model.key is not None:
        groups.insert(0, model.key.fields)
    return [[part.name for part in group] for group in groups]


def as_many_fields_as_references(relation: Inline, report: Report) -> None:
    said = relation.field.attribute
    if said.fields is not None and said.references is not None and len(said.fields) != len(said.references):
        message = "You must specify the same number of fields in `fields` and `references`."
        help = "name the column of this model for each field that it refers to, in the same order"
        report.error("wrong-number-of-fields", message, said.span, help=help)


def required_relations_have_required_fields(relation: Inline, report: Report) -> None:
    field = relation.field
    if field.arity is ir.Arity.REQUIRED and any(column.is_optional for column in relation.fields):
        names = ", ".join(column.name for column in relation.fields)
        message = (
            f"The relation field `{field.name}` uses the scalar fields {names}. At least one of those fields is "
            "optional. Hence the relation field must be optional as well."
        )
        report.error("required-relation", message, field.span, help=f"write `{field.name} {field.target}?`")


def types_match(relation: Inline, report: Report) -> None:
    for own, theirs in zip(relation.fields, relation.referenced, strict=False):
        if own.type != theirs.type:
            message = (
                f"The type of the field `{own.name}` in the model `{relation.model.name}` is not matching the type of "
                f"the referenced field `{theirs.name}` in model `{relation.target.name}`."
            )
            help = f"make `{own.name}` of the type of `{theirs.name}`"
            report.error("wrong-reference-type", message, relation.field.span, help=help)


def required_fields_are_not_set_null(relation: Inline, schema: ir.Schema, connector: Connector, report: Report) -> None:
    required = [column.name for column in relation.fields if column.arity is ir.Arity.REQUIRED]
    said = relation.field.attribute
    if not required and said.fields is not None:
        return
    allowed = connector.set_null_on_required and schema.datasource.foreign_keys
    for argument, action in (("onDelete", said.on_delete), ("onUpdate", said.on_update)):
        if action is not ir.Action.SET_NULL:
            continue
        names = ", ".join(f"`{name}`" for name in required) or "the columns"
        help = f"make {names} optional, or choose another action"
        if allowed:
            message = f"`{argument}: SetNull` always fails here: {names} cannot be null."
            report.warning("set-null-on-required", message, relation.field.span, help=help)
        else:
            message = (
                f"The `{argument}` referential action of a relation must not be set to `SetNull` when a referenced "
                "field is required."
            )
            report.error("set-null-on-required", message, relation.field.span, help=help)


def the_side_with_the_columns_says_which(relation: Inline, report: Report) -> None:
    """One-to-many."""
    back = relation.back
    if relation.one_to_one or back is None:
        return
    field, said = relation.field, relation.field.attribute
    missing = [name for name, given in (("fields", said.fields), ("references", said.references)) if not given]
    if missing:
        message = (
            f"The relation field `{field.name}` on Model `{relation.model.name}` must specify the "
            f"`{'` and `'.join(missing)}` {'argument' if len(missing) == 1 else 'arguments'} in the @relation "
            "attribute."
        )
        help = f"write `@relation(fields: [{field.name}Id], references: [id])`, with a column `{field.name}Id`"
        report.error("incomplete-relation", message, field.span, help=help)
    if back.attribute.fields or back.attribute.references:
        message = (
            f"The relation field `{back.name}` on Model `{relation.target.name}` must not specify the `fields` or "
            "`references` argument in the @relation attribute. You must only specify it on the opposite field "
            f"`{field.name}` on model `{relation.model.name}`."
        )
        report.error("relation-on-both-sides", message, back.span, help="remove both arguments here")


def actions_stand_at_the_columns(relation: Inline, report: Report) -> None:
    back = relation.back
    if back is None or (back.attribute.on_delete is None and back.attribute.on_update is None):
        return
    said = relation.field.attribute
    message = (
        f"The relation field `{back.name}` on Model `{relation.target.name}` must not specify the `onDelete` or "
        "`onUpdate` argument in the @relation attribute. You must only specify it on the opposite field "
        f"`{relation.field.name}` on model `{relation.model.name}`, or in case of a many to many relation, in an "
        "explicit join table."
    )
    report.error("action-on-back-side", message, back.span, help=f"move it to `{relation.field.name}`")
    if relation.one_to_one and (said.on_delete is not None or said.on_update is not None):
        message = (
            f"The relation fields `{relation.field.name}` on Model `{relation.model.name}` and `{back.name}` on Model "
            f"`{relation.target.name}` both provide the `onDelete` or `onUpdate` argument in the @relation attribute. "
            "You have to provide it only on one of the two fields."
        )
        report.error("action-on-back-side", message, relation.field.span, help=f"keep it here, not at `{back.name}`")
