"""An editor without a screen: pygls' own client, talking to a server that it started as editors do."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from cattrs import Converter
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

START = ["-c", "from tenantry.cli import main; main()", "lsp", "--stdio"]
LONG = 20.0
"""Seconds that no answer takes, not even on a busy machine."""


@cache
def _converter() -> Converter:
    """One for all sessions: it takes as long to make as a session lasts."""
    return default_converter()


class Editor:
    """Documents are named by their path under `root`; positions are `(line, character)`, counted from 0."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client, self.root = client, root
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.said: list[str] = []
        self.registered: list[str] = []
        self.refreshes = 0
        self.server = types.ServerCapabilities()
        self._heard = asyncio.Event()
        self._versions: dict[str, int] = {}

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.root / name).as_uri()

    def heard(self, params: types.PublishDiagnosticsParams) -> None:
        self.told[params.uri] = list(params.diagnostics)
        self._heard.set()

    async def open(self, name: str, text: str) -> list[types.Diagnostic]:
        """Opens a document and waits for what is wrong with it."""
        document = types.TextDocumentItem(self.uri(name), "prisma", 1, text)
        self._versions[name] = 1
        return await self._after(
            name, lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        )

    async def change(self, name: str, *changes: types.TextDocumentContentChangeEvent) -> list[types.Diagnostic]:
        """Types, and waits for what is wrong afterwards."""
        return await self._after(name, lambda: self.type(name, *changes))

    def type(self, name: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Types and waits for nothing."""
        self._versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def close(self, name: str) -> None:
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def faults(self, name: str, *codes: str) -> list[types.Diagnostic]:
        """Waits until the faults of a document are these."""

        async def wait() -> list[types.Diagnostic]:
            while sorted(str(d.code) for d in self.told.get(self.uri(name), [])) != sorted(codes):
                self._heard.clear()
                await self._heard.wait()
            return self.told.get(self.uri(name), [])

        return await asyncio.wait_for(wait(), LONG)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits for something that the server does by itself."""
        async with asyncio.timeout(LONG):
            while not condition():
                await asyncio.sleep(0.01)

    async def ask(self, method: str, params: object) -> object:
        """Any request."""
        answer = await asyncio.wait_for(self.client.protocol.send_request_async(method, params), LONG)
        return list(answer) if isinstance(answer, tuple) else answer

    def at(self, name: str, line: int, character: int) -> tuple[types.TextDocumentIdentifier, types.Position]:
        return types.TextDocumentIdentifier(self.uri(name)), types.Position(line, character)

    async def labels(self, name: str, line: int, character: int) -> set[str]:
        """What completion offers."""
        found = await self.ask(types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(*self.at(name, line, character)))
        assert isinstance(found, types.CompletionList)
        return {item.label for item in found.items}

    async def _after(self, name: str, act: Callable[[], None]) -> list[types.Diagnostic]:
        self.told.pop(self.uri(name), None)
        act()

        async def wait() -> list[types.Diagnostic]:
            while self.uri(name) not in self.told:
                self._heard.clear()
                await self._heard.wait()
            return self.told[self.uri(name)]

        return await asyncio.wait_for(wait(), LONG)


def typed(line: int, character: int, text: str, *, over: int = 0) -> types.TextDocumentContentChangePartial:
    """Text that is typed at a place, over so many characters."""
    start, end = types.Position(line, character), types.Position(line, character + over)
    return types.TextDocumentContentChangePartial(types.Range(start, end), text)


@asynccontextmanager
async def editor(
    root: Path,
    *,
    options: object = None,
    capabilities: types.ClientCapabilities | None = None,
    folders: Literal["many", "one", "none"] = "many",
) -> AsyncIterator[Editor]:
    """A session from its first message to its last."""
    client = LanguageClient("editor", "1", converter_factory=_converter)
    found = Editor(client, root)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params: types.PublishDiagnosticsParams) -> None:
        found.heard(params)

    @client.feature(types.WINDOW_SHOW_MESSAGE)
    def _(params: types.ShowMessageParams) -> None:
        found.said.append(params.message)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def _(params: types.RegistrationParams) -> None:
        found.registered += [registration.method for registration in params.registrations]

    @client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
    def _(_: None) -> None:
        found.refreshes += 1

    await client.start_io(sys.executable, *START)
    start = types.InitializeParams(capabilities or types.ClientCapabilities(), initialization_options=options)
    if folders == "many":
        start.workspace_folders = [types.WorkspaceFolder(root.as_uri(), root.name)]
    elif folders == "one":
        start.root_uri = root.as_uri()
    found.server = (await asyncio.wait_for(client.initialize_async(start), LONG)).capabilities
    client.initialized(types.InitializedParams())
    try:
        yield found
    finally:
        await asyncio.wait_for(client.shutdown_async(None), LONG)
        client.exit(None)
        await asyncio.wait_for(client.stop(), LONG)
