"""What may stand in `previewFeatures`. Case does not matter.

Source: `preview_features.rs` of prisma-engines, and the answers of its engines 6 and 7.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

_ACTIVE = tuple(
    """nativeDistinct partialIndexes postgresqlExtensions reactNative relationJoins schemaEngineDriverAdapters shardKeys
    strictUndefinedChecks typedSql views""".split()  # noqa: SIM905 - as a list it would fill a page
)
# Their functionality is there without them.
_ORDINARY = tuple(
    """aggregateApi atomicNumberOperations clientExtensions cockroachdb connectOrCreate createMany dataProxy deno
    distinct driverAdapters extendedIndexes extendedWhereUnique fieldReference filterJson filteredRelationCount
    fullTextIndex fullTextSearch groupBy improvedQueryRaw interactiveTransactions jsonProtocol microsoftSqlServer
    middlewares mongoDb multiSchema nApi namedConstraints nativeTypes omitApi orderByAggregateGroup orderByNulls
    orderByRelation prismaSchemaFolder queryCompiler referentialActions referentialIntegrity selectRelationCount
    tracing transactionApi uncheckedScalarInputs""".split()  # noqa: SIM905 - as a list it would fill a page
)
_DYING = ("metrics",)
_ONLY_PRISMA_6 = frozenset(_DYING)
_ONLY_PRISMA_7 = frozenset({"partialIndexes"})
_OF_POSTGRESQL = "fullTextSearchPostgres"
_RENAMED_FOR_POSTGRESQL = "fullTextSearch"


def read_features(given: ast.Property | None, provider: ir.Provider, with_url: bool, report: Report) -> tuple[str, ...]:
    """The features that a generator turns on, by the names that Prisma has for them."""
    if given is None:
        return ()
    known = _known(provider, with_url)
    return tuple(
        _feature(written, known, provider, given.value.span, report) for written in arguments.texts(given.value, report)
    )


def _known(provider: ir.Provider, with_url: bool) -> Mapping[str, str]:
    """Names by their spelling in small letters."""
    names = {*_ACTIVE, *_ORDINARY, *_DYING} - (_ONLY_PRISMA_7 if with_url else _ONLY_PRISMA_6)
    if provider is ir.Provider.POSTGRESQL:
        names.add(_OF_POSTGRESQL)
    return {name.lower(): name for name in sorted(names)}


def _feature(written: str, known: Mapping[str, str], provider: ir.Provider, place: Span, report: Report) -> str:
    name = known.get(written.lower())
    if name is None:
        message = f'The preview feature "{written}" is not known.{did_you_mean(written, known.values())}'
        help = "remove it; what was one may be ordinary by now"
        report.error("unknown-preview-feature", message, place, help=help)
        return written
    if name == _RENAMED_FOR_POSTGRESQL and provider is ir.Provider.POSTGRESQL:
        message = f'On `provider = "postgresql"`, preview feature "{written}" has been renamed to "{_OF_POSTGRESQL}".'
        report.warning("deprecated-preview-feature", message, place, help=f'write "{_OF_POSTGRESQL}"')
        return _OF_POSTGRESQL
    if name in _DYING:
        message = f'Preview feature "{written}" is deprecated. It will be removed in a future version of Prisma.'
        report.warning("deprecated-preview-feature", message, place, help=f'remove "{written}"')
    elif name in _ORDINARY:
        message = f'Preview feature "{written}" is deprecated: what it turned on is there without it.'
        report.warning("deprecated-preview-feature", message, place, help=f'remove "{written}"')
    return name
