"""Rules for one-to-one relations: either side could have the columns, so more can be said wrongly."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.relations.inline import criteria_of
from tenantry.rules.relations.sides import Inline
from tenantry.text.diagnostics import Report


def one_side_says_which_columns(relation: Inline, report: Report) -> None:
    back = relation.back
    if not relation.one_to_one or back is None:
        return
    sides = (relation.field.attribute, back.attribute)
    given = {
        "fields": [bool(said.fields) for said in sides],
        "references": [bool(said.references) for said in sides],
    }
    nowhere = [name for name, (forward, backward) in given.items() if not forward and not backward]
    twice = [name for name, (forward, backward) in given.items() if forward and backward]
    if nowhere:
        said = f"do not provide the {_arguments(nowhere)} in the @relation attribute. You have to provide it on one of"
        help = "write `@relation(fields: [...], references: [id])` at the side that has the column"
        _at_both(relation, back, "incomplete-relation", f"{said} the two fields.", help, report)
    if twice:
        said = f"both provide the {_arguments(twice)} in the @relation attribute. You have to provide it only on one of"
        help = "remove `fields` and `references` from the side that has no columns"
        _at_both(relation, back, "relation-on-both-sides", f"{said} the two fields.", help, report)
    if not nowhere and not twice:
        _on_the_right_side(relation, back, report)


def _arguments(names: list[str]) -> str:
    return f"`{'` and `'.join(names)}` argument{'s' if len(names) > 1 else ''}"


def _at_both(relation: Inline, back: ir.RelationField, code: str, said: str, help: str, report: Report) -> None:
    here = f"`{relation.field.name}` on Model `{relation.model.name}`"
    there = f"`{back.name}` on Model `{relation.target.name}`"
    report.error(code, f"The relation fields {here} and {there} {said}", relation.field.span, help=help)
    report.error(code, f"The relation fields {there} and {here} {said}", back.span, help=help)


def _on_the_right_side(relation: Inline, back: ir.RelationField, report: Report) -> None:
    field, said = relation.field, relation.field.attribute
    if bool(said.fields) != bool(said.references):
        here, there = ("fields", "references") if said.fields else ("references", "fields")
        message = (
            f"The relation field `{field.name}` on Model `{relation.model.name}` provides the `{here}` argument in the "
            f"@relation attribute. And the related field `{back.name}` on Model `{relation.target.name}` provides the "
            f"`{there}` argument. You must provide both arguments on the same side."
        )
        help = f"write both at `{field.name}`"
        report.error("relation-on-both-sides", message, field.span, help=help)
        report.error("relation-on-both-sides", message, back.span, help=help)
    elif not said.fields and field.arity is ir.Arity.REQUIRED and back.is_optional:
        message = (
            f"The relation field `{relation.target.name}.{back.name}` defines the `fields` and/or `references` "
            "argument. You must set them on the required side of the relation "
            f"(`{relation.model.name}.{field.name}`) in order for the constraints to be enforced. Alternatively, you "
            "can change this field to be required and the opposite optional, or make both sides of the relation "
            "optional."
        )
        help = f"make `{field.name}` optional: write `{field.name} {field.target}?`"
        report.error("relation-on-wrong-side", message, back.span, help=help)


def the_side_without_columns_is_optional(relation: Inline, report: Report) -> None:
    """No database sees to it that there is a row which refers to this one."""
    back = relation.back
    if not relation.one_to_one or back is None or back.arity is not ir.Arity.REQUIRED:
        return
    message = (
        f"The relation field `{back.name}` on Model `{relation.target.name}` is required. This is not valid because "
        "it's not possible to enforce this constraint on the database level. Please change the field type from "
        f"`{relation.model.name}` to `{relation.model.name}?` to fix this."
    )
    help = f"write `{back.name} {relation.model.name}?`"
    report.error("one-to-one-required", message, back.span, help=help)


def one_to_one_is_unique(relation: Inline, report: Report) -> None:
    """Otherwise several rows could refer to one."""
    names = [column.name for column in relation.fields]
    if not relation.one_to_one or relation.field.attribute.fields is None or names in criteria_of(relation.model):
        return
    advice = f"an `@unique` attribute to the field `{names[0]}`" if len(names) == 1 else ""
    advice = advice or f"an `@@unique([{', '.join(names)}])` attribute to the model"
    message = (
        "A one-to-one relation must use unique fields on the defining side. "
        f"Either add {advice}, or change the relation to one-to-many."
    )
    report.error("one-to-one-not-unique", message, relation.field.span, help=f"add {advice}")
