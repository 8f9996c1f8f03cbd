"""Places in a text that are looked for again and again, each part of the text looked through once."""

from __future__ import annotations

import re
from collections.abc import Callable

from tenantry.psl.comments import LINE_END, SPACES

_SPACES = re.compile(SPACES)
_LINE = re.compile(rf"[^\n\r]*+(?:{LINE_END})?")
_SHORT_COMMENTS = re.compile(r"(?:[^\S\x0b\x0c\x1c-\x1f\x85]++|//[^\n\r]*+)*+")
_CLOSING_BRACE = re.compile(rf"[\n\r]{SPACES}(?=\}})")
# What may make a line of a block run on over its end: a comment, or a string with its line break escaped.
_RUN_ON = re.compile(r"/\*|\\[\n\r]")


class Places:
    """Answers with offsets; where something stands nowhere from a place on, with -1."""

    def __init__(self, text: str) -> None:
        self.text = text
        # From the line break before it on: a place that is asked for is the beginning of a line.
        self.closing_brace = _remembering(lambda start: _end(_CLOSING_BRACE.search(text, max(0, start - 1)), -1))
        self.run_on = _remembering(lambda start: _start(_RUN_ON.search(text, start)))
        self.brace = _remembering(lambda start: text.find("}", start))
        self._end_of_comment = _remembering(lambda start: text.find("*/", start))

    def end_of_line(self, start: int) -> int:
        """Behind the line break, or the end of the text."""
        return _end(_LINE.match(self.text, start), start)

    def after_spaces(self, start: int) -> int:
        """The first place that is no space."""
        return _end(_SPACES.match(self.text, start), start)

    def after_short_comments(self, start: int, end: int) -> int:
        """The first place that is neither blank nor in a comment of one line."""
        return _end(_SHORT_COMMENTS.match(self.text, start, end), start)

    def after_long_comment(self, start: int) -> int:
        """Behind the `/* */` that begins here; `start` if it does not end."""
        end = self._end_of_comment(start + 2)
        return end + 2 if end >= 0 else start

    def after_comments(self, start: int) -> int:
        """The first place that is neither blank nor in a comment."""
        while True:
            place = self.after_short_comments(start, len(self.text))
            start = self.after_long_comment(place) if self.text.startswith("/*", place) else place
            if start == place:
                return place


def _remembering(find: Callable[[int], int]) -> Callable[[int], int]:
    """`find`, which does not look where it has already looked: asked for places in order, it reads a text once."""
    asked, found = 0, find(0)

    def next_place(start: int) -> int:
        nonlocal asked, found
        if start < asked or 0 <= found < start:
            asked, found = start, find(start)
        return found

    return next_place


def _start(match: re.Match[str] | None) -> int:
    return -1 if match is None else match.start()


def _end(match: re.Match[str] | None, otherwise: int) -> int:
    return otherwise if match is None else match.end()
