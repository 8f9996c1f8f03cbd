"""Where in a block an offset stands, found in the text: a line that is being typed has no syntax tree yet.

Works on lines, as the language does: a member of a block is a line, with those that follow while its brackets are open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_KINDS = "model|view|type|enum|datasource|generator"
_OPENING = re.compile(rf"[ \t]*({_KINDS})[ \t]+(\w[\w\-]*)[ \t]*\{{")
_CLOSE = re.compile(r"[ \t]*\}")
_NEW_MEMBER = re.compile(r"[ \t]*(?:@@|\}|\w+[ \t]+\w|\w+[ \t]*=|///)")
_QUIET = re.compile(r'"(?:[^"\\]|\\.)*"?|//.*')


@dataclass(frozen=True, slots=True)
class Enclosing:
    """The block around an offset: its keyword and name as written, and the offsets of its first line and of what
    follows that."""

    keyword: str
    name: str
    start: int
    body: int


def enclosing(text: str, offset: int) -> Enclosing | None:
    """None between blocks, and on the line that opens one."""
    line_start = text.rfind("\n", 0, offset) + 1
    if _CLOSE.match(text, line_start, offset):
        return None
    position = line_start
    while position > 0:
        start = text.rfind("\n", 0, position - 1) + 1
        if opening := _OPENING.match(text, start, position):
            return Enclosing(opening[1], opening[2], start, position)
        if _CLOSE.match(text, start, position):
            return None
        position = start
    return None


def member_start(text: str, block: Enclosing, offset: int) -> int:
    """Where the member that holds `offset` begins. Brackets that an earlier line forgot to close hold no line back
    that looks like a member of its own."""
    start, depth, position = block.body, 0, block.body
    while position <= offset:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end + 1
        line = text[position:end]
        if depth <= 0 or _NEW_MEMBER.match(line):
            start, depth = position, 0
        bare = _QUIET.sub("", line)
        depth += sum(bare.count(c) for c in "([{") - sum(bare.count(c) for c in ")]}")
        if end == position or (end == len(text) and not line.endswith("\n")):
            break
        position = end
    return start


def in_block_comment(text: str, start: int, offset: int) -> bool:
    """Whether a `/*` from `start` on is still open at `offset`."""
    opening = text.rfind("/*", start, offset)
    if opening < 0 or "*/" in text[opening:offset]:
        return False
    line = text.rfind("\n", 0, opening) + 1
    return "//" not in text[line:opening] and text.count('"', line, opening) % 2 == 0
