"""Where blocks begin and end, and which lines stand in them: the structure of a file, read as Prisma reads it.

Prisma tries at each place what may stand there, in an order, and takes a line that is nothing of all that for a fault.
So a block without its `}` runs on through the next ones, up to a line that begins with a `}`; one that is closed
nowhere is no block, and each of its lines a fault. All lines that can be lines of a block go to Lark in one piece, up
to the first that it refuses, and from the next line on.

Everything is read in time linear in the text, whatever it holds: what was looked for in vain is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenantry.psl import ast, comments, faults, hints
from tenantry.psl.builder import Builder, Fault
from tenantry.psl.comments import LINE_END, SPACES
from tenantry.text.diagnostics import Related, Report

_KEYWORDS = "model|view|type|enum|datasource|generator"
_NAME = r"[^\W_][\w\-]*+"
_STRING = r'"(?:[^"\\\x00-\x1f]|\\[\s\S])*+"'
_ARGUMENTS = rf'\((?:[^()"\n\r]|{_STRING}|\((?:[^()"\n\r]|{_STRING})*+\))*+\)'

_OPENING = re.compile(rf"({_KEYWORDS}){SPACES}({_NAME}){SPACES}(\{{)([^\n\r]*+){LINE_END}")
_TYPE_ALIAS = re.compile(
    rf"type{SPACES}({_NAME}){SPACES}={SPACES}(?:Unsupported\({SPACES}{_STRING}{SPACES}\)|{_NAME})"
    rf"(?:{SPACES}@{SPACES}{_NAME}(?:\.+(?:{_NAME})?)*+(?:{SPACES}{_ARGUMENTS})?)*+"
)
_OTHER_BLOCK = re.compile(rf"({_NAME}){SPACES}\{{[^\n\r]*+{LINE_END}")
_REST_OF_LINE = re.compile(rf"[^\n\r]*+(?:{LINE_END})?")
_BETWEEN = re.compile(r"(?:[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\r\n]++|//[^\n\r]*+)*+")
_CLOSE = re.compile(rf"[\n\r]{SPACES}(?=\}})")
_COMMENT = re.compile(r"/[/*]")
# What may make a line of a block run on over its end.
_RUNS_ON = re.compile(r"/\*|\\[\n\r]")
# A line of a block without the comment that it ends with.
_MEMBER = re.compile(rf'(?:[^"/\n\r]|{_STRING}|/(?![/*]))*+')
_TRAILING = re.compile(rf"(?://[^\n\r]*+)?{LINE_END}")

# Reads lines by a rule of the grammar, from one offset to another; says where it got stuck.
Lines = Callable[[str, int, int], int | None]


@dataclass(frozen=True, slots=True)
class _Opening:
    """The first line of a block. `body` is where the next line begins, `ignored` what stands behind the brace."""

    keyword: str
    start: int
    name: ast.Name
    brace: int
    ignored: tuple[int, int]
    body: int

    @property
    def rule(self) -> str:
        match self.keyword:
            case "enum":
                return "enum"
            case "datasource" | "generator":
                return "config"
            case _:
                return "model"


class Reading:
    """Where the reading of a file stands."""

    def __init__(self, text: str, builder: Builder, report: Report, lines: Lines) -> None:
        self._text, self._builder, self._report, self._lines = text, builder, report, lines
        self._position = 0
        self._documentation: str | None = None
        self._in_broken_block = False
        self._unclosed: set[tuple[str, int]] = set()
        self._next_close = _Next(lambda start: _found(_CLOSE.search(text, max(start - 1, 0)), at_end=True))
        self._next_run_on = _Next(lambda start: _found(_RUNS_ON.search(text, start)))
        self._next_comment_end = _Next(lambda start: text.find("*/", start))
        self._next_brace = _Next(lambda start: text.find("}", start))
        self._open_brackets = 0
        self._last_bad_line = -1

    def blocks(self) -> Iterator[ast.Block]:
        """All blocks of the file, in order; what is wrong goes to the report."""
        while True:
            gap = self._position
            self._position = self._after_comments(gap)
            if self._position == len(self._text):
                return
            opening = self._opening()
            if opening is not None:
                block = self._block(opening, self._text[gap : self._position])
                if block is not None:
                    self._in_broken_block = False
                    yield block
                    continue
            self._position = self._fault_between_blocks(opening)

    def _after_comments(self, position: int) -> int:
        """The first place from `position` on that is neither blank nor in a comment."""
        while True:
            match = _BETWEEN.match(self._text, position)
            position = match.end() if match is not None else position
            end = self._next_comment_end(position + 2) if self._text.startswith("/*", position) else -1
            if end < 0:
                return position
            position = end + 2

    # Between blocks

    def _opening(self) -> _Opening | None:
        match = _OPENING.match(self._text, self._position)
        if match is None or not _is_name(match[2]):
            return None
        name = ast.Name(match[2], self._builder.span(match.start(2), match.end(2)))
        return _Opening(match[1], match.start(), name, match.start(3), match.span(4), match.end())

    def _fault_between_blocks(self, opening: _Opening | None) -> int:
        """Tells what is wrong with what begins here and is no block; returns where to go on."""
        start = self._position
        if (alias := _TYPE_ALIAS.match(self._text, start)) is not None:
            self._error(faults.INVALID_LINE, faults.TYPE_ALIAS, start, alias.end())
            rest = comments.SPACE.match(self._text, alias.end())
            end = rest.end() if rest is not None else alias.end()
            if any(pattern.match(self._text, end) for pattern in (_OPENING, _OTHER_BLOCK, _COMMENT)):
                return end
            # What is left of the line would be told of as a fault of its own, on the same line.
            line = _REST_OF_LINE.match(self._text, end)
            return line.end() if line is not None else end
        other = _OTHER_BLOCK.match(self._text, start)
        if other is not None and _is_name(other[1]):
            end = self._next_brace(other.end())
            if end >= 0:
                message, help = hints.for_other_block(other[1])
                self._error(faults.INVALID_BLOCK, message, start, other.end(), help)
                self._in_broken_block = False
                return end + 1
        line = _REST_OF_LINE.match(self._text, start)
        assert line is not None, "it matches everything"
        if opening is not None:
            self._in_broken_block = True
            code, message, help = hints.for_unclosed_block(opening.keyword, opening.name.text, line[0])
            self._error(code, message, start, line.end(), help)
        else:
            code, message, help, place = hints.for_line_between_blocks(line[0], self._in_broken_block)
            self._error(code, message, start + place[0], start + place[1], help)
            if line[0].rstrip().endswith("{"):
                self._in_broken_block = True
            elif line[0].startswith("}"):
                self._in_broken_block = False
        return line.end()

    # Blocks

    def _block(self, opening: _Opening, gap: str) -> ast.Block | None:
        """The block that begins here, and the position behind it; None if it is closed nowhere."""
        self._builder.begin()
        self._last_bad_line = -1
        end = self._body(opening)
        if end is None:
            return None
        self._position = end + 1
        for fault in self._builder.faults:
            self._report.error(fault.code, fault.message, fault.span, help=fault.help, related=fault.related)
        self._warn_of_ignored(opening)
        attached = comments.block_at_end(gap) if "/" in gap else None
        if attached is not None:
            self._documentation = comments.documentation(attached)
        return self._made(opening, end)

    def _made(self, opening: _Opening, end: int) -> ast.Block:
        span = self._builder.span(opening.start, end + 1)
        braces = self._builder.span(opening.brace, end + 1)
        members, name = self._builder.members, opening.name
        if opening.rule == "config":
            # Prisma leaves the comment to the next model or enum that has none.
            properties = tuple(m for m in members if isinstance(m, ast.Property))
            unassigned = tuple(m for m in members if isinstance(m, ast.Name))
            return ast.ConfigBlock(opening.keyword, name, properties, self._documentation, span, braces, unassigned)
        documentation, self._documentation = self._documentation, None
        attributes = tuple(m for m in members if isinstance(m, ast.Attribute))
        if opening.rule == "enum":
            values = tuple(m for m in members if isinstance(m, ast.EnumValue))
            return ast.EnumBlock(name, values, attributes, documentation, span, braces)
        fields = tuple(m for m in members if isinstance(m, ast.Field))
        return ast.Model(ast.ModelKind(opening.keyword), name, fields, attributes, documentation, span, braces)

    def _warn_of_ignored(self, opening: _Opening) -> None:
        start, end = opening.ignored
        text = self._text[start:end].strip()
        if text and not text.startswith(("//", "/*")):
            start = self._text.index(text, start)
            message = "What follows the brace on this line is ignored."
            help = hints.ONE_LINE if text.endswith("}") else "put it on a line of its own, or make it a comment"
            self._report.warning(faults.IGNORED_TEXT, message, self._builder.span(start, start + len(text)), help=help)

    def _body(self, opening: _Opening) -> int | None:
        """Reads the members of a block. Where its `}` stands, or None if there is none."""
        start, close, runs_on = opening.body, self._next_close(opening.body), self._next_run_on(opening.body)
        if 0 <= runs_on < close or (close < 0 <= runs_on):
            return self._member_by_member(opening, start)
        if close < 0:
            return None
        self._lines_up_to(opening, start, close)
        return close

    def _lines_up_to(self, opening: _Opening, position: int, close: int) -> None:
        """Reads lines none of which can run on over its end."""
        while True:
            gap = position
            between = _BETWEEN.match(self._text, position, close)
            position = between.end() if between is not None else position
            self._builder.comments(self._text[gap:position])
            if position >= close:
                return
            stuck = self._lines(opening.rule, position, close)
            if stuck is None:
                return
            start = max(self._text.rfind("\n", position, stuck), self._text.rfind("\r", position, stuck)) + 1
            position = self._bad_line(opening, start or position, stuck)

    def _member_by_member(self, opening: _Opening, position: int) -> int | None:
        """Reads lines some of which may run on over their ends, by comments or by strings."""
        been: list[tuple[str, int]] = []
        while True:
            gap, position = position, self._after_comments(position)
            self._builder.comments(self._text[gap:position])
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
        core = _MEMBER.match(self._text, start)
        place = core.end() if core is not None else start
        if self._text.startswith("/*", place):
            end = self._next_comment_end(place + 2)
            place = end + 2 if end >= 0 else place
            spaces = comments.SPACE.match(self._text, place)
            place = spaces.end() if spaces is not None else place
            match = re.compile(LINE_END).match(self._text, place)
        else:
            match = _TRAILING.match(self._text, place)
        line = match or _REST_OF_LINE.match(self._text, start)
        return line.end() if line is not None else len(self._text)

    def _bad_line(self, opening: _Opening, start: int, stuck: int) -> int:
        """Tells of a line that is no member of its block; returns where the next one begins."""
        line = _REST_OF_LINE.match(self._text, start)
        assert line is not None, "it matches everything"
        follows = start == self._last_bad_line
        self._last_bad_line = line.end()
        if not follows:
            self._open_brackets = 0
        self._builder.refuse(self._bad_member(opening, start, stuck, line[0]))
        self._open_brackets = max(0, self._open_brackets + hints.opens_more_than_it_closes(line[0]))
        return line.end()

    def _bad_member(self, opening: _Opening, start: int, stuck: int, line: str) -> Fault:
        end = start + len(line.rstrip())
        if _OPENING.match(self._text, start):
            opened = self._builder.span(opening.start, opening.name.span.end)
            related = (Related("The block starts here.", opened),)
            ignored = self._text[slice(*opening.ignored)]
            help = hints.ONE_LINE if "}" in ignored else "put a `}` on a line before this one"
            message = f"The block `{opening.name.text}` is not closed."
            return Fault(faults.UNCLOSED_BLOCK, message, self._builder.span(start, end), help, related)
        match opening.rule:
            case "enum":
                message, help = faults.ENUM_LINE, hints.for_enum_value(line)
            case "config":
                message, help = faults.CONFIG_LINE.format(kind=opening.keyword), hints.for_property(line)
            case _:
                message, help = faults.MODEL_LINE, hints.for_member(line)
        place = stuck if start <= stuck < end and self._text[stuck:end].strip() else start
        spaces = comments.SPACE.match(self._text, place, end)
        place = spaces.end() if spaces is not None else place
        span = self._builder.span(place, max(end, place + 1))
        return Fault(faults.INVALID_LINE, message, span, None if self._open_brackets else help)

    def _error(self, code: str, message: str, start: int, end: int, help: str | None = None) -> None:
        """Blames a place without the blanks at its end."""
        length = len(self._text[start:end].rstrip())
        self._report.error(code, message, self._builder.span(start, start + max(length, 1)), help=help)


class _Next:
    """The next place of something from a place on, remembered: asked for places in order, it looks through a text once."""

    def __init__(self, find: Callable[[int], int]) -> None:
        self._find = find
        self._asked = self._found = -1
        self._asked = 1 << 62

    def __call__(self, start: int) -> int:
        """-1 if there is none."""
        if not (self._asked <= start and (self._found < 0 or start <= self._found)):
            self._asked, self._found = start, self._find(start)
        return self._found


def _found(match: re.Match[str] | None, *, at_end: bool = False) -> int:
    if match is None:
        return -1
    return match.end() if at_end else match.start()


def _is_name(text: str) -> bool:
    return all(character.isascii() or character.isalpha() for character in text)
