"""`@@schema`: in which schema of the database a model, view or enum is."""

from __future__ import annotations

from collections.abc import Mapping

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments
from tenantry.resolve.config import Configuration
from tenantry.resolve.datasources import WITH_SCHEMAS
from tenantry.resolve.fields import attribute
from tenantry.resolve.names import Names
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean


def resolve_database_schemas(
    names: Names, configuration: Configuration | None, report: Report
) -> Mapping[str, str | None]:
    """What `@@schema` says, by model and enum."""
    found: dict[str, str | None] = {}
    blocks: dict[str, ast.Model | ast.EnumBlock] = {**names.models, **names.enums}
    source = None if configuration is None else configuration.datasource
    listed = any(given.name.text == "schemas" for block in names.datasources for given in block.properties)
    for name, block in blocks.items():
        given = attribute(block, "schema")
        if given is not None:
            found[name] = _given(given, source, listed, report)
        elif source is not None and source.schemas and not any(a.name.text == "schema" for a in block.attributes):
            _missing(block, source, report)
    return found


def _missing(block: ast.Model | ast.EnumBlock, source: ir.Datasource, report: Report) -> None:
    if source.provider not in WITH_SCHEMAS:
        return
    kind = "enum" if isinstance(block, ast.EnumBlock) else block.kind.value
    message = f"This {kind} is missing an `@@schema` attribute."
    help = f'add `@@schema("{source.schemas[0]}")`'
    report.error("missing-schema", message, block.name.span, help=help, blocks=False)


def _given(given: ast.Attribute, source: ir.Datasource | None, listed: bool, report: Report) -> str | None:
    reading = Arguments(given, report)
    value = reading.require("map", unnamed=True)
    reading.done()
    name = None if value is None else arguments.text(value, report)
    if source is None or name is None or name in source.schemas:
        return name
    if source.provider not in WITH_SCHEMAS:
        message = "@@schema is not supported on the current datasource provider"
        report.error("no-schemas", message, given.span, help="remove it", blocks=False)
    elif source.schemas or not listed:  # a list that is wrong itself is told already
        message = f"This schema is not defined in the datasource.{did_you_mean(name, source.schemas)}"
        help = f'add `schemas = ["{name}"]` to the datasource'
        if source.schemas:
            help = f'add "{name}" to `schemas` of the datasource'
        report.error("unknown-schema", message, given.span, help=help, blocks=False)
    return name
