"""`tenantry format`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.console import Ran, tenantry
from tests.cli.projects import CONFIG, SHOP, files, shop

IN_ORDER = 'model A {\n  id   Int    @id\n  name String @map("n")\n}\n'
UNTIDY = 'model A {\n id Int @id\n name   String @map( "n" )\n}'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path, SHOP.replace("  name  String @unique", "name String    @unique"))


def write(root: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (root / f"{name}.prisma").write_bytes(text.encode())
    return root


def test_without_a_path_the_schemas_of_the_project_are_written(root: Path) -> None:
    ran = tenantry(root, "format")
    assert (ran.code, ran.out) == (0, "formatted shop.prisma\n")
    assert (root / "shop.prisma").read_text() == SHOP.replace("id    Int ", "id   Int ").replace(
        "name  String", "name String"
    ).replace("size  Size", "size Size")


def test_a_second_run_touches_nothing(root: Path) -> None:
    tenantry(root, "format")
    os.utime(root / "shop.prisma", ns=(1, 1))
    assert tenantry(root, "format").err == "1 file in order\n"
    assert (root / "shop.prisma").stat().st_mtime_ns == 1


def test_each_path_is_a_schema_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, one=UNTIDY, two=UNTIDY, three=UNTIDY)
    ran = tenantry(tmp_path, "format", "one.prisma", "two.prisma")
    assert (ran.code, ran.out) == (0, "formatted one.prisma\nformatted two.prisma\n")
    assert files(tmp_path) == {
        "one.prisma": IN_ORDER.encode(),
        "two.prisma": IN_ORDER.encode(),
        "three.prisma": UNTIDY.encode(),
    }


def test_the_other_side_of_a_relation_goes_into_the_file_of_its_model(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    write(
        tmp_path / "schema",
        a="model A {\n  id  Int @id\n  bId Int\n  b   B   @relation(fields: [bId], references: [id])\n}\n",
        b="model B {\n  id Int @id\n}\n",
    )
    assert tenantry(tmp_path, "format", "schema").out == "formatted schema/b.prisma\n"
    assert (tmp_path / "schema/b.prisma").read_text() == "model B {\n  id Int @id\n  as A[]\n}\n"


def test_a_file_of_two_schemas_keeps_what_the_first_adds(tmp_path: Path) -> None:
    relation = "model {0} {{\n  id  Int @id\n  bId Int\n  b   B   @relation(fields: [bId], references: [id])\n}}\n"
    config = "[tool.tenantry.schemas.{0}]\nschema = ['{0}.prisma', 'b.prisma']\n"
    write(tmp_path, a=relation.format("A"), c=relation.format("C"), b="model B {\n  id Int @id\n}\n")
    (tmp_path / "pyproject.toml").write_text(config.format("a") + config.format("c"))
    tenantry(tmp_path, "format")
    assert "  as A[]\n" in (tmp_path / "b.prisma").read_text()


@pytest.mark.parametrize("flags", [["--check"], ["--diff"], ["--check", "--diff"]])
def test_check_and_diff_write_nothing(root: Path, flags: list[str]) -> None:
    before = files(root)
    tenantry(root, "format", *flags)
    assert files(root) == before


def test_check_names_the_files_that_would_change_and_exits_with_1(tmp_path: Path) -> None:
    write(tmp_path, one=UNTIDY, two=IN_ORDER)
    ran = tenantry(tmp_path, "format", "--check", "one.prisma", "two.prisma")
    assert (ran.code, ran.out) == (1, "one.prisma would be formatted\n")
    assert tenantry(tmp_path, "format", "--check", "two.prisma").code == 0


def test_diff_shows_what_would_change(tmp_path: Path) -> None:
    write(tmp_path, one="model A {\n id Int @id\n}")
    ran = tenantry(tmp_path, "format", "--diff", "one.prisma")
    assert ran.code == 0
    assert ran.out.splitlines()[2:] == [
        "@@ -1,3 +1,3 @@",
        " model A {",
        "- id Int @id",
        "-}",
        "\\ No newline at end of file",
        "+  id Int @id",
        "+}",
    ]
    assert tenantry(tmp_path, "format", "--diff", "--check", "one.prisma").code == 1


def test_a_broken_schema_is_formatted_and_its_faults_are_told(tmp_path: Path) -> None:
    write(tmp_path, one="model A {\n id Int @id\n   name Strin\n what (\n}\n")
    ran = tenantry(tmp_path, "format", "one.prisma")
    assert (ran.code, ran.out) == (1, "formatted one.prisma\n")
    assert "one.prisma:4:" in ran.err
    assert (tmp_path / "one.prisma").read_text() == "model A {\n  id   Int   @id\n  name Strin\n  what (\n}\n"


def test_what_the_layout_has_no_place_for_is_told(tmp_path: Path) -> None:
    write(tmp_path, one="enum E {\n  X\n}\n\nmodel A { // why\n  id Int @id\n}\n")
    assert (
        "one.prisma:5: there is no place after the brace for `// why`" in tenantry(tmp_path, "format", "one.prisma").err
    )


def test_standard_input_is_printed_as_it_is_to_be(tmp_path: Path) -> None:
    ran = piped(tmp_path, UNTIDY, "format", "-")
    assert (ran.code, ran.out, ran.err) == (0, IN_ORDER, "")
    assert files(tmp_path) == {}


def test_standard_input_keeps_its_passwords(tmp_path: Path) -> None:
    text = 'datasource db {\n  provider = "postgresql"\n  url      = "postgresql://me:secret@host/db"\n}\n'
    assert piped(tmp_path, text, "format", "-").out == text


def test_standard_input_can_be_checked(tmp_path: Path) -> None:
    ran = piped(tmp_path, UNTIDY, "format", "--check", "-")
    assert (ran.code, ran.out) == (1, "<stdin> would be formatted\n")


def test_json_names_what_changed(tmp_path: Path) -> None:
    write(tmp_path, one=UNTIDY, two=IN_ORDER)
    ran = tenantry(tmp_path, "format", "--json", "one.prisma", "two.prisma")
    assert ran.json == {
        "ok": True,
        "changed": ["one.prisma"],
        "written": True,
        "unchanged": 1,
        "formatted": None,
        "diagnostics": [],
    }


def test_line_ends_of_windows_become_those_of_prisma(tmp_path: Path) -> None:
    write(tmp_path, one=IN_ORDER.replace("\n", "\r\n"))
    assert tenantry(tmp_path, "format", "one.prisma").out == "formatted one.prisma\n"
    assert files(tmp_path) == {"one.prisma": IN_ORDER.encode()}


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    write(tmp_path, one=UNTIDY)
    (tmp_path / "one.prisma").chmod(0o640)
    (tmp_path / "two.prisma").symlink_to("one.prisma")
    assert tenantry(tmp_path, "format", "two.prisma").code == 0
    assert (tmp_path / "two.prisma").is_symlink()
    assert (tmp_path / "one.prisma").read_text() == IN_ORDER
    assert (tmp_path / "one.prisma").stat().st_mode & 0o777 == 0o640


def test_nothing_is_written_where_one_of_the_schemas_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, one=UNTIDY)
    (tmp_path / "two.prisma").write_bytes(b"// caf\xe9\n")
    before = files(tmp_path)
    for other in ("two.prisma", "three.prisma"):
        assert tenantry(tmp_path, "format", "one.prisma", other).code == 2
        assert files(tmp_path) == before


def test_a_name_of_the_configuration_is_a_schema_too(tmp_path: Path) -> None:
    root = shop(tmp_path, config=CONFIG.replace("[tool.tenantry]", "[tool.tenantry.schemas.store]"))
    assert tenantry(root, "format", "--schema", "store").out == "formatted shop.prisma\n"


def piped(cwd: Path, text: str, *arguments: str) -> Ran:
    """With `text` at standard input."""
    return tenantry(cwd, *arguments, types=text)
