"""`tenantry migrate`."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
import sqlalchemy

from tenantry.urls import database_url as read_url
from tests.cli.console import tenantry
from tests.cli.projects import SHOP, edit, files, shop

SQLITE = {"DATABASE_URL": "file:./dev.db"}
PORTABLE = SHOP.replace('output   = "./generated/shop"', 'output   = "./generated/shop"\n  portable = true')


def tables(url: str, base: Path) -> set[str]:
    engine = sqlalchemy.create_engine(read_url(url, base=base).sync)
    try:
        return set(sqlalchemy.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def columns(root: Path) -> set[str]:
    engine = sqlalchemy.create_engine(read_url("file:./dev.db", base=root).sync)
    try:
        return {column["name"] for column in sqlalchemy.inspect(engine).get_columns("Item")}
    finally:
        engine.dispose()


def run(root: Path, sql: str) -> None:
    engine = sqlalchemy.create_engine(read_url("file:./dev.db", base=root).sync)
    with engine.begin() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose database has its first revision."""
    root = shop(tmp_path)
    assert tenantry(root, "migrate", "dev", "--name", "init", environ=SQLITE).code == 0
    return root


def revisions(root: Path) -> list[str]:
    return sorted(path.stem.partition("_")[2] for path in (root / "migrations").rglob("versions/*.py"))


def test_dev_writes_a_revision_applies_it_and_generates(root: Path) -> None:
    edit(root, "size  Size", "price Int?\n  size  Size")
    ran = tenantry(root, "migrate", "dev", "--name", "Add a price!", environ=SQLITE)
    assert ran.code == 0, ran.err
    assert revisions(root) == ["add_a_price", "init"]
    assert "price" in columns(root)
    assert "price" in (root / "generated/shop/models.py").read_text()
    assert tenantry(root, "check").code == 0


def test_dev_with_nothing_new_needs_no_name_and_writes_nothing(root: Path) -> None:
    before = files(root)
    ran = tenantry(root, "migrate", "dev", environ=SQLITE)
    assert ran.code == 0
    assert "the revisions are as the schema is" in ran.out
    assert files(root) == before


def test_dev_with_something_new_wants_a_name(root: Path) -> None:
    edit(root, "size  Size", "price Int?\n  size  Size")
    before = files(root)
    ran = tenantry(root, "migrate", "dev", environ=SQLITE)
    assert ran.code == 2
    assert "add --name what-changed" in ran.err
    assert files(root) == before


def test_dev_asks_a_person_for_the_name(root: Path) -> None:
    edit(root, "size  Size", "price Int?\n  size  Size")
    ran = tenantry(root, "migrate", "dev", environ=SQLITE, types="a price\n")
    assert ran.code == 0, ran.err
    assert ran.err.startswith("What changed? ")
    assert revisions(root) == ["a_price", "init"]


def test_dev_refuses_to_lose_data_unless_it_is_told_to(root: Path) -> None:
    edit(root, "  size  Size   @default(small)\n", "")
    before = files(root)
    ran = tenantry(root, "migrate", "dev", "--name", "less", environ=SQLITE)
    assert ran.code == 1
    assert "drops the column Item.size with its values" in ran.err
    assert "--accept-data-loss" in ran.err
    assert files(root) == before
    ran = tenantry(root, "migrate", "dev", "--name", "less", "--accept-data-loss", "--json", environ=SQLITE)
    assert ran.code == 0
    assert ran.json["destructive"] == ["drops the column Item.size with its values"]
    assert "size" not in columns(root)


def test_a_revision_that_the_database_refuses_is_taken_back(root: Path) -> None:
    run(root, "INSERT INTO Item (name) VALUES ('one'), ('two')")
    edit(root, "size  Size", 'code String @unique @default("-")\n  size  Size')
    before = files(root)
    ran = tenantry(root, "migrate", "dev", "--name", "code", environ=SQLITE)
    assert ran.code == 2
    assert "error[migration-failed]" in ran.err
    assert "UNIQUE" in ran.err
    after = files(root)
    assert {path for path in after if path != "dev.db"} == {path for path in before if path != "dev.db"}
    assert "code" not in columns(root)


