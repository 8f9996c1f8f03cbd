"""Each schema beside this file is broken, and ends with the report that its author sees.

The file is named after the first code of its report, with a word after a dot where there are several. After a change of
wording, `UPDATE_EXPECT=1 pytest tests/errors` writes the reports again; read them before you commit them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tenantry import pipeline
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.render.terminal import render_text
from tenantry.text.source import Source

HERE = Path(__file__).parent
SCHEMAS = sorted(HERE.glob("*.prisma"))
REPORT = "\n// The report:\n"


def schema_and_report(path: Path) -> tuple[str, str]:
    schema, _, report = path.read_text(encoding="utf-8").partition(REPORT)
    lines = (line.removeprefix("//").removeprefix(" ") for line in report.splitlines())
    return schema, "".join(f"{line}\n" for line in lines)


def as_comment(report: str) -> str:
    return "".join(f"// {line}".rstrip() + "\n" for line in report.splitlines())


def diagnose(path: Path, schema: str) -> Sequence[Diagnostic]:
    """What somebody is told who generates from the schema."""
    return pipeline.run([Source(path.name, schema)]).diagnostics


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_broken_schema_gets_the_report_at_its_end(path: Path) -> None:
    schema, expected = schema_and_report(path)
    found = render_text(diagnose(path, schema))
    if os.environ.get("UPDATE_EXPECT") == "1":
        path.write_text(f"{schema}{REPORT}{as_comment(found)}", encoding="utf-8")
    else:
        assert "".join(f"{line.rstrip()}\n" for line in found.splitlines()) == expected


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_broken_schema_is_named_after_its_fault(path: Path) -> None:
    schema, _ = schema_and_report(path)
    assert path.name.split(".")[0] in {diagnostic.code for diagnostic in diagnose(path, schema)}


def test_every_error_says_where_it_is_or_what_to_write() -> None:
    for path in SCHEMAS:
        for diagnostic in diagnose(path, schema_and_report(path)[0]):
            assert diagnostic.span is not None or (diagnostic.help and diagnostic.severity is Severity.ERROR)
