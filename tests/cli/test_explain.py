"""`tenantry explain`, and what else is told of a code."""

from __future__ import annotations

import json
from pathlib import Path

from tenantry.cli.meanings import meanings, summary
from tests.cli.console import tenantry


def test_a_code_is_explained_with_an_example_and_an_edit(tmp_path: Path) -> None:
    ran = tenantry(tmp_path, "explain", "unknown-type")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("unknown-type\n\n")
    assert {"```prisma", "```text", "```diff"} <= set(ran.out.splitlines())


def test_a_code_may_be_given_as_a_report_shows_it(tmp_path: Path) -> None:
    plain = tenantry(tmp_path, "explain", "ignored-text").out
    assert tenantry(tmp_path, "explain", "warning[ignored-text]").out == plain
    assert tenantry(tmp_path, "explain", "error[ignored-text]:").out == plain


def test_a_machine_gets_the_explanation_as_markdown(tmp_path: Path) -> None:
    found = tenantry(tmp_path, "explain", "--json", "unknown-type").json
    assert found == {"ok": True, "code": "unknown-type", "markdown": meanings()["unknown-type"]}


def test_without_a_code_all_are_listed(tmp_path: Path) -> None:
    listed = tenantry(tmp_path, "explain").out.splitlines()
    assert [line.split()[0] for line in listed] == list(meanings())
    assert tenantry(tmp_path, "explain", "--json").json["codes"] == {c: summary(m) for c, m in meanings().items()}


def test_an_unknown_code_names_the_close_one(tmp_path: Path) -> None:
    ran = tenantry(tmp_path, "explain", "unknwon-type")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `unknown-type`?" in ran.err


def test_each_code_has_a_summary_of_one_line() -> None:
    for code, meaning in meanings().items():
        assert summary(meaning).endswith("."), code
        assert "\n" not in summary(meaning)


def test_sarif_says_what_a_code_means(tmp_path: Path) -> None:
    (tmp_path / "a.prisma").write_text("model A {\n  id Imt @id\n}\n")
    log = json.loads(tenantry(tmp_path, "validate", "--output-format", "sarif", "a.prisma").out)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    meaning = meanings()["unknown-type"]
    assert rule["shortDescription"] == {"text": summary(meaning)}
    assert rule["help"] == {"text": summary(meaning), "markdown": meaning}
