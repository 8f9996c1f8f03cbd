"""What is valid PSL, and yet nothing that we can generate from."""

from __future__ import annotations

from tenantry import ir
from tenantry.text.diagnostics import Report
from tenantry.views import native

PROVIDERS = (ir.Provider.SQLITE, ir.Provider.POSTGRESQL)


def check(schema: ir.Schema, report: Report) -> None:
    there_is_something_to_generate(schema, report)
    provider_is_supported(schema, report)
    schemas_stay_on_postgresql(schema, report)
    names_are_not_empty(schema, report)
    indexes_are_of_all_rows(schema, report)
    promises_are_kept(schema, report)


def there_is_something_to_generate(schema: ir.Schema, report: Report) -> None:
    if not schema.models:
        help = "write a model; if there are some, see whether a `//` has made a comment of them"
        report.error("nothing-to-generate", "The schema has no models.", schema.datasource.span, help=help)


def provider_is_supported(schema: ir.Schema, report: Report) -> None:
    source = schema.datasource
    if source.provider is ir.Provider.NONE:
        example = 'add `datasource db {`, a line `provider = "postgresql"` (or "sqlite"), and `}`'
        report.error("no-datasource", "The schema does not say which database it is for.", None, help=example)
    elif source.provider not in PROVIDERS:
        report.error(
            "unsupported-provider",
            f"tenantry cannot generate for `{source.provider.value}` yet",
            source.span,
            help='use `provider = "sqlite"` or `provider = "postgresql"`',
        )


def schemas_stay_on_postgresql(schema: ir.Schema, report: Report) -> None:
    """SQLite has no schemas inside a database, so a portable package can have none."""
    if ir.Provider.SQLITE not in schema.providers:
        return
    for model in schema.models:
        if native.own_schema(model.schema):
            report.error(
                "schema-on-sqlite",
                f"`{model.name}` is in the database schema `{model.schema}`, and SQLite has no schemas",
                model.span,
                help="take `@@schema` away, or `portable = true`",
            )


def names_are_not_empty(schema: ir.Schema, report: Report) -> None:
    """Prisma takes an empty name for one, and no database does."""
    named = [(model.table, "table", model.span) for model in schema.models]
    named += [(field.column, "column", field.span) for model in schema.models for field in model.scalars]
    named += [(enum.database, "enum", enum.span) for enum in schema.enums]
    for name, kind, span in named:
        if not name:
            report.error("empty-map", f"The {kind} has no name in the database.", span, help="give one to `@map`")


def indexes_are_of_all_rows(schema: ir.Schema, report: Report) -> None:
    """A unique that holds for some rows only would be made for all of them, and refuse what it should let be."""
    indexes: list[ir.UniqueIndex | ir.Index] = []
    for model in schema.models:
        indexes += [*model.uniques, *model.indexes]
    for index in indexes:
        if index.where is not None:
            report.error(
                "partial-index",
                "tenantry cannot generate an index with `where` yet",
                index.span,
                help="take `where` away, or keep the index out of the schema and create it in a migration of your own",
            )


def promises_are_kept(schema: ir.Schema, report: Report) -> None:
    """An option that asks for protection must not be passed over in silence."""
    asked = {
        "rowLevelSecurity": schema.options.row_level_security,
        "tenantForeignKeys": schema.options.tenant_foreign_keys,
    }
    for option, wanted in asked.items():
        if wanted:
            report.error(
                "option-not-built",
                f"`{option} = true` asks for what tenantry does not generate yet",
                schema.datasource.span,
                help=f"take `{option}` out of the generator block; the client's own wall holds without it",
            )
