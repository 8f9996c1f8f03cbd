"""What is too much."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry.ide.fixes.site import Fix, Site, attribute_of, named
from tenantry.psl import ast
from tenantry.text.source import Span


def attribute(site: Site) -> Iterator[Fix]:
    """The whole attribute."""
    if site.attribute is not None:
        yield Fix(f"Remove `{_shown(site, site.attribute)}`", (site.removed(site.attribute.span),))


def native_type(site: Site) -> Iterator[Fix]:
    """The native type of the field."""
    native = [a for a in site.field.attributes if "." in a.name.text] if site.field is not None else []
    for given in native:
        yield Fix(f"Remove `{_shown(site, given)}`", (site.removed(given.span),))


def argument(site: Site) -> Iterator[Fix]:
    """The argument that is blamed."""
    if site.attribute is None:
        return
    for index, given in enumerate(site.attribute.arguments):
        if site.snapshot.place(given.span) == site.span:
            yield Fix(f"Remove `{site.text}`", (site.without_argument(site.attribute.arguments, index),))


def property(site: Site) -> Iterator[Fix]:
    """The property that is blamed, with its line."""
    if isinstance(site.block, ast.ConfigBlock):
        for given in site.block.properties:
            if site.snapshot.place(given.span).start == site.span.start:
                yield Fix(f"Remove `{given.name.text}`", (site.removed(given.span),))


def actions(site: Site) -> Iterator[Fix]:
    yield from _of_relation(site, "onDelete", "onUpdate")


def columns(site: Site) -> Iterator[Fix]:
    yield from _of_relation(site, "fields", "references")


def map_of_relation(site: Site) -> Iterator[Fix]:
    yield from _of_relation(site, "map")


def map_of_default(site: Site) -> Iterator[Fix]:
    given = attribute_of(site.field, "default") if site.field is not None else None
    yield from _without(site, given, "map")


def of_many_to_many(site: Site) -> Iterator[Fix]:
    yield from _of_relation(site, "fields", "references", "onDelete", "onUpdate")


def empty_map(site: Site) -> Iterator[Fix]:
    """A name that is none."""
    if site.attribute is not None and named(site.attribute, "map") is not None:
        yield from _without(site, site.attribute, "map")
    else:
        yield from attribute(site)


def clustered(site: Site) -> Iterator[Fix]:
    yield from _without(site, site.attribute, "clustered")


def index(site: Site) -> Iterator[Fix]:
    """The access method, or the whole index where the database has none of its kind."""
    if site.attribute is not None and named(site.attribute, "type") is not None:
        yield from _without(site, site.attribute, "type")
    else:
        yield from attribute(site)


def length(site: Site) -> Iterator[Fix]:
    """`title(length: 10)` becomes `title`, or keeps what else stands in its brackets."""
    for given in site.attribute.arguments if site.attribute is not None else ():
        for item in given.value.items if isinstance(given.value, ast.Array) else ():
            if not isinstance(item, ast.Call):
                continue
            for position, inner in enumerate(item.arguments):
                if inner.name is not None and inner.name.text == "length":
                    if len(item.arguments) == 1:
                        edit = site.replace(item.span, item.name)
                    else:
                        edit = site.without_argument(item.arguments, position)
                    yield Fix("Remove `length`", (edit,), preferred=True)


def comma(site: Site) -> Iterator[Fix]:
    """The comma that is blamed."""
    yield Fix("Remove the comma", (site.replace(site.span, ""),), preferred=True)


def legacy_syntax(site: Site) -> Iterator[Fix]:
    """As the language is written since its second version."""
    written = site.text
    if written.endswith(":"):
        modern = written[:-1]
    elif written.startswith("["):
        modern = f"{written[1:-1]}[]"
    elif written.endswith(("!", "[]?")):
        modern = written[:-1]
    else:
        return
    yield Fix(f"Write `{modern}`", (site.replace(site.span, modern),), preferred=True)


def _of_relation(site: Site, *names: str) -> Iterator[Fix]:
    given = attribute_of(site.field, "relation") if site.field is not None else None
    yield from _without(site, given, *names)


def _without(site: Site, given: ast.Attribute | None, *names: str) -> Iterator[Fix]:
    """The attribute without these arguments; without any, the attribute goes too where it says nothing then."""
    if given is None:
        return
    kept = [a for a in given.arguments if a.name is None or a.name.text not in names]
    gone = [a.name.text for a in given.arguments if a.name is not None and a.name.text in names]
    if not gone:
        return
    title = f"Remove {' and '.join(f'`{name}`' for name in gone)}"
    if not kept:
        yield Fix(title, (site.removed(given.span),), preferred=True)
        return
    first, last = given.arguments[0].span, given.arguments[-1].span
    texts = (given.span.source.text[a.span.start : a.span.end] for a in kept)
    whole = Span(first.source, first.start, last.end)
    yield Fix(title, (site.replace(whole, ", ".join(texts)),), preferred=True)


def _shown(site: Site, attribute: ast.Attribute) -> str:
    at = site.snapshot.place(attribute.span)
    return at.source.text[at.start : at.end]
