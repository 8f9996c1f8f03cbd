"""Each schema beside this file is broken, and ends with the report that its author sees (see cases.py).

The file is named after the first code of its report, with a word after a dot where there are several. After a change of
wording, `UPDATE_EXPECT=1 pytest tests/errors` writes the reports again; read them before you commit them.
"""

from __future__ import annotations

import os

import pytest

from tenantry import pipeline
from tenantry.text.diagnostics import Severity
from tenantry.text.render.runs import runs
from tenantry.text.render.terminal import render_text
from tenantry.text.source import Source
from tests.errors.cases import Case, cases, diagnose

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_a_broken_schema_gets_the_report_at_its_end(case: Case) -> None:
    found = render_text(diagnose(case.schema, case.path.name))
    if os.environ.get("UPDATE_EXPECT") == "1":
        case.path.write_text(case.written(found), encoding="utf-8")
    else:
        assert "".join(f"{line.rstrip()}\n" for line in found.splitlines()) == case.report


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_a_broken_schema_is_named_after_its_fault(case: Case) -> None:
    assert case.code in {diagnostic.code for diagnostic in diagnose(case.schema)}


@pytest.mark.parametrize("case", [case for case in CASES if case.edit], ids=lambda case: case.path.stem)
def test_the_edit_mends_the_fault_and_makes_no_other(case: Case) -> None:
    assert case.code not in {fault.code for fault in diagnose(case.mended())}
    # It may be that nothing can be generated, because the example is of another database or has no models.
    after = pipeline.analyze([Source("schema.prisma", case.mended())]).diagnostics
    assert {fault.code for fault in after} <= {fault.code for fault in diagnose(case.schema)}


def test_every_error_says_where_it_is_or_what_to_write() -> None:
    for case in CASES:
        for diagnostic in diagnose(case.schema):
            assert diagnostic.span is not None or (diagnostic.help and diagnostic.severity is Severity.ERROR)


def test_every_fault_comes_with_what_to_write_instead() -> None:
    for case in CASES:
        # Of a block that cannot be read each line is blamed, and what helps is said of the first.
        blamed = 0
        for run in runs(diagnose(case.schema)):
            line = run.last_line - len(run.others)
            assert run.first.help or line <= blamed + 1, f"{case.path.name}: {run.first.message}"
            blamed = run.last_line
