"""A file as its top-level blocks, each parsed once.

Parsing is most of what a keystroke costs, and a keystroke changes one block. A block ends at a line that is a brace at
the left margin: whatever went wrong before it, the parser stands between blocks after such a line. Only a block comment
could run across it; a file that has one which is not closed in its own part is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tenantry.psl import ast
from tenantry.psl.parser import parse
from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Source

_END_OF_BLOCK = re.compile(r"^\}[ \t]*(?://(?!/)[^\n\r]*)?(?:\r\n|\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a file with what it parses to. `source` has the part's text; `start` is where that begins in the
    file."""

    source: Source
    start: int
    file: ast.File
    faults: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Chunks:
    """The parts that were parsed last, by file and text."""

    _known: dict[str, dict[tuple[str, int], Chunk]] = field(default_factory=dict[str, dict[tuple[str, int], Chunk]])

    def of(self, document: Source) -> tuple[Chunk, ...]:
        """The parts of a file, in order; those that stood in it before are not parsed again."""
        known = self._known.get(document.name, {})
        found: dict[tuple[str, int], Chunk] = {}
        chunks: list[Chunk] = []
        for start, text in _parts(document.text):
            # Of two equal parts each has its own source, which tells where it stands.
            copy = 0
            while (text, copy) in found:
                copy += 1
            chunk = known.get((text, copy))
            if chunk is None:
                chunk = _parsed(Source(document.name, text), start)
            elif chunk.start != start:
                chunk = Chunk(chunk.source, start, chunk.file, chunk.faults)
            found[text, copy] = chunk
            chunks.append(chunk)
        self._known[document.name] = found
        return tuple(chunks)

    def forget_all_but(self, names: set[str]) -> None:
        """Lets go of files that are no longer part of the schema."""
        for name in self._known.keys() - names:
            del self._known[name]


def _parsed(source: Source, start: int) -> Chunk:
    file, faults = parse(source)
    return Chunk(source, start, file, faults)


def _parts(text: str) -> list[tuple[int, str]]:
    parts = list(_between_ends(text))
    return parts if all(_closes_its_comments(part) for _, part in parts) else [(0, text)]


def _between_ends(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _END_OF_BLOCK.finditer(text):
        yield start, text[start : end.end()]
        start = end.end()
    if start < len(text) or not text:
        yield start, text[start:]


def _closes_its_comments(part: str) -> bool:
    """Also where the last `/*` opens no comment, because it stands in a string or another comment, an end after it ends
    whatever is open."""
    opening = part.rfind("/*")
    return opening < 0 or "*/" in part[opening + 2 :]
