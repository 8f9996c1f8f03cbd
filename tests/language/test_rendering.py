"""Diagnostics as people, programs and GitHub read them."""

from __future__ import annotations

import json

from tenantry.text.diagnostics import Diagnostic, Related, Report, Severity
from tenantry.text.render import render_github, render_json, render_text
from tenantry.text.source import Source, Span
from tenantry.text.suggest import closest, did_you_mean

SOURCE = Source("schema/x.prisma", "model A {\n  id Int @idd\n}\n")
FAULT = Diagnostic(
    "unknown-attribute",
    "Attribute not known.",
    Span(SOURCE, 19, 23),
    help="write `@id`",
    related=(Related("The model.", Span(SOURCE, 6, 7)),),
)


def test_text_shows_the_line_the_place_the_related_place_and_the_edit() -> None:
    assert render_text([FAULT]) == (
        "error[unknown-attribute]: Attribute not known.\n"
        "  --> schema/x.prisma:2:10\n"
        " 2 |   id Int @idd\n"
        "   |          ^^^^\n"
        "  ::: schema/x.prisma:1:7\n"
        " 1 | model A {\n"
        "   |       - The model.\n"
        "   = help: write `@id`\n"
    )


def test_a_place_after_wide_letters_and_tabs_is_still_under_its_text() -> None:
    source = Source("x", "\tname 日本 @idd\n")
    text = render_text([Diagnostic("x", "X", Span(source, 9, 13))])
    line, marks = text.splitlines()[2:4]
    assert line == " 1 | \tname 日本 @idd"
    assert marks == "   | \t          ^^^^"


def test_a_place_over_several_lines_is_shown_by_its_first() -> None:
    text = render_text([Diagnostic("x", "X", Span(SOURCE, 0, len(SOURCE.text)))])
    assert text.splitlines()[2:] == [" 1 | model A {", "   | ^^^^^^^^^"]


def test_a_place_at_the_end_of_the_file_is_shown() -> None:
    text = render_text([Diagnostic("x", "X", Span(SOURCE, len(SOURCE.text), len(SOURCE.text)))])
    assert text.splitlines()[1:] == ["  --> schema/x.prisma:4:1", " 4 | ", "   | ^"]


def test_a_fault_without_a_place_is_told_too() -> None:
    assert render_text([Diagnostic("no-datasource", "None.", None, help="add one")]) == (
        "error[no-datasource]: None.\n   = help: add one\n"
    )


def test_nothing_is_nothing() -> None:
    assert (render_text([]), render_github([]), json.loads(render_json([]))) == ("", "", [])


def test_color_changes_no_text() -> None:
    import re

    colored = render_text([FAULT], color=True)
    assert colored != render_text([FAULT])
    assert re.sub(r"\x1b\[\d+m", "", colored) == render_text([FAULT])


def test_json_has_lines_and_columns_from_one() -> None:
    (found,) = json.loads(render_json([FAULT]))
    assert found == {
        "severity": "error",
        "code": "unknown-attribute",
        "message": "Attribute not known.",
        "help": "write `@id`",
        "place": {"file": "schema/x.prisma", "line": 2, "column": 10, "end_line": 2, "end_column": 14},
        "related": [
            {
                "message": "The model.",
                "file": "schema/x.prisma",
                "line": 1,
                "column": 7,
                "end_line": 1,
                "end_column": 8,
            }
        ],
    }


def test_github_gets_one_command_a_fault_with_its_signs_escaped() -> None:
    warning = Diagnostic("x", "50%: a,b\nc", Span(Source("a,b.prisma", "x"), 0, 1), severity=Severity.WARNING)
    assert render_github([warning]) == (
        "::warning file=a%2Cb.prisma,line=1,endLine=1,col=1,endColumn=2,title=x::50%25: a,b%0Ac\n"
    )
    assert render_github([Diagnostic("x", "M", None, help="H")]) == "::error title=x::M%0Ahelp: H\n"


def test_faults_are_sorted_by_place() -> None:
    report = Report()
    report.error("second", "", Span(SOURCE, 5, 6))
    report.warning("first", "", Span(SOURCE, 1, 2))
    report.error("nowhere", "", None)
    assert [fault.code for fault in report.diagnostics()] == ["nowhere", "first", "second"]
    assert report.has_errors


def test_a_word_that_is_meant_is_found_whatever_its_case() -> None:
    assert closest("strng", ["Int", "String"]) == "String"
    assert closest("STRING", ["Int", "String"]) == "String"
    assert closest("Author", ["Int", "String"]) is None
    assert did_you_mean("uniqe", ["unique"]) == ' Did you mean "unique"?'
    assert did_you_mean("zzz", ["unique"]) == ""
