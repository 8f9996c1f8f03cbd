"""Offsets in a text and the protocol's positions, which count lines from 0 and columns in units of an encoding."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol import types

_LINE_END = re.compile(r"\r\n|\n|\r")


class Text:
    """A text that knows its lines. A line ends as the protocol says: Python's `splitlines` knows more ends."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text, self._encoding = text, encoding

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Where each line starts, and where its text ends."""
        lines: list[tuple[int, int]] = []
        start = 0
        for end in _LINE_END.finditer(self.text):
            lines.append((start, end.start()))
            start = end.end()
        return [*lines, (start, len(self.text))]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._lines]

    def position(self, offset: int) -> types.Position:
        """Of an offset; one beyond the end is the end."""
        offset = min(offset, len(self.text))
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self.text[self._lines[line][0] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """From one offset up to another."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Of a position; as the protocol says, one beyond the end of its line is that end."""
        if position.line >= len(self._lines):
            return len(self.text)
        start, end = self._lines[position.line]
        line = self.text[start:end]
        if line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return end

    def changed(self, change: types.TextDocumentContentChangeEvent) -> Text:
        """The text after one change."""
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            return Text(change.text, self._encoding)
        start, end = self.offset(change.range.start), self.offset(change.range.end)
        return Text(self.text[:start] + change.text + self.text[max(start, end) :], self._encoding)

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == types.PositionEncodingKind.Utf32:
            return len(text)
        if self._encoding == types.PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)
