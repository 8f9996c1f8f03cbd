"""The text of a revision: the same for the same schema, as formatters and checkers want it, saying what it loses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import black
import pytest

from tenantry import ir
from tenantry.migrate import chain, snapshot
from tenantry.migrate.build import UnsupportedProviderError
from tenantry.migrate.chain import ChainError
from tenantry.migrate.environment import folder_files, subfolder
from tenantry.migrate.revision import Revision, slug, write_revision
from tests.migrations.project import Migrations, committed_schema, schema_of

PROVIDERS = pytest.mark.parametrize("provider", [ir.Provider.SQLITE, ir.Provider.POSTGRESQL])
EMPTY = chain.read({})
BEFORE = """
model User {
  id    Int     @id @default(autoincrement())
  email String
  age   Int?
  score Decimal @default(1)
}
model Old {
  id Int @id
}
"""
AFTER = """
model User {
  id    Int    @id @default(autoincrement())
  age   Int
  score Int    @default(1)
  born  DateTime
  mail  String @unique @default("")
}
"""


def write(
    schema: ir.Schema, provider: ir.Provider, previous: chain.Chain = EMPTY, stamp: str = "20261122045500"
) -> Revision:
    return write_revision(schema, provider, previous, "add users", stamp)


def change(provider: ir.Provider) -> tuple[Revision, Revision]:
    first = write(schema_of(BEFORE, provider.value), provider)
    second = write(schema_of(AFTER, provider.value), provider, chain.read(first.files), "20261122045501")
    return first, second


@PROVIDERS
def test_the_same_schema_gives_the_same_bytes(provider: ir.Provider) -> None:
    assert write(committed_schema("metabuilder"), provider) == write(committed_schema("metabuilder"), provider)


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing hangs on the order of a set."""
    command = (
        "from tests.migrations.test_revision import *; print(write(committed_schema('mapped'), ir.Provider.SQLITE))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", command], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(texts) == 1


@PROVIDERS
def test_a_formatter_changes_nothing(provider: ir.Provider) -> None:
    for revision in (write(committed_schema("metabuilder"), provider), *change(provider)):
        for path, text in revision.files.items():
            if path.endswith(".py"):
                assert black.format_str(text, mode=black.Mode()) == text
    env = folder_files(provider)["env.py"]
    assert black.format_str(env, mode=black.Mode()) == env


@PROVIDERS
def test_a_formatter_with_longer_lines_changes_nothing_either(provider: ir.Provider) -> None:
    revision = write_revision(committed_schema("mapped"), provider, EMPTY, "init", "20261122045500", line_length=120)
    wide = black.Mode(line_length=120)
    codes = [text for path, text in revision.files.items() if path.endswith(".py")]
    for text in (*codes, folder_files(provider, line_length=120)["env.py"]):
        assert black.format_str(text, mode=wide) == text


