"""Rules for indexes of some rows, `where: { active: true }`, which Prisma 7 has as a preview feature."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.indexes.constraints import constraints
from tenantry.text.diagnostics import Report


def partial_indexes_are_switched_on(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    for constraint in constraints(model):
        if constraint.where is None:
            continue
        if "partialIndexes" not in schema.options.preview_features:
            message = (
                "Partial indexes are a preview feature. "
                'Add "partialIndexes" to previewFeatures in your generator block.'
            )
            help = 'add `previewFeatures = ["partialIndexes"]` to the generator block'
            report.error("preview-feature", message, constraint.span, help=help)
        elif not connector.partial_indexes:
            message = f"Partial indexes (with a `where` clause) are not supported by {connector.title}."
            report.error("no-such-index", message, constraint.span, help="remove `where`")
