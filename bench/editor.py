"""How long an editor waits: from a keystroke to what is wrong, and to what may be written.

Over the real protocol, with a server in a process of its own. `python -m bench.editor [MODELS] [KEYS]`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from bench import synthetic

TARGET = 0.150
"""Seconds, for a schema of 200 models."""
_TYPED = '  extra     String   @default("x")'
_START = [sys.executable, "-c", "from tenantry.cli import main; main()", "lsp"]


class _Editor:
    """One document, typed in at its middle, where half of the schema moves with every key."""

    def __init__(self, client: LanguageClient, uri: str, line: int) -> None:
        self.client, self.uri, self.line, self.version = client, uri, line, 1
        self.told: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()

    def type(self, column: int, text: str, over: int = 0) -> None:
        self.version += 1
        start, end = types.Position(self.line, column), types.Position(self.line, column + over)
        change = types.TextDocumentContentChangePartial(types.Range(start, end), text)
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.told = asyncio.get_running_loop().create_future()
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def diagnostics(self) -> None:
        while await self.told != self.version:
            self.told = asyncio.get_running_loop().create_future()

    async def completion(self, column: int) -> int:
        at = types.Position(self.line, column)
        params = types.CompletionParams(types.TextDocumentIdentifier(self.uri), at)
        found = await self.client.text_document_completion_async(params)
        return len(found.items) if isinstance(found, types.CompletionList) else 0


async def measure(models: int, keys: int) -> dict[str, list[float]]:
    """Seconds from a key to each answer: diagnostics alone, completion alone, and both asked for at once."""
    text = synthetic.schema(models)
    lines = text.split("\n")
    middle = next(n for n in range(len(lines) // 2, len(lines)) if lines[n].startswith("  note"))
    lines.insert(middle, "")
    client = LanguageClient("bench", "1")
    editor: list[_Editor] = []

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params: types.PublishDiagnosticsParams) -> None:
        if not editor[0].told.done():
            editor[0].told.set_result(params.version)

    with tempfile.TemporaryDirectory() as folder:
        uri = (Path(folder) / "schema.prisma").as_uri()
        editor.append(_Editor(client, uri, middle))
        await client.start_io(*_START)
        await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
        client.initialized(types.InitializedParams())
        document = types.TextDocumentItem(uri, "prisma", 1, "\n".join(lines))
        client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        await editor[0].diagnostics()
        times = await _typing(editor[0], keys)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
    return times


async def _typing(editor: _Editor, keys: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"diagnostics": [], "completion": [], "diagnostics, both asked": []}
    for key in range(keys):
        column = key % len(_TYPED)
        if column == 0 and key:
            editor.type(0, "", over=len(_TYPED))
            await editor.diagnostics()
        start = time.perf_counter()
        editor.type(column, _TYPED[column])
        if key % 2:
            await editor.completion(column + 1)
            times["completion"].append(time.perf_counter() - start)
            await editor.diagnostics()
            times["diagnostics, both asked"].append(time.perf_counter() - start)
        else:
            await editor.diagnostics()
            times["diagnostics"].append(time.perf_counter() - start)
    return times


def main(arguments: Sequence[str]) -> int:
    """Prints a line an answer; 1 where the median of one is later than the target."""
    models = int(arguments[0]) if arguments else 200
    keys = int(arguments[1]) if len(arguments) > 1 else 200
    times = asyncio.run(measure(models, keys))
    print(f"{models} models, {keys} keys: milliseconds from a key to the answer")
    for name, found in times.items():
        ordered = sorted(found)
        late = ordered[int(len(ordered) * 0.95)]
        print(f"  {name:<24} median {_ms(statistics.median(found))}  95% {_ms(late)}  worst {_ms(ordered[-1])}")
    return int(any(statistics.median(found) > TARGET for found in times.values()))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:6.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
