"""Diagnostics as people, programs and GitHub read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tenantry.text.diagnostics import Diagnostic, Related, Report, Severity
from tenantry.text.render.data import as_json
from tenantry.text.render.github import render_github
from tenantry.text.render.sarif import Checked, Rule, render_sarif
from tenantry.text.render.terminal import render_text
from tenantry.text.source import Source, Span
from tenantry.text.suggest import closest, did_you_mean

PLACE = ("file", "line", "column", "end_line", "end_column")
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
    assert (render_text([]), render_github([])) == ("", "")


def test_color_changes_no_text() -> None:
    import re

    colored = render_text([FAULT], color=True)
    assert colored != render_text([FAULT])
    assert re.sub(r"\x1b\[\d+m", "", colored) == render_text([FAULT])


def test_json_has_lines_and_columns_from_one() -> None:
    assert as_json(FAULT) == {
        "code": "unknown-attribute",
        "severity": "error",
        "message": "Attribute not known.",
        "help": "write `@id`",
        "file": "schema/x.prisma",
        "line": 2,
        "column": 10,
        "end_line": 2,
        "end_column": 14,
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


def test_json_has_no_values_for_a_place_where_there_is_none() -> None:
    found = as_json(Diagnostic("no-schema", "None.", None))
    assert list(found) == ["code", "severity", "message", "help", *PLACE]
    assert {found[name] for name in PLACE} == {None}


def test_github_gets_one_command_a_fault_with_its_signs_escaped() -> None:
    warning = Diagnostic("x", "50%: a,b\nc", Span(Source("a,b.prisma", "x"), 0, 1), severity=Severity.WARNING)
    assert render_github([warning]) == (
        "::warning file=a%2Cb.prisma,line=1,endLine=1,col=1,endColumn=2,title=x::50%25: a,b%0Ac\n"
    )
    assert render_github([Diagnostic("x", "M", None, help="H")]) == "::error title=x::M%0Ahelp: H\n"


def test_github_is_told_of_both_places() -> None:
    assert render_github([FAULT]) == (
        "::error file=schema/x.prisma,line=2,endLine=2,col=10,endColumn=14,title=unknown-attribute::"
        "Attribute not known.%0Aschema/x.prisma:1: The model.%0Ahelp: write `@id`\n"
    )


def test_github_gets_no_column_of_a_place_over_several_lines() -> None:
    found = Diagnostic("x", "M", Span(SOURCE, 0, len(SOURCE.text) - 1))
    assert render_github([found]) == "::error file=schema/x.prisma,line=1,endLine=3,title=x::M\n"


def line_faults(text: str, *lines: int, message: str = "M", code: str = "x") -> list[Diagnostic]:
    """The same fault on each of the lines, as of a block that cannot be read."""
    source = Source("s", text)
    return [Diagnostic(code, message, Span(source, source.line_start(n), source.line_start(n) + 1)) for n in lines]


def test_a_fault_of_lines_that_follow_each_other_is_one_paragraph_and_one_annotation() -> None:
    first, *others = line_faults("modle A {\n  id Int\n\n  // note\n  b Int\n}\n", 1, 2, 5, 6)
    found = [Diagnostic("x", "M. Did you mean that?", first.span, help="H"), *others]
    assert render_text(found) == (
        "error[x]: M. Did you mean that?\n"
        "  --> s:1:1\n"
        " 1 | modle A {\n"
        "   | ^\n"
        "   = note: the same for the 3 lines that follow, up to line 6\n"
        "   = help: H\n"
    )
    assert render_github(found) == "::error file=s,line=1,endLine=6,title=x::M. Did you mean that?%0Ahelp: H\n"


def test_two_lines_of_one_fault_are_one_paragraph() -> None:
    assert "   = note: the same for line 2, which follows\n" in render_text(line_faults("a\nb\n", 1, 2))


def test_faults_stay_apart_that_are_of_other_lines_kinds_or_files_or_say_more() -> None:
    apart = [
        line_faults("a\nb\nc\n", 1, 3),
        line_faults("a\nb\n", 1, 1),
        [*line_faults("a\nb\n", 1), *line_faults("a\nb\n", 2)],
    ]
    one, two = line_faults("a\nb\n", 1, 2)
    apart += [
        [one, replace(two, message="N")],
        [one, replace(two, severity=Severity.WARNING)],
        [one, replace(two, help="only here")],
        [one, replace(two, related=(Related("there", one.span or Span(SOURCE, 0, 0)),))],
    ]
    for found in apart:
        assert render_text(found).count("error[") + render_text(found).count("warning[") == 2
        assert render_github(found).count("\n") == 2


def test_of_a_long_line_what_is_near_the_place_is_shown() -> None:
    text = "a" * 300 + "HERE" + "b" * 300
    line, marks = render_text([Diagnostic("x", "X", Span(Source("s", text), 300, 304))]).splitlines()[2:4]
    assert line == f" 1 | …{'a' * 40}HERE{'b' * 76}…"
    assert marks == f"   | {' ' * 41}^^^^"
    start = render_text([Diagnostic("x", "X", Span(Source("s", text), 2, 500))]).splitlines()
    assert start[2:4] == [f" 1 | {'a' * 120}…", f"   |   {'^' * 118}"]


def test_a_place_of_a_megabyte_is_shown_by_its_beginning() -> None:
    text = "model A {" + "x" * 1_000_000
    assert len(render_text([Diagnostic("x", "X", Span(Source("s", text), 9, len(text)))])) < 400


def test_what_would_move_the_cursor_or_turn_the_line_round_is_shown_as_a_sign() -> None:
    source = Source("s\x1b[2J", "a\x1b[31m \u202eb\x9b\x00 @x\r\n")
    text = render_text([Diagnostic("x", "`\x1b]52;c;\x07`", Span(source, 11, 13), help="\x7f")])
    assert text.splitlines() == [
        "error[x]: `␛]52;c;␇`",
        "  --> s␛[2J:1:12",
        " 1 | a␛[31m �b�␀ @x",
        "   |            ^^",
        "   = help: ␡",
    ]


def sarif(found: Sequence[Diagnostic], rules: Mapping[str, Rule] | None = None, path: str = "schema") -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render_sarif([Checked(path, found)], rules or {}, "1.2.3"))
    return log


def test_sarif_has_the_place_the_edit_and_the_related_place() -> None:
    log = sarif([FAULT])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "tenantry"
    assert run["columnKind"] == "unicodeCodePoints"
    artifact = {"uri": "schema/x.prisma", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14}
    other = {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 8}
    assert run["results"] == [
        {
            "ruleId": "unknown-attribute",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "Attribute not known.\nhelp: write `@id`"},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "relatedLocations": [
                {
                    "id": 0,
                    "message": {"text": "The model."},
                    "physicalLocation": {"artifactLocation": artifact, "region": other},
                }
            ],
        }
    ]


def test_sarif_describes_each_code_once_and_results_point_at_it() -> None:
    found = [Diagnostic(code, "M", None) for code in ("b", "a", "b")]
    (run,) = sarif(found, {"a": Rule("In short.", "At *length*."), "z": Rule("", "")})["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "a",
            "shortDescription": {"text": "In short."},
            "help": {"text": "In short.", "markdown": "At *length*."},
        },
        {"id": "b"},
    ]
    assert [(result["ruleId"], result["ruleIndex"]) for result in run["results"]] == [("b", 1), ("a", 0), ("b", 1)]


def test_sarif_names_the_schema_where_no_place_is_to_blame_and_writes_paths_as_addresses() -> None:
    def where(path: str) -> object:
        (run,) = sarif([Diagnostic("x", "M", None)], path=path)["runs"]
        return run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]

    assert where("a b/ü#1.prisma") == {"uri": "a%20b/%C3%BC%231.prisma", "uriBaseId": "%SRCROOT%"}
    assert where("/a b/c.prisma") == {"uri": "file:///a%20b/c.prisma"}


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


@settings(max_examples=300, deadline=None)
@given(st.text(), st.integers(0, 60), st.integers(0, 60), st.text(max_size=20))
def test_whatever_the_text_and_place_are_each_reader_gets_lines_that_do_nothing(
    text: str, start: int, length: int, words: str
) -> None:
    start = min(start, len(text))
    span = Span(Source(words, text), start, min(start + length, len(text)))
    found = [Diagnostic("x", words, span, help=words, related=(Related(words, span),)), Diagnostic("y", words, None)]
    shown = render_text(found)
    assert not set(shown) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), 0x202E, 0xFEFF)}
    assert all(line.startswith("::error ") for line in render_github(found).splitlines() if line)
    assert render_github(found).count("\n") == 2
    log = sarif(found)
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert 1 <= region["startLine"] <= region["endLine"]
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
