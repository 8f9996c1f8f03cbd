"""Rules for each relation field by itself, and for finding its other side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tenantry import ir
from tenantry.rules.connectors.connector import Connector, Named
from tenantry.rules.constraint_names import the_name_fits
from tenantry.rules.relations.sides import Sides
from tenantry.text.diagnostics import Report

_SHOWN = 40


def names_tell_relations_apart(sides: Sides, report: Report) -> None:
    """Prisma stops at the first; each is told here, and nothing else about its fields."""
    for model, rivals in sides.ambiguous:
        names = _listed([rival.name for rival in rivals])
        for field in rivals:
            message, help = _ambiguity(model, field, rivals, names)
            report.error("ambiguous-relation", message, field.span, help=help)


def _ambiguity(
    model: ir.Model, field: ir.RelationField, rivals: Sequence[ir.RelationField], names: str
) -> tuple[str, str]:
    to_itself = field.target == model.name
    named = field.attribute.name is not None
    help = f'give each its own name: `@relation("{field.name}")`, here and at its other side'
    if named and to_itself:
        message = (
            f"Wrongly named self relation detected. The fields {names} in model `{model.name}` have the same relation "
            "name. At most two relation fields can belong to the same relation and therefore have the same name. "
            "Please assign a different relation name to one of them."
        )
    elif named:
        message = (
            f"Wrongly named relation detected. The fields {names} in model `{model.name}` both use the same relation "
            "name. Please provide different relation names for them through `@relation(<name>).`"
        )
    elif to_itself and len(rivals) == 2:
        message = (
            f"Ambiguous self relation detected. The fields {names} in model `{model.name}` both refer to "
            f"`{field.target}`. If they are part of the same relation add the same relation name for them with "
            "`@relation(<name>)`."
        )
        help = f'write `@relation("{rivals[0].name}")` at both if they are the two sides of one relation'
    elif to_itself:
        message = (
            f"Unnamed self relation detected. The fields {names} in model `{model.name}` have no relation name. "
            "Please provide a relation name for one of them by adding `@relation(<name>).`"
        )
    else:
        message = (
            f"Ambiguous relation detected. The fields {names} in model `{model.name}` both refer to `{field.target}`. "
            "Please provide different relation names for them by adding `@relation(<name>).`"
        )
    return message, help


def _listed(names: Sequence[str]) -> str:
    """The names, or the first of very many."""
    quoted = [f"`{name}`" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        quoted.append(f"{len(names) - _SHOWN} more")
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]])


def both_sides_are_there(sides: Sides, report: Report) -> None:
    for model, field in sides.back_only:
        _missing(model, field, report)
    for relation in sides.inline:
        if relation.back is None:
            _missing(relation.model, relation.field, report)


def missing_sides_have_names_of_their_own(sides: Sides, connector: Connector, report: Report) -> None:
    """Prisma thinks of one foreign key for all relations without columns between two models, and so of one name."""
    if not any(Named.FOREIGN_KEY in namespace.counted for namespace in connector.namespaces):
        return
    without = Counter(relation.model.name for relation in sides.inline if not relation.fields)
    without.update(field.target for _, field in sides.back_only)
    told: set[str] = set()
    for model, field in sides.back_only:
        if without[field.target] > 1 and model.name not in told:
            told.add(model.name)
            message = (
                f"Several relations to `{field.target}` have no columns there, which makes one foreign key of them."
            )
            help = f"give `{field.target}` the other side of each, with columns of its own"
            report.error("missing-back-relation", message, model.span, help=help)


def _missing(model: ir.Model, field: ir.RelationField, report: Report) -> None:
    kind = "view" if model.is_view else "model"
    message = (
        f"The relation field `{field.name}` on {kind} `{model.name}` is missing an opposite relation field on the "
        f"model `{field.target}`."
    )
    name = model.name[:1].lower() + model.name[1:]
    named = field.attribute.name
    if field.is_list:
        label = "" if named is None else f'"{named}", '
        line = f"{name} {model.name} @relation({label}fields: [...], references: [...])"
    else:
        line = f"{name}s {model.name}[]" + ("" if named is None else f' @relation("{named}")')
    report.error("missing-back-relation", message, field.span, help=f"add `{line}` to model {field.target}")


def ignored_models_are_ignored_everywhere(model: ir.Model, schema: ir.Schema, report: Report) -> None:
    for field in model.relations:
        if schema.model(field.target).ignored and not field.ignored and not model.ignored:
            message = (
                f"The relation field `{field.name}` on Model `{model.name}` must specify the `@ignore` attribute, "
                f"because the model {field.target} it is pointing to is marked ignored."
            )
            report.error("relation-to-ignored", message, field.span, help="add `@ignore`")


def the_connector_has_the_actions(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """Those that the schema names, on whichever side."""
    foreign_keys = schema.datasource.foreign_keys
    possible = connector.actions if foreign_keys else connector.emulated_actions
    allowed = ", ".join(f"`{action}`" for action in ir.Action if action in possible)
    for field in model.relations:
        said = field.attribute
        for argument, action in (("onDelete", said.on_delete), ("onUpdate", said.on_update)):
            if action is None or action in possible:
                continue
            message = f"Invalid referential action: `{action}`. Allowed values: ({allowed})"
            help = f"write one of {allowed}"
            if action is ir.Action.NO_ACTION:
                message += (
                    f'. `NoAction` is not implemented for {connector.title} when using `relationMode = "prisma"`, '
                    "you could try using `Restrict` instead."
                )
                help = f"write `{argument}: Restrict`"
            report.error("unknown-action", message, said.places.get(argument, field.span), help=help)


def foreign_keys_may_be_named(model: ir.Model, connector: Connector, report: Report) -> None:
    for field in model.relations:
        if field.attribute.map is not None and not connector.named_foreign_keys:
            message = f"{connector.title} does not support named foreign keys."
            place = field.attribute.span or field.span
            report.error("no-named-foreign-keys", message, place, help="remove the `map` argument")


def names_of_foreign_keys_fit(model: ir.Model, connector: Connector, report: Report) -> None:
    for field in model.relations:
        if connector.named_foreign_keys and field.attribute.map is not None and field.attribute.span is not None:
            the_name_fits(field.attribute.map, "@relation", field.attribute.span, connector, report)
