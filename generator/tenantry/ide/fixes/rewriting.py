"""What is written otherwise, in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenantry.ide.fixes.relations import fields_of
from tenantry.ide.fixes.site import Fix, Site, attribute_of, named
from tenantry.ide.rename import Edit
from tenantry.psl import ast
from tenantry.text.source import Span

_OPENING = re.compile(r"^[ \t]*(?:model|view|type|enum|datasource|generator)[ \t]+\w+[ \t]*\{", re.MULTILINE)

_CLOSING = re.compile(r"^[ \t]*\}", re.MULTILINE)


def no_action(site: Site) -> Iterator[Fix]:
    """For an action that the database does not know."""
    if site.text.endswith("SetDefault"):
        edit = site.replace(site.span, site.text.removesuffix("SetDefault") + "NoAction")
        yield Fix("Write `NoAction`", (edit,))


def end_of_cascade(site: Site) -> Iterator[Fix]:
    """A relation that changes of the row that it refers to do not come through."""
    given = attribute_of(site.field, "relation") if site.field is not None else None
    if given is None:
        return
    edits: list[Edit] = []
    missing: list[str] = []
    for name in ("onDelete", "onUpdate"):
        index = named(given, name)
        if index is None:
            missing.append(f", {name}: NoAction")
        else:
            edits.append(site.replace(given.arguments[index].value.span, "NoAction"))
    end = site.snapshot.place(given.arguments[-1].span).end
    edits.append(Edit(Span(site.span.source, end, end), "".join(missing)))
    yield Fix("Write `onDelete: NoAction, onUpdate: NoAction`", tuple(edits))


def relation_mode(site: Site) -> Iterator[Fix]:
    """Under its present name."""
    new = site.text.replace("referentialIntegrity", "relationMode", 1)
    if new != site.text:
        yield Fix("Write `relationMode`", (site.replace(site.span, new),), preferred=True)


def unnamed(site: Site) -> Iterator[Fix]:
    """`env(name: "URL")`: what the function takes has no name."""
    name, colon, value = site.text.partition(":")
    if colon:
        yield Fix(f"Remove `{name}:`", (site.replace(site.span, value.lstrip()),), preferred=True)


def escape(site: Site) -> Iterator[Fix]:
    """A backslash that stands for itself."""
    if site.text.startswith("\\"):
        yield Fix(f"Write `\\{site.text}`", (site.replace(site.span, f"\\{site.text}"),))


def on_a_line_of_its_own(site: Site) -> Iterator[Fix]:
    """What follows a brace."""
    start = site.span.start
    yield Fix("Put it on a line of its own", (Edit(Span(site.span.source, start, start), "\n  "),), preferred=True)


def closing_brace(site: Site) -> Iterator[Fix]:
    """Before the next block, else at the end of the file. Where the block before is open too, that one comes first."""
    text = site.span.source.text
    start = text.rfind("\n", 0, site.span.start) + 1
    before = list(_OPENING.finditer(text, 0, start))
    is_open = bool(before) and _CLOSING.search(text, before[-1].end(), start) is None
    after = _OPENING.search(text, start if is_open else text.find("\n", start) + 1 or len(text))
    end = len(text[: after.start() if after is not None else len(text)].rstrip())
    yield Fix("Close the block", (Edit(Span(site.span.source, end, end), "\n}\n" if after else "\n}"),), preferred=True)


def compound_key(site: Site) -> Iterator[Fix]:
    """One key of all the fields that are marked as the key."""
    if not isinstance(site.block, ast.Model):
        return
    keys = [(field, given) for field in site.block.fields if (given := attribute_of(field, "id")) is not None]
    if len(keys) > 1 and not any(a.name.text == "id" for a in site.block.attributes):
        line = f"@@id([{', '.join(field.name.text for field, _ in keys)}])"
        edits = [site.removed(given.span) for _, given in keys]
        yield Fix(f"Write `{line}`", (*edits, site.new_line(site.block, line, of_block=True)))


def type_of_reference(site: Site) -> Iterator[Fix]:
    """The columns of a relation get the types of what they refer to."""
    target = site.model(site.field.type.text) if site.field is not None else None
    if site.field is None or target is None or not isinstance(site.block, ast.Model):
        return
    own = {field.name.text: field for field in site.block.fields}
    theirs = {field.name.text: field for field in target.fields}
    edits: list[Edit] = []
    said: list[str] = []
    for name, other in zip(fields_of(site.field, "fields"), fields_of(site.field, "references"), strict=False):
        if name in own and other in theirs and own[name].type.text != theirs[other].type.text:
            edits.append(site.replace(own[name].type.span, theirs[other].type.text))
            said.append(f"`{name} {theirs[other].type.text}`")
    if edits:
        yield Fix(f"Write {' and '.join(said)}", tuple(edits))
