"""The datasource and our own generator block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.names import Names
from tenantry.text.diagnostics import Related, Report
from tenantry.text.suggest import did_you_mean

_DATASOURCE_PROPERTIES = (
    "provider",
    "url",
    "directUrl",
    "shadowDatabaseUrl",
    "relationMode",
    "schemas",
    "extensions",
)
_OPTIONS = (
    "provider",
    "output",
    "tenantModel",
    "tenantField",
    "portable",
    "tenantForeignKeys",
    "rowLevelSecurity",
    "previewFeatures",
)


_WITH_SCHEMAS = (ir.Provider.POSTGRESQL, ir.Provider.COCKROACHDB, ir.Provider.SQLSERVER)
_PROVIDERS = tuple(provider.value for provider in ir.Provider if provider is not ir.Provider.NONE)
_NO_DATASOURCE = ir.Datasource("db", ir.Provider.NONE, None, None, (), True, None, has_url=False)
_FEATURES = tuple(
    """aggregateApi atomicNumberOperations clientExtensions cockroachdb connectOrCreate createMany dataProxy deno
    distinct driverAdapters extendedIndexes extendedWhereUnique fieldReference filterJson filteredRelationCount
    fullTextIndex fullTextSearch fullTextSearchPostgres groupBy improvedQueryRaw insensitiveFilters
    interactiveTransactions jsonProtocol linux-arm64-openssl metrics microsoftSqlServer middlewares mongoDb mongodb
    multiSchema namedConstraints napi nativeDistinct nativeTypes nApi omitApi orderByAggregateGroup orderByNulls
    orderByRelation partialIndexes postgresExtensions postgresqlExtensions prismaSchemaFolder queryCompiler
    referentialActions referentialIntegrity relationJoins schemaEngineDriverAdapters selectRelationCount shardKeys
    strictUndefinedChecks tracing transactionApi typedSql uncheckedScalarInputs views""".split()  # noqa: SIM905 - as a list it would fill a page
)


class Configuration(NamedTuple):
    """Both blocks, resolved; `places` has the property of each option that the schema gives, for later messages."""

    datasource: ir.Datasource
    options: ir.Options
    places: Mapping[str, ast.Property]


def resolve_configuration(names: Names, report: Report) -> Configuration | None:
    """None when the datasource does not make clear which database this is for; having none at all is fine."""
    datasource = _datasource(names.datasources, report)
    options, places = _options(names.generators, report)
    for generator in names.generators:
        if "provider" not in {p.name.text for p in generator.properties}:
            message = f'Argument "provider" is missing in generator block "{generator.name.text}".'
            report.error("missing-property", message, generator.span)
    return None if datasource is None else Configuration(datasource, options, places)


def _datasource(blocks: Sequence[ast.ConfigBlock], report: Report) -> ir.Datasource | None:
    if not blocks:
        return _NO_DATASOURCE
    if len(blocks) > 1:
        for block in blocks:
            others = tuple(Related("Another one.", other.name.span) for other in blocks if other is not block)
            message = "You defined more than one datasource. This is not allowed: a schema is for one database."
            report.error("several-datasources", message, block.name.span, related=others)
    block = blocks[0]
    properties = _properties(block, "source", report)
    for name, unknown in properties.items():
        if name not in _DATASOURCE_PROPERTIES:
            message = f'Property not known: "{name}".{did_you_mean(name, _DATASOURCE_PROPERTIES)}'
            report.error("unknown-property", message, unknown.span)
    provider = _provider(block, properties.get("provider"), report)
    url, url_env = _url(properties.get("url"), report)
    mode = _relation_mode(properties.get("relationMode"), report)
    schemas = arguments.texts(properties["schemas"].value, report) if "schemas" in properties else ()
    if provider is None:
        return None
    if schemas and provider not in _WITH_SCHEMAS:
        message = f"The `schemas` property is not supported on {provider}."
        report.error("no-schemas", message, properties["schemas"].span)
    return ir.Datasource(
        name=block.name.text,
        provider=provider,
        url=url,
        url_env=url_env,
        schemas=schemas,
        foreign_keys=mode != "prisma" and provider is not ir.Provider.MONGODB,
        span=block.name.span,
        has_url="url" in properties,
    )


def _provider(block: ast.ConfigBlock, given: ast.Property | None, report: Report) -> ir.Provider | None:
    if given is None:
        message = f'Argument "provider" is missing in data source block "{block.name.text}".'
        report.error("missing-property", message, block.name.span)
        return None
    if isinstance(given.value, ast.Call):
        message = "A datasource must not use the env() function in the provider argument."
        report.error("wrong-value", message, block.name.span, help='write the provider out, such as "postgresql"')
        return None
    if not isinstance(given.value, ast.String):
        message = "The provider argument in a datasource must be a string literal"
        report.error("wrong-value", message, given.value.span)
        return None
    word = "postgresql" if given.value.value == "postgres" else given.value.value
    if word not in _PROVIDERS:
        message = f'Datasource provider not known: "{word}".{did_you_mean(word, _PROVIDERS)}'
        report.error("unknown-provider", message, given.value.span, help=f"one of {', '.join(_PROVIDERS)}")
        return None
    return ir.Provider(word)


def _url(given: ast.Property | None, report: Report) -> tuple[str | None, str | None]:
    match given.value if given is not None else None:
        case None:
            return None, None
        case ast.String(value):
            return value, None
        case ast.Call(name="env", arguments=(ast.Argument(value=ast.String(variable)),)):
            return None, variable
        case ast.Call(name="env", span=span):
            report.error("wrong-value", "Exactly one string parameter must be passed to the env function.", span)
        case value:
            message = f"Expected a String value, but received {arguments.described(value)}."
            report.error("wrong-value", message, value.span)
    return None, None


def _relation_mode(given: ast.Property | None, report: Report) -> str | None:
    mode = arguments.text(given.value, report) if given is not None else None
    if given is not None and mode not in (None, "prisma", "foreignKeys"):
        message = f'Invalid relation mode setting: "{mode}". Supported values: "prisma", "foreignKeys"'
        report.error("wrong-value", message, given.value.span)
    return mode


def _options(generators: Sequence[ast.ConfigBlock], report: Report) -> tuple[ir.Options, Mapping[str, ast.Property]]:
    """The options of the block whose provider is tenantry; the blocks of other generators are none of our business."""
    ours = [g for g in generators if _is_ours(g)]
    if len(ours) > 1:
        related = (Related("The first one.", ours[0].name.span),)
        message = 'Only one generator may have the provider "tenantry".'
        report.error("several-generators", message, ours[1].name.span, related=related)
    features = tuple(name for g in generators for name in _features(g, report))
    if not ours:
        return ir.Options(None, None, None, False, False, False, features, None), {}
    block = ours[0]
    given = _properties(block, "generator", report)
    for name, unknown in given.items():
        if name not in _OPTIONS:
            message = f'Property not known: "{name}".{did_you_mean(name, _OPTIONS)}'
            report.error("unknown-property", message, unknown.span, help=f"one of {', '.join(_OPTIONS)}")

    def text(name: str) -> str | None:
        return arguments.text(given[name].value, report) if name in given else None

    def flag(name: str) -> bool:
        return name in given and bool(arguments.boolean(given[name].value, report))

    options = ir.Options(
        output=text("output"),
        tenant_model=text("tenantModel"),
        tenant_field=text("tenantField"),
        portable=flag("portable"),
        tenant_foreign_keys=flag("tenantForeignKeys"),
        row_level_security=flag("rowLevelSecurity"),
        preview_features=features,
        source_name=block.span.source.name,
    )
    return options, given


def _is_ours(generator: ast.ConfigBlock) -> bool:
    providers = [p.value for p in generator.properties if p.name.text == "provider"]
    return any(isinstance(value, ast.String) and value.value == "tenantry" for value in providers)


def _features(generator: ast.ConfigBlock, report: Report) -> tuple[str, ...]:
    """What is preview in one version of Prisma is ordinary in the next, so all that ever were are known."""
    found: list[str] = []
    for given in (p for p in generator.properties if p.name.text == "previewFeatures"):
        for name in arguments.texts(given.value, report):
            if name not in _FEATURES:
                message = f'The preview feature "{name}" is not known.{did_you_mean(name, _FEATURES)}'
                report.error("unknown-preview-feature", message, given.span)
            found.append(name)
    return tuple(found)


def _properties(block: ast.ConfigBlock, kind: str, report: Report) -> dict[str, ast.Property]:
    found: dict[str, ast.Property] = {}
    for given in block.properties:
        first = found.setdefault(given.name.text, given)
        if first is not given:
            message = f'Key "{given.name.text}" is already defined in {kind} "{block.name.text}".'
            related = (Related("It is first defined here.", first.span),)
            report.error("duplicate-property", message, given.span, related=related)
    return found
