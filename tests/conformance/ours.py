"""What tenantry says of a schema, through the doors that its commands use."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import pipeline
from tenantry.dmmf import datamodel
from tenantry.ide.formatting import format_schema
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source
from tests.conformance.said import Files, Place, Said

# What only we warn of; docs/differences.md says why.
OWN_WARNINGS = frozenset({"ignored-text", "relation-named-twice"})


def said(files: Files, *, dmmf: bool = True, formatted: bool = True) -> Said:
    """Errors, warnings, the datamodel of a valid schema and the formatted text."""
    sources = [Source(name, text) for name, text in files]
    analysis = pipeline.analyze(sources)
    errors = _places(analysis.diagnostics, Severity.ERROR)
    return Said(
        errors=errors,
        warnings=_places([d for d in analysis.diagnostics if d.code not in OWN_WARNINGS], Severity.WARNING),
        dmmf=datamodel(analysis.schema) if dmmf and not errors and analysis.schema is not None else None,
        formatted=_formatted(sources) if formatted else None,
    )


def _places(diagnostics: Sequence[Diagnostic], severity: Severity) -> tuple[Place, ...]:
    return tuple(_place(d) for d in diagnostics if d.severity is severity)


def _place(diagnostic: Diagnostic) -> Place:
    message = f"{diagnostic.code}: {diagnostic.message}"
    span = diagnostic.span
    if span is None:
        return Place("", 0, message)
    return Place(span.source.name, span.source.line_column(span.start)[0], message)


def _formatted(sources: Sequence[Source]) -> tuple[str, ...]:
    formatted = format_schema(sources)
    return tuple(formatted[source.name] for source in sources)
