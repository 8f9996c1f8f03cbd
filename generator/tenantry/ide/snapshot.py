"""A schema at one moment: what all its files say, with the buffers that are not saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tenantry import ir, pipeline
from tenantry.ide.chunks import Chunk, Chunks
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS, Names, resolve_names
from tenantry.rules.connectors import CONNECTORS
from tenantry.rules.connectors.connector import Connector
from tenantry.text.diagnostics import Diagnostic, Report
from tenantry.text.source import Source, Span

Block = ast.Model | ast.EnumBlock | ast.ConfigBlock


@dataclass(frozen=True)
class Snapshot:
    """Immutable; what it answers is worked out when first asked for. Spans that it gives are places in `documents`."""

    documents: Mapping[str, Source]
    chunks: Mapping[str, tuple[Chunk, ...]]
    earlier: ir.Schema | None = None
    """What the schema was when it last could be made out."""

    @cached_property
    def names(self) -> Names:
        """What the files define; their spans are in chunks, see `place`."""
        return resolve_names((c.file for c in self._all_chunks()), Report())

    @cached_property
    def _places(self) -> Mapping[Source, tuple[Source, int]]:
        return {c.source: (self.documents[name], c.start) for name, chunks in self.chunks.items() for c in chunks}

    @cached_property
    def _understood(self) -> pipeline.Analysis:
        return pipeline.understand([(c.file, c.faults) for c in self._all_chunks()])

    @cached_property
    def schema(self) -> ir.Schema | None:
        """The resolved schema, without what cannot be made out; None where that is too much."""
        return self._understood.schema

    @property
    def last_schema(self) -> ir.Schema | None:
        """The schema, or what it was when it last could be made out."""
        return self.schema or self.earlier

    @cached_property
    def diagnostics(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """What is wrong, by file, in the order of places. What blames no file is told of the first one."""
        found: dict[str, list[Diagnostic]] = {name: [] for name in self.documents}
        for fault in self._understood.diagnostics:
            at = self.placed(fault)
            name = at.span.source.name if at.span is not None else next(iter(found))
            found[name].append(at)
        return {
            name: tuple(sorted(faults, key=lambda d: d.span.start if d.span is not None else 0))
            for name, faults in found.items()
        }

    @cached_property
    def database(self) -> Database:
        """What the datasource says, as far as it can be read."""
        return _database(self.names.datasources)

    def model(self, name: str) -> ast.Model | None:
        """The model, view or composite type of that name."""
        return self.names.models.get(name) or self.names.composites.get(name)

    def is_model(self, name: str) -> bool:
        """Whether a field of this type is a relation."""
        return name in self.names.models and name not in SCALARS

    def place(self, span: Span) -> Span:
        """A place in a chunk as a place in its file; one that is in a file already is given back."""
        if span.source not in self._places:
            return span
        document, start = self._places[span.source]
        return Span(document, span.start + start, span.end + start)

    def placed(self, fault: Diagnostic) -> Diagnostic:
        """The diagnostic with all its places in files."""
        span = None if fault.span is None else self.place(fault.span)
        related = tuple(replace(other, span=self.place(other.span)) for other in fault.related)
        return replace(fault, span=span, related=related)

    def blocks(self) -> Iterator[Block]:
        """All blocks of all files, also those whose name is taken by another."""
        for chunk in self._all_chunks():
            yield from chunk.file.blocks

    def blocks_of(self, document: str) -> Iterator[Block]:
        for chunk in self.chunks.get(document, ()):
            yield from chunk.file.blocks

    def _all_chunks(self) -> Iterator[Chunk]:
        for chunks in self.chunks.values():
            yield from chunks


@dataclass(frozen=True, slots=True)
class Database:
    """The datasource's name, which is the prefix of native types, and what its database can do. `connector` is Prisma's
    default one where the datasource names none that is known."""

    name: str
    connector: Connector
    schemas: tuple[str, ...]
    has_url: bool


def take(sources: Sequence[Source], chunks: Chunks, earlier: ir.Schema | None = None) -> Snapshot:
    """Reads the files of a schema; what stood in them when `chunks` was last used is not parsed again. `earlier` is the
    `last_schema` of the snapshot before."""
    documents = {source.name: source for source in sources}
    chunks.forget_all_but(set(documents))
    return Snapshot(documents, {name: chunks.of(source) for name, source in documents.items()}, earlier)


def _database(blocks: Sequence[ast.ConfigBlock]) -> Database:
    if not blocks:
        return Database("db", CONNECTORS[ir.Provider.NONE], (), has_url=False)
    given = {p.name.text: p.value for p in blocks[0].properties}
    word = given.get("provider")
    schemas = given.get("schemas")
    return Database(
        blocks[0].name.text,
        _connector(word.value if isinstance(word, ast.String) else ""),
        (
            tuple(item.value for item in schemas.items if isinstance(item, ast.String))
            if isinstance(schemas, ast.Array)
            else ()
        ),
        has_url="url" in given,
    )


def _connector(word: str) -> Connector:
    word = "postgresql" if word == "postgres" else word
    return CONNECTORS[ir.Provider(word) if word in set(ir.Provider) else ir.Provider.NONE]
