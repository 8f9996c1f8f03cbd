"""When clients are told what is wrong, and of which files."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lsprotocol import types

from tenantry.ide import own
from tenantry.ide.snapshot import Snapshot
from tenantry.lsp import convert
from tenantry.lsp.options import Options
from tenantry.lsp.schemas import Schema
from tenantry.text.diagnostics import Diagnostic

_PAUSE = 0.01
"""Seconds after a keystroke: what was typed with it comes first, and so does what else the editor asks."""
_LONGEST = 0.15
"""Seconds after which diagnostics are told although somebody goes on typing."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Publisher:
    """Tells what differs from what was told before. `pulls` says that the client asks for the diagnostics of documents
    that are open: those are not told twice."""

    send: Callable[[types.PublishDiagnosticsParams], None]
    refresh: Callable[[], None]
    options: Options
    pulls: bool = False
    _told: dict[str, list[types.Diagnostic]] = field(default_factory=dict[str, list[types.Diagnostic]])
    _sent: set[str] = field(default_factory=set[str])
    _waiting: dict[Schema, tuple[asyncio.TimerHandle, float]] = field(
        default_factory=dict[Schema, tuple[asyncio.TimerHandle, float]]
    )
    _typed: set[str] = field(default_factory=set[str])
    _pulled: set[str] = field(default_factory=set[str])

    def soon(self, schema: Schema, uri: str | None = None) -> None:
        """Plans to tell what is wrong with a schema, once for all that happens until then. `uri` is the document that
        was typed in: its editor gets an answer even where nothing has changed."""
        if uri is not None:
            self._typed.add(uri)
            self._pulled.discard(uri)
        loop = asyncio.get_running_loop()
        now = loop.time()
        waiting = self._waiting.pop(schema, None)
        since = now if waiting is None else waiting[1]
        if waiting is not None:
            waiting[0].cancel()
        when = max(now, min(now + _PAUSE, since + _LONGEST))
        self._waiting[schema] = (loop.call_at(when, self._now, schema), since)

    def drop(self, schema: Schema, uris: Iterable[str]) -> None:
        """Takes back what was told of files of a schema that nobody edits any more."""
        if schema in self._waiting:
            self._waiting.pop(schema)[0].cancel()
        for uri in uris:
            self._told.pop(uri, None)
            self._clear(uri)

    def closed(self, uri: str) -> None:
        """The document is read from disk again, and nobody asks for its diagnostics."""
        self._told.pop(uri, None)

    def _clear(self, uri: str) -> None:
        if uri in self._sent:
            self._sent.discard(uri)
            self.send(types.PublishDiagnosticsParams(uri, []))

    def pulled(self, schema: Schema, name: str) -> list[types.Diagnostic]:
        """As `of_document`, for a client that asks."""
        found = self.of_document(schema, name)
        self._told[schema.uri(name)] = found
        self._pulled.add(schema.uri(name))
        return found

    def of_document(self, schema: Schema, name: str) -> list[types.Diagnostic]:
        """What is wrong with one file."""
        snapshot = schema.snapshot()
        found = snapshot.diagnostics.get(name, ())
        return [convert.diagnostic(schema, fault) for fault in found if self._wanted(snapshot, fault)]

    def _wanted(self, snapshot: Snapshot, fault: Diagnostic) -> bool:
        match self.options.diagnostics:
            case "all":
                return True
            case "tenancy":
                return own.is_ours(snapshot, fault)
            case "none":
                return False

    def _now(self, schema: Schema) -> None:
        self._waiting.pop(schema, None)
        try:
            self._tell(schema)
        except Exception:  # noqa: BLE001 - a fault of ours in one schema must not end the server
            _log.exception("diagnostics failed")

    def _tell(self, schema: Schema) -> None:
        others_differ = False
        for name in schema.snapshot().documents:
            uri, buffer = schema.uri(name), schema.buffers.get(name)
            found = self.of_document(schema, name)
            typed = uri in self._typed
            self._typed.discard(uri)
            if self.pulls and buffer is not None:
                # Of the document that is typed in the client will ask by itself, unless it has done so already.
                will_ask = typed and uri not in self._pulled
                others_differ |= not will_ask and found != self._told.get(uri, [])
                self._told[uri] = found
                self._clear(uri)
            elif typed or found != self._told.get(uri, []):
                self._told[uri] = found
                self._sent.add(uri)
                self.send(types.PublishDiagnosticsParams(uri, found, buffer.version if buffer is not None else None))
        if others_differ:
            self.refresh()
