"""What the configuration blocks say together: the datasource, our own generator block, and Prisma's version."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.datasources import resolve_datasources
from tenantry.resolve.generators import resolve_generators
from tenantry.resolve.names import Names
from tenantry.text.diagnostics import Report
from tenantry.text.source import Source, Span

_URL_LINE = re.compile(r"^[ \t]*url[ \t]*=", re.MULTILINE)


class Configuration(NamedTuple):
    """All blocks, resolved; `places` has the property of each option that our block gives, for later messages."""

    datasource: ir.Datasource
    options: ir.Options
    places: Mapping[str, ast.Property]


def resolve_configuration(names: Names, with_url: bool, report: Report) -> Configuration | None:
    """None when the datasource does not make clear which database this is for; having none at all is fine."""
    datasource, providers = resolve_datasources(names.datasources, with_url, report)
    options, places = resolve_generators(names.generators, providers, with_url, report)
    if datasource is None:
        return None
    if datasource.provider is ir.Provider.POSTGRESQL:
        _extensions_are_switched_on(names.datasources, options.preview_features, report)
    return Configuration(datasource, options, places)


def _extensions_are_switched_on(
    datasources: Sequence[ast.ConfigBlock], features: Sequence[str], report: Report
) -> None:
    if "postgresqlExtensions" in features:
        return
    for given in (p for block in datasources for p in block.properties if p.name.text == "extensions"):
        message = "The `extensions` property is only available with the `postgresqlExtensions` preview feature."
        help = 'add `previewFeatures = ["postgresqlExtensions"]` to the generator block'
        report.error("preview-feature", message, given.span, help=help, blocks=False)


def says_url(files: Sequence[ast.File]) -> bool:
    """Whether this is a schema for Prisma 5 or 6: 7 has no `url`, and judges some things otherwise.

    A line that cannot be read counts as well, wherever it has got to; only in a generator may `url` mean another thing.
    """
    blocks = [block for file in files for block in file.blocks if isinstance(block, ast.ConfigBlock)]
    datasources = [block for block in blocks if block.kind == "datasource"]
    if any(given.name.text == "url" for block in datasources for given in block.properties):
        return True
    if any(name.text == "url" for block in datasources for name in block.unassigned):
        return True
    generators: dict[int, list[Span]] = {}
    for block in blocks:
        if block.kind == "generator":
            generators.setdefault(id(block.span.source), []).append(block.span)
    return any(_has_url_line(file.source, generators.get(id(file.source), [])) for file in files)


def _has_url_line(source: Source, generators: Sequence[Span]) -> bool:
    """Whether there is one outside these blocks, which stand in the order of the text."""
    starts = [0, *(span.end for span in generators)]
    ends = [*(span.start for span in generators), len(source.text)]
    return any(_URL_LINE.search(source.text, start, end) for start, end in zip(starts, ends, strict=True))
