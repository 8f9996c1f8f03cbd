"""Bad input: one clear message, the next step, the right exit code, and nothing half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tenantry import pipeline
from tests.cli.console import tenantry
from tests.cli.projects import CONFIG, SHOP, edit, files, shop

NOWHERE = "postgresql://shop:s3cr3t@127.0.0.1:1/shop?connect_timeout=2"
POSTGRESQL = SHOP.replace('"sqlite"', '"postgresql"')


@pytest.mark.parametrize("command", [["validate"], ["generate"], ["check"], ["migrate", "dev", "--name", "x"]])
def test_a_broken_schema_is_shown_with_its_line_and_nothing_is_written(tmp_path: Path, command: list[str]) -> None:
    root = shop(tmp_path, SHOP.replace("name  String", "name  Strin"))
    before = files(root)
    ran = tenantry(root, *command, environ={"DATABASE_URL": "file:./dev.db"})
    assert ran.code == (1 if command == ["validate"] else 2)
    said = ran.out if command == ["validate"] else ran.err
    assert "shop.prisma:18:9" in said
    assert "String" in said
    assert files(root) == before


def test_every_fault_of_a_schema_is_shown_not_only_the_first(tmp_path: Path) -> None:
    broken = SHOP.replace("name  String", "name  Strin").replace("size  Size ", "size  Siz ")
    found = tenantry(shop(tmp_path, broken), "validate", "--json").json
    assert found["valid"] is False
    diagnostics = found["diagnostics"]
    assert isinstance(diagnostics, list)
    assert len(diagnostics) >= 2


@pytest.mark.parametrize("command", [[], ["migrate"], ["db"]])
def test_no_command_shows_the_commands(tmp_path: Path, command: list[str]) -> None:
    ran = tenantry(tmp_path, *command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: tenantry")
    assert "Commands:" in ran.err


def test_an_unknown_option_an_unknown_command_and_an_unknown_key_name_the_close_one(tmp_path: Path) -> None:
    root = shop(tmp_path)
    option = tenantry(root, "generate", "--froce")
    assert (option.code, option.out) == (2, "")
    assert "Did you mean '--force'?" in option.err
    command = tenantry(root, "generat")
    assert command.code == 2
    assert "Did you mean `generate`?" in command.err
    (root / "pyproject.toml").write_text(CONFIG + 'migratons = "m"\n')
    key = tenantry(root, "generate")
    assert key.code == 2
    assert "did you mean `migrations`?" in key.err
    assert not (root / "generated").exists()


@pytest.mark.parametrize("command", [["migrate", "dev", "--name", "x"], ["migrate", "deploy"], ["db", "push"]])
def test_an_unreachable_database_is_one_message_without_the_password(tmp_path: Path, command: list[str]) -> None:
    root = shop(tmp_path, POSTGRESQL)
    if "deploy" in command:
        assert tenantry(root, "migrate", "dev", "--name", "init", "--create-only").code == 0
    before = files(root)
    ran = tenantry(root, *command, environ={"DATABASE_URL": NOWHERE})
    assert ran.code == 2, ran.err
    assert ran.err.startswith("error[database-unreachable]: cannot connect to postgresql://shop:***@127.0.0.1:1/shop")
    assert ran.err.count("error[") == 1
    assert "s3cr3t" not in ran.out + ran.err
    assert files(root) == before


def test_an_sqlite_file_in_a_folder_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    root = shop(tmp_path)
    before = files(root)
    ran = tenantry(root, "migrate", "dev", "--name", "init", environ={"DATABASE_URL": "file:./gone/dev.db"})
    assert (ran.code, ran.err.count("error[")) == (2, 1)
    assert "cannot connect to file:./gone/dev.db" in ran.err
    assert files(root) == before


def test_a_database_url_that_is_not_set_says_where_to_set_it(tmp_path: Path) -> None:
    root = shop(tmp_path)
    ran = tenantry(root, "migrate", "dev", "--name", "init")
    assert ran.code == 2
    assert "DATABASE_URL is not set, in the environment or in .env or .env.local" in ran.err
    assert "file:./dev.db" in ran.err
    assert not (root / "migrations").exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://shop:s3cr3t@127.0.0.1:1/shop", "the schema is for sqlite"),
        ("postgresql://shop:s3c/r3t@h", "postgresql://user:password@host:port/database"),
        ("oracle://shop:s3cr3t@h/x", "use sqlite, postgresql or mysql"),
    ],
)
def test_a_url_for_the_wrong_kind_of_database_is_refused_without_its_password(
    tmp_path: Path, url: str, said: str
) -> None:
    ran = tenantry(shop(tmp_path), "db", "push", environ={"DATABASE_URL": url})
    assert ran.code == 2
    assert said in ran.err
    assert "r3t" not in ran.err


def test_a_failure_is_one_json_object_where_a_machine_reads(tmp_path: Path) -> None:
    root = shop(tmp_path)
    for command in (["generate", "--froce"], ["migrate", "status"], ["generate", "--schema", "gone"]):
        ran = tenantry(root, *command, "--json")
        assert ran.code == 2
        assert ran.json["ok"] is False
        error = ran.json["error"]
        assert isinstance(error, dict)
        assert set(error) == {"code", "message", "help"}


def test_a_bug_of_ours_says_so_and_shows_its_traceback_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("postgresql://u:s3cr3t@h/d")

    monkeypatch.setattr(pipeline, "run", broken)
    root = shop(tmp_path)
    ran = tenantry(root, "generate")
    assert ran.code == 3
    assert "ZeroDivisionError" in ran.err
    assert "report" in ran.err
    assert "Traceback" not in ran.err
    for verbose in (
        tenantry(root, "generate", "--verbose"),
        tenantry(root, "generate", environ={"TENANTRY_DEBUG": "1"}),
    ):
        assert "Traceback" in verbose.err
        assert "s3cr3t" not in verbose.err


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_read_only_output_folder_is_one_message_and_leaves_it_as_it_was(open_folder: Path) -> None:
    root = shop(open_folder / "project")
    assert tenantry(root, "generate").code == 0
    edit(root, "model Item {", "model Item {\n  color String?")
    output = root / "generated/shop"
    output.chmod(0o555)
    before = files(root)
    with ordinary_user():
        ran = tenantry(root, "generate")
    output.chmod(0o755)
    assert ran.code == 2, ran.err
    assert ran.err.startswith("error[not-writable]: cannot write generated/shop/: Permission denied")
    assert "make the folder writable" in ran.err
    assert ran.err.count("error[") == 1
    assert files(root) == before


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Permissions do not bind root, under which containers often run tests."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)