def test_a_first_revision_that_the_database_refuses_leaves_no_folder(tmp_path: Path) -> None:
    root = shop(tmp_path, PORTABLE)
    run(root, 'CREATE TABLE "Item" (id INTEGER)')
    ran = tenantry(root, "migrate", "dev", "--name", "init", environ=SQLITE)
    assert ran.code == 1
    assert "no revision is applied" in ran.err
    assert not (root / "migrations").exists()
    assert not (root / "generated").exists()


def test_create_only_writes_the_revision_and_neither_applies_nor_generates(root: Path) -> None:
    edit(root, "size  Size", "price Int?\n  size  Size")
    ran = tenantry(root, "migrate", "dev", "--name", "price", "--create-only")
    assert ran.code == 0, ran.err
    assert revisions(root) == ["init", "price"]
    assert "price" not in columns(root)
    assert "price" not in (root / "generated/shop/models.py").read_text()
    status = tenantry(root, "migrate", "status", environ=SQLITE)
    assert status.code == 1
    assert status.out.endswith(": tenantry migrate deploy\n")
    assert tenantry(root, "migrate", "deploy", environ=SQLITE).out.startswith("1 revision applied")
    assert "price" in columns(root)


def test_dev_will_not_start_where_generate_would_stop_at_a_hand_edit(root: Path) -> None:
    edit(root, "size  Size", "price Int?\n  size  Size")
    (root / "generated/shop/models.py").write_text("mine = 1\n")
    before = files(root)
    assert tenantry(root, "migrate", "dev", "--name", "price", environ=SQLITE).code == 1
    assert files(root) == before


def test_dev_is_not_for_production(root: Path) -> None:
    edit(root, "size  Size", "price Int?\n  size  Size")
    ran = tenantry(root, "migrate", "dev", "--name", "price", environ=SQLITE | {"TENANTRY_ENV": "production"})
    assert ran.code == 1
    assert "tenantry migrate deploy" in ran.err
    assert revisions(root) == ["init"]


def test_status_says_applied_pending_and_what_the_schema_has_that_no_revision_has(root: Path) -> None:
    fine = tenantry(root, "migrate", "status", "--json", environ=SQLITE)
    assert fine.code == 0
    assert set(fine.json) == {"ok", "database", "applied", "pending", "schemaChanged", "findings"}
    edit(root, "size  Size", "price Int?\n  size  Size")
    behind = tenantry(root, "migrate", "status", "--json", environ=SQLITE)
    assert (behind.code, behind.json["schemaChanged"]) == (1, True)


def test_status_of_a_project_without_revisions_says_how_to_write_the_first(tmp_path: Path) -> None:
    ran = tenantry(shop(tmp_path), "migrate", "status", environ=SQLITE)
    assert ran.code == 2
    assert "tenantry migrate dev --name init" in ran.err


def test_an_edited_revision_that_was_applied_is_found(root: Path) -> None:
    (revision,) = (root / "migrations/versions").glob("*_init.py")
    revision.write_text(revision.read_text().replace("def upgrade() -> None:", "def upgrade() -> None:\n    x = 1"))
    ran = tenantry(root, "migrate", "status", environ=SQLITE)
    assert ran.code == 1
    assert "has been edited since" in ran.out


def test_a_lost_snapshot_is_named_by_check_and_status_alike(root: Path) -> None:
    (snapshot,) = (root / "migrations/versions").glob("*_init.json")
    snapshot.unlink()
    for command in (["check"], ["migrate", "status"], ["migrate", "dev", "--name", "x"]):
        ran = tenantry(root, *command, environ=SQLITE)
        assert ran.code == 1
        assert "restore it from version control" in ran.err + ran.out