@PROVIDERS
def test_type_checkers_and_linters_accept_it(provider: ir.Provider, tmp_path: Path) -> None:
    migrations = Migrations(tmp_path / "migrations", provider)
    migrations.add(schema_of(BEFORE, provider.value))
    migrations.add(schema_of(AFTER, provider.value))
    for command in (["mypy", "--strict", "--cache-dir", str(tmp_path / "cache")], ["ruff", "check", "--isolated"]):
        for path in sorted(tmp_path.rglob("*.py")):
            done = subprocess.run(
                [sys.executable, "-m", *command, str(path)], capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout


@PROVIDERS
def test_it_carries_the_digest_of_its_snapshot(provider: ir.Provider) -> None:
    schema = committed_schema("automation")
    revision = write(schema, provider)
    code, state = (revision.files[f"versions/20261122045500_add_users{end}"] for end in (".py", ".json"))
    assert f'snapshot: str = "{snapshot.digest(state)}"' in code
    assert state == snapshot.snapshot(schema, provider)
    assert json.loads(state)["format"] == 1


@PROVIDERS
def test_an_unchanged_schema_gives_nothing(provider: ir.Provider) -> None:
    schema = committed_schema("automation")
    again = write(schema, provider, chain.read(write(schema, provider).files), "20261122045501")
    assert (again.empty, again.files) == (True, {})


@PROVIDERS
def test_models_in_another_order_are_no_change(provider: ir.Provider) -> None:
    first = write(schema_of("model A {\n id Int @id\n}\nmodel B {\n id Int @id\n}", provider.value), provider)
    turned = schema_of("model B {\n id Int @id\n}\nmodel A {\n id Int @id\n}", provider.value)
    assert write(turned, provider, chain.read(first.files), "20261122045501").empty


@PROVIDERS
def test_what_it_loses_stands_in_its_docstring(provider: ir.Provider) -> None:
    _, second = change(provider)
    assert "drops the table Old with its rows" in second.destructive
    assert "drops the column User.email with its values" in second.destructive
    assert any("User.age is null" in warning for warning in second.warnings)
    assert any("born is required and has no default" in warning for warning in second.warnings)
    assert any("same mail" in warning for warning in second.warnings)
    text = second.files["versions/20261122045501_add_users.py"]
    for sentence in (*second.destructive, *second.warnings):
        assert f"- {sentence}" in text.split('"""')[1]


def test_digits_that_go_are_a_loss() -> None:
    _, second = change(ir.Provider.POSTGRESQL)
    assert "cuts values of User.score: INTEGER holds less than DECIMAL(65,30)" in second.destructive


def test_a_type_that_no_cast_reaches_is_told_as_a_loss() -> None:
    first = write(schema_of("model A {\n id Int @id\n x DateTime?\n}", "postgresql"), ir.Provider.POSTGRESQL)
    new = schema_of("model A {\n id Int @id\n x Int?\n}", "postgresql")
    second = write(new, ir.Provider.POSTGRESQL, chain.read(first.files), "20261122045501")
    assert second.destructive == ("empties the column A.x: no value of TIMESTAMP(3) can become INTEGER",)


def test_a_first_revision_loses_and_risks_nothing() -> None:
    first = write(committed_schema("metabuilder"), ir.Provider.POSTGRESQL)
    assert (first.destructive, first.warnings) == ((), ())


@pytest.mark.parametrize(
    ("name", "part"),
    [("Add users!", "add_users"), ("../../etc", "etc"), ("  ", "revision"), ("Größe", "gr_e"), ("x" * 80, "x" * 50)],
)
def test_names_make_safe_file_names(name: str, part: str) -> None:
    assert slug(name) == part


def test_a_name_cannot_break_the_docstring() -> None:
    schema = schema_of("model A {\n id Int @id\n}", "sqlite")
    revision = write_revision(schema, ir.Provider.SQLITE, EMPTY, 'say """hi""" \\', "20261122045500")
    (code,) = (text for path, text in revision.files.items() if path.endswith(".py"))
    compile(code, "revision", "exec")


@pytest.mark.parametrize("stamp", ["2026", "20261122045500x", ""])
def test_a_stamp_is_fourteen_digits(stamp: str) -> None:
    with pytest.raises(ValueError, match="14 digits"):
        write(committed_schema("automation"), ir.Provider.SQLITE, EMPTY, stamp)


def test_a_stamp_before_the_last_revision_is_refused() -> None:
    first, _ = change(ir.Provider.SQLITE)
    with pytest.raises(ValueError, match="check the clock"):
        write(schema_of(AFTER, "sqlite"), ir.Provider.SQLITE, chain.read(first.files), "20200101000000")


def test_other_databases_are_told_apart() -> None:
    schema = schema_of("model A {\n id Int @id\n}", "mysql")
    with pytest.raises(UnsupportedProviderError, match="sqlite and postgresql"):
        write(schema, ir.Provider.MYSQL)


def test_a_schema_for_two_databases_has_two_folders() -> None:
    portable = committed_schema("metabuilder")
    assert {subfolder(portable, provider) for provider in portable.providers} == {"sqlite", "postgresql"}
    alone = committed_schema("kitchen_sink")
    assert subfolder(alone, ir.Provider.POSTGRESQL) == ""


def test_a_snapshot_that_was_edited_is_refused() -> None:
    first, _ = change(ir.Provider.SQLITE)
    path = "versions/20261122045500_add_users.json"
    with pytest.raises(ChainError, match="restore it"):
        chain.read({**first.files, path: first.files[path].replace("email", "mail")})


def test_a_snapshot_that_is_missing_is_told() -> None:
    first, _ = change(ir.Provider.SQLITE)
    with pytest.raises(ChainError, match="is missing"):
        chain.read({path: text for path, text in first.files.items() if path.endswith(".py")})


def test_a_snapshot_of_a_later_format_is_refused() -> None:
    with pytest.raises(snapshot.SnapshotError, match="format 2"):
        snapshot.load('{"format": 2, "database": {}}')


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', '{"format": 1, "database": {"provider": "x"}}'])
def test_a_damaged_snapshot_is_told(text: str) -> None:
    with pytest.raises(snapshot.SnapshotError):
        snapshot.load(text)
