"""Rules for relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenantry import ir
from tenantry.rules.connectors import Connector
from tenantry.text.diagnostics import Report

_CYCLES = "Read more at https://pris.ly/d/cyclic-referential-actions"


def referenced_fields_are_unique(relation: ir.ForeignKeyRelation, schema: ir.Schema, report: Report) -> None:
    if _is_criterion(schema.model(relation.target), relation.references):
        return
    message = (
        "The argument `references` must refer to a unique criterion in the related model. "
        f"Consider adding {_unique_advice(relation.references)} the model `{relation.target}`."
    )
    report.error("references-not-unique", message, relation.span)


def _unique_advice(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"an `@unique` attribute to the field `{names[0]}` in"
    return f"an `@@unique([{', '.join(names)}])` attribute to"


def references_are_in_order(
    relation: ir.ForeignKeyRelation, schema: ir.Schema, connector: Connector, report: Report
) -> None:
    criteria = _criteria(schema.model(relation.target))
    names = list(relation.references)
    if connector.references_in_any_order or names in criteria or sorted(names) not in map(sorted, criteria):
        return
    message = (
        f"The argument `references` must refer to a unique criterion in the related model `{relation.target}` using "
        f"the same order of fields, on {connector.title}."
    )
    report.error("references-not-unique", message, relation.span)


def _is_criterion(model: ir.Model, names: Sequence[str]) -> bool:
    return any(set(criterion) == set(names) for criterion in _criteria(model))


def _criteria(model: ir.Model) -> list[list[str]]:
    """The names in the key and in each unique."""
    groups = [unique.fields for unique in model.uniques]
    if model.key is not None:
        groups.insert(0, model.key.fields)
    return [[part.name for part in group] for group in groups]


def types_match(relation: ir.ForeignKeyRelation, schema: ir.Schema, report: Report) -> None:
    model, target = schema.model(relation.model), schema.model(relation.target)
    for own, theirs in zip(relation.fields, relation.references, strict=True):
        if model.scalar(own).type != target.scalar(theirs).type:
            message = (
                f"The type of the field `{own}` in the model `{model.name}` is not matching the type of the referenced "
                f"field `{theirs}` in model `{target.name}`."
            )
            report.error("wrong-reference-type", message, relation.span)


def one_to_one_is_unique(relation: ir.ForeignKeyRelation, schema: ir.Schema, report: Report) -> None:
    """Otherwise several rows could refer to one; and the side without columns cannot be required."""
    if not relation.unique:
        return
    if not _is_criterion(schema.model(relation.model), relation.fields):
        advice = _unique_advice(relation.fields).removesuffix(" to").removesuffix(" in")
        if len(relation.fields) > 1:
            advice += " to the model"
        message = (
            "A one-to-one relation must use unique fields on the defining side. "
            f"Either add {advice}, or change the relation to one-to-many."
        )
        report.error("one-to-one-not-unique", message, relation.span)
    back = _relation_field(schema, relation.target, relation.target_field)
    if back.arity is ir.Arity.REQUIRED:
        message = (
            f"The relation field `{back.name}` on Model `{relation.target}` is required. This is not valid because "
            "it's not possible to enforce this constraint on the database level. Please change the field type from "
            f"`{relation.model}` to `{relation.model}?` to fix this."
        )
        report.error("one-to-one-required", message, relation.span)


def required_relations_have_required_fields(relation: ir.ForeignKeyRelation, schema: ir.Schema, report: Report) -> None:
    field = _relation_field(schema, relation.model, relation.field)
    model = schema.model(relation.model)
    if field.arity is ir.Arity.REQUIRED and any(model.scalar(name).is_optional for name in relation.fields):
        message = (
            f"The relation field `{field.name}` uses the scalar fields {', '.join(relation.fields)}. At least one of "
            "those fields is optional. Hence the relation field must be optional as well."
        )
        report.error("required-relation", message, relation.span, help=f"write `{field.name} {field.target}?`")


def the_connector_has_the_actions(
    relation: ir.ForeignKeyRelation, schema: ir.Schema, connector: Connector, report: Report
) -> None:
    allowed = ", ".join(f"`{action}`" for action in ir.Action if action in connector.actions)
    for action in dict.fromkeys((relation.on_delete, relation.on_update)):
        if action not in connector.actions:
            message = f"Invalid referential action: `{action}`. Allowed values: ({allowed})"
            report.error("unknown-action", message, relation.span)
    model = schema.model(relation.model)
    required = [name for name in relation.fields if not model.scalar(name).is_optional]
    for argument, action in (("onDelete", relation.on_delete), ("onUpdate", relation.on_update)):
        if action is ir.Action.SET_NULL and required:
            _set_null_on_required(relation, argument, required, connector, report)


def _set_null_on_required(
    relation: ir.ForeignKeyRelation, argument: str, required: Sequence[str], connector: Connector, report: Report
) -> None:
    help = f"make {', '.join(f'`{name}`' for name in required)} optional, or choose another action"
    if connector.set_null_on_required:
        message = (
            f"`{argument}: SetNull` always fails here: {', '.join(f'`{name}`' for name in required)} cannot be null."
        )
        report.warning("set-null-on-required", message, relation.span, help=help)
        return
    message = (
        f"The `{argument}` referential action of a relation must not be set to `SetNull` when a referenced field is "
        "required."
    )
    report.error("set-null-on-required", message, relation.span, help=help)


def foreign_keys_may_be_named(relation: ir.ForeignKeyRelation, connector: Connector, report: Report) -> None:
    if relation.map is not None and not connector.named_foreign_keys:
        message = f"{connector.title} does not support named foreign keys."
        report.error("no-named-foreign-keys", message, relation.span, help="remove the `map` argument")


def both_ends_have_a_key(relation: ir.ManyToMany, schema: ir.Schema, report: Report) -> None:
    """The join table refers to both by a key of one field."""
    ends = (
        (relation.a_model, relation.a_field, relation.b_model),
        (relation.b_model, relation.b_field, relation.a_model),
    )
    for model, field, target in ends:
        key = schema.model(target).key
        if key is not None and len(key.fields) == 1:
            continue
        message = (
            f"The relation field `{field}` on model `{model}` references `{target}` which does not have an `@id` "
            "field. Models without `@id` cannot be part of a many to many relation. Use an explicit intermediate Model "
            "to represent this relationship."
        )
        report.error("many-to-many-without-id", message, _relation_field(schema, model, field).span)


def ignored_models_are_ignored_everywhere(schema: ir.Schema, report: Report) -> None:
    ignored = {model.name for model in schema.models if model.ignored}
    for model in schema.models:
        for field in model.relations:
            if field.target in ignored and not field.ignored and not model.ignored and not field.is_list:
                message = (
                    f"The relation field `{field.name}` on Model `{model.name}` must specify the `@ignore` attribute, "
                    f"because the model {field.target} it is pointing to is marked ignored."
                )
                report.error("relation-to-ignored", message, field.span, help="add `@ignore`")


def cascades_end(schema: ir.Schema, connector: Connector, report: Report) -> None:
    """SQL Server refuses tables whose changes could come back to them."""
    if connector.cascade_cycles or not schema.datasource.foreign_keys:
        return
    for start in _acting(schema):
        if start.model == start.target:
            message = (
                "A self-relation must have `onDelete` and `onUpdate` referential actions set to `NoAction` in one of "
                f"the @relation attributes. {_CYCLES}"
            )
            report.error("cascade-cycle", message, start.span)
        elif path := _way_back(schema, start):
            written = " → ".join(relation.name for relation in path)
            message = (
                "Reference causes a cycle. One of the @relation attributes in this cycle must have `onDelete` and "
                f"`onUpdate` referential actions set to `NoAction`. Cycle path: {written}. {_CYCLES}"
            )
            report.error("cascade-cycle", message, start.span)


def _acting(schema: ir.Schema) -> Iterator[ir.ForeignKeyRelation]:
    for relation in schema.relations:
        if isinstance(relation, ir.ForeignKeyRelation) and {relation.on_delete, relation.on_update} != {
            ir.Action.NO_ACTION
        }:
            yield relation


def _way_back(schema: ir.Schema, start: ir.ForeignKeyRelation) -> list[ir.ForeignKeyRelation]:
    """The shortest chain of references from `start` back to its model; empty when there is none."""
    acting = list(_acting(schema))
    waiting, seen = [[start]], {start.target}
    while waiting:
        path = waiting.pop(0)
        if path[-1].target == start.model:
            return path
        for relation in acting:
            if relation.model == path[-1].target and (relation.target not in seen or relation.target == start.model):
                seen.add(relation.target)
                waiting.append([*path, relation])
    return []


def _relation_field(schema: ir.Schema, model: str, name: str) -> ir.RelationField:
    return next(field for field in schema.model(model).relations if field.name == name)