def test_deploy_applies_what_is_pending_and_a_second_run_nothing(root: Path) -> None:
    (root / "dev.db").unlink()
    first = tenantry(root, "migrate", "deploy", "--json", environ=SQLITE)
    assert first.code == 0
    applied = first.json["applied"]
    assert isinstance(applied, list)
    assert len(applied) == 1
    assert first.json["current"] == applied[0]
    assert tenantry(root, "migrate", "deploy", environ=SQLITE).out.startswith("no revisions applied")


def test_a_portable_schema_gets_a_revision_for_each_database_and_each_applies(
    tmp_path: Path, postgres_url: str
) -> None:
    root = shop(tmp_path, PORTABLE)
    assert tenantry(root, "migrate", "dev", "--name", "init", environ=SQLITE).code == 0
    for provider in ("sqlite", "postgresql"):
        assert list((root / "migrations" / provider / "versions").glob("*_init.py"))
    environ = {"DATABASE_URL": postgres_url}
    assert tenantry(root, "migrate", "deploy", environ=environ).code == 0
    assert tenantry(root, "migrate", "status", environ=environ).code == 0
    assert "Item" in tables(postgres_url, root) & tables("file:./dev.db", root)
    edit(root, "size  Size", "price Int?\n  size  Size")
    states = tenantry(root, "check", "--json").json["schemas"]
    assert isinstance(states, list)
    pending = [entry["path"] for entry in states[0]["migrations"] if entry["state"] == "pending"]
    assert pending == ["migrations/sqlite", "migrations/postgresql"]


def test_the_url_comes_from_env_files_and_the_configured_variable(tmp_path: Path) -> None:
    root = shop(tmp_path, config='[tool.tenantry]\nschema = "shop.prisma"\nurl-env = "SHOP_URL"\n')
    (root / ".env").write_text('SHOP_URL="file:./wrong.db"\n')
    (root / ".env.local").write_text('SHOP_URL="file:./local.db"\n')
    assert tenantry(root, "migrate", "dev", "--name", "init").code == 0
    assert (root / "local.db").exists()
    assert tenantry(root, "migrate", "deploy", environ={"SHOP_URL": "file:./real.db"}).code == 0
    assert (root / "real.db").exists()
    assert not (root / "wrong.db").exists()


def test_a_project_of_several_schemas_is_asked_which(tmp_path: Path) -> None:
    config = '[tool.tenantry.schemas.a]\nschema = "shop.prisma"\n[tool.tenantry.schemas.b]\nschema = "b.prisma"\n'
    root = shop(tmp_path, config=config)
    (root / "b.prisma").write_text(SHOP.replace("generated/shop", "generated/b"))
    ran = tenantry(root, "migrate", "dev", "--name", "init", environ=SQLITE)
    assert ran.code == 2
    assert "say which: --schema a" in ran.err
    assert tenantry(root, "migrate", "dev", "--name", "init", "--schema", "b", environ=SQLITE).code == 0
    assert (root / "migrations/b/versions").is_dir()
    assert not (root / "generated/shop").exists()


@pytest.mark.parametrize(("configured", "length"), [("", 88), ("[tool.black]\nline-length = 60\n", 60)])
def test_what_migrate_writes_is_laid_out_by_the_projects_own_formatter(
    tmp_path: Path, configured: str, length: int
) -> None:
    root = shop(tmp_path)
    edit(root, "size  Size", "aPriceWithALongName Int @default(100)\n  size  Size")
    with (root / "pyproject.toml").open("a") as project:
        project.write(configured)
    assert tenantry(root, "migrate", "dev", "--name", "init", environ=SQLITE).code == 0
    written = [*(root / "migrations").rglob("versions/*.py"), root / "migrations/env.py"]
    assert len(written) == 2
    for file in written:
        text = file.read_text()
        assert black.format_str(text, mode=black.Mode(line_length=length)) == text
