"""Where things are: definitions, references, the outline of a file, what can be folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenantry.ide.completion.items import Kind, written_type
from tenantry.ide.occurrences import Occurrence, definitions, occurrence_at, occurrences
from tenantry.ide.snapshot import Block, Snapshot
from tenantry.psl import ast
from tenantry.text.source import Span

_COMMENT_LINES = re.compile(r"(?:^[ \t]*//[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"/\*[\s\S]*?\*/")


@dataclass(frozen=True, slots=True)
class Entry:
    """A block or member: `whole` is all of it, `name` its name alone."""

    label: str
    kind: Kind
    detail: str
    whole: Span
    name: Span
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """From the end of one line to the end of another; `is_comment` says what is folded away."""

    span: Span
    is_comment: bool = False


def definition(snapshot: Snapshot, document: str, offset: int) -> tuple[Occurrence, list[Entry]] | None:
    """The name at the offset, and what it stands for: several where it is defined twice."""
    here = occurrence_at(snapshot, document, offset)
    if here is None:
        return None
    places = {found.span for found in definitions(snapshot, here.symbol)}
    every = (entry for entry in _flat(_all(snapshot)) if entry.name in places)
    return here, list(every)


def references(
    snapshot: Snapshot, document: str, offset: int, *, definitions_too: bool, only_here: bool = False
) -> list[Occurrence]:
    """Everything that has the name at the offset, in all files or in this one."""
    here = occurrence_at(snapshot, document, offset)
    if here is None:
        return []
    found = occurrences(snapshot, here.symbol, document if only_here else None)
    return [other for other in found if definitions_too or not other.is_definition]


def outline(snapshot: Snapshot, document: str) -> list[Entry]:
    """The blocks of a file with their members."""
    return [_entry(snapshot, block) for block in snapshot.blocks_of(document)]


def search(snapshot: Snapshot, query: str) -> list[tuple[Entry, str | None]]:
    """Blocks and members of all files whose name has the letters of the query in their order, with their block."""
    found: list[tuple[Entry, str | None]] = []
    for entry in _all(snapshot):
        if _matches(entry.label, query):
            found.append((entry, None))
        found += [(child, entry.label) for child in entry.children if _matches(child.label, query)]
    return found


def folds(snapshot: Snapshot, document: str) -> list[Fold]:
    """Blocks, and comments of several lines."""
    source = snapshot.documents[document]
    blocks = [Fold(entry.whole) for entry in outline(snapshot, document)]
    comments = [
        Fold(Span(source, match.start(), match.end() - (match[0][-1] == "\n")), is_comment=True)
        for pattern in (_COMMENT_LINES, _BLOCK_COMMENT)
        for match in pattern.finditer(source.text)
    ]
    return [fold for fold in [*blocks, *comments] if "\n" in source.text[fold.span.start : fold.span.end]]


def _all(snapshot: Snapshot) -> Iterator[Entry]:
    for document in snapshot.documents:
        yield from outline(snapshot, document)


def _flat(entries: Iterator[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from entry.children


def _entry(snapshot: Snapshot, block: Block) -> Entry:
    whole, name = snapshot.place(block.span), snapshot.place(block.name.span)
    match block:
        case ast.Model(kind, _, fields):
            children = tuple(_field(snapshot, field) for field in fields)
            shown = Kind.COMPOSITE if kind is ast.ModelKind.TYPE else Kind.MODEL
            return Entry(block.name.text, shown, kind.value, whole, name, children)
        case ast.EnumBlock(_, values):
            children = tuple(
                Entry(v.name.text, Kind.VALUE, "", snapshot.place(v.span), snapshot.place(v.name.span)) for v in values
            )
            return Entry(block.name.text, Kind.ENUM, "enum", whole, name, children)
        case ast.ConfigBlock(kind, _, properties):
            children = tuple(
                Entry(p.name.text, Kind.PROPERTY, "", snapshot.place(p.span), snapshot.place(p.name.span))
                for p in properties
            )
            return Entry(block.name.text, Kind.KEYWORD, kind, whole, name, children)


def _field(snapshot: Snapshot, field: ast.Field) -> Entry:
    whole, name = snapshot.place(field.span), snapshot.place(field.name.span)
    return Entry(field.name.text, Kind.FIELD, written_type(field), whole, name)


def _matches(label: str, query: str) -> bool:
    rest = iter(label.lower())
    return all(letter in rest for letter in query.lower())
