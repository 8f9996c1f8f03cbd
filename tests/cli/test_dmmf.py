"""`tenantry dmmf`: the schema as JSON on standard output, and nothing else there."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.console import tenantry

SCHEMA = """\
datasource db {
  provider = "postgresql"
}

model A {
  /// postgresql://somebody:secret@host/db
  id Int @id
}
"""


def test_a_schema_is_printed_as_one_line_of_json(tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(SCHEMA)
    ran = tenantry(tmp_path, "dmmf", "schema.prisma")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 1
    assert list(ran.json) == ["enums", "models", "types", "indexes"]


def test_a_path_and_the_option_name_a_schema_alike(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "a.prisma").write_text(SCHEMA)
    (tmp_path / "schema" / "b.prisma").write_text("enum E {\n  X\n}\n")
    by_path, by_option, by_habit = (
        tenantry(tmp_path, "dmmf", *given) for given in (["schema"], ["--schema", "schema"], [])
    )
    assert by_path.out == by_option.out == by_habit.out
    assert (
        json.dumps(by_path.json["enums"])
        == '[{"name": "E", "values": [{"name": "X", "dbName": null}], "dbName": null}]'
    )
    assert tenantry(tmp_path, "dmmf", "schema", "--schema", "schema").code == 2


def test_what_a_comment_says_is_passed_on_whole(tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(SCHEMA)
    assert "somebody:secret@host" in tenantry(tmp_path, "dmmf", "schema.prisma").out


def test_a_broken_schema_is_told_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(SCHEMA.replace("Int @id", "Number @id"))
    ran = tenantry(tmp_path, "dmmf", "schema.prisma")
    assert (ran.code, ran.out) == (1, "")
    assert "error[unknown-type]" in ran.err
    as_json = tenantry(tmp_path, "dmmf", "schema.prisma", "--json")
    assert as_json.code == 1
    assert as_json.json["ok"] is False


def test_a_warning_stands_apart_from_the_result(tmp_path: Path) -> None:
    feature = 'generator client {\n  provider = "x"\n  previewFeatures = ["tracing"]\n}\n'
    (tmp_path / "schema.prisma").write_text(SCHEMA + feature)
    ran = tenantry(tmp_path, "dmmf", "schema.prisma")
    assert ran.code == 0
    assert "warning[deprecated-preview-feature]" in ran.err
    assert ran.json["models"]
