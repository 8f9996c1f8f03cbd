"""What stands where a fault is, and how edits are made there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenantry.ide.rename import Edit
from tenantry.ide.snapshot import Block, Snapshot
from tenantry.psl import ast
from tenantry.text.source import Span


@dataclass(frozen=True, slots=True)
class Fix:
    """`preferred` where there is hardly another way to see it."""

    title: str
    edits: tuple[Edit, ...]
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The innermost nodes around a fault; their spans are in chunks, `span` is in its document."""

    snapshot: Snapshot
    span: Span
    block: Block | None
    field: ast.Field | None
    attribute: ast.Attribute | None

    @property
    def text(self) -> str:
        """What is blamed."""
        return self.span.source.text[self.span.start : self.span.end]

    def model(self, name: str) -> ast.Model | None:
        return self.snapshot.names.models.get(name)

    def replace(self, span: Span, text: str) -> Edit:
        """Instead of what stands at a place, of a node or of the document."""
        return Edit(self.snapshot.place(span), text)

    def after(self, node: ast.Field | ast.Name, text: str) -> Edit:
        """Behind a field's last attribute, or a name."""
        end = self.snapshot.place(node.span).end
        return Edit(Span(self.snapshot.place(node.span).source, end, end), text)

    def arity(self, field: ast.Field, mark: str) -> Edit:
        """The field's type with this mark behind it, whatever stands there now."""
        type = self.snapshot.place(field.type.span)
        text = type.source.text
        end = type.end
        for old in ("[]", "?", "!"):
            if text.startswith(old, end):
                end += len(old)
        return Edit(Span(type.source, type.end, end), mark)

    def new_line(self, block: Block, line: str, *, of_block: bool = False) -> Edit:
        """A line at the end of a block: before its attributes, or behind them where it is one."""
        span = self.snapshot.place(block.span)
        text = span.source.text
        line_break = "\r\n" if "\r\n" in text[span.start : span.end] else "\n"
        attributes = block.attributes if isinstance(block, (ast.Model, ast.EnumBlock)) else ()
        if attributes and not of_block:
            offset = text.rfind("\n", 0, self.snapshot.place(attributes[0].span).start) + 1
            while offset > 0 and not text[text.rfind("\n", 0, offset - 1) + 1 : offset].strip():
                offset = text.rfind("\n", 0, offset - 1) + 1
        else:
            offset = text.rfind("\n", 0, text.rfind("}", span.start, span.end)) + 1
        gap = line_break if of_block and not attributes else ""
        return Edit(Span(span.source, offset, offset), f"{gap}  {line}{line_break}")

    def removed(self, span: Span) -> Edit:
        """Nothing instead of a node, with the blanks before it; the line too where it has nothing else."""
        at = self.snapshot.place(span)
        text = at.source.text
        start, end = at.start, at.end
        while start > 0 and text[start - 1] in " \t":
            start -= 1
        if (start == 0 or text[start - 1] == "\n") and text[end : end + 2].lstrip("\r").startswith("\n"):
            end = text.index("\n", end) + 1
        return Edit(Span(at.source, start, end), "")

    def without_argument(self, arguments: tuple[ast.Argument, ...], index: int) -> Edit:
        """One of several arguments with its comma."""
        here = self.snapshot.place(arguments[index].span)
        if index > 0:
            start = self.snapshot.place(arguments[index - 1].span).end
            return Edit(Span(here.source, start, here.end), "")
        if len(arguments) > 1:
            return Edit(Span(here.source, here.start, self.snapshot.place(arguments[1].span).start), "")
        return Edit(here, "")


def site_of(snapshot: Snapshot, span: Span) -> Site:
    """The nodes around a place of a document."""

    def around(node: Span) -> bool:
        at = snapshot.place(node)
        return at.start <= span.start and span.end <= at.end

    block = next((b for b in snapshot.blocks_of(span.source.name) if around(b.span)), None)
    field = attribute = None
    if isinstance(block, ast.Model):
        field = next((f for f in block.fields if around(f.span)), None)
    if isinstance(block, (ast.Model, ast.EnumBlock)):
        attribute = next((a for a in _attributes(block) if around(a.span)), None)
    return Site(snapshot, span, block, field, attribute)


def _attributes(block: ast.Model | ast.EnumBlock) -> Iterator[ast.Attribute]:
    members = block.fields if isinstance(block, ast.Model) else block.values
    for member in members:
        yield from member.attributes
    yield from block.attributes


def named(attribute: ast.Attribute, name: str) -> int | None:
    """Where among its arguments the one of this name stands."""
    for index, argument in enumerate(attribute.arguments):
        if argument.name is not None and argument.name.text == name:
            return index
    return None


def attribute_of(field: ast.Field, name: str) -> ast.Attribute | None:
    return next((a for a in field.attributes if a.name.text == name), None)
