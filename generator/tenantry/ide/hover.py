"""What a word of a schema is: its documentation, its name in the database, and what is generated for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenantry.ide import generated, vocabulary
from tenantry.ide.completion.items import written_type
from tenantry.ide.cursor import (
    AttributeName,
    Between,
    Cursor,
    Documentation,
    InArguments,
    MemberName,
    NativeTypeName,
    TypeName,
    cursor_at,
)
from tenantry.ide.occurrences import BlockSymbol, MemberSymbol, Symbol, occurrence_at
from tenantry.ide.snapshot import Block, Snapshot
from tenantry.psl import ast
from tenantry.text.source import Span


@dataclass(frozen=True, slots=True)
class Hover:
    """`text` is Markdown."""

    text: str
    span: Span


def hover(snapshot: Snapshot, document: str, offset: int) -> Hover | None:
    """None where nothing is to be said."""
    here = occurrence_at(snapshot, document, offset)
    if here is not None:
        said = "\n\n".join(part for part in _of_symbol(snapshot, here.symbol) if part)
        if said:
            return Hover(said, here.span)
    source = snapshot.documents[document]
    cursor = cursor_at(source.text, offset)
    if cursor is None or cursor.start == cursor.end:
        return None
    word = source.text[cursor.start : cursor.end]
    text = _of_word(snapshot, cursor, word, source.text[cursor.end : cursor.end + 1])
    return None if text is None else Hover(f"`{word}`: {text}", Span(source, cursor.start, cursor.end))


def _of_symbol(snapshot: Snapshot, symbol: Symbol) -> Iterator[str]:
    match symbol:
        case BlockSymbol(name):
            for block in snapshot.blocks():
                if block.name.text == name and not isinstance(block, ast.ConfigBlock):
                    yield from _of_block(snapshot, block)
                    return
        case MemberSymbol(owner, name):
            for block in snapshot.blocks():
                if block.name.text == owner and not isinstance(block, ast.ConfigBlock):
                    yield from _of_member(snapshot, block, name)
                    return


def _of_block(snapshot: Snapshot, block: Block) -> Iterator[str]:
    match block:
        case ast.Model(kind, name):
            yield _code(f"{kind.value} {name.text}")
            yield block.documentation or ""
            yield _listed(generated.of_model(snapshot.last_schema, name.text))
        case ast.EnumBlock(name, values):
            yield _code(f"enum {name.text}")
            yield block.documentation or ""
            yield ", ".join(f"`{value.name.text}`" for value in values)
            yield _listed(generated.of_enum(snapshot.last_schema, name.text))
        case ast.ConfigBlock():
            return


def _of_member(snapshot: Snapshot, block: Block, name: str) -> Iterator[str]:
    match block:
        case ast.Model(_, _, fields):
            for field in fields:
                if field.name.text == name:
                    yield _code(f"{block.name.text}.{name}  {written_type(field)}")
                    yield field.documentation or ""
                    yield _listed(generated.of_field(snapshot.last_schema, block.name.text, name))
                    return
        case ast.EnumBlock(_, values):
            for value in values:
                if value.name.text == name:
                    yield _code(f"{block.name.text}.{name}")
                    yield value.documentation or ""
                    yield _listed(generated.of_value(snapshot.last_schema, block.name.text, name))
                    return
        case ast.ConfigBlock():
            return


def _of_word(snapshot: Snapshot, cursor: Cursor, word: str, after: str) -> str | None:
    match cursor.position:
        case Between():
            found = vocabulary.BLOCKS.get(word)
        case Documentation(text):
            found = vocabulary.TENANT.get(word) if text.lstrip().startswith("@tenant") else None
        case MemberName():
            properties = vocabulary.DATASOURCE
            if cursor.block is not None and cursor.block.keyword == "generator":
                properties = {**vocabulary.GENERATOR, **vocabulary.OF_PRISMA}
            known = properties.get(word) if cursor.block is not None else None
            return None if known is None else known.text
        case TypeName():
            found = vocabulary.UNSUPPORTED if word == "Unsupported" else vocabulary.SCALARS.get(word)
        case AttributeName(field):
            words = vocabulary.BLOCK_ATTRIBUTES if field is None else vocabulary.FIELD_ATTRIBUTES
            found = words.get(word)
        case NativeTypeName():
            connector = snapshot.database.connector
            native = connector.native_types.get(word)
            return None if native is None else f"a type of {connector.title}, for {', '.join(native.scalars)}."
        case InArguments() as position:
            return _of_argument(position, word, after)
        case _:
            return None
    return None if found is None else found.text


def _of_argument(position: InArguments, word: str, after: str) -> str | None:
    argument = position.frames[-1].argument
    if after == ":":
        found = vocabulary.ARGUMENTS.get(word)
    elif after == "(" and position.attribute == "default":
        function = vocabulary.FUNCTIONS.get(word)
        return None if function is None else function.text
    elif argument in ("onDelete", "onUpdate"):
        found = vocabulary.ACTIONS.get(word)
    else:
        found = {"type": vocabulary.METHODS, "sort": vocabulary.SORTS}.get(argument or "", {}).get(word)
    return None if found is None else found.text


def _code(text: str) -> str:
    return f"```prisma\n{text}\n```"


def _listed(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
