"""The lines of a block: which are members of it, and which are faults."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tenantry.psl import ast, comments, faults, hints
from tenantry.psl.builder import Builder
from tenantry.psl.places import Places
from tenantry.psl.values import Fault
from tenantry.text.diagnostics import Related

KEYWORDS = "model|view|type|enum|datasource|generator"
NAME = r"[^\W_][\w\-]*+"
STRING = r'"(?:[^"\\\x00-\x1f]++|\\[\s\S])*+"'
OPENING = re.compile(rf"({KEYWORDS}){comments.SPACES}({NAME}){comments.SPACES}(\{{)([^\n\r]*+){comments.LINE_END}")
_LINE_END = re.compile(comments.LINE_END)
# A line of a block without the comment that it ends with; and that, where it is one of a line.
_CORE = re.compile(rf'(?:[^"/\n\r]++|{STRING}|/(?![/*]))*+')
_TRAILING = re.compile(rf"(?://[^\n\r]*+)?{comments.LINE_END}")

# Reads lines by a rule of the grammar, from one offset to another; says where it got stuck.
Lines = Callable[[str, int, int], int | None]


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of a block. `body` is where the next line begins, `ignored` what stands behind the brace."""

    keyword: str
    start: int
    name: ast.Name
    brace: int
    ignored: tuple[int, int]
    body: int

    @property
    def rule(self) -> str:
        """The rule of the grammar that knows what the block may hold."""
        match self.keyword:
            case "enum":
                return "enum"
            case "datasource" | "generator":
                return "config"
            case _:
                return "model"


class Members:
    """Reads the lines of one block after the other; what they are is then with the builder."""

    def __init__(self, places: Places, builder: Builder, lines: Lines) -> None:
        self._places, self._text, self._builder, self._lines = places, places.text, builder, lines
        self._unclosed: set[tuple[str, int]] = set()
        self._end_of_bad_line = 0
        self._open_brackets = 0

    def read(self, opening: Opening) -> int | None:
        """Where the `}` of the block stands, or None if there is none."""
        self._builder.begin()
        start = self._end_of_bad_line = opening.body
        self._open_brackets = 0
        close, runs_on = self._places.closing_brace(start), self._places.run_on(start)
        if 0 <= runs_on < close or close < 0 <= runs_on:
            return self._one_by_one(opening, start)
        if close < 0:
            return None
        self._all_at_once(opening, start, close)
        return close

    def _all_at_once(self, opening: Opening, position: int, close: int) -> None:
        """Reads lines none of which can run on over its end."""
        while True:
            gap, position = position, self._places.after_short_comments(position, close)
            self._builder.comments(gap, position)
            if position >= close:
                return
            stuck = self._lines(opening.rule, position, close)
            if stuck is None:
                return
            before = max(self._text.rfind("\n", position, stuck), self._text.rfind("\r", position, stuck))
            position = self._bad_line(opening, max(position, before + 1), stuck)

    def _one_by_one(self, opening: Opening, position: int) -> int | None:
        """Reads lines some of which may run on over their ends, by a comment or a string."""
        been: list[tuple[str, int]] = []
        while True:
            gap, position = position, self._places.after_comments(position)
            self._builder.comments(gap, position)
            if self._text.startswith("}", position):
                return position
            if position == len(self._text) or (opening.rule, position) in self._unclosed:
                self._unclosed.update(been)
                return None
            been.append((opening.rule, position))
            end = self._end_of_member(position)
            stuck = self._lines(opening.rule, position, end)
            position = end if stuck is None else self._bad_line(opening, position, stuck)

    def _end_of_member(self, start: int) -> int:
        """Where a line ends that may run on; if it cannot be one, the end of the line that is seen."""
        core = _CORE.match(self._text, start)
        place = core.end() if core is not None else start
        if self._text.startswith("/*", place):
            place = self._places.after_spaces(self._places.after_long_comment(place))
            line = _LINE_END.match(self._text, place)
        else:
            line = _TRAILING.match(self._text, place)
        return line.end() if line is not None else self._places.end_of_line(start)

    def _bad_line(self, opening: Opening, start: int, stuck: int) -> int:
        """Tells of a line that is no member of its block; returns where the next one begins."""
        end = self._places.end_of_line(start)
        line = self._text[start:end]
        if self._text[self._end_of_bad_line : start].strip():
            self._open_brackets = 0
        self._builder.refuse(self._bad_member(opening, start, stuck, line))
        self._open_brackets = max(0, self._open_brackets + hints.opens_more_than_it_closes(line))
        self._end_of_bad_line = end
        return end

    def _bad_member(self, opening: Opening, start: int, stuck: int, line: str) -> Fault:
        end = start + len(line.rstrip())
        if OPENING.match(self._text, start):
            opened = self._builder.span(opening.start, opening.name.span.end)
            related = (Related("The block starts here.", opened),)
            ignored = self._text[slice(*opening.ignored)]
            help = hints.ONE_LINE if "}" in ignored else "put a `}` on a line before this one"
            message = f"The block `{opening.name.text}` is not closed."
            return Fault(faults.UNCLOSED_BLOCK, message, self._builder.span(start, end), help, related)
        message, hint = _said(opening, line)
        place = stuck if start <= stuck < end and self._text[stuck:end].strip() else start
        place = self._places.after_spaces(place)
        span = self._builder.span(place, max(end, place + 1))
        return Fault(faults.INVALID_LINE, message, span, None if self._open_brackets else hint)


def _said(opening: Opening, line: str) -> tuple[str, str | None]:
    """Message and help for a line that is no member of its block."""
    match opening.rule:
        case "enum":
            return faults.ENUM_LINE, hints.for_enum_value(line)
        case "config":
            return faults.CONFIG_LINE.format(kind=opening.keyword), hints.for_property(line)
        case _:
            return faults.MODEL_LINE, hints.for_member(line)
