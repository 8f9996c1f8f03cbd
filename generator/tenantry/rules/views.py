"""Rules for views, which have no keys and indexes of their own: `@unique` only tells Prisma by what to find a row."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.indexes.constraints import constraints
from tenantry.text.diagnostics import Report

_UNIQUE = "@@unique annotations on views are not backed by unique indexes in the database and cannot"


def views_are_switched_on(view: ir.Model, schema: ir.Schema, report: Report) -> None:
    if "views" not in schema.options.preview_features:
        message = "View definitions are only available with the `views` preview feature."
        help = 'add `previewFeatures = ["views"]` to the generator block'
        report.error("preview-feature", message, view.span, help=help)


def views_have_no_indexes(view: ir.Model, report: Report) -> None:
    for constraint in constraints(view):
        if constraint.kind == "key":
            help = "write `@unique` where rows are to be found by it"
            report.error("index-of-view", "Views cannot have primary keys.", constraint.span, help=help)
        elif constraint.kind != "unique":
            report.error("index-of-view", "Views cannot have indexes.", constraint.span, help="remove it")


def uniques_of_views_are_bare(view: ir.Model, report: Report) -> None:
    for unique in view.uniques:
        if unique.map is not None:
            message = f"{_UNIQUE} specify a mapped database name."
            report.error("index-of-view", message, unique.span, help="remove `map`")
        if unique.clustered is not None:
            report.error("index-of-view", f"{_UNIQUE} be clustered.", unique.span, help="remove `clustered`")
        if any(part.sort or part.length is not None or part.operator_class for part in unique.fields):
            message = "Scalar fields in @@unique attributes in views cannot have arguments."
            report.error("index-of-view", message, unique.span, help="leave the names of the fields alone")
