"""Deploying and asking for the status, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import black
import pytest
from sqlalchemy import Connection, create_engine, text

from tenantry import ir
from tenantry.database.deploy import deploy
from tenantry.database.errors import DatabaseUnreachableError, MigrationFailedError
from tenantry.database.push import push
from tenantry.database.status import Status, status
from tenantry.urls import DatabaseUrl
from tenantry.urls import database_url as read_url
from tenantry.workspace.errors import ProjectError
from tests.databases import PostgresDatabase
from tests.migrations.project import Migrations, schema_of

ONE = "model User {\n  id Int @id @default(autoincrement())\n  name String?\n}\n"
TWO = ONE + "model Tag {\n  id Int @id\n}\n"
THREE = TWO.replace("name String?", "name String")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> DatabaseUrl:
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return read_url(request.getfixturevalue(name))


@pytest.fixture
def migrations(url: DatabaseUrl, tmp_path: Path) -> Migrations:
    made = Migrations(tmp_path / "migrations", ir.Provider(url.provider))
    made.add(schema_of(ONE, url.provider), "one")
    made.add(schema_of(TWO, url.provider), "two")
    return made


@pytest.fixture
def connection(url: DatabaseUrl) -> Iterator[Connection]:
    engine = create_engine(url.sync)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def run(migrations: Migrations, url: DatabaseUrl) -> tuple[str, ...]:
    return deploy(migrations.folder, url, report=lambda _: None).applied


def codes(found: Status) -> list[str]:
    return [finding.code for finding in found.findings]


def revisions(migrations: Migrations) -> tuple[str, ...]:
    return tuple(entry.revision for entry in migrations.chain().entries)


def test_it_applies_what_is_pending_and_nothing_twice(migrations: Migrations, url: DatabaseUrl) -> None:
    one, two = revisions(migrations)
    assert status(migrations.folder, url) == Status((), (one, two), ())
    said: list[str] = []
    assert deploy(migrations.folder, url, report=said.append).applied == (one, two)
    assert said == [f"applied versions/{one}_one.py", f"applied versions/{two}_two.py"]
    assert run(migrations, url) == ()
    assert status(migrations.folder, url).is_current
    migrations.add(schema_of(THREE, url.provider), "three")
    assert len(run(migrations, url)) == 1


def test_history_tells_what_ran(migrations: Migrations, url: DatabaseUrl, connection: Connection) -> None:
    run(migrations, url)
    place = "alembic.tenantry_history" if url.provider == "postgresql" else "tenantry_history"
    rows = connection.execute(text(f"SELECT * FROM {place} ORDER BY id")).mappings().all()
    assert [(row["revision"], row["kind"], row["error"]) for row in rows] == [
        (revision, "revision", None) for revision in revisions(migrations)
    ]
    assert all(row["duration_ms"] >= 0 and len(row["digest"]) == 64 for row in rows)


def test_a_failure_is_undone_told_and_can_be_resumed(
    migrations: Migrations, url: DatabaseUrl, connection: Connection
) -> None:
    run(migrations, url)
    connection.execute(text("INSERT INTO \"User\" (name) VALUES ('a'), (NULL)"))
    connection.commit()
    migrations.add(schema_of(THREE, url.provider), "three")
    last = revisions(migrations)[-1]
    with pytest.raises(MigrationFailedError, match=last) as raised:
        run(migrations, url)
    assert "\n" not in raised.value.message
    found = status(migrations.folder, url)
    assert (found.pending, codes(found)) == ((last,), ["failed"])
    connection.execute(text('DELETE FROM "User" WHERE name IS NULL'))
    connection.commit()
    assert run(migrations, url) == (last,)
    assert status(migrations.folder, url).is_current


def test_revisions_before_the_failing_one_stay(migrations: Migrations, url: DatabaseUrl) -> None:
    migrations.add(schema_of(TWO.replace("name String?", "name String?\n  age Int?"), url.provider), "three")
    last = migrations.chain().entries[-1]
    path = migrations.folder / last.path
    path.write_text(last.text.replace("def upgrade() -> None:", "def upgrade() -> None:\n    op.drop_table('nothing')"))
    with pytest.raises(MigrationFailedError):
        run(migrations, url)
    assert status(migrations.folder, url).applied == revisions(migrations)[:2]


def test_what_plain_alembic_applied_counts(migrations: Migrations, url: DatabaseUrl) -> None:
    one, two = revisions(migrations)
    migrations.run(url.sync.set(drivername=url.provider).render_as_string(hide_password=False), target=one)
    assert status(migrations.folder, url) == Status((one,), (two,), ())
    assert run(migrations, url) == (two,)
    assert status(migrations.folder, url).is_current


def test_an_edited_revision_is_reported_and_layout_is_no_edit(migrations: Migrations, url: DatabaseUrl) -> None:
    run(migrations, url)
    first = migrations.chain().entries[0]
    path = migrations.folder / first.path
    same = first.text.replace('"""one', '"""another word').replace("def upgrade", "# why\ndef upgrade")
    path.write_text(black.format_str(same, mode=black.Mode(line_length=40)))
    assert status(migrations.folder, url).is_current
    path.write_text(first.text.replace("nullable=True", "nullable=False"))
    found = status(migrations.folder, url)
    assert [(finding.code, finding.revision) for finding in found.findings] == [("edited", first.revision)]
    assert [finding.code for finding in deploy(migrations.folder, url, report=lambda _: None).warnings] == ["edited"]


def test_a_missing_revision_stops_deployment(migrations: Migrations, url: DatabaseUrl) -> None:
    run(migrations, url)
    for path in (migrations.folder / "versions").glob("*two*"):
        path.unlink()
    assert codes(status(migrations.folder, url)) == ["missing"]
    with pytest.raises(ProjectError) as raised:
        run(migrations, url)
    assert raised.value.code == "missing"
    assert "git" in raised.value.help


def test_two_heads_stop_deployment(migrations: Migrations, url: DatabaseUrl) -> None:
    last = migrations.chain().entries[-1]
    text_ = last.text.replace(last.revision, "29990101000000")
    (migrations.folder / "versions" / "29990101000000_fork.py").write_text(text_)
    json = (migrations.folder / last.path).with_suffix(".json").read_text()
    (migrations.folder / "versions" / "29990101000000_fork.json").write_text(json)
    for attempt in (run, lambda m, u: status(m.folder, u)):
        with pytest.raises(ProjectError, match="both come last") as raised:
            attempt(migrations, url)
        assert "down_revision" in raised.value.message


def test_a_revision_put_in_before_an_applied_one_stops_deployment(migrations: Migrations, url: DatabaseUrl) -> None:
    migrations.add(schema_of(TWO.replace("name String?", "name String?\n  age Int?"), url.provider), "three")
    run(migrations, url)
    first, second, _ = migrations.chain().entries
    between = first.text.replace(f'"{first.revision}"', '"between"').replace("= None", f'= "{first.revision}"', 1)
    between = between.replace(first.digest or "", "").replace("snapshot: str", "no_snapshot: str")
    (migrations.folder / "versions" / "between.py").write_text(between)
    path = migrations.folder / second.path
    path.write_text(second.text.replace(f'= "{first.revision}"', '= "between"'))
    assert "inserted" in codes(status(migrations.folder, url))
    with pytest.raises(ProjectError, match="never applied"):
        run(migrations, url)


def test_tables_that_no_history_explains_stop_deployment(
    migrations: Migrations, url: DatabaseUrl, connection: Connection
) -> None:
    connection.execute(text("CREATE TABLE legacy (id INTEGER)"))
    connection.commit()
    with pytest.raises(ProjectError, match="legacy") as raised:
        run(migrations, url)
    assert "alembic stamp head" in raised.value.help


def test_a_pushed_database_is_not_deployed_to(migrations: Migrations, url: DatabaseUrl) -> None:
    push(schema_of(ONE, url.provider), url, accept_data_loss=False)
    with pytest.raises(ProjectError) as raised:
        run(migrations, url)
    assert raised.value.code == "pushed"


def test_deployments_take_turns(migrations: Migrations, url: DatabaseUrl) -> None:
    """Several processes at once: each revision is applied exactly once, and nobody fails."""
    for number in range(4):
        extra = "".join(f"model Extra{n} {{\n  id Int @id\n}}\n" for n in range(number + 1))
        migrations.add(schema_of(TWO + extra, url.provider), f"extra {number}")
    written = url.sync.set(drivername=url.provider).render_as_string(hide_password=False)
    command = [sys.executable, "-c", _DEPLOY, str(migrations.folder), written]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    done = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], done
    applied = [line for out, _ in done for line in out.split()]
    assert sorted(applied) == sorted(revisions(migrations))
    assert status(migrations.folder, url).is_current


_DEPLOY = """
import sys
from pathlib import Path
from tenantry.database.deploy import deploy
from tenantry.urls import database_url
print(*deploy(Path(sys.argv[1]), database_url(sys.argv[2]), report=lambda _: None).applied)
"""


def test_a_user_who_may_not_is_told_what_to_grant(tmp_path: Path, postgres_database: PostgresDatabase) -> None:
    url = read_url(postgres_database.url)
    engine = create_engine(read_url(postgres_database.admin_url).sync)
    with engine.begin() as connection:
        connection.execute(text(f'REVOKE CREATE ON DATABASE "{url.sync.database}" FROM {url.sync.username}'))
    engine.dispose()
    migrations = Migrations(tmp_path / "migrations", ir.Provider.POSTGRESQL)
    migrations.add(schema_of(ONE, "postgresql"), "one")
    with pytest.raises(MigrationFailedError, match="permission denied") as raised:
        run(migrations, url)
    assert "grant" in raised.value.help


@pytest.mark.parametrize(
    "text_",
    ["postgresql://nobody:s3cret@127.0.0.1:1/x", "file:/nowhere/at/all.db"],
)
def test_an_unreachable_database_is_told_with_the_next_step(text_: str, tmp_path: Path) -> None:
    url = read_url(text_)
    migrations = Migrations(tmp_path / "migrations", ir.Provider(url.provider))
    migrations.add(schema_of(ONE, url.provider), "one")
    for attempt in (run, lambda m, u: status(m.folder, u)):
        with pytest.raises(DatabaseUnreachableError) as raised:
            attempt(migrations, url)
        assert raised.value.help
        assert "s3cret" not in raised.value.message
        assert "\n" not in raised.value.message


def test_the_wrong_kind_of_database_is_refused(tmp_path: Path, sqlite_url: str) -> None:
    migrations = Migrations(tmp_path / "migrations", ir.Provider.POSTGRESQL)
    migrations.add(schema_of(ONE, "postgresql"), "one")
    with pytest.raises(ProjectError) as raised:
        run(migrations, read_url(sqlite_url))
    assert raised.value.code == "wrong-database"


def test_without_a_folder_it_says_how_to_make_one(tmp_path: Path, sqlite_url: str) -> None:
    with pytest.raises(ProjectError, match="no migrations") as raised:
        deploy(tmp_path / "migrations", read_url(sqlite_url), report=lambda _: None)
    assert "migrate dev" in raised.value.help
