"""From syntax trees to the resolved schema: names, types, attributes, relations, tenancy, one pass after the other."""

from __future__ import annotations

import sys
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.blocks import Block, resolve_blocks
from tenantry.resolve.composites import resolve_composites
from tenantry.resolve.config import resolve_configuration, says_url
from tenantry.resolve.database_names import check_database_names
from tenantry.resolve.database_schemas import resolve_database_schemas
from tenantry.resolve.documentation import split
from tenantry.resolve.enums import resolve_enums
from tenantry.resolve.fields import Columns, Database, resolve_fields
from tenantry.resolve.indexes import Indexes, resolve_indexes
from tenantry.resolve.names import Names, distinct_fields, resolve_names
from tenantry.resolve.objects import without_objects
from tenantry.resolve.relations import Relations, resolve_relations
from tenantry.resolve.sides import read_sides
from tenantry.resolve.tenancy import resolve_tenancy
from tenantry.resolve.types import resolve_types
from tenantry.text.diagnostics import Diagnostic, Report
from tenantry.text.source import Span

_MOST_OF_ONE_NAME = 8


def resolve(files: Sequence[ast.File]) -> tuple[ir.Schema | None, tuple[Diagnostic, ...]]:
    """The schema that these files make together, and what is wrong; with an error that blocks there is no schema.

    What the schema says is looked up and completed here. Whether it makes sense, on its databases above all, is for
    `tenantry.rules`, as far as it needs no syntax tree: where nothing but such faults were found here
    (`blocks=False`), there is a schema all the same, so that the reader hears of those and of the rules' in one run.
    """
    report = Report()
    with_url = says_url(files)
    names = resolve_names(without_objects(files, report) if with_url else files, report)
    configuration = resolve_configuration(names, with_url, report)
    database = Database("db", ir.Provider.POSTGRESQL)  # stands in where no datasource says, so that the rest is checked
    if configuration is not None:
        source = configuration.datasource
        is_ours = configuration.options.source_name is not None
        database = Database(source.name if source.span is not None else None, source.provider, source.has_url, is_ours)
    schemas = resolve_database_schemas(names, configuration, report)

    types = resolve_types(names, report)
    columns = resolve_fields(names, types, database, report)
    enums = resolve_enums(names, schemas, report)
    composites = resolve_composites(names, types, report)
    blocks = resolve_blocks(names, types, columns, report)
    check_database_names(names, blocks, columns, enums, schemas, report)
    indexes = resolve_indexes(names, types, columns, database, report)
    relations = resolve_relations(names, types, columns, database.provider, report)
    _judge_hidden(names, report)
    if configuration is None:
        return None, report.diagnostics()
    tenants = Report()
    tenancy = resolve_tenancy(names, configuration, columns, indexes, relations, tenants)
    if relations.sound:  # else whose rows they are cannot be known yet
        report.extend(tenants, blocks=False)
    models = tuple(
        _model(model, blocks[name], columns, indexes[name], relations, tenancy[name], schemas)
        for name, model in names.models.items()
    )
    if report.blocked:
        return None, report.diagnostics()
    schema = ir.Schema(configuration.datasource, configuration.options, models, enums, relations.all, composites)
    return schema, report.diagnostics()


def _judge_hidden(names: Names, report: Report) -> None:
    """What has another's name is no part of the schema, but its lines are checked as those of all others.

    Of very many blocks of one name some wait until the others are mended.
    """
    for _ in range(_MOST_OF_ONE_NAME):
        if not names.hidden:
            return
        names, places = names.with_hidden()
        again = Report()
        database = Database(None, ir.Provider.NONE, is_ours=False)
        types = resolve_types(names, again)
        columns = resolve_fields(names, types, database, again)
        enums = resolve_enums(names, {}, again)
        resolve_composites(names, types, again)
        tables = resolve_blocks(names, types, columns, again)
        check_database_names(names, tables, columns, enums, {}, again)
        resolve_indexes(names, types, columns, database, again)
        read_sides(names, types, columns, again)
        report.extend(_inside(again, places))


def _inside(faults: Iterable[Diagnostic], spans: Sequence[Span]) -> Iterator[Diagnostic]:
    """Those whose place is in one of the spans."""
    places = sorted((id(span.source), span.start, span.end) for span in spans)
    for fault in faults:
        if fault.span is not None:
            at = bisect(places, (id(fault.span.source), fault.span.start, sys.maxsize)) - 1
            if at >= 0 and places[at][0] == id(fault.span.source) and fault.span.start < places[at][2]:
                yield fault


def _model(
    model: ast.Model,
    block: Block,
    columns: Columns,
    indexes: Indexes,
    relations: Relations,
    tenancy: ir.Tenancy,
    schemas: Mapping[str, str | None],
) -> ir.Model:
    name = model.name.text
    own = columns.of(name)
    fields = (own.get(f.name.text) or relations.fields.get((name, f.name.text)) for f in distinct_fields(model))
    documentation, _ = split(model.documentation)
    return ir.Model(
        name=name,
        table=block.table,
        schema=schemas.get(name),
        fields=tuple(field for field in fields if field is not None),
        key=indexes.key,
        uniques=indexes.uniques,
        indexes=indexes.indexes,
        tenancy=tenancy,
        documentation=documentation,
        ignored=block.ignored,
        is_view=model.kind is ast.ModelKind.VIEW,
        span=model.name.span,
        mapped=block.mapped,
        shard_key=block.shard_key,
        comment=model.documentation,
    )
