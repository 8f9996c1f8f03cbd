"""Renaming in all files at once. The database keeps its names: a name that it got from the schema is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenantry import ir
from tenantry.ide.chunks import Chunks
from tenantry.ide.occurrences import BlockSymbol, MemberSymbol, Occurrence, Symbol, occurrence_at, occurrences
from tenantry.ide.snapshot import Snapshot, take
from tenantry.psl import ast
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source, Span

# What the parser takes for a name; which of them are good ones, the rules say.
_NAME = re.compile(r"[^\W_][\w\-]*\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` instead of what stands at `span`."""

    span: Span
    text: str


class RenameError(Exception):
    """Why something keeps its name, as a sentence."""


def prepare(snapshot: Snapshot, document: str, offset: int) -> Occurrence | None:
    """The name that would be changed; None where there is none that the schema defines."""
    here = occurrence_at(snapshot, document, offset)
    if here is None or not any(found.is_definition for found in occurrences(snapshot, here.symbol)):
        return None
    return here


def rename(snapshot: Snapshot, document: str, offset: int, name: str) -> list[Edit]:
    """The edits of all files; none where the name stays. Raises RenameError where they would make the schema wrong."""
    here = prepare(snapshot, document, offset)
    if here is None:
        raise RenameError("There is no name of this schema here.")
    if name == here.symbol.name:
        return []
    if not _NAME.match(name):
        raise RenameError(f"`{name}` is no name: it starts with a letter and holds letters, digits and underscores.")
    places = [found.span for found in occurrences(snapshot, here.symbol)]
    edits = [Edit(span, name) for span in places] + list(_kept_in_database(snapshot, here.symbol))
    _refuse_new_faults(snapshot, edits)
    _refuse_swapped_columns(snapshot.schema, here.symbol, name)
    return edits


def apply(sources: Sequence[Source], edits: Sequence[Edit]) -> list[Source]:
    """The files after the edits, of which none overlaps another; of two at one place the first comes first."""
    changed: list[Source] = []
    for source in sources:
        text = source.text
        own = [(edit.span.start, index, edit) for index, edit in enumerate(edits) if edit.span.source is source]
        for _, _, edit in sorted(own, key=lambda known: known[:2], reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        changed.append(Source(source.name, text))
    return changed


def _refuse_new_faults(snapshot: Snapshot, edits: Sequence[Edit]) -> None:
    """Asks the rules, not a list of our own: whatever they would say of the new name, they say now."""
    after = take(apply(list(snapshot.documents.values()), edits), Chunks())
    before = [fault.code for faults in snapshot.diagnostics.values() for fault in faults]
    new: list[Diagnostic] = []
    for fault in (fault for faults in after.diagnostics.values() for fault in faults):
        if fault.code in before:
            before.remove(fault.code)
        elif fault.severity is Severity.ERROR:
            new.append(fault)
    if new:
        # What is wrong with the name itself says more than what follows from it.
        raise RenameError(min(new, key=lambda fault: "-name" not in fault.code).message)


def _kept_in_database(snapshot: Snapshot, symbol: Symbol) -> Iterator[Edit]:
    """`@map` and `@@map` where the name in the database was the name in the schema."""
    match symbol:
        case BlockSymbol(name):
            for block in snapshot.blocks():
                is_stored = isinstance(block, ast.EnumBlock) or (
                    isinstance(block, ast.Model) and block.kind is not ast.ModelKind.TYPE
                )
                if is_stored and block.name.text == name:
                    yield from _block_map(snapshot, block)
            yield from _join_tables(snapshot, name)
        case MemberSymbol(name, member):
            for block in snapshot.blocks():
                if block.name.text == name:
                    yield from _member_map(snapshot, block, member)


def _block_map(snapshot: Snapshot, block: ast.Model | ast.EnumBlock | ast.ConfigBlock) -> Iterator[Edit]:
    if isinstance(block, ast.ConfigBlock) or _is_mapped(block):
        return
    span = snapshot.place(block.span)
    text = span.source.text
    line_break = "\r\n" if "\r\n" in text[span.start : span.end] else "\n"
    gap = "" if block.attributes else line_break
    closing = text.rfind("}", span.start, span.end)
    line = text.rfind("\n", 0, closing) + 1
    yield Edit(Span(span.source, line, line), f'{gap}  @@map("{block.name.text}"){line_break}')


def _member_map(snapshot: Snapshot, block: ast.Model | ast.EnumBlock | ast.ConfigBlock, member: str) -> Iterator[Edit]:
    members: tuple[ast.Field | ast.EnumValue, ...] = ()
    match block:
        case ast.Model(_, _, fields):
            members = tuple(f for f in fields if not snapshot.is_model(f.type.text))
        case ast.EnumBlock(_, values):
            members = values
        case ast.ConfigBlock():
            pass
    for found in members:
        if found.name.text == member and not _is_mapped(found):
            end = snapshot.place(found.span).end
            yield Edit(Span(snapshot.place(found.span).source, end, end), f' @map("{member}")')


def _is_mapped(node: ast.Model | ast.EnumBlock | ast.Field | ast.EnumValue) -> bool:
    return any(attribute.name.text == "map" for attribute in node.attributes)


def _join_tables(snapshot: Snapshot, model: str) -> Iterator[Edit]:
    """The table of an implicit many-to-many relation is called after its models, unless the relation has a name."""
    if snapshot.schema is None:
        return
    for relation in snapshot.schema.relations:
        if not isinstance(relation, ir.ManyToMany) or model not in (relation.a_model, relation.b_model):
            continue
        for owner, name in ((relation.a_model, relation.a_field), (relation.b_model, relation.b_field)):
            field = next(f for f in snapshot.names.models[owner].fields if f.name.text == name)
            given = next((a for a in field.attributes if a.name.text == "relation"), None)
            span = snapshot.place(field.span)
            if given is None:
                yield Edit(Span(span.source, span.end, span.end), f' @relation("{relation.stem}")')


def _refuse_swapped_columns(schema: ir.Schema | None, symbol: Symbol, name: str) -> None:
    """The columns of a join table are `A` and `B` by the order of names, which a new name may turn round."""
    for relation in schema.relations if schema is not None else ():
        if not isinstance(relation, ir.ManyToMany):
            continue
        match symbol:
            case BlockSymbol(old) if relation.a_model != relation.b_model:
                a, b = (name if end == old else end for end in (relation.a_model, relation.b_model))
            case MemberSymbol(block, old) if block == relation.a_model == relation.b_model:
                a, b = (name if end == old else end for end in (relation.a_field, relation.b_field))
            case _:
                continue
        if a > b:
            raise RenameError(
                f"`{name}` would swap the columns `A` and `B` of the table `{relation.name}`, and with them its rows. "
                "Give the relation a table of its own first, by a model for it."
            )
