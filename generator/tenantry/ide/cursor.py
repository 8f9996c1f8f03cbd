"""What is being written at an offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tenantry.ide.members import Enclosing, enclosing, in_block_comment, member_start

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|//[^\n]*|/\*[\s\S]*?\*/|@@?|[^\W_][\w\-]*(?:\.[\w\-]*)*|[^\s]')
_WORD = re.compile(r"[\w\-]*")
_WORD_BEFORE = re.compile(r"[\w\-]*\Z")
_IN_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)\Z')


@dataclass(frozen=True, slots=True)
class Frame:
    """A bracket that is open at the cursor. `callee` is the word before it, `argument` the name before the colon,
    `items` the words that stand in it already."""

    opener: str
    callee: str | None
    argument: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """Between blocks, at the start of a line."""


@dataclass(frozen=True, slots=True)
class Documentation:
    """In a `///` comment; `text` is what stands in it before the cursor."""

    text: str


@dataclass(frozen=True, slots=True)
class MemberName:
    """Where a field, a value or a property begins."""


@dataclass(frozen=True, slots=True)
class TypeName:
    """After the name of a field."""

    field: str


@dataclass(frozen=True, slots=True)
class AttributeName:
    """Where an attribute of a field or of the block may stand, `at` with the signs that are there already."""

    field: str | None
    type: str | None
    at: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NativeTypeName:
    """After `@db.`."""

    field: str
    type: str
    prefix: str


@dataclass(frozen=True, slots=True)
class InArguments:
    """In the brackets of an attribute; the first frame is the attribute's own."""

    attribute: str
    field: str | None
    type: str | None
    frames: tuple[Frame, ...]
    given: tuple[str, ...]
    """Names of arguments anywhere in the attribute, also after the cursor."""


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """After `name =` in a datasource or generator; `in_list` with what the list holds."""

    name: str
    in_list: bool
    items: tuple[str, ...]


Position = (
    Between | Documentation | MemberName | TypeName | AttributeName | NativeTypeName | InArguments | PropertyValue
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """`word` is what stands from `start` up to the cursor; what is offered replaces all from `start` to `end`."""

    block: Enclosing | None
    position: Position
    word: str
    start: int
    end: int
    in_string: bool


def cursor_at(text: str, offset: int) -> Cursor | None:
    """None where nothing can be offered: in a comment for people, in the text of a string that nobody reads."""
    block = enclosing(text, offset)
    if in_block_comment(text, 0 if block is None else block.body, offset):
        return None
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start:offset]
    if line.lstrip().startswith("///"):
        words = _cut(text, offset, line_start)
        return Cursor(block, Documentation(line.lstrip()[3:]), *words, in_string=False)
    start = line_start if block is None else member_start(text, block, offset)
    in_string = bool(_IN_STRING.search(_without_strings(text[start:offset])))
    word, first, last = _cut(text, offset, start)
    if in_string:
        word, first, last = _string_part(text, offset)
    before = list(_tokens(text[start:first]))
    if any(token.startswith("//") for token in before):
        return None
    position = _position(block, before, text[offset : _line_end(text, offset)])
    return None if position is None else Cursor(block, position, word, first, last, in_string)


def _cut(text: str, offset: int, floor: int) -> tuple[str, int, int]:
    before = _WORD_BEFORE.search(text, floor, offset)
    after = _WORD.match(text, offset)
    start = before.start() if before is not None else offset
    return text[start:offset], start, after.end() if after is not None else offset


def _string_part(text: str, offset: int) -> tuple[str, int, int]:
    start = text.rfind('"', 0, offset) + 1
    end = offset
    while end < len(text) and text[end] not in '"\r\n':
        end += 1
    return text[start:offset], start, end if text[end : end + 1] == '"' else offset


def _without_strings(text: str) -> str:
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', "", text)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if not match[0].startswith("/*"):
            yield match[0]


def _position(block: Enclosing | None, before: list[str], after: str) -> Position | None:
    if block is None:
        return None if before else Between()
    if block.keyword in ("datasource", "generator"):
        return _of_property(before)
    return _of_member(block, before, after)


def _of_property(before: list[str]) -> Position | None:
    if not before:
        return MemberName()
    if len(before) < 2 or before[1] != "=":
        return None
    frames = _frames(before[2:])
    in_list = any(frame.opener == "[" for frame in frames)
    return PropertyValue(before[0], in_list, frames[-1].items if frames else ())


def _of_member(block: Enclosing, before: list[str], after: str) -> Position | None:
    match before:
        case []:
            return MemberName()
        case ["@@" | "@" as at]:
            return AttributeName(None, None, at, ())
        case ["@@" | "@", *_]:
            return _of_attributes(before, after, None, None)
        case [field] if block.keyword != "enum":
            return TypeName(field)
        case [field, *rest] if block.keyword == "enum":
            return _of_attributes(rest, after, field, None)
        case [field, type, *rest]:
            return _of_attributes(rest, after, field, type)
        case _:
            return None


def _of_attributes(before: list[str], after: str, field: str | None, type: str | None) -> Position | None:
    frames = _frames(before)
    given = [name for at, name in pairwise(before) if at in ("@", "@@")]
    if frames and frames[0].opener == "(" and given:
        own = before[max(index for index, token in enumerate(before) if token in ("@", "@@")) :]
        names = [name for name, colon in pairwise(own) if colon == ":"]
        return InArguments(given[-1], field, type, frames, (*names, *re.findall(r"(\w+)[ \t]*:", after)))
    if frames:
        return None
    if before and before[-1].endswith(".") and before[-2:-1] == ["@"]:
        return None if field is None or type is None else NativeTypeName(field, type, before[-1][:-1])
    if before and before[-1] in ("@", "@@"):
        return AttributeName(field, type, before[-1], tuple(given))
    return None if field is None else AttributeName(field, type, "", tuple(given))


def _frames(tokens: list[str]) -> tuple[Frame, ...]:
    """The brackets that are open after these tokens."""
    stack: list[Frame] = []
    last = ""
    for read in tokens:
        top = stack[-1] if stack else None
        if read in ("(", "[", "{"):
            stack.append(Frame(read, last if read == "(" else None))
        elif read in (")", "]", "}") and stack:
            closed = stack.pop()
            if stack and closed.callee is None:
                stack[-1] = replace(stack[-1], items=(*stack[-1].items, read))
        elif top is not None and read == ":":
            stack[-1] = replace(top, argument=last, items=top.items[:-1])
        elif top is not None and read == ",":
            stack[-1] = replace(top, argument=None)
        elif top is not None and (read[0].isalnum() or read[0] == '"'):
            stack[-1] = replace(top, items=(*top.items, read.strip('"')))
        last = read
    return tuple(stack)
