"""A word that is nearly one of those that could stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenantry.ide import vocabulary
from tenantry.ide.completion import complete
from tenantry.ide.fixes.site import Fix, Site
from tenantry.ide.rename import Edit
from tenantry.text.source import Span
from tenantry.text.suggest import closest

_WORD = re.compile(r"[^\W_][\w\-]*")
_MOST = 20
_DECORATION = re.compile(r"[\[\]\"():]|\?$")


def keyword(site: Site) -> Iterator[Fix]:
    """The first word of what would be the first line of a block."""
    text = site.span.source.text
    line = text[site.span.start : text.find("\n", site.span.start)]
    word = _WORD.match(line)
    if word is not None and line.rstrip().endswith("{"):
        found = closest(word[0], vocabulary.BLOCKS)
        if found is not None:
            end = site.span.start + word.end()
            edit = Edit(Span(site.span.source, site.span.start, end), found)
            yield Fix(f"Write `{found}` for `{word[0]}`", (edit,), preferred=True)


def known_words(site: Site) -> Iterator[Fix]:
    """For each word of what is blamed: what completion would have offered in its place decides what is known."""
    for word in list(_WORD.finditer(site.text))[:_MOST]:
        end = site.span.start + word.end()
        known: dict[str, Span] = {}
        for item in complete(site.snapshot, site.span.source.name, end):
            at_sign = site.span.source.text.startswith("@", item.start)
            if item.label.startswith("@") == at_sign and not item.label.endswith("."):
                known[_DECORATION.sub("", item.label)] = Span(site.span.source, item.start, item.end)
        ends = {(place.start, place.end) for place in known.values()}
        for start, last in ends:
            written = site.span.source.text[start:last]
            if written in known:
                break
            found = closest(written, known)
            if found is not None:
                edit = Edit(Span(site.span.source, start, last), found)
                yield Fix(f"Write `{found}` for `{written}`", (edit,), preferred=True)
                return
