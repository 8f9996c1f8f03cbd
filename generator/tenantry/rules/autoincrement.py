"""Where each database counts up by itself."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.text.diagnostics import Report


def autoincrement_is_possible(model: ir.Model, connector: Connector, report: Report) -> None:
    """SQLite counts up one key of one field, MySQL one indexed field, PostgreSQL what you like, MongoDB nothing."""
    counting = [field for field in model.scalars if isinstance(field.default, ir.Autoincrement)]
    if len(counting) > 1 and connector.one_autoincrement and connector.autoincrement:
        message = (
            "The `autoincrement()` default value is used multiple times on this model even though "
            f"{connector.title} only supports one instance per table."
        )
        report.error("autoincrement", message, model.span, help="leave it at one field")
    for field in counting:
        _of_field(model, field, connector, report)


def auto_is_possible(model: ir.Model, connector: Connector, report: Report) -> None:
    for field in () if connector.auto else model.scalars:
        if isinstance(field.default, ir.Auto):
            message = "The function `auto()` is for MongoDB."
            help = "use `autoincrement()`, `uuid()` or `cuid()`"
            report.error("function-not-allowed", message, field.span, help=help)


def sequence_is_possible(model: ir.Model, connector: Connector, report: Report) -> None:
    for field in () if connector.sequence else model.scalars:
        if isinstance(field.default, ir.Sequence):
            message = "Unknown function in @default(): `sequence` is not known."
            help = "`sequence()` is for CockroachDB: use `autoincrement()`"
            report.error("unknown-function", message, field.span, help=help)


def _of_field(model: ir.Model, field: ir.ScalarField, connector: Connector, report: Report) -> None:
    used = "The `autoincrement()` default value is used"
    help: str | None = None
    if not connector.autoincrement:
        message = f"{used} with {connector.title}, which does not support it."
        help = "write `@default(auto()) @db.ObjectId` on a String"
    elif connector.autoincrement_only_bigint and field.type is not ir.Scalar.BIGINT:
        message = (
            f"The `autoincrement()` default function is defined only on BigInt fields on {connector.title}. "
            "Use sequence() if you want an autoincrementing Int field."
        )
        help = "make it a BigInt, or write `@default(sequence())`"
    elif connector.autoincrement_only_on_key and not _is_key(model, field):
        message = f"{used} on a non-id field even though {connector.title} does not support this."
        help = "mark the field with `@id`, or remove the default"
    elif connector.autoincrement_only_indexed and not _is_indexed(model, field):
        message = f"{used} on a non-indexed field even though {connector.title} does not support this."
        help = "add `@unique`, or an `@@index` that starts with it"
    else:
        return
    report.error("autoincrement", message, field.span, help=help)


def _is_key(model: ir.Model, field: ir.ScalarField) -> bool:
    return model.key is not None and [part.name for part in model.key.fields] == [field.name]


def _is_indexed(model: ir.Model, field: ir.ScalarField) -> bool:
    groups = [*([model.key.fields] if model.key is not None else []), *(u.fields for u in model.uniques)]
    return any(group[0].name == field.name for group in [*groups, *(i.fields for i in model.indexes)] if group)
