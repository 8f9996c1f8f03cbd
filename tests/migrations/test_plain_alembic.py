"""A migrations folder belongs to Alembic: without tenantry installed, each command of its own works."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from tenantry import ir
from tenantry.urls import database_url as read_url
from tests.migrations.project import Migrations, committed_schema, schema_of

SMALL = "model User {\n  id Int @id @default(autoincrement())\n  name String\n}\n"


def tables(url: str, schema: str | None = None) -> set[str]:
    engine = create_engine(read_url(url).sync)
    found = set(inspect(engine).get_table_names(schema))
    engine.dispose()
    return found


@pytest.mark.parametrize("name", ["metabuilder", "automation"])
def test_the_applications_go_up_down_and_up(name: str, database_url: str, tmp_path: Path) -> None:
    provider = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    migrations = Migrations(tmp_path / "migrations", ir.Provider(provider))
    migrations.add(committed_schema(name), "init")
    migrations.alembic(database_url, "upgrade", "head")
    assert len(tables(database_url)) > 5
    migrations.alembic(database_url, "downgrade", "base")
    assert tables(database_url) <= {"alembic_version"}
    migrations.alembic(database_url, "upgrade", "head")
    assert "head" in migrations.alembic(database_url, "current")


def small(folder: Path, provider: str) -> Migrations:
    migrations = Migrations(folder / "migrations", ir.Provider(provider))
    migrations.add(schema_of(SMALL, provider), "init")
    return migrations


def test_prismas_relative_file_starts_at_the_working_directory(tmp_path: Path) -> None:
    small(tmp_path, "sqlite").alembic("file:./dev.db?connection_limit=1", "upgrade", "head")
    assert tables(f"sqlite:///{tmp_path / 'dev.db'}") == {"User", "alembic_version"}


def test_an_asynchronous_driver_in_the_url_is_no_hindrance(tmp_path: Path, database_url: str) -> None:
    provider, driver = ("sqlite", "aiosqlite") if database_url.startswith("sqlite") else ("postgresql", "asyncpg")
    small(tmp_path, provider).alembic(database_url.replace("://", f"+{driver}://", 1), "upgrade", "head")
    assert "User" in tables(database_url)


def test_prismas_schema_parameter_is_where_the_tables_go(tmp_path: Path, postgres_url: str) -> None:
    migrations = small(tmp_path, "postgresql")
    url = f"{postgres_url}?schema=My App&connection_limit=3&sslmode=prefer"
    migrations.alembic(url, "upgrade", "head")
    assert tables(postgres_url, "My App") == {"User"}
    assert tables(postgres_url, "public") == set()
    assert tables(postgres_url, "alembic_My App") == {"alembic_version"}
    migrations.alembic(url, "downgrade", "base")
    assert tables(postgres_url, "My App") == set()


def test_the_version_table_is_apart_from_the_tables(tmp_path: Path, postgres_url: str) -> None:
    small(tmp_path, "postgresql").alembic(postgres_url, "upgrade", "head")
    assert tables(postgres_url, "public") == {"User"}
    assert tables(postgres_url, "alembic") == {"alembic_version"}


def test_the_url_may_come_from_the_command_line(tmp_path: Path, sqlite_url: str) -> None:
    small(tmp_path, "sqlite").alembic("", "-x", f"url={sqlite_url}", "upgrade", "head")
    assert "User" in tables(sqlite_url)


def test_a_database_of_another_kind_is_refused(tmp_path: Path, sqlite_url: str) -> None:
    done = small(tmp_path, "postgresql").try_alembic(sqlite_url, "upgrade", "head")
    assert done.returncode != 0
    assert "These revisions are for postgresql, and the URL is for sqlite" in done.stderr


def test_without_a_url_it_says_what_to_set(tmp_path: Path) -> None:
    done = small(tmp_path, "sqlite").try_alembic("", "upgrade", "head")
    assert "Set DATABASE_URL" in done.stderr


@pytest.mark.parametrize("provider", ["sqlite", "postgresql"])
def test_offline_needs_no_database(provider: str, tmp_path: Path) -> None:
    migrations = small(tmp_path, provider)
    migrations.add(schema_of(SMALL.replace("name String", 'name String? @default("50% :x")'), provider), "optional")
    assert "'50% :x'" in migrations.alembic("", "upgrade", "head", "--sql")


def test_a_revision_written_by_hand_joins_the_line(tmp_path: Path, sqlite_url: str) -> None:
    migrations = small(tmp_path, "sqlite")
    migrations.alembic(sqlite_url, "revision", "-m", "by hand")
    added = migrations.add(schema_of(SMALL + "model Tag {\n  id Int @id\n}\n", "sqlite"), "tags")
    by_hand = migrations.chain().entries[1]
    assert by_hand.digest is None
    assert f'down_revision: str | None = "{by_hand.revision}"' in added.files[f"versions/{added.revision}_tags.py"]
    assert "User" not in added.files[f"versions/{added.revision}_tags.py"]
    migrations.alembic(sqlite_url, "upgrade", "head")
    assert "Tag" in tables(sqlite_url)
