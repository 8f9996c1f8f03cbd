"""The schemas that are being edited: what is on disk, with the buffers over it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls import uris

from tenantry.ide.chunks import Chunks
from tenantry.ide.snapshot import Snapshot, take
from tenantry.lsp.places import Place, place_of
from tenantry.lsp.positions import Text
from tenantry.text.source import Source
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.sources import read_what_is_there


@dataclass(slots=True)
class Buffer:
    """A document that is open in the editor."""

    uri: str
    version: int | None
    text: Text
    schema: Schema
    name: str
    """What the file is called in its schema."""


@dataclass(slots=True, eq=False)
class Schema:
    """The files that are one schema. `place` is None for a document that is on no disk."""

    place: Place | None
    encoding: str
    buffers: dict[str, Buffer] = field(default_factory=dict[str, Buffer])
    version: int = 0
    _chunks: Chunks = field(default_factory=Chunks)
    _on_disk: dict[str, Source] | None = None
    _taken: tuple[int, Snapshot] | None = None
    _texts: dict[Source, Text] = field(default_factory=dict[Source, Text])

    def snapshot(self) -> Snapshot:
        """The schema as it now stands in the editor."""
        if self._taken is None or self._taken[0] != self.version:
            earlier = self._taken[1].last_schema if self._taken is not None else None
            self._taken = (self.version, take(list(self._sources()), self._chunks, earlier))
            self._texts.clear()
        return self._taken[1]

    def changed(self) -> None:
        """A buffer has another text."""
        self.version += 1

    def forget_disk(self) -> None:
        """Files were written, made or deleted."""
        self._on_disk = None
        self.version += 1

    def text(self, source: Source) -> Text:
        """A file of the snapshot as a text with positions."""
        if source not in self._texts:
            buffer = self.buffers.get(source.name)
            same = buffer is not None and buffer.text.text == source.text
            self._texts[source] = buffer.text if buffer is not None and same else Text(source.text, self.encoding)
        return self._texts[source]

    def uri(self, name: str) -> str:
        """Of a file of the schema: the editor's own spelling where it is open."""
        if name in self.buffers:
            return self.buffers[name].uri
        return (self.place.root / name).resolve().as_uri() if self.place is not None else name

    def name_of(self, file: Path) -> str:
        """What a file, which need not exist, is called: as the other commands call it, also through links."""
        root = self.place.root if self.place is not None else file.parent
        for name in self._read():
            if (root / name).resolve() == file:
                return name
        return Path(os.path.relpath(file, root.resolve())).as_posix()

    def _sources(self) -> Iterator[Source]:
        """In the order in which the other commands read them; files that are on no disk yet come last."""
        disk = self._read()
        for name, source in disk.items():
            yield Source(name, self.buffers[name].text.text) if name in self.buffers else source
        for name, buffer in self.buffers.items():
            if name not in disk:
                yield Source(name, buffer.text.text)

    def _read(self) -> dict[str, Source]:
        if self._on_disk is None:
            reading = read_what_is_there(self.place.root, self.place.paths) if self.place is not None else None
            self._on_disk = {source.name: source for source in reading.sources} if reading is not None else {}
        return self._on_disk


@dataclass(slots=True)
class Schemas:
    """All that is open. `folders` are the editor's workspace folders, `notes` what is to be told to its user."""

    encoding: str
    folders: list[Path] = field(default_factory=list[Path])
    notes: list[str] = field(default_factory=list[str])
    _buffers: dict[str, Buffer] = field(default_factory=dict[str, Buffer])
    _schemas: list[Schema] = field(default_factory=list[Schema])

    def __iter__(self) -> Iterator[Schema]:
        return iter(self._schemas)

    def buffer(self, uri: str) -> Buffer | None:
        return self._buffers.get(uri)

    def open(self, uri: str, version: int | None, text: str) -> Buffer:
        """Takes a document in; it is read from disk no longer."""
        schema, name = self._schema_of(uri)
        buffer = Buffer(uri, version, Text(text, self.encoding), schema, name)
        self._buffers[uri] = schema.buffers[name] = buffer
        schema.forget_disk()
        return buffer

    def change(self, uri: str, version: int | None, changes: Sequence[types.TextDocumentContentChangeEvent]) -> Buffer:
        """Raises KeyError for a document that is not open."""
        buffer = self._buffers[uri]
        for change in changes:
            buffer.text = buffer.text.changed(change)
        buffer.version = version
        buffer.schema.changed()
        return buffer

    def close(self, uri: str) -> Buffer | None:
        """Lets go of a document, and of a schema of which none is open any more."""
        buffer = self._buffers.pop(uri, None)
        if buffer is not None:
            del buffer.schema.buffers[buffer.name]
            buffer.schema.forget_disk()
            if not buffer.schema.buffers:
                self._schemas.remove(buffer.schema)
        return buffer

    def files_changed(self) -> None:
        """Files or the configuration of a project are others: every document may belong to another schema now."""
        for buffer in self._buffers.values():
            schema, name = self._schema_of(buffer.uri)
            if schema is not buffer.schema or name != buffer.name:
                del buffer.schema.buffers[buffer.name]
                buffer.schema, buffer.name = schema, name
                schema.buffers[name] = buffer
        self._schemas = [schema for schema in self._schemas if schema.buffers]
        for schema in self._schemas:
            schema.forget_disk()

    def _schema_of(self, uri: str) -> tuple[Schema, str]:
        path = uris.to_fs_path(uri) if uri.startswith("file:") else None
        if path is None:
            known = self._buffers.get(uri)
            return (known.schema if known is not None else self._new(None)), uri
        file = Path(path).resolve()
        try:
            place = place_of(file, self.folders)
        except (ProjectError, OSError) as error:
            self.notes.append(f"{error.message} ({error.help})" if isinstance(error, ProjectError) else str(error))
            place = Place(file.parent, (file.name,))
        schema = next((known for known in self._schemas if known.place == place), None) or self._new(place)
        return schema, schema.name_of(file)

    def _new(self, place: Place | None) -> Schema:
        schema = Schema(place, self.encoding)
        self._schemas.append(schema)
        return schema
