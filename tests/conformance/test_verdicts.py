"""Our verdict on each schema of the corpus is Prisma's, and so are the lines that it blames.

What Prisma said is recorded in `verdicts/*.json` (see tests/oracle/record.py).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenantry import resolve, rules
from tenantry.psl.parser import parse
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source
from tests.conformance.corpus import FOLDER, Case, cases

# Both reject the schema; we blame other lines, and on purpose.
OTHER_LINES = {
    "an unknown relation mode": "the line of the property, not of the datasource",
    "a generator property without a value": "the line of the property, not of the generator",
    "two models of one table": "the table only, not also the names of keys that follow from it",
    "a table named as another model": "the table only, not also the names of keys that follow from it",
    "many to many with fields": "the side that has the arguments, not both",
    "a string with a line break": "the line where the string starts, not all that it runs over",
    "an attribute over several lines": "the line where the attribute starts, not all that it runs over",
    "an unknown block": "the first line of the block, not all of them",
}

CORPUS = [(path, case) for path in sorted(FOLDER.glob("*.cases")) for case in cases(path)]


def prisma_says(path: Path, case: Case) -> set[int]:
    recorded = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return {error["line"] for error in recorded[case.name]}


def we_say(case: Case) -> set[int]:
    source = Source("schema.prisma", case.schema)
    found = [d for d in diagnose(source) if d.severity is Severity.ERROR]
    return {source.line_column(d.span.start)[0] for d in found if d.span is not None}


def diagnose(source: Source) -> list[Diagnostic]:
    file, found = parse(source)
    schema, unresolved = resolve.resolve([file])
    diagnostics = [*found, *unresolved]
    if schema is not None and not any(fault.severity is Severity.ERROR for fault in found):
        diagnostics += rules.check(schema)
    return diagnostics


@pytest.mark.parametrize(("path", "case"), CORPUS, ids=[f"{path.stem}: {case.name}" for path, case in CORPUS])
def test_a_schema_is_accepted_or_rejected_as_by_prisma_and_at_the_same_lines(path: Path, case: Case) -> None:
    prisma, ours = prisma_says(path, case), we_say(case)
    assert bool(ours) == bool(prisma)
    if case.name in OTHER_LINES:
        assert ours != prisma, "the lines are equal now: take the case out of OTHER_LINES"
    else:
        assert ours == prisma


def test_every_line_that_we_blame_otherwise_is_one_of_the_corpus() -> None:
    assert set(OTHER_LINES) <= {case.name for _, case in CORPUS}
