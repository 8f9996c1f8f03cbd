"""From an empty folder to rows, with the commands that the README shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.console import tenantry
from tests.cli.projects import files, shop

PROGRAM = """
from generated.app import Client

with Client() as db:
    tenant = db.unscoped(reason="set up").tenant.create({"name": "Acme"})
    acme = db.tenant(tenant.id)
    ada = acme.user.create({"email": "ada@acme.test"})
    acme.note.create({"text": "hello", "authorId": ada.id})
    print([note.text for note in acme.note.find_many()])
"""


def test_init_generate_migrate_check_and_rows_in_a_fresh_folder(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": "file:./dev.db"}
    assert tenantry(tmp_path, "init").code == 0
    assert tenantry(tmp_path, "validate").out == "schema.prisma is valid\n"
    assert tenantry(tmp_path, "generate").code == 0
    ran = tenantry(tmp_path, "migrate", "dev", "--name", "init", environ=environ)
    assert ran.code == 0, ran.err
    assert (tmp_path / "dev.db").exists()
    checked = tenantry(tmp_path, "check")
    assert checked.code == 0, checked.out
    status = tenantry(tmp_path, "migrate", "status", environ=environ)
    assert (status.code, status.out) == (0, "file:./dev.db: 1 applied, 0 pending\n")
    program = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert program.stdout == "['hello']\n", program.stderr


def test_plain_alembic_works_on_the_folder_that_migrate_dev_writes(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": "file:./dev.db"}
    root = shop(tmp_path)
    assert tenantry(root, "migrate", "dev", "--name", "init", environ=environ).code == 0

    def alembic(*arguments: str) -> None:
        command = [sys.executable, "-m", "alembic", "-c", "migrations/alembic.ini", *arguments]
        subprocess.run(command, cwd=root, env=os.environ | environ, check=True, capture_output=True)

    alembic("downgrade", "base")
    assert tenantry(root, "migrate", "status", environ=environ).code == 1
    alembic("upgrade", "head")
    assert tenantry(root, "migrate", "status", environ=environ).code == 0


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text("// mine\n")
    (tmp_path / ".env.example").write_text("MINE=1\n")
    (tmp_path / "pyproject.toml").write_bytes(b"[project]\r\nname = 'mine'\r\n")
    ran = tenantry(tmp_path, "init", "--json").json
    assert (ran["written"], ran["kept"]) == (["pyproject.toml"], ["schema.prisma", ".env.example"])
    assert (tmp_path / "schema.prisma").read_text() == "// mine\n"
    text = (tmp_path / "pyproject.toml").read_bytes()
    assert text.startswith(b"[project]\r\nname = 'mine'\r\n\r\n[tool.tenantry]\r\nschema = \"schema.prisma\"\r\n")
    before = files(tmp_path)
    assert tenantry(tmp_path, "init", "--json").json["written"] == []
    assert files(tmp_path) == before


def test_init_configures_a_schema_that_is_there_where_prisma_has_it(tmp_path: Path) -> None:
    (tmp_path / "prisma").mkdir()
    (tmp_path / "prisma/schema.prisma").write_text("// mine\n")
    assert tenantry(tmp_path, "init").code == 0
    assert 'schema = "prisma/schema.prisma"' in (tmp_path / "pyproject.toml").read_text()
    assert not (tmp_path / "schema.prisma").exists()


@pytest.mark.parametrize("provider", ["sqlite", "postgresql"])
def test_what_init_writes_is_valid_and_generates(tmp_path: Path, provider: str) -> None:
    assert tenantry(tmp_path, "init", "--provider", provider).code == 0
    ran = tenantry(tmp_path, "generate")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "generated/app/client.py").exists()
