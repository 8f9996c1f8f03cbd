"""Applying revisions.

Only what is pending, one transaction each, never two deployments at a time, no question asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zlib import crc32

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from tenantry.database import folder as folders
from tenantry.database import history
from tenantry.database import status as statuses
from tenantry.database.connection import connect
from tenantry.database.errors import MigrationFailedError, first_line, refused
from tenantry.migrate.chain import Chain
from tenantry.urls import DatabaseUrl
from tenantry.workspace.migrations import read_chain

LOCK_SECONDS = 10


@dataclass(frozen=True, slots=True)
class DeployResult:
    """`applied` are the revisions that this call applied, oldest first; `warnings` what to look at nevertheless."""

    applied: tuple[str, ...]
    current: str | None
    warnings: tuple[statuses.Finding, ...]


def deploy(folder: Path, url: DatabaseUrl, *, report: Callable[[str], None]) -> DeployResult:
    """Brings the database to the last revision; `report` hears of each one.

    Raises ProjectError for a state that it will not build on, MigrationFailedError when a revision fails (those
    before it stay applied), DatabaseUnreachableError.
    """
    chain = read_chain(folder)
    config = folders.configuration(folder, url)
    home = history.home(config, url)
    with connect(url) as connection, _alone(connection, url, home):
        found = statuses.of(connection, home, chain)
        connection.rollback()
        for finding in found.findings:
            if finding.stops:
                raise refused(finding.code, finding.message, finding.help)
        progress = _Progress(chain, home, report)
        config.attributes["on_version_apply"] = progress.note
        _upgrade(config, connection, url, progress, found.pending)
    warnings = tuple(finding for finding in found.findings if finding.code != "failed")
    return DeployResult(tuple(progress.applied), chain.head, warnings)


def _upgrade(
    config: Config, connection: Connection, url: DatabaseUrl, progress: _Progress, pending: tuple[str, ...]
) -> None:
    while pending:
        try:
            command.upgrade(config, "head")
            return
        except Exception as error:
            failed = next(revision for revision in pending if revision not in progress.applied)
            pending = statuses.of(connection, progress.home, progress.chain).pending
            connection.rollback()
            # SQLite has no lock for the whole deployment: another one may have applied it between two of ours.
            if failed in pending:
                raise _failure(url, progress, failed, error) from error


@dataclass(slots=True)
class _Progress:
    """Writes history as revisions are applied, each line in the transaction of its revision."""

    chain: Chain
    home: str | None
    report: Callable[[str], None]
    applied: list[str] = field(default_factory=list[str])
    started: datetime = field(default_factory=history.now)

    def note(self, *, ctx: MigrationContext, step: MigrationInfo, **_: object) -> None:
        revision = step.up_revision_id
        if ctx.connection is None or revision is None:
            return
        history.write(ctx.connection, self.home, self.record(revision))
        self.applied.append(revision)
        self.started = history.now()
        self.report(f"applied {next(e.path for e in self.chain.entries if e.revision == revision)}")

    def record(self, revision: str, error: str | None = None) -> history.Record:
        entry = next(e for e in self.chain.entries if e.revision == revision)
        return history.Record(
            revision=revision,
            kind=history.REVISION,
            digest=history.code_digest(entry.text),
            snapshot=None if error else self.chain.snapshot_of(revision),
            started=self.started,
            finished=history.now(),
            error=error,
        )


def _failure(url: DatabaseUrl, progress: _Progress, revision: str, error: Exception) -> MigrationFailedError:
    """Also writes it down, where that is allowed: what was said in the transaction of the revision is gone with it."""
    with connect(url) as connection, suppress(SQLAlchemyError):
        history.write(connection, progress.home, progress.record(revision, first_line(error)))
        connection.commit()
    return MigrationFailedError(f"revision {revision}", error)


@contextmanager
def _alone(connection: Connection, url: DatabaseUrl, home: str | None) -> Generator[None]:
    """On PostgreSQL an advisory lock; SQLite lets one writer in at a time by itself."""
    if url.provider != "postgresql":
        yield
        return
    key = {"key": crc32(f"tenantry migrations {home}".encode())}
    until = time.monotonic() + LOCK_SECONDS
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key):
        if time.monotonic() > until:
            raise refused("locked", "another deployment is running on this database", "wait for it and run this again")
        time.sleep(0.2)
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
        connection.commit()
