"""A schema in Prisma's layout, with what its relations lack."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import pipeline
from tenantry.ide.formatting.relations import Insertion, missing_parts
from tenantry.ide.formatting.sight import has_objects, has_url, relations_are_whole
from tenantry.psl import ast
from tenantry.psl.formatting.layout import layout
from tenantry.psl.formatting.reading import read
from tenantry.psl.parser import parse
from tenantry.resolve import resolve
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source

# Prisma completes the relations of a schema whose names, types and attributes are in order, and asks nothing else. Of
# the faults that `resolve` finds, it comes to these later, as it does to all that `rules` finds but for `_EARLY`.
_LATE = frozenset(
    """action-on-back-side ambiguous-relation duplicate-table empty-index incomplete-relation many-to-many-arguments
    missing-back-relation missing-schema named-default no-clustering relation-on-both-sides several-datasources
    several-generators unknown-function unknown-schema wrong-number-of-fields""".split()  # noqa: SIM905 - shorter so
)
_OURS = frozenset(
    """ambiguous-tenant global-refers-to-tenant model-without-tenant no-tenant-model unknown-tenant-model wrong-tenancy
    wrong-tenant-field wrong-tenant-model""".split()  # noqa: SIM905 - shorter so
)
_EARLY = frozenset(("bad-name", "empty-map", "optional-id"))


def format_schema(sources: Sequence[Source], *, tab_size: int = 2) -> dict[str, str]:
    """The text of each file as `prisma format` leaves it, by name.

    The files are one schema: a relation that lacks its other field gets it, whichever file that belongs to. A broken
    file is formatted as far as it can be read. Never raises.
    """
    files = {source.name: read(source.text) for source in sources}
    # A schema with a url is Prisma 6's, which knows no objects: a line with one is broken.
    objects = not has_url([*files.values()])
    stale = {} if objects or not has_objects([*files.values()]) else {s.name: s.text for s in sources}
    if not relations_are_whole([*files.values()]):
        stale |= _completed(sources)
    files |= {name: read(text, objects=objects) for name, text in stale.items()}
    return {name: layout(pieces, tab_size=tab_size) for name, pieces in files.items()}


def _completed(sources: Sequence[Source]) -> dict[str, str]:
    """The files that relations must be completed in, by name, with what they lacked; not yet in layout."""
    parsed = [parse(source) for source in sources]
    files = [file for file, _ in parsed]
    if any(fault.severity is Severity.ERROR for _, found in parsed for fault in found):
        return {}
    if any(_stops(fault, files) for fault in resolve(files)[1]):
        return {}
    by_file: dict[str, list[Insertion]] = {}
    for part in missing_parts(files):
        by_file.setdefault(part.source.name, []).append(part)
    texts = {source.name: source.text for source in sources}
    written = {name: _insert(texts[name], parts) for name, parts in by_file.items()}
    # Only a schema with nothing left to resolve comes before the rules.
    after = pipeline.analyze([Source(name, text) for name, text in {**texts, **written}.items()]) if written else None
    return {} if after is not None and any(fault.code in _EARLY for fault in after.diagnostics) else written


def _stops(fault: Diagnostic, files: Sequence[ast.File]) -> bool:
    """Whether Prisma finds this before it would complete relations."""
    if fault.severity is not Severity.ERROR or fault.code in _LATE or fault.code in _OURS or fault.span is None:
        return False
    place = fault.span
    return not any(
        isinstance(block, ast.ConfigBlock) and block.span.start <= place.start < block.span.end
        for file in files
        if file.source is place.source
        for block in file.blocks
    )


def _insert(text: str, parts: Sequence[Insertion]) -> str:
    """At one place, in the order given."""
    written: list[str] = []
    start = 0
    for part in sorted(parts, key=lambda part: part.position):
        written += (text[start : part.position], part.text)
        start = part.position
    return "".join((*written, text[start:]))
