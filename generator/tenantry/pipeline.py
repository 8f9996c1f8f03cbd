"""From schema files to the generated package, in memory. The page to read first.

    text -> ast.File -> ir.Schema -> views -> tree (path -> text)

Bad input never raises: what is wrong comes back as diagnostics, all of it at once.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tenantry import ir, rules
from tenantry.emit import emit
from tenantry.psl import ast
from tenantry.psl.parser import parse
from tenantry.resolve import resolve
from tenantry.text import suggest
from tenantry.text.diagnostics import Diagnostic, Report, Severity, by_place
from tenantry.text.source import Source
from tenantry.views import collisions, support

_COMPARISONS = 500_000
"""Of words with those that may have been meant, in one schema."""


@dataclass(frozen=True, slots=True)
class Options:
    """`templates` are folders whose templates come before ours, the first one first."""

    templates: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """`schema` is None where it could not be made out."""

    schema: ir.Schema | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Result:
    """`tree` maps a path inside the package to its text; it is empty, and `schema` None, where there are errors."""

    schema: ir.Schema | None
    tree: Mapping[str, str] = field(default_factory=dict[str, str])
    diagnostics: tuple[Diagnostic, ...] = ()


def analyze(sources: Sequence[Source]) -> Analysis:
    """Reads and checks a schema, as Prisma would: nothing here asks whether we can generate from it."""
    with _without_collections():
        return understand([parse(source) for source in sources])


def understand(parsed: Sequence[tuple[ast.File, tuple[Diagnostic, ...]]]) -> Analysis:
    """`analyze` from what `parse` gave: an editor has parsed most of its text before.

    A file may come in parts, each with a source of its own and the file's name: passes tell files apart by name.
    """
    with suggest.at_most(_COMPARISONS):
        return _understood(parsed)


def _understood(parsed: Sequence[tuple[ast.File, tuple[Diagnostic, ...]]]) -> Analysis:
    found = [d for _, diagnostics in parsed for d in diagnostics]
    readable = not any(d.severity is Severity.ERROR for d in found)
    schema, diagnostics = resolve([file for file, _ in parsed])
    found += diagnostics
    # Rules on a schema that was only half understood would blame the reader for what follows from the first fault.
    if schema is not None and readable:
        found += rules.check(schema)
    return Analysis(schema, by_place(found))


def run(sources: Sequence[Source], options: Options | None = None) -> Result:
    """Reads, checks and generates."""
    analysis = analyze(sources)
    schema, found = analysis.schema, analysis.diagnostics
    if schema is None or analysis.has_errors:
        return Result(None, diagnostics=found)
    report = Report()
    support.check(schema, report)
    collisions.check(schema, report)
    found += report.diagnostics()
    if report.has_errors:
        return Result(None, diagnostics=found)
    templates = options.templates if options else ()
    return Result(schema, emit(schema, origin=origin(sources), templates=templates), found)


def origin(sources: Sequence[Source]) -> str:
    """What the generated files name as their source: the schema file, or the folder of several."""
    paths = [PurePosixPath(source.name) for source in sources]
    if len(paths) == 1:
        return str(paths[0])
    shared = paths[0].parts[:-1]
    for path in paths[1:]:
        shared = tuple(a for a, b in zip(shared, path.parts[:-1], strict=False) if a == b)
    return str(PurePosixPath(*shared)) if shared else str(paths[0])


@contextmanager
def _without_collections() -> Generator[None]:
    """Trees and schemas hold no cycles and all stay, so the collector would look at them again and again in vain.

    It takes a third of the time for 500 models, half of it for 5,000.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
