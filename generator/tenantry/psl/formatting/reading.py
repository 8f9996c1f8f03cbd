"""The pieces of a file, in the order and with the limits that Prisma's grammar gives them: the first rule that fits
takes what it can, and what no rule takes is a piece of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tenantry.psl.formatting.arguments import arguments, value
from tenantry.psl.formatting.lexicon import BLANK_LINES, GAP, NEWLINE, REST_OF_LINE, Finder, lexicon_of
from tenantry.psl.formatting.pieces import BlankLines, Block, BlockAttribute, Comments, Item, Member, Piece, Verbatim

# The order in which attributes stand; all others come after these, as they were.
_ORDER = ("id", "unique", "default", "updatedAt", "index", "fulltext", "map", "relation", "ignore")
_RANK = {name: rank for rank, name in enumerate(_ORDER)}
_BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_WHITE = f"{_BLANKS}\n\v\f\r\x85\u2028\u2029"


def read(text: str, *, objects: bool = True) -> tuple[Piece, ...]:
    """All pieces of a text.

    `objects` says whether `{ active: true }` is a value, as it is from Prisma 7 on; before that, its line is broken.
    """
    return tuple(_Reader(text, objects=objects).pieces())


class _Reader:
    """Reads one text. It keeps what it has found out about the text, so that no stretch is read over and over."""

    def __init__(self, text: str, *, objects: bool) -> None:
        self._text, self._objects = text, objects
        self._lexicon = lexicon_of(text)
        self._ends_of_comments = Finder(text, "*/")
        self._closing = Finder(text, "}")
        # Places between two members from where the end of the block is not reached, by how members are read.
        self._hopeless: dict[Callable[[int], tuple[Item, int] | None], set[int]] = {}

    def pieces(self) -> Iterator[Piece]:
        """All of the text."""
        position = self._gap(0)
        while position < len(self._text):
            piece, position = (
                self._block(position)
                or self._kept_block(position)
                or self._comments(position)
                or self._blank_lines(position)
                or self._rest_of_line(position)
            )
            yield piece
            position = self._gap(position)

    # Blocks

    def _block(self, position: int) -> tuple[Block, int] | None:
        opening = self._lexicon.block.match(self._text, position)
        if opening is None:
            return None
        match opening[1]:
            case "enum":
                read = self._enum_item
            case "datasource" | "generator":
                read = self._config_item
            case _:
                read = self._model_item
        found = self._items(self._gap(opening.end()), read)
        if found is None:
            return None
        items, end = found
        return Block(opening[1], opening[2], tuple(items), opening[3].strip(), position), end

    def _items(self, position: int, read: Callable[[int], tuple[Item, int] | None]) -> tuple[list[Item], int] | None:
        """What stands in a block up to its closing brace, and the place after that; None where there is no such brace.

        What follows from a place does not depend on where the block began. So a text of nothing but openings is read
        once, and not once from each of them.
        """
        hopeless = self._hopeless.setdefault(read, set())
        passed: list[int] = []
        items: list[Item] = []
        while position < len(self._text) and position not in hopeless:
            passed.append(position)
            found = read(position) or self._comments(position) or self._blank_lines(position)
            if found is None:
                if self._text[position] == "}":
                    return items, position + 1
                found = self._rest_of_line(position)
            items.append(found[0])
            position = self._gap(found[1])
        hopeless.update(passed)
        return None

    def _kept_block(self, position: int) -> tuple[Verbatim, int] | None:
        """A type alias of Prisma 1, or a block with a keyword that there is not: both are kept as they are."""
        text = self._text
        if alias := self._lexicon.alias.match(text, position):
            end = alias.end()
            while attribute := self._attribute(self._gap(end)):
                _, _, end = attribute
            return Verbatim(text[position:end]), end
        opening = self._lexicon.stranger.match(text, position)
        closing = self._closing.next(opening.end()) if opening else -1
        return (Verbatim(text[position : closing + 1]), closing + 1) if closing >= 0 else None

    # Members

    def _model_item(self, position: int) -> tuple[Item, int] | None:
        return self._field(position) or self._block_attribute(position)

    def _enum_item(self, position: int) -> tuple[Item, int] | None:
        return self._enum_value(position) or self._block_attribute(position)

    def _field(self, position: int) -> tuple[Member, int] | None:
        field = self._lexicon.field.match(self._text, position)
        if field is None:
            return None
        position = field.end()
        attributes: list[tuple[int, str]] = []
        while attribute := self._attribute(position):
            rank, written, position = attribute
            attributes.append((rank, written))
            position = self._gap(position)
        end = self._end_of_line(position)
        if end is None:
            return None
        if len(attributes) > 1:
            attributes.sort(key=lambda ranked: ranked[0])
        written = " ".join(text for _, text in attributes)
        comment, position = end
        return Member(_columns(field["name"], _type(field), written), comment), position

    def _enum_value(self, position: int) -> tuple[Member, int] | None:
        name = self._lexicon.name.match(self._text, position)
        if name is None:
            return None
        position = name.end()
        attributes = ""
        while attribute := self._attribute(position):
            _, written, position = attribute
            attributes += written
            position = self._gap(position)
        end = self._end_of_line(position)
        return None if end is None else (Member(_columns(name[1], attributes), end[0]), end[1])

    def _config_item(self, position: int) -> tuple[Member, int] | None:
        key = self._lexicon.key.match(self._text, position)
        if key is None:
            return None
        found = value(self._text, key.end(), self._lexicon, objects=self._objects)
        written, position = ("= " + found[0], found[1]) if found else ("", key.end())
        end = self._end_of_line(self._gap(position))
        return None if end is None else (Member(_columns(key[1], written), end[0]), end[1])

    def _block_attribute(self, position: int) -> tuple[BlockAttribute, int] | None:
        found = self._attribute(position, block=True)
        if found is None:
            return None
        rank, written, position = found
        end = self._end_of_line(self._gap(position))
        return None if end is None else (BlockAttribute(rank, written, end[0]), end[1])

    def _attribute(self, position: int, *, block: bool = False) -> tuple[int, str, int] | None:
        """Its rank, its text, and where it ends."""
        lexicon = self._lexicon
        match = (lexicon.block_attribute if block else lexicon.attribute).match(self._text, position)
        if match is None:
            return None
        name = match[1]
        written, end = ("@@" if block else "@") + name, match.end()
        if not match[2]:
            end = self._gap(end)  # which belongs to an attribute without arguments
        elif found := arguments(self._text, end, lexicon, objects=self._objects):
            written, end = written + found[0], found[1]
        else:
            return None
        return _RANK.get(name, len(_ORDER)), written, end

    # Comments and line ends

    def _end_of_line(self, position: int) -> tuple[str, int] | None:
        """The comment at the end of a line and where the next line begins; None where something else stands there."""
        end = self._end_of_comment(position) or position
        newline = NEWLINE.match(self._text, self._gap(end))
        return None if newline is None else (self._text[position:end], newline.end())

    def _comments(self, position: int) -> tuple[Comments, int] | None:
        lines: list[str] = []
        start = position
        while end := self._end_of_comment(self._gap(position)):
            # The blanks before a second comment count as part of it.
            lines += _comment_lines(self._text[position:end])
            newline = NEWLINE.match(self._text, end)
            position = newline.end() if newline else end
        return (Comments(tuple(lines)), position) if position > start else None

    def _end_of_comment(self, position: int) -> int | None:
        text = self._text
        if text.startswith("//", position):
            line = REST_OF_LINE.match(text, position)
            return position + len(line[0].rstrip("\r\n")) if line else None
        if text.startswith("/*", position):
            end = self._ends_of_comments.next(position + 2)
            return end + 2 if end >= 0 else None
        return None

    def _blank_lines(self, position: int) -> tuple[BlankLines, int] | None:
        found = BLANK_LINES.match(self._text, position)
        return (BlankLines(), found.end()) if found else None

    def _rest_of_line(self, position: int) -> tuple[Verbatim, int]:
        line = REST_OF_LINE.match(self._text, position)
        end = line.end() if line else len(self._text)
        return Verbatim(self._text[position:end]), end

    def _gap(self, position: int) -> int:
        gap = GAP.match(self._text, position)
        return gap.end() if gap else position


def _columns(*columns: str) -> tuple[str, ...]:
    while columns and not columns[-1]:
        columns = columns[:-1]
    return columns


def _type(field: re.Match[str]) -> str:
    """As it is written today: the `!` and the brackets around a type are Prisma 1's."""
    base, suffix, listed = field["base"], field["suffix"] or "", field["listed"]
    if listed:
        return f"{listed}[]"
    if base is None:
        return ""
    return base + ("" if suffix == "!" else suffix if len(suffix) < 3 else "[]?")


def _comment_lines(comment: str) -> Iterator[str]:
    inner = comment.lstrip(_BLANKS)
    if inner.startswith("//"):
        yield inner
        return
    # Prisma takes two bytes from either end, blanks before the comment included.
    yield "/**"
    for line in comment.encode(errors="surrogatepass")[2:-2].decode(errors="replace").replace("\r\n", "\n").split("\n"):
        content = line.strip(_WHITE)
        if content.startswith("*"):
            content = content[1:].lstrip(_WHITE)
        if content:
            yield f" * {content}"
    yield " */"
