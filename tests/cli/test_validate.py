"""`tenantry validate`: a verdict for each schema, for people and for programs."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from tenantry import pipeline
from tests.cli.console import Ran, tenantry
from tests.cli.projects import SHOP, shop

GOOD = 'datasource db {\n  provider = "sqlite"\n}\n\nmodel Good {\n  id Int @id\n}\n'
BAD = GOOD.replace("Int", "Imt")
WARNED = GOOD.replace("model Good {", "model Good { // fine\n  ") + "model B { rest\n  id Int @id\n}\n"
LONG = f"{'long' * 100}.prisma"
PLACE = ("file", "line", "column", "end_line", "end_column")


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".prisma").write_text(text)


def rows(ran: Ran) -> list[dict[str, Any]]:
    """What `--output-format json` printed: a JSON object on each line."""
    return [json.loads(line) for line in ran.out.splitlines()]


def validate_json(root: Path, *paths: str) -> list[dict[str, Any]]:
    return rows(tenantry(root, "validate", "--output-format", "json", *paths))


def codes(row: dict[str, Any]) -> list[str]:
    return [diagnostic["code"] for diagnostic in row["diagnostics"]]


def test_json_is_a_line_for_each_schema_in_the_order_of_the_paths(tmp_path: Path) -> None:
    write(tmp_path, bad=BAD, good=GOOD)
    ran = tenantry(tmp_path, "validate", "--output-format", "json", "good.prisma", "./bad.prisma")
    assert ran.code == 1
    assert ran.err == ""
    good, bad = rows(ran)
    assert good == {"schema": "good.prisma", "valid": True, "diagnostics": []}
    assert (bad["schema"], bad["valid"]) == ("./bad.prisma", False)
    (found,) = bad["diagnostics"]
    assert list(found) == ["code", "severity", "message", "help", *PLACE]
    assert (found["code"], found["severity"]) == ("unknown-type", "error")
    assert [found[name] for name in PLACE] == ["bad.prisma", 6, 6, 6, 9]


def test_json_says_the_same_by_its_short_name(tmp_path: Path) -> None:
    write(tmp_path, bad=BAD)
    long, short = (tenantry(tmp_path, "validate", *o, "bad.prisma") for o in (["--output-format=json"], ["--json"]))
    assert (short.code, short.out) == (long.code, long.out) == (1, long.out)


@pytest.mark.parametrize("output_format", ["text", "json", "github", "sarif"])
def test_the_exit_code_is_0_where_all_are_valid_and_1_where_one_is_not(tmp_path: Path, output_format: str) -> None:
    write(tmp_path, bad=BAD, good=GOOD)

    def code(*paths: str) -> int:
        return tenantry(tmp_path, "validate", "--output-format", output_format, *paths).code

    assert code("good.prisma", "good.prisma") == 0
    assert code("good.prisma", "bad.prisma", "good.prisma") == 1
    assert code("--no-such-option") == 2


def test_a_warning_is_told_and_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path, warned=WARNED)
    ran = tenantry(tmp_path, "validate", "warned.prisma")
    assert ran.code == 0
    assert "warning[ignored-text]" in ran.out
    assert ran.out.endswith("\nwarned.prisma is valid\n")
    (row,) = validate_json(tmp_path, "warned.prisma")
    assert row["valid"]
    assert codes(row) == ["ignored-text"]


def test_a_folder_is_one_schema_and_each_file_of_it_named_alone_another(tmp_path: Path) -> None:
    write(tmp_path, shop__a="model A {\n  id Int @id\n  bs B[]\n}\n")
    write(
        tmp_path,
        shop__more__b="model B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}",
    )
    together, apart = validate_json(tmp_path, "shop", "shop/a.prisma")
    assert (together["schema"], together["valid"]) == ("shop", True)
    assert (apart["schema"], codes(apart)) == ("shop/a.prisma", ["unknown-type"])


def test_two_files_that_define_one_name_are_both_shown(tmp_path: Path) -> None:
    write(tmp_path, shop__a=GOOD, shop__b="enum Good {\n  x\n}\n")
    (row,) = validate_json(tmp_path, "shop")
    (found,) = row["diagnostics"]
    assert (found["code"], found["file"], found["line"]) == ("duplicate-name", "shop/b.prisma", 1)
    (other,) = found["related"]
    assert (other["file"], other["line"]) == ("shop/a.prisma", 5)
    text = tenantry(tmp_path, "validate", "shop").out
    assert "--> shop/b.prisma:1:6\n" in text
    assert "::: shop/a.prisma:5:7\n" in text


def test_a_file_is_named_as_the_caller_finds_it(tmp_path: Path) -> None:
    write(tmp_path, shop__a=BAD)
    here = tmp_path / "shop"
    named = {
        "a.prisma": "a.prisma",
        ".": "a.prisma",
        "./": "a.prisma",
        "../shop/a.prisma": "a.prisma",
        str(here): f"{here.as_posix()}/a.prisma",
    }
    for path, name in named.items():
        (row,) = validate_json(here, path)
        assert (row["schema"], row["diagnostics"][0]["file"]) == (path, name)


def test_what_cannot_be_read_is_one_broken_schema_and_hides_no_other(tmp_path: Path) -> None:
    write(tmp_path, good=GOOD, bad=BAD)
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.prisma").write_bytes(f"// caf\xe9\r\n{GOOD}".encode("latin-1"))
    (tmp_path / "loop.prisma").symlink_to("loop.prisma")
    paths = ["good.prisma", "gone.prisma", "empty", "latin.prisma", "loop.prisma", LONG, "bad.prisma", "good.prisma"]
    ran = tenantry(tmp_path, "validate", "--output-format", "json", *paths)
    assert ran.code == 1
    found = [(row["schema"], codes(row)) for row in rows(ran)]
    assert found == [
        ("good.prisma", []),
        ("gone.prisma", ["no-schema"]),
        ("empty", ["empty-schema"]),
        ("latin.prisma", ["not-utf-8"]),
        ("loop.prisma", ["unreadable"]),
        (LONG, ["unreadable"]),
        ("bad.prisma", ["unknown-type"]),
        ("good.prisma", []),
    ]
    gone, latin = (rows(ran)[number]["diagnostics"][0] for number in (1, 3))
    assert [gone[name] for name in PLACE] == [None] * 5
    assert [latin[name] for name in PLACE] == ["latin.prisma", 1, 7, 1, 8]


def test_a_folder_with_a_file_that_is_no_text_gets_all_its_faults_and_none_that_follows_from_it(tmp_path: Path) -> None:
    write(tmp_path, shop__a=GOOD.replace("id Int @id", "id Int @id\n  oops Imt\n  latin Latin[]"))
    latin = (
        "// caf\xe9\nmodel Latin {\n  id Int @id\n  to Int\n  good Good @relation(fields: [to], references: [id])\n}\n"
    )
    (tmp_path / "shop/b.prisma").write_bytes(latin.encode("latin-1"))
    (row,) = validate_json(tmp_path, "shop")
    assert codes(row) == ["unknown-type", "not-utf-8"]


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_file_that_must_not_be_read_is_a_broken_schema(tmp_path: Path) -> None:
    write(tmp_path, secret=GOOD)
    (tmp_path / "secret.prisma").chmod(0)
    (row,) = validate_json(tmp_path, "secret.prisma")
    assert not row["valid"]


def test_standard_input_is_a_schema(tmp_path: Path) -> None:
    ran = tenantry(tmp_path, "validate", "--output-format", "json", "-", types=BAD)
    (row,) = rows(ran)
    assert (ran.code, row["schema"], row["diagnostics"][0]["file"]) == (1, "-", "<stdin>")
    assert tenantry(tmp_path, "validate", "-", types=GOOD).out == "- is valid\n"


def test_paths_need_no_project_and_a_broken_one_around_them_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, good=GOOD)
    (tmp_path / "pyproject.toml").write_text("[tool.tenantry\nbroken")
    assert tenantry(tmp_path, "validate", "good.prisma").code == 0
    assert tenantry(tmp_path, "validate").code == 2


def test_without_a_path_each_schema_of_the_project_gets_a_verdict(tmp_path: Path) -> None:
    tables = '[tool.tenantry.schemas.shop]\nschema = "shop.prisma"\n[tool.tenantry.schemas.two]\nschema = ["b", "c"]\n'
    root = shop(tmp_path, SHOP, tables)
    write(root, b__b=GOOD, c__c="model C {\n  id Imt @id\n}\n")
    ran = tenantry(root, "validate", "--output-format", "json")
    assert ran.code == 1
    assert [(row["schema"], codes(row)) for row in rows(ran)] == [("shop.prisma", []), ("two", ["unknown-type"])]
    assert validate_json(root, "--schema", "two")[0]["schema"] == "two"
    assert validate_json(root / "b")[0]["schema"] == "../shop.prisma"


def test_github_is_told_where_and_in_every_schema(tmp_path: Path) -> None:
    write(tmp_path, bad=BAD, good=GOOD)
    ran = tenantry(tmp_path, "validate", "--output-format", "github", "bad.prisma", "good.prisma", "gone.prisma")
    first, second = ran.out.splitlines()
    assert first.startswith("::error file=bad.prisma,line=6,endLine=6,col=6,endColumn=9,title=unknown-type::")
    assert second.startswith("::error title=no-schema::")


def test_sarif_is_one_log_of_all_schemas(tmp_path: Path) -> None:
    write(tmp_path, bad=BAD, good=GOOD)
    ran = tenantry(tmp_path, "validate", "--output-format", "sarif", "bad.prisma", "good.prisma", "gone.prisma")
    (run,) = json.loads(ran.out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["unknown-type", "no-schema"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["no-schema", "unknown-type"]


def test_text_shows_what_is_broken_names_what_is_valid_and_counts(tmp_path: Path) -> None:
    write(tmp_path, bad=BAD, good=GOOD)
    one = tenantry(tmp_path, "validate", "bad.prisma").out
    assert one.startswith("error[unknown-type]: ")
    assert one.endswith("\n\n1 error in bad.prisma\n")
    two = tenantry(tmp_path, "validate", "bad.prisma", "good.prisma").out
    assert two.endswith("\n\ngood.prisma is valid\n1 error in 1 of 2 schemas\n")


def test_a_failure_of_ours_on_one_schema_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, good=GOOD, bad=BAD)
    analyze = pipeline.analyze

    def failing(sources: Any) -> pipeline.Analysis:
        if "Imt" in sources[0].text:
            raise RecursionError
        return analyze(sources)

    monkeypatch.setattr(pipeline, "analyze", failing)
    ran = tenantry(tmp_path, "validate", "--output-format", "json", "bad.prisma", "good.prisma")
    assert ran.code == 3
    assert [(row["valid"], codes(row)) for row in rows(ran)] == [(False, ["internal-error"]), (True, [])]


def test_a_verdict_does_not_depend_on_those_before_it(tmp_path: Path) -> None:
    broken = ["model A {\n", "model A {\n  id Int @id @id\n}\n", "enum E {\n}\n", "}\n", '"', "model A { x\n", "/* \n"]
    write(tmp_path, good=GOOD, warned=WARNED, **{f"broken{n}": text for n, text in enumerate(broken)})
    paths = [path.name for path in sorted(tmp_path.glob("*.prisma"))]
    alone = [validate_json(tmp_path, path)[0] for path in paths]
    assert validate_json(tmp_path, *paths) == alone
    assert validate_json(tmp_path, *paths[::-1]) == alone[::-1]
    assert validate_json(tmp_path, *(path for path in paths for _ in range(3)))[::3] == alone


def test_thousands_of_schemas_take_seconds(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"{number}.prisma").write_text(GOOD if number % 2 else BAD)
    started = time.perf_counter()
    found = validate_json(tmp_path, *(f"{number}.prisma" for number in range(2000)))
    assert time.perf_counter() - started < 20
    assert [row["valid"] for row in found] == [bool(number % 2) for number in range(2000)]


@pytest.mark.parametrize("output_format", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("line", ["a Int @db" + ".a" * 300_000, 'a Int @default("' + "a://b:" * 100_000 + '")'])
def test_a_line_of_very_many_signs_is_told_of_at_once(tmp_path: Path, output_format: str, line: str) -> None:
    write(tmp_path, long=GOOD.replace("}\n\nmodel Good {", f"}}\n\nmodel Good {{\n  {line}"))
    start = time.process_time()
    assert tenantry(tmp_path, "validate", "--output-format", output_format, "long.prisma").code == 1
    assert time.process_time() - start < 20
