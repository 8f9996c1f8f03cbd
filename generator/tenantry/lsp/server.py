"""The server: which requests there are, and who answers them."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from tenantry import __version__
from tenantry.lsp import options
from tenantry.lsp.features import Features
from tenantry.lsp.publishing import Publisher
from tenantry.lsp.schemas import Schemas

_TRIGGERS = ["@", ".", "(", "[", '"']
_WATCHED = ("**/*.prisma", "**/pyproject.toml")


class _Protocol(LanguageServerProtocol):
    """Documents are ours to keep: pygls would take every line separator of Unicode for the end of a line."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Any:
        yield from self._handed_on(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Any:
        yield from self._handed_on(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Any:
        yield from self._handed_on(types.TEXT_DOCUMENT_DID_CLOSE, params)

    def _handed_on(self, method: str, params: object) -> Any:
        handler = cast(Any, self.fm).features.get(method)
        if handler is not None:
            yield handler, (params,), None


class Server(LanguageServer):
    """One client's server. What it can do is settled when the client says what it can, in its first message."""

    def __init__(self) -> None:
        incremental = types.TextDocumentSyncKind.Incremental
        cast(Any, super()).__init__("tenantry", __version__, incremental, protocol_cls=_Protocol)
        self._on(types.INITIALIZE, self._start)
        self._on(types.INITIALIZED, self._watch)

    def _on(self, method: str, handler: Callable[[Any], object], settings: object = None) -> None:
        # pygls keeps notes on what it is given, which a bound method does not take.
        cast(Any, self).feature(method, settings)(partial(handler))

    def _start(self, params: types.InitializeParams) -> None:
        chosen, notes = options.read(params.initialization_options)
        client = params.capabilities
        schemas = Schemas(self._encoding(), notes=notes)
        schemas.folders += _folders(params)
        pulls = client.text_document is not None and client.text_document.diagnostic is not None
        workspace = client.workspace
        refreshes = (
            workspace is not None and workspace.diagnostics is not None and workspace.diagnostics.refresh_support
        )
        publisher = Publisher(
            self.text_document_publish_diagnostics,
            (lambda: _ignore(self.workspace_diagnostic_refresh(None))) if refreshes else (lambda: None),
            chosen,
            pulls=pulls,
        )
        self._register(Features(schemas, publisher, client, self._say), chosen, pulls=pulls)

    def _encoding(self) -> str:
        """The one that pygls has agreed on with the client; UTF-16 where they know none in common."""
        agreed: str | None = self.protocol.workspace.position_encoding
        return agreed or types.PositionEncodingKind.Utf16

    def _register(self, features: Features, chosen: options.Options, *, pulls: bool) -> None:
        on = self._on
        on(types.TEXT_DOCUMENT_DID_OPEN, features.opened)
        on(types.TEXT_DOCUMENT_DID_CHANGE, features.changed)
        on(types.TEXT_DOCUMENT_DID_SAVE, features.saved)
        on(types.TEXT_DOCUMENT_DID_CLOSE, features.closed)
        on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, features.files_changed)
        on(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, features.folders_changed)
        if pulls and chosen.diagnostics != "none":
            settings = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False)
            on(types.TEXT_DOCUMENT_DIAGNOSTIC, features.diagnostics, settings)
        if chosen.completion:
            triggers = types.CompletionOptions(trigger_characters=_TRIGGERS)
            on(types.TEXT_DOCUMENT_COMPLETION, features.completion, triggers)
        if chosen.hover:
            on(types.TEXT_DOCUMENT_HOVER, features.hover)
        if chosen.navigation:
            on(types.TEXT_DOCUMENT_DEFINITION, features.definition)
            on(types.TEXT_DOCUMENT_REFERENCES, features.references)
            on(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, features.highlights)
        if chosen.rename:
            on(types.TEXT_DOCUMENT_RENAME, features.rename, types.RenameOptions(prepare_provider=True))
            on(types.TEXT_DOCUMENT_PREPARE_RENAME, features.prepare_rename)
        if chosen.symbols:
            on(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, features.document_symbols)
            on(types.WORKSPACE_SYMBOL, features.workspace_symbols)
        if chosen.folding:
            on(types.TEXT_DOCUMENT_FOLDING_RANGE, features.folding_ranges)
        if chosen.formatting:
            on(types.TEXT_DOCUMENT_FORMATTING, features.formatting)
        if chosen.code_actions:
            kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
            on(types.TEXT_DOCUMENT_CODE_ACTION, features.code_actions, kinds)

    def _watch(self, _: types.InitializedParams) -> None:
        """Asks to be told of files that change outside the editor, where the client can."""
        workspace = self.client_capabilities.workspace
        watching = None if workspace is None else workspace.did_change_watched_files
        if watching is not None and watching.dynamic_registration:
            watchers: list[types.FileSystemWatcher] = [types.FileSystemWatcher(glob) for glob in _WATCHED]
            registration = types.Registration(
                "tenantry-files",
                types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                types.DidChangeWatchedFilesRegistrationOptions(watchers),
            )
            _ignore(self.client_register_capability(types.RegistrationParams([registration])))

    def _say(self, text: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Serves one client until it leaves."""
    _prepare()
    Server().start_io(stdin, stdout)


def serve_tcp(port: int) -> None:
    """Waits for one client on this machine, and serves it."""
    _prepare()
    Server().start_tcp("127.0.0.1", port)


def _prepare() -> None:
    # A parsed schema is a great many small objects that live long; looking through them all every few hundred new ones
    # is what made single keystrokes slow.
    gc.set_threshold(200_000, 20, 50)
    logging.getLogger("pygls").setLevel(logging.CRITICAL)


def _folders(params: types.InitializeParams) -> list[Path]:
    """The folders that are open; older clients know one, by two names."""
    given = [folder.uri for folder in params.workspace_folders or []]
    if not given and params.root_uri is not None:
        given = [params.root_uri]
    if not given and params.root_path is not None:
        return [Path(params.root_path).resolve()]
    return [Path(path).resolve() for path in map(uris.to_fs_path, given) if path is not None]


def _ignore(answer: object) -> None:
    """The client's answer to a request that needs none."""
