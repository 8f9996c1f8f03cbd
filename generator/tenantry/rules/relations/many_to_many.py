"""Rules for many-to-many relations: through a table that is made for them, or, on MongoDB, through lists of keys."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.relations.sides import Joined
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span

_CODE = "many-to-many-arguments"


def the_connector_keeps_it_so(relation: Joined, connector: Connector, report: Report) -> None:
    if relation.embedded == (not connector.implicit_many_to_many):
        return
    for _, field, target in relation.ends:
        if relation.embedded:
            message = f"Embedded many-to-many relations are not supported on {connector.title}."
            help = "remove `fields` and `references`: a join table is made; or write a model for it"
        else:
            message = f"Implicit many-to-many relations are not supported on {connector.title}."
            help = (
                f"add a field `{field.name}Ids String[] @db.ObjectId`, and "
                f"`@relation(fields: [{field.name}Ids], references: [{_key(target)}])`"
            )
        report.error(_CODE, message, field.span, help=help)


def _key(model: ir.Model) -> str:
    return _single_key(model) or "id"


def views_have_no_join_table(relation: Joined, report: Report) -> None:
    if relation.embedded or not (relation.a_model.is_view or relation.b_model.is_view):
        return
    for _, field, _ in relation.ends:
        message = "Implicit many-to-many relations are not supported for views."
        help = "write the join table as a model, and two relations to it"
        report.error("many-to-many-of-view", message, field.span, help=help)


def both_ends_have_a_key(relation: Joined, report: Report) -> None:
    """The join table refers to both by a key of one field."""
    if relation.embedded:
        return
    for model, field, target in relation.ends:
        if target.is_view or (target.key is not None and len(target.key.fields) == 1):
            continue
        message = (
            f"The relation field `{field.name}` on {'view' if model.is_view else 'model'} `{model.name}` references "
            f"`{target.name}` which does not have an `@id` field. Models without `@id` cannot be part of a many to "
            "many relation. Use an explicit intermediate Model to represent this relationship."
        )
        help = f"give `{target.name}` a key of one field, or write the join table as a model"
        report.error("many-to-many-without-id", message, field.span, help=help)


def the_join_table_has_no_arguments(relation: Joined, report: Report) -> None:
    if relation.embedded:
        return
    for _, field, _ in relation.ends:
        if field.attribute.references is not None:
            message = (
                "Implicit many-to-many relation should not have references argument defined. "
                "Either remove it, or change the relation to one-to-many."
            )
            report.error(_CODE, message, field.span, help="remove `references`")


def there_are_no_actions(relation: Joined, connector: Connector, report: Report) -> None:
    if relation.embedded and connector.implicit_many_to_many:
        return
    kind = "two-way embedded" if relation.embedded else "implicit"
    for _, field, _ in relation.ends:
        said = field.attribute
        for argument, action in (("onDelete", said.on_delete), ("onUpdate", said.on_update)):
            if action is not None:
                message = f"Referential actions on {kind} many-to-many relations are not supported"
                report.error(_CODE, message, _place(field, argument), help=f"remove `{argument}`")


def lists_of_keys_are_complete(relation: Joined, connector: Connector, report: Report) -> None:
    """MongoDB: `fields` is one list, `references` the key whose values it has."""
    if not relation.embedded or connector.implicit_many_to_many:
        return
    for model, field, target in relation.ends:
        said = field.attribute
        for argument, names in (("references", said.references), ("fields", said.fields)):
            if names is None or len(names) != 1:
                message = f"The `{argument}` argument must be defined and must point to exactly one scalar field."
                help = f"write `{argument}: [...]` with one field"
                report.error(_CODE, message, _place(field, argument), help=help)
        if said.references and _single_key(target) != said.references[0]:
            message = "The `references` argument must point to a singular `id` field"
            report.error(_CODE, message, _place(field, "references"), help=f"write `references: [{_key(target)}]`")
        if said.fields and said.references:
            _same_types(model.scalar(said.fields[0]), target.scalar(said.references[0]), field, report)


def _single_key(model: ir.Model) -> str | None:
    return model.key.fields[0].name if model.key is not None and len(model.key.fields) == 1 else None


def _same_types(own: ir.ScalarField, theirs: ir.ScalarField, field: ir.RelationField, report: Report) -> None:
    natives = [None if column.native is None else column.native.name for column in (own, theirs)]
    if own.is_list and not theirs.is_list and own.type == theirs.type and natives[0] == natives[1]:
        return
    message = "The scalar field defined in `fields` argument must be an array of the same type defined in `references`"
    native = "" if natives[1] is None else f" @db.{natives[1]}"
    help = f"write `{own.name} {theirs.type}[]{native}`"
    report.error(_CODE, message, field.attribute.span or field.span, help=help)


def _place(field: ir.RelationField, argument: str) -> Span:
    return field.attribute.places.get(argument) or field.attribute.span or field.span
