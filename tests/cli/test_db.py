"""`tenantry db`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.cli.console import tenantry
from tests.cli.projects import CONFIG, SHOP, edit, shop

SQLITE = {"DATABASE_URL": "file:./dev.db"}


def test_push_makes_the_database_fit_and_a_second_time_nothing(tmp_path: Path) -> None:
    root = shop(tmp_path)
    first = tenantry(root, "db", "push", "--json", environ=SQLITE)
    assert first.code == 0
    assert set(first.json) == {"ok", "database", "steps", "losses"}
    assert tenantry(root, "db", "push", environ=SQLITE).out == "file:./dev.db: nothing to change\n"
    edit(root, "size  Size", "price Int?\n  size  Size")
    assert tenantry(root, "db", "push", environ=SQLITE).code == 0
    with sqlite3.connect(root / "dev.db") as connection:
        assert "price" in {row[1] for row in connection.execute("PRAGMA table_info(Item)")}
    connection.close()
    assert not (root / "migrations").exists()


def test_push_works_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    root = shop(tmp_path, SHOP.replace('"sqlite"', '"postgresql"'))
    environ = {"DATABASE_URL": postgres_url}
    assert tenantry(root, "db", "push", environ=environ).code == 0
    assert tenantry(root, "db", "push", environ=environ).out.endswith(": nothing to change\n")


def test_push_refuses_to_lose_data_and_to_work_in_production(tmp_path: Path) -> None:
    root = shop(tmp_path)
    assert tenantry(root, "db", "push", environ=SQLITE).code == 0
    edit(root, "  size  Size   @default(small)\n", "")
    assert tenantry(root, "db", "push", environ=SQLITE).code == 1
    production = SQLITE | {"TENANTRY_ENV": "production"}
    assert tenantry(root, "db", "push", "--accept-data-loss", environ=production).code == 1
    assert tenantry(root, "db", "push", "--accept-data-loss", environ=SQLITE).code == 0


def test_seed_runs_in_the_project_with_its_variables_and_the_url_in_database_url(tmp_path: Path) -> None:
    config = CONFIG + 'seed = "python seed.py one \'two words\'"\nurl-env = "SHOP_URL"\n'
    root = shop(tmp_path, config=config)
    (root / ".env").write_text("SHOP_URL=file:./dev.db\nCOLOR=blue\n")
    program = "import os, sys\nprint(os.environ['DATABASE_URL'], os.environ['COLOR'], os.getcwd(), *sys.argv[1:])\n"
    (root / "seed.py").write_text(program)
    (root / "below").mkdir()
    ran = tenantry(root / "below", "db", "seed")
    assert ran.code == 0, ran.err
    assert ran.err == f"file:./dev.db blue {root} one two words\n"
    assert ran.out.startswith("seeded with `python seed.py")


def test_a_seed_that_fails_is_missing_or_cannot_start_says_so(tmp_path: Path) -> None:
    root = shop(tmp_path, config=CONFIG + 'seed = "python seed.py"\n')
    (root / "seed.py").write_text("raise SystemExit(3)\n")
    failed = tenantry(root, "db", "seed", environ=SQLITE)
    assert failed.code == 2
    assert "ended with exit code 3" in failed.err
    (root / "pyproject.toml").write_text(CONFIG)
    missing = tenantry(root, "db", "seed", environ=SQLITE)
    assert missing.code == 2
    assert 'add `seed = "python seed.py"`' in missing.err
    (root / "pyproject.toml").write_text(CONFIG + 'seed = "no-such-program"\n')
    gone = tenantry(root, "db", "seed", environ=SQLITE)
    assert gone.code == 2
    assert "cannot be started" in gone.err
