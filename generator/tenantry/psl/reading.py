"""Where blocks begin and end: the structure of a file, read as Prisma reads it.

Prisma tries at each place what may stand there, in an order, and takes a line that is nothing of all that for a fault.
So a block without its `}` runs on through the next ones, up to a line that begins with a `}`; one that is closed
nowhere is no block, and each of its lines a fault. All lines that can be lines of a block go to Lark in one piece, up
to the first that it refuses, and from the next line on.

Everything is read in time linear in the text, whatever it holds: what was looked for in vain is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenantry.psl import ast, comments, faults, hints
from tenantry.psl.builder import Builder
from tenantry.psl.comments import LINE_END, SPACES
from tenantry.psl.members import NAME, OPENING, STRING, Lines, Members, Opening
from tenantry.psl.places import Places
from tenantry.text.diagnostics import Report

_ARGUMENTS = rf'\((?:[^()"\n\r]++|{STRING}|\((?:[^()"\n\r]++|{STRING})*+\))*+\)'
_TYPE_ALIAS = re.compile(
    rf"type{SPACES}({NAME}){SPACES}={SPACES}(?:Unsupported\({SPACES}{STRING}{SPACES}\)|{NAME})"
    rf"(?:{SPACES}@{SPACES}{NAME}(?:\.+(?:{NAME})?)*+(?:{SPACES}{_ARGUMENTS})?)*+"
)
_OTHER_BLOCK = re.compile(rf"({NAME}){SPACES}\{{[^\n\r]*+{LINE_END}")
_COMMENT = re.compile(r"/[/*]")


class Reading:
    """Where the reading of a file stands."""

    def __init__(self, text: str, builder: Builder, report: Report, lines: Lines) -> None:
        self._text, self._builder, self._report = text, builder, report
        self._places = Places(text)
        self._members = Members(self._places, builder, lines)
        self._documentation: str | None = None
        self._in_broken_block = False

    def blocks(self) -> Iterator[ast.Block]:
        """All blocks of the file, in order; what is wrong goes to the report."""
        position = 0
        while True:
            gap, position = position, self._places.after_comments(position)
            if position == len(self._text):
                return
            opening = self._opening(position)
            end = self._members.read(opening) if opening is not None else None
            if opening is not None and end is not None:
                self._in_broken_block = False
                yield self._block(opening, end, gap)
                position = end + 1
            else:
                position = self._fault(position, opening)

    def _opening(self, position: int) -> Opening | None:
        match = OPENING.match(self._text, position)
        if match is None or not _is_name(match[2]):
            return None
        name = ast.Name(match[2], self._builder.span(match.start(2), match.end(2)))
        return Opening(match[1], match.start(), name, match.start(3), match.span(4), match.end())

    # Blocks

    def _block(self, opening: Opening, end: int, gap: int) -> ast.Block:
        """The block whose members were read, with the comment before it, which stands in what begins at `gap`."""
        for fault in self._builder.faults:
            self._report.error(fault.code, fault.message, fault.span, help=fault.help, related=fault.related)
        self._warn_of_ignored(opening)
        attached = comments.block_at_end(self._builder.source.text[gap : opening.start])
        if attached is not None:
            self._documentation = comments.documentation(attached)
        span = self._builder.span(opening.start, end + 1)
        braces = self._builder.span(opening.brace, end + 1)
        members, name = self._builder.members, opening.name
        if opening.rule == "config":
            # Prisma leaves the comment to the next model or enum that has none.
            properties = tuple(m for m in members if isinstance(m, ast.Property))
            unassigned = tuple(m for m in members if isinstance(m, ast.Name))
            runs_on = any(fault.code == faults.UNCLOSED_BLOCK for fault in self._builder.faults)
            return ast.ConfigBlock(
                opening.keyword, name, properties, self._documentation, span, braces, unassigned, runs_on
            )
        documentation, self._documentation = self._documentation, None
        attributes = tuple(m for m in members if isinstance(m, ast.Attribute))
        if opening.rule == "enum":
            values = tuple(m for m in members if isinstance(m, ast.EnumValue))
            return ast.EnumBlock(name, values, attributes, documentation, span, braces)
        fields = tuple(m for m in members if isinstance(m, ast.Field))
        return ast.Model(ast.ModelKind(opening.keyword), name, fields, attributes, documentation, span, braces)

    def _warn_of_ignored(self, opening: Opening) -> None:
        start, end = opening.ignored
        text = self._text[start:end].strip()
        if text and not text.startswith(("//", "/*")):
            start = self._text.index(text, start)
            message = "What follows the brace on this line is ignored."
            help = hints.ONE_LINE if text.endswith("}") else "put it on a line of its own, or make it a comment"
            self._report.warning(faults.IGNORED_TEXT, message, self._builder.span(start, start + len(text)), help=help)

    # Between blocks

    def _fault(self, start: int, opening: Opening | None) -> int:
        """Tells what is wrong with what begins here and is no block; returns where to go on."""
        if (alias := _TYPE_ALIAS.match(self._text, start)) is not None:
            return self._type_alias(start, alias.end())
        other = _OTHER_BLOCK.match(self._text, start)
        if other is not None and _is_name(other[1]) and (end := self._places.brace(other.end())) >= 0:
            message, help = hints.for_other_block(other[1])
            self._error(faults.INVALID_BLOCK, message, start, other.end(), help)
            self._in_broken_block = False
            return end + 1
        end = self._places.end_of_line(start)
        line = self._text[start:end]
        if opening is not None:
            code, message, help = hints.for_unclosed_block(opening.keyword, opening.name.text, line)
            self._error(code, message, start, end, help)
            self._in_broken_block = True
            return end
        code, message, hint, (first, last) = hints.for_line_between_blocks(line, self._in_broken_block)
        self._error(code, message, start + first, start + last, hint)
        self._in_broken_block = line.rstrip().endswith("{") or (self._in_broken_block and not line.startswith("}"))
        return end

    def _type_alias(self, start: int, end: int) -> int:
        self._error(faults.INVALID_LINE, faults.TYPE_ALIAS, start, end, "write the type itself where the alias is used")
        end = self._places.after_spaces(end)
        if any(pattern.match(self._text, end) for pattern in (OPENING, _OTHER_BLOCK, _COMMENT)):
            return end
        # Prisma blames what is left of the line for itself; it is the same line.
        return self._places.end_of_line(end)

    def _error(self, code: str, message: str, start: int, end: int, help: str | None) -> None:
        """Blames a place without the blanks at its end."""
        length = len(self._text[start:end].rstrip())
        self._report.error(code, message, self._builder.span(start, start + max(length, 1)), help=help)


def _is_name(text: str) -> bool:
    return all(character.isascii() or character.isalpha() for character in text)
