"""Comments between lines: what blocks of comments there are, and what they say as documentation.

A block of comments ends at a blank line. A field has the last block before it, blank lines or not; a model only one
that ends on the line before it. These are Prisma's rules, and so is the text, with its oddities: `///` loses the spaces
at its front only, and a `/* */` that is indented and not the first of its block keeps a part of its opening.
"""

from __future__ import annotations

import re

SPACES = r"[^\S\n\r\x0b\x0c\x1c-\x1f\x85]*+"  # as in prisma.lark
LINE_END = r"(?:\r\n?|\n)"

_COMMENT = rf"(?://[^\n\r]*+|/\*[\s\S]*?\*/){LINE_END}?"
_BLOCK = re.compile(rf"{SPACES}(?P<block>{_COMMENT}(?:{SPACES}{_COMMENT})*+)")
_PIECE = re.compile(rf"({SPACES})(?:///([^\n\r]*+)|(/\*[\s\S]*?\*/)|//[^\n\r]*+){LINE_END}?")
_SPACES = re.compile(SPACES)


def last_block(gap: str) -> str | None:
    """The last block of comments in what stands between two lines; its comments are all closed."""
    blocks = _BLOCK.findall(gap)
    return blocks[-1] if blocks else None


def block_at_end(gap: str) -> str | None:
    """The block of comments that what follows is attached to."""
    for block in _BLOCK.finditer(gap):
        if _SPACES.fullmatch(gap, block.end()):
            return block["block"]
    return None


def documentation(block: str | None) -> str | None:
    """What a block of comments says; None where it holds plain comments only."""
    lines: list[str] = []
    for piece in _PIECE.finditer(block or ""):
        indentation, doc, long = piece.groups()
        if doc is not None:
            lines.append(doc.lstrip())
        elif long is not None:
            lines.append((indentation + long)[2:-2].strip())
    return "\n".join(lines) if lines else None


def trailing(comment: str) -> str:
    """What a `///` or `/* */` at the end of a line says."""
    return comment[3:].lstrip() if comment.startswith("///") else comment[2:-2].strip()
