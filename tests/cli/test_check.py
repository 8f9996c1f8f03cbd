"""`tenantry check`: the six states as a user sees them, and the command that mends each."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.console import Ran, tenantry
from tests.cli.projects import edit, files, shop

ENVIRON = {"DATABASE_URL": "file:./dev.db"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = shop(tmp_path)
    assert tenantry(root, "generate").code == 0
    return root


@pytest.fixture
def drifted(root: Path) -> Path:
    """A project with a file in each state: the schema edited, and the output folder mistreated."""
    assert tenantry(root, "migrate", "dev", "--name", "init", environ=ENVIRON).code == 0
    output = root / "generated/shop"
    (output / "keys.py").unlink()
    (output / "enums.py").write_text("mine = 1\n")
    (output / "mine.py").write_text("mine = 1\n")
    _as_if_an_older_tenantry_had_written(output, "validators.py")
    edit(root, "size  Size", "sizes Size")
    return root


def states(ran: Ran) -> dict[str, str]:
    """State by path, of files and migrations."""
    schemas = ran.json["schemas"]
    assert isinstance(schemas, list)
    return {entry["path"]: entry["state"] for schema in schemas for entry in [*schema["files"], *schema["migrations"]]}


def test_a_fresh_project_has_no_drift(root: Path) -> None:
    ran = tenantry(root, "check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("files are as generated\n")
    assert set(states(tenantry(root, "check", "--json")).values()) == {"ok"}


def test_each_of_the_six_states_is_told_apart_and_so_are_pending_migrations(drifted: Path) -> None:
    ran = tenantry(drifted, "check", "--json")
    assert ran.code == 1
    assert ran.json["ok"] is False
    found = states(ran)
    expected = {
        "generated/shop/py.typed": "ok",
        "generated/shop/keys.py": "missing",
        "generated/shop/models.py": "stale",
        "generated/shop/enums.py": "edited",
        "generated/shop/validators.py": "orphaned",
        "generated/shop/mine.py": "foreign",
        "migrations": "pending",
    }
    assert {path: found[path] for path in expected} == expected


def test_the_text_names_each_file_its_state_and_the_command(drifted: Path) -> None:
    lines = [line.split(maxsplit=2) for line in tenantry(drifted, "check").out.splitlines()]
    said = {line[1]: (line[0], line[2]) for line in lines[:-1]}
    assert said["generated/shop/models.py"] == ("stale", "older than the schema: tenantry generate")
    assert said["generated/shop/keys.py"] == ("missing", "not there: tenantry generate")
    assert said["generated/shop/validators.py"] == ("orphaned", "no longer generated: tenantry generate")
    assert said["generated/shop/enums.py"][1].endswith("tenantry generate --force")
    assert said["generated/shop/mine.py"] == ("foreign", "not made by tenantry, left alone")
    assert said["migrations"][1].endswith("tenantry migrate dev --name what-changed")
    assert "generated/shop/py.typed" not in said


def test_check_writes_nothing(drifted: Path) -> None:
    before = files(drifted)
    tenantry(drifted, "check", "--diff")
    assert files(drifted) == before


def test_the_commands_that_it_names_mend_it(drifted: Path) -> None:
    schemas = tenantry(drifted, "check", "--json").json["schemas"]
    assert isinstance(schemas, list)
    commands = sorted(
        {entry["mend"] for schema in schemas for entry in [*schema["files"], *schema["migrations"]] if entry["mend"]}
    )
    # The change drops a column, to which `migrate dev` wants agreement.
    for command in commands:
        accept = ["--accept-data-loss"] if "migrate" in command else []
        ran = tenantry(drifted, *shlex.split(command)[1:], *accept, environ=ENVIRON)
        assert ran.code == 0 or command == "tenantry generate", ran.err
    assert tenantry(drifted, "check").code == 0
    assert (drifted / "generated/shop/mine.py").exists()
    assert not (drifted / "generated/shop/validators.py").exists()


def test_a_foreign_file_alone_is_no_drift(root: Path) -> None:
    (root / "generated/shop/mine.py").write_text("mine = 1\n")
    ran = tenantry(root, "check")
    assert ran.code == 0
    assert "foreign" in ran.out


def test_diff_shows_what_generate_would_change(root: Path) -> None:
    edit(root, "size  Size", "sizes Size")
    shown = tenantry(root, "check", "--diff").out
    assert "--- a/generated/shop/models.py\n+++ b/generated/shop/models.py\n" in shown
    before = (root / "generated/shop/models.py").read_text().splitlines()
    tenantry(root, "generate")
    after = (root / "generated/shop/models.py").read_text().splitlines()
    for line in set(after) - set(before):
        assert f"\n+{line}\n" in shown


def test_a_project_without_a_migrations_folder_is_not_asked_for_one(root: Path) -> None:
    edit(root, "size  Size", "sizes Size")
    tenantry(root, "generate")
    assert tenantry(root, "check").code == 0


def test_an_edit_that_changes_no_table_leaves_the_migrations_as_they_are(root: Path) -> None:
    assert tenantry(root, "migrate", "dev", "--name", "init", environ=ENVIRON).code == 0
    edit(root, "model Item {", "/// Something to sell.\nmodel Item {")
    tenantry(root, "generate")
    assert tenantry(root, "check").code == 0


def test_one_of_several_schemas_can_be_asked_for_and_its_command_names_it(tmp_path: Path) -> None:
    config = '[tool.tenantry.schemas.a]\nschema = "shop.prisma"\n[tool.tenantry.schemas.b]\nschema = "b.prisma"\n'
    root = shop(tmp_path, config=config)
    (root / "b.prisma").write_text((root / "shop.prisma").read_text().replace("generated/shop", "generated/b"))
    assert tenantry(root, "generate", "--schema", "a").code == 0
    assert tenantry(root, "check", "--schema", "a").code == 0
    ran = tenantry(root, "check")
    assert ran.code == 1
    assert "tenantry generate --schema b" in ran.out
    assert "tenantry generate --schema a" not in ran.out


def _as_if_an_older_tenantry_had_written(output: Path, path: str) -> None:
    from tenantry.workspace.manifest import digest

    text = "# Code generated by tenantry from shop.prisma. DO NOT EDIT.\n"
    (output / path).write_text(text)
    manifest = json.loads((output / ".tenantry.json").read_text())
    manifest["files"][path] = digest(text)
    (output / ".tenantry.json").write_text(json.dumps(manifest))
