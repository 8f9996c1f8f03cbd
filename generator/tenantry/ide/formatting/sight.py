"""What can be seen of a schema without parsing it, so that to format one that lacks nothing takes no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenantry.psl.formatting.pieces import Block, BlockAttribute, Member, Piece

_RELATION = re.compile(r"@relation(?:\((?P<arguments>[^()\\]*)\))?(?=\s|\Z)")
_NAME = re.compile(r'(?:\A|, )(?:name: )?"([^"]*)"')
_ARITIES = ("", "?", "[]")

Files = Sequence[Sequence[Piece]]


def has_url(files: Files) -> bool:
    """Whether a datasource has a `url`, as it has up to Prisma 6."""
    return any(member.columns[0] == "url" for block in _blocks(files, "datasource") for member in _members(block))


def has_objects(files: Files) -> bool:
    """Whether a value may be an object: `{ active: true }`."""
    return any(
        (isinstance(item, Member) and "{ " in item.columns[-1])
        or (isinstance(item, BlockAttribute) and "{ " in item.text)
        for block in _blocks(files)
        for item in block.items
    )


def relations_are_whole(files: Files) -> bool:
    """Whether it is certain that no relation lacks anything: each field has its opposite, and one of the two says what
    it refers to. False where that takes a closer look."""
    models = {block.name for block in _blocks(files, "model", "view")}
    sides: dict[tuple[str, str, str | None], list[_Side]] = {}
    for block in _blocks(files, "model", "view"):
        for member in _members(block):
            target, arity = _type(member)
            if target in models:
                side = _side(arity, member.columns[2] if len(member.columns) > 2 else "")
                if side is None:
                    return False
                sides.setdefault((block.name, target, side.name), []).append(side)
    return all(_is_whole(key, found, sides) for key, found in sides.items())


@dataclass(frozen=True, slots=True)
class _Side:
    """`begun` tells that it names columns, `complete` that it also names what they refer to."""

    arity: str
    name: str | None
    begun: bool = False
    complete: bool = False


def _side(arity: str, attributes: str) -> _Side | None:
    """What a relation field says; None where it says it in a way that asks for the parser."""
    if "@relation" not in attributes:
        return _Side(arity, None)
    relation = _RELATION.search(attributes)
    if relation is None:
        return None
    arguments = relation["arguments"] or ""
    names = _NAME.findall(arguments)
    if len(names) > 1:
        return None
    complete = "fields: [" in arguments and "references: [" in arguments
    return _Side(arity, names[0] if names else None, "fields: " in arguments, complete)


def _is_whole(
    key: tuple[str, str, str | None],
    found: Sequence[_Side],
    sides: dict[tuple[str, str, str | None], list[_Side]],
) -> bool:
    model, target, name = key
    pair = found if model == target else [*found, *sides.get((target, model, name), ())]
    if len(pair) != 2 or (model != target and len(found) != 1):
        return False
    if any(side.arity not in _ARITIES for side in pair):  # such as `[]?`
        return False
    one, other = sorted(pair, key=lambda side: _ARITIES.index(side.arity))
    if one.arity == "[]":
        return True
    if other.arity == "[]" or one.arity != other.arity:
        return one.complete
    return one.arity == "?" and one.begun != other.begun and (one.complete or other.complete)


def _type(member: Member) -> tuple[str, str]:
    """The name of a field's type, and what follows it."""
    written = member.columns[1] if len(member.columns) > 1 else ""
    name = written.rstrip("[]?")
    return name, written[len(name) :]


def _members(block: Block) -> Iterator[Member]:
    return (item for item in block.items if isinstance(item, Member))


def _blocks(files: Files, *keywords: str) -> Iterator[Block]:
    return (
        piece
        for file in files
        for piece in file
        if isinstance(piece, Block) and (not keywords or piece.keyword in keywords)
    )
