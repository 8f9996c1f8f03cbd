"""Rules for what the generator block asks of the databases."""

from __future__ import annotations

from tenantry import ir
from tenantry.text.diagnostics import Report


def portable_means_sqlite_and_postgresql(schema: ir.Schema, report: Report) -> None:
    both = (ir.Provider.SQLITE, ir.Provider.POSTGRESQL, ir.Provider.NONE)  # of no database, generation complains
    if schema.options.portable and schema.datasource.provider not in both:
        provider = schema.datasource.provider
        message = f"`portable` makes one schema run on SQLite and PostgreSQL; the datasource is for {provider}."
        report.error("wrong-portable", message, schema.datasource.span, help="take `portable = true` away")


def row_level_security_is_postgresql(schema: ir.Schema, report: Report) -> None:
    unknown = schema.datasource.provider is ir.Provider.NONE
    if schema.options.row_level_security and not unknown and ir.Provider.POSTGRESQL not in schema.providers:
        message = f"`rowLevelSecurity` needs PostgreSQL; the datasource is for {schema.datasource.provider}."
        help = "take `rowLevelSecurity = true` away"
        report.error("no-row-level-security", message, schema.datasource.span, help=help)
