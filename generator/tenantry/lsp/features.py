"""One method a message: from the protocol to `ide` and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcException

from tenantry.ide import navigation
from tenantry.ide.completion import complete
from tenantry.ide.fixes import fixes
from tenantry.ide.formatting import format_schema
from tenantry.ide.hover import hover
from tenantry.ide.rename import RenameError, prepare, rename
from tenantry.lsp import convert
from tenantry.lsp.edits import replaced_lines
from tenantry.lsp.publishing import Publisher
from tenantry.lsp.schemas import Buffer, Schemas
from tenantry.text.source import Source

_REQUEST_FAILED = -32803
_Asking = (
    types.CompletionParams
    | types.HoverParams
    | types.DefinitionParams
    | types.ReferenceParams
    | types.DocumentHighlightParams
    | types.RenameParams
    | types.PrepareRenameParams
)


@dataclass(frozen=True, slots=True)
class Features:
    """Answers for one client. `say` shows a sentence to its user."""

    schemas: Schemas
    publisher: Publisher
    client: types.ClientCapabilities
    say: Callable[[str], None]

    # What happens to documents

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        buffer = self.schemas.open(given.uri, given.version, given.text)
        self.publisher.soon(buffer.schema, given.uri)
        self._tell_notes()

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        given = params.text_document
        if self.schemas.buffer(given.uri) is not None:
            buffer = self.schemas.change(given.uri, given.version, params.content_changes)
            self.publisher.soon(buffer.schema, given.uri)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        buffer = self.schemas.buffer(params.text_document.uri)
        if buffer is not None:
            buffer.schema.forget_disk()
            self.publisher.soon(buffer.schema)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        buffer = self.schemas.buffer(uri)
        if buffer is None:
            return
        schema = buffer.schema
        files = {schema.uri(name) for name in schema.snapshot().documents}
        self.schemas.close(uri)
        if schema in self.schemas:
            self.publisher.closed(uri)
            self.publisher.soon(schema)
        else:
            self.publisher.drop(schema, files | {uri})

    def files_changed(self, _: types.DidChangeWatchedFilesParams) -> None:
        before = {uri: schema for schema in self.schemas for uri in map(schema.uri, schema.snapshot().documents)}
        self.schemas.files_changed()
        now = {uri for schema in self.schemas for uri in map(schema.uri, schema.snapshot().documents)}
        for uri, schema in before.items():
            if uri not in now:
                self.publisher.drop(schema, [uri])
        for schema in self.schemas:
            self.publisher.soon(schema)
        self._tell_notes()

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {_path(folder.uri) for folder in params.event.removed}
        self.schemas.folders[:] = [folder for folder in self.schemas.folders if folder not in gone]
        self.schemas.folders += [path for folder in params.event.added if (path := _path(folder.uri)) is not None]
        self.files_changed(types.DidChangeWatchedFilesParams([]))

    def _tell_notes(self) -> None:
        while self.schemas.notes:
            self.say(self.schemas.notes.pop())

    # What the editor asks

    def diagnostics(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        buffer = self.schemas.buffer(params.text_document.uri)
        if buffer is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        known = str(buffer.schema.version)
        if params.previous_result_id == known:
            return types.RelatedUnchangedDocumentDiagnosticReport(known)
        found = self.publisher.pulled(buffer.schema, buffer.name)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=known)

    def completion(self, params: types.CompletionParams) -> types.CompletionList:
        asked = self._asked(params)
        if asked is None:
            return types.CompletionList(is_incomplete=False, items=[])
        buffer, offset = asked
        found = complete(buffer.schema.snapshot(), buffer.name, offset)
        snippets = self._takes_snippets()
        items = [convert.completion(buffer.text, item, rank, snippets=snippets) for rank, item in enumerate(found)]
        return types.CompletionList(is_incomplete=False, items=items)

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        asked = self._asked(params)
        if asked is None:
            return None
        buffer, offset = asked
        found = hover(buffer.schema.snapshot(), buffer.name, offset)
        if found is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, found.text)
        return types.Hover(content, convert.range_of(buffer.schema, found.span))

    def definition(self, params: types.DefinitionParams) -> list[types.Location] | list[types.LocationLink]:
        asked = self._asked(params)
        found = None if asked is None else navigation.definition(asked[0].schema.snapshot(), asked[0].name, asked[1])
        if asked is None or found is None:
            return []
        schema, (here, entries) = asked[0].schema, found
        definition = self.client.text_document.definition if self.client.text_document is not None else None
        if definition is None or not definition.link_support:
            return [convert.location(schema, entry.name) for entry in entries]
        return [
            types.LocationLink(
                target_uri=schema.uri(entry.name.source.name),
                target_range=convert.range_of(schema, entry.whole),
                target_selection_range=convert.range_of(schema, entry.name),
                origin_selection_range=convert.range_of(schema, here.span),
            )
            for entry in entries
        ]

    def references(self, params: types.ReferenceParams) -> list[types.Location]:
        asked = self._asked(params)
        if asked is None:
            return []
        schema, name = asked[0].schema, asked[0].name
        too = params.context.include_declaration
        found = navigation.references(schema.snapshot(), name, asked[1], definitions_too=too)
        return [convert.location(schema, occurrence.span) for occurrence in found]

    def highlights(self, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        asked = self._asked(params)
        if asked is None:
            return []
        schema, name = asked[0].schema, asked[0].name
        found = navigation.references(schema.snapshot(), name, asked[1], definitions_too=True, only_here=True)
        kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
        return [types.DocumentHighlight(convert.range_of(schema, o.span), kinds[o.is_definition]) for o in found]

    def prepare_rename(self, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        asked = self._asked(params)
        here = None if asked is None else prepare(asked[0].schema.snapshot(), asked[0].name, asked[1])
        if asked is None or here is None:
            return None
        return types.PrepareRenamePlaceholder(convert.range_of(asked[0].schema, here.span), here.symbol.name)

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        asked = self._asked(params)
        if asked is None:
            return None
        schema = asked[0].schema
        try:
            edits = rename(schema.snapshot(), asked[0].name, asked[1], params.new_name)
        except RenameError as refused:
            raise JsonRpcException(str(refused), _REQUEST_FAILED) from refused
        return convert.workspace_edit(schema, edits, versions=self._takes_versions())

    def document_symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        buffer = self.schemas.buffer(params.text_document.uri)
        if buffer is None:
            return []
        found = navigation.outline(buffer.schema.snapshot(), buffer.name)
        return [convert.document_symbol(buffer.schema, entry) for entry in found]

    def workspace_symbols(self, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        return [
            convert.workspace_symbol(schema, entry, container)
            for schema in self.schemas
            for entry, container in navigation.search(schema.snapshot(), params.query)
        ]

    def folding_ranges(self, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        buffer = self.schemas.buffer(params.text_document.uri)
        if buffer is None:
            return []
        found: list[types.FoldingRange] = []
        for fold in navigation.folds(buffer.schema.snapshot(), buffer.name):
            place = convert.range_of(buffer.schema, fold.span)
            # The line with the closing brace stays in sight.
            last = place.end.line if fold.is_comment else place.end.line - 1
            kind = types.FoldingRangeKind.Comment if fold.is_comment else types.FoldingRangeKind.Region
            if last > place.start.line:
                found.append(types.FoldingRange(place.start.line, last, kind=kind))
        return found

    def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        buffer = self.schemas.buffer(params.text_document.uri)
        if buffer is None:
            return []
        text = buffer.text.text
        unix = [Source(s.name, s.text.replace("\r\n", "\n")) for s in buffer.schema.snapshot().documents.values()]
        formatted = format_schema(unix, tab_size=params.options.tab_size)[buffer.name]
        return replaced_lines(buffer.text, formatted.replace("\n", "\r\n") if "\r\n" in text else formatted)

    def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        buffer = self.schemas.buffer(params.text_document.uri)
        wanted = params.context.only
        if buffer is None or (wanted is not None and types.CodeActionKind.QuickFix not in wanted):
            return []
        schema = buffer.schema
        start, end = buffer.text.offset(params.range.start), buffer.text.offset(params.range.end)
        actions: list[types.CodeAction] = []
        for fault in schema.snapshot().diagnostics.get(buffer.name, ()):
            if fault.span is None or not (fault.span.start <= end and start <= fault.span.end):
                continue
            for fix in fixes(schema.snapshot(), fault):
                actions.append(
                    types.CodeAction(
                        title=fix.title,
                        kind=types.CodeActionKind.QuickFix,
                        diagnostics=[convert.diagnostic(schema, fault)],
                        is_preferred=fix.preferred,
                        edit=convert.workspace_edit(schema, fix.edits, versions=self._takes_versions()),
                    )
                )
        return actions

    def _asked(self, params: _Asking) -> tuple[Buffer, int] | None:
        buffer = self.schemas.buffer(params.text_document.uri)
        return None if buffer is None else (buffer, buffer.text.offset(params.position))

    def _takes_snippets(self) -> bool:
        document = self.client.text_document
        item = document.completion.completion_item if document is not None and document.completion is not None else None
        return bool(item is not None and item.snippet_support)

    def _takes_versions(self) -> bool:
        workspace = self.client.workspace
        edit = workspace.workspace_edit if workspace is not None else None
        return bool(edit is not None and edit.document_changes)


def _path(uri: str) -> Path | None:
    path = uris.to_fs_path(uri)
    return None if path is None else Path(path).resolve()
