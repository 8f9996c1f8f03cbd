"""Which files make a schema, and which variables a database url."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenantry.workspace.environment import environment, url_text
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.sources import read_sources


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"// {path}\n")


def names(root: Path, *paths: str) -> list[str]:
    return [source.name for source in read_sources(root, paths)]


def test_a_folder_is_read_recursively_and_only_its_prisma_files(tmp_path: Path) -> None:
    write(tmp_path, "schema/b.prisma", "schema/a.prisma", "schema/more/c.prisma", "schema/d.sql", "e.prisma")
    assert names(tmp_path, "schema") == ["schema/a.prisma", "schema/b.prisma", "schema/more/c.prisma"]


def test_hidden_folders_and_installed_packages_in_a_schema_folder_are_part_of_it_as_for_prisma(tmp_path: Path) -> None:
    write(tmp_path, "schema/a.prisma", "schema/node_modules/x/b.prisma", "schema/.git/c.prisma", "schema/.d.prisma")
    found = ["schema/.d.prisma", "schema/.git/c.prisma", "schema/a.prisma", "schema/node_modules/x/b.prisma"]
    assert names(tmp_path, "schema") == found


def test_files_and_folders_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "schema/a/z.prisma", "schema/a-b.prisma", "schema/B.prisma", "schema/dir.prisma/a.prisma")
    found = ["schema/B.prisma", "schema/a/z.prisma", "schema/a-b.prisma", "schema/dir.prisma/a.prisma"]
    assert names(tmp_path, "schema") == found


def test_only_an_ending_makes_a_schema_file_and_a_link_has_that_of_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, "schema/a.prisma", "schema/.prisma", "schema/b.PRISMA", "shared/c.prisma", "shared/d.txt")
    (tmp_path / "schema/c.txt").symlink_to(tmp_path / "shared/c.prisma")
    (tmp_path / "schema/d.prisma").symlink_to(tmp_path / "shared/d.txt")
    assert names(tmp_path, "schema") == ["schema/a.prisma", "schema/c.txt"]


def test_a_file_that_is_named_and_in_a_named_folder_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "schema/a.prisma", "own.prisma")
    assert names(tmp_path, "schema", "own.prisma", "schema/a.prisma") == ["schema/a.prisma", "own.prisma"]


def test_links_are_followed_and_a_circle_of_them_ends(tmp_path: Path) -> None:
    write(tmp_path, "shared/a.prisma", "schema/b.prisma")
    (tmp_path / "schema/shared").symlink_to(tmp_path / "shared")
    (tmp_path / "schema/again").symlink_to(tmp_path / "schema")
    assert names(tmp_path, "schema") == ["schema/b.prisma", "schema/shared/a.prisma"]


def test_a_file_above_the_project_is_named_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, "shared/a.prisma")
    (tmp_path / "service").mkdir()
    assert names(tmp_path / "service", "../shared/a.prisma") == ["../shared/a.prisma"]


def test_line_ends_make_no_difference(tmp_path: Path) -> None:
    (tmp_path / "a.prisma").write_bytes(b"model A {\r\n}\r\n")
    (source,) = read_sources(tmp_path, ["a.prisma"])
    assert source.text == "model A {\n}\n"


def test_an_empty_folder_a_missing_file_and_a_file_that_is_no_text_are_clear_errors(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.prisma").write_bytes(b"// caf\xe9\n")
    with pytest.raises(ProjectError, match=r"the folder `empty` has no \.prisma file"):
        read_sources(tmp_path, ["empty"])
    with pytest.raises(ProjectError, match=r"no schema at `gone\.prisma`"):
        read_sources(tmp_path, ["gone.prisma"])
    with pytest.raises(ProjectError, match=r"latin\.prisma is not UTF-8 \(byte 6 is 0xe9\)"):
        read_sources(tmp_path, ["latin.prisma"])


def test_later_env_files_win_and_the_real_environment_wins_over_all(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\nB=1\nC=1\n")
    (tmp_path / ".env.local").write_text("B=2\nC=2\n")
    found = environment(tmp_path, (".env", ".env.local", ".env.absent"), {"C": "3"})
    assert found == {"A": "1", "B": "2", "C": "3"}


def test_the_url_is_the_schemas_text_or_the_variable_that_it_names_or_database_url() -> None:
    variables = {"DATABASE_URL": "file:./a.db", "SHOP_URL": "file:./b.db"}
    assert url_text("file:./c.db", None, variables, ()) == "file:./c.db"
    assert url_text(None, "SHOP_URL", variables, ()) == "file:./b.db"
    assert url_text(None, None, variables, ()) == "file:./a.db"


def test_a_url_that_is_not_set_names_the_variable_the_files_and_an_example() -> None:
    with pytest.raises(ProjectError, match=r"SHOP_URL is not set, in the environment or in \.env or \.env\.local") as e:
        url_text(None, "SHOP_URL", {}, (".env", ".env.local"))
    assert 'put SHOP_URL="file:./dev.db" into .env' in e.value.help
