"""What `ide` answers, as the protocol has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lsprotocol import types

from tenantry.ide.completion.items import Completion, Kind
from tenantry.ide.navigation import Entry
from tenantry.ide.rename import Edit
from tenantry.lsp.positions import Text
from tenantry.lsp.schemas import Schema
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Span

SOURCE = "tenantry"
"""By this name editors show our diagnostics beside those of Prisma."""

_COMPLETION_KINDS = {
    Kind.KEYWORD: types.CompletionItemKind.Keyword,
    Kind.SCALAR: types.CompletionItemKind.TypeParameter,
    Kind.MODEL: types.CompletionItemKind.Class,
    Kind.ENUM: types.CompletionItemKind.Enum,
    Kind.COMPOSITE: types.CompletionItemKind.Struct,
    Kind.FIELD: types.CompletionItemKind.Field,
    Kind.VALUE: types.CompletionItemKind.EnumMember,
    Kind.ATTRIBUTE: types.CompletionItemKind.Property,
    Kind.FUNCTION: types.CompletionItemKind.Function,
    Kind.PROPERTY: types.CompletionItemKind.Property,
    Kind.ARGUMENT: types.CompletionItemKind.Variable,
}
_SYMBOL_KINDS = {
    Kind.MODEL: types.SymbolKind.Class,
    Kind.ENUM: types.SymbolKind.Enum,
    Kind.COMPOSITE: types.SymbolKind.Struct,
    Kind.FIELD: types.SymbolKind.Field,
    Kind.VALUE: types.SymbolKind.EnumMember,
    Kind.PROPERTY: types.SymbolKind.Property,
    Kind.KEYWORD: types.SymbolKind.Module,
}
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}
_NAMED_STOP = re.compile(r"\$\{\d+:([^}]*)\}")
_STOP = re.compile(r"\$\d+")


def range_of(schema: Schema, span: Span) -> types.Range:
    """Of a place in a file of the schema's snapshot."""
    return schema.text(span.source).range(span.start, span.end)


def location(schema: Schema, span: Span) -> types.Location:
    return types.Location(schema.uri(span.source.name), range_of(schema, span))


def diagnostic(schema: Schema, found: Diagnostic) -> types.Diagnostic:
    """The help stands under the message, because not every editor has another place for it."""
    at = types.Range(types.Position(0, 0), types.Position(0, 0))
    related = [
        types.DiagnosticRelatedInformation(location(schema, other.span), other.message) for other in found.related
    ]
    return types.Diagnostic(
        range=at if found.span is None else range_of(schema, found.span),
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=SOURCE,
        message=found.message if found.help is None else f"{found.message}\nhelp: {found.help}",
        related_information=related or None,
    )


def completion(text: Text, item: Completion, rank: int, *, snippets: bool) -> types.CompletionItem:
    insert = item.label if item.insert is None else item.insert
    has_stops = "$" in insert
    if has_stops and not snippets:
        insert = _STOP.sub("", _NAMED_STOP.sub(r"\1", insert))
    return types.CompletionItem(
        label=item.label,
        kind=_COMPLETION_KINDS[item.kind],
        detail=item.detail,
        documentation=item.documentation,
        sort_text=f"{rank:05}",
        filter_text=item.label,
        insert_text_format=types.InsertTextFormat.Snippet if has_stops and snippets else None,
        text_edit=types.TextEdit(text.range(item.start, item.end), insert),
    )


def document_symbol(schema: Schema, entry: Entry) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.label,
        detail=entry.detail or None,
        kind=_SYMBOL_KINDS[entry.kind],
        range=range_of(schema, entry.whole),
        selection_range=range_of(schema, entry.name),
        children=[document_symbol(schema, child) for child in entry.children],
    )


def workspace_symbol(schema: Schema, entry: Entry, container: str | None) -> types.WorkspaceSymbol:
    return types.WorkspaceSymbol(
        location=location(schema, entry.name),
        name=entry.label,
        kind=_SYMBOL_KINDS[entry.kind],
        container_name=container,
    )


def workspace_edit(schema: Schema, edits: Sequence[Edit], *, versions: bool) -> types.WorkspaceEdit:
    """By file; with the versions of open buffers where the client knows them."""
    by_name: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        by_name.setdefault(edit.span.source.name, []).append(
            types.TextEdit(range_of(schema, edit.span), edit.text),
        )
    if not versions:
        return types.WorkspaceEdit(changes={schema.uri(name): found for name, found in by_name.items()})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(
                    schema.uri(name), schema.buffers[name].version if name in schema.buffers else None
                ),
                list(found),
            )
            for name, found in by_name.items()
        ]
    )
