"""A schema in Prisma's layout, with what its relations lack."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry.ide.formatting.missing import Insertion, missing_parts
from tenantry.ide.formatting.sight import has_objects, has_url, relations_are_whole
from tenantry.ide.formatting.soundness import is_sound
from tenantry.psl.formatting.layout import layout
from tenantry.psl.formatting.pieces import Block
from tenantry.psl.formatting.reading import read
from tenantry.psl.parser import parse
from tenantry.text.diagnostics import Severity
from tenantry.text.source import Source, Span


def format_schema(sources: Sequence[Source], *, tab_size: int = 2) -> dict[str, str]:
    """The text of each file as `prisma format` leaves it, by name.

    The files are one schema: a relation that lacks its other field gets it, whichever file that belongs to. A broken
    file is formatted as far as it can be read. Never raises.
    """
    files = {source.name: read(source.text) for source in sources}
    # A schema with a url is Prisma 6's, which knows no objects: a line with one is broken.
    objects = not has_url([*files.values()])
    stale = {} if objects or not has_objects([*files.values()]) else {s.name: s.text for s in sources}
    if not relations_are_whole([*files.values()]):
        stale |= _completed(sources)
    files |= {name: read(text, objects=objects) for name, text in stale.items()}
    return {name: layout(pieces, tab_size=tab_size) for name, pieces in files.items()}


def dropped_text(sources: Sequence[Source]) -> list[tuple[Span, str]]:
    """What formatting leaves out, as Prisma's does: whatever follows an opening brace on its line, comments too."""
    return [
        (Span(source, piece.start, piece.start + len(piece.keyword)), piece.dropped)
        for source in sources
        for piece in read(source.text)
        if isinstance(piece, Block) and piece.dropped
    ]


def _completed(sources: Sequence[Source]) -> dict[str, str]:
    """The files that relations must be completed in, by name, with what they lacked; not yet in layout."""
    parsed = [parse(source) for source in sources]
    files = [file for file, _ in parsed]
    if any(fault.severity is Severity.ERROR for _, found in parsed for fault in found) or not is_sound(files):
        return {}
    by_file: dict[str, list[Insertion]] = {}
    for part in missing_parts(files):
        by_file.setdefault(part.source.name, []).append(part)
    return {source.name: _insert(source.text, by_file[source.name]) for source in sources if source.name in by_file}


def _insert(text: str, parts: Sequence[Insertion]) -> str:
    """At one place, in the order given."""
    written: list[str] = []
    start = 0
    for part in sorted(parts, key=lambda part: part.position):
        written += (text[start : part.position], part.text)
        start = part.position
    return "".join((*written, text[start:]))
