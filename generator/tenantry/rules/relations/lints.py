"""What works, and yet not as its author may think: Prisma's own warnings about relations."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.text.diagnostics import Report


def emulated_relations_have_an_index(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """Prisma makes the client keep foreign keys where the database has none, and then nobody makes their index."""
    if schema.datasource.foreign_keys or not connector.emulated_relations_want_index:
        return
    compounds = [model.key, *model.uniques, *model.indexes]
    indexed = [[part.name for part in compound.fields] for compound in compounds if compound is not None]
    for field in model.relations:
        names = list(field.attribute.fields or ())
        if names and not any(parts[: len(names)] == names for parts in indexed):
            listed = ", ".join(names)
            message = f'With `relationMode = "prisma"` nothing makes an index for `{listed}`, and reading can be slow.'
            help = f"add `@@index([{listed}])`"
            report.warning("relation-without-index", message, field.attribute.span or field.span, help=help)


def set_default_is_there(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    if connector.set_default or not schema.datasource.foreign_keys:
        return
    for field in model.relations:
        said = field.attribute
        for argument, action in (("onDelete", said.on_delete), ("onUpdate", said.on_update)):
            if action is ir.Action.SET_DEFAULT:
                message = f"{connector.title} does not really have the referential action `SetDefault`."
                place = said.places.get(argument, field.span)
                report.warning("set-default", message, place, help="write `NoAction`, or another action")


def keys_have_one_native_type(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """Documents are joined by values that must be equal, whatever kind of value they are."""
    if not connector.joins_native_types:
        return
    for field in model.relations:
        target = schema.model(field.target)
        for name, other in zip(field.attribute.fields or (), field.attribute.references or (), strict=False):
            own, theirs = model.scalar(name), target.scalar(other)
            if _spelled(own) != _spelled(theirs):
                message = (
                    f"`{model.name}.{name}` and `{target.name}.{other}` must have the same native type, or MongoDB "
                    "does not find what belongs together. This will be an error in the future."
                )
                help = f"write {_advice([own, theirs])} on both, or on none"
                report.warning("other-native-type", message, own.span, help=help)


def _spelled(field: ir.ScalarField) -> str | None:
    return None if field.native is None else f"@{field.native.prefix}.{field.native.name}"


def _advice(fields: Sequence[ir.ScalarField]) -> str:
    spellings = dict.fromkeys(_spelled(field) for field in fields)
    return " or ".join(f"`{spelling}`" for spelling in spellings if spelling is not None)
