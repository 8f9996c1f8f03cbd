"""Where a database stands against the revisions of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from tenantry.database import folder as folders
from tenantry.database import history
from tenantry.database.connection import connect
from tenantry.migrate.chain import Chain
from tenantry.urls import DatabaseUrl
from tenantry.workspace.migrations import read_chain


@dataclass(frozen=True, slots=True)
class Finding:
    """Something out of order. `stops` tells that `deploy` refuses to go on.

    Codes: `missing` (applied, its file gone), `edited` (applied, its code changed since), `inserted` (it came in before
    one that is applied), `failed` (the last try), `pushed` (`db push` came after the last revision), `foreign` (tables
    that no history explains).
    """

    code: str
    revision: str | None
    message: str
    help: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Status:
    """Revisions by id, oldest first."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_current(self) -> bool:
        return not self.pending and not self.findings


def status(folder: Path, url: DatabaseUrl) -> Status:
    """Raises ProjectError: no migrations, two heads, or DatabaseUnreachableError. Changes nothing."""
    chain = read_chain(folder)
    home = history.home(folders.configuration(folder, url), url)
    with connect(url) as connection:
        return of(connection, home, chain)


def of(connection: Connection, home: str | None, chain: Chain) -> Status:
    heads = history.current(connection, home)
    records = history.read(connection, home)
    known = [entry.revision for entry in chain.entries]
    last = max((known.index(head) for head in heads if head in known), default=-1)
    applied, pending = known[: last + 1], known[last + 1 :]
    findings = [
        *_missing(heads, known),
        *_edited(chain, applied, records),
        *_inserted(applied, records),
        *_failed(pending, records),
        *_unexplained(heads, records, history.others(connection)),
    ]
    return Status(tuple(applied), tuple(pending), tuple(findings))


def _missing(heads: Sequence[str], known: Sequence[str]) -> Iterator[Finding]:
    for head in heads:
        if head not in known:
            yield Finding(
                "missing",
                head,
                f"the database is at revision {head}, whose file is not here",
                "get the file from whoever applied it (git pull), or restore it from version control",
                stops=True,
            )


def _edited(chain: Chain, applied: Sequence[str], records: Sequence[history.Record]) -> Iterator[Finding]:
    last = {record.revision: record.digest for record in records if record.error is None}
    for entry in chain.entries:
        done = last.get(entry.revision) if entry.revision in applied else None
        if done is not None and done != history.code_digest(entry.text):
            yield Finding(
                "edited",
                entry.revision,
                f"{entry.path} was applied and has been edited since",
                "undo the edit (git checkout), and put the change into a revision of its own",
                stops=False,
            )


def _inserted(applied: Sequence[str], records: Sequence[history.Record]) -> Iterator[Finding]:
    done = {record.revision for record in records if record.error is None}
    recorded = [place for place, revision in enumerate(applied) if revision in done]
    for place, revision in enumerate(applied):
        if revision not in done and recorded and recorded[0] < place < recorded[-1]:
            yield Finding(
                "inserted",
                revision,
                f"revision {revision} stands before one that is applied, but was never applied itself",
                "let it follow the last revision: set its down_revision",
                stops=True,
            )


def _failed(pending: Sequence[str], records: Sequence[history.Record]) -> Iterator[Finding]:
    if records and records[-1].error is not None and records[-1].revision in pending:
        last = records[-1]
        yield Finding(
            "failed",
            last.revision,
            f"revision {last.revision} failed at {last.finished:%Y-%m-%d %H:%M} and was undone: {last.error}",
            "mend what it says and run: tenantry migrate deploy",
            stops=False,
        )


def _unexplained(heads: Sequence[str], records: Sequence[history.Record], tables: Sequence[str]) -> Iterator[Finding]:
    done = [record for record in records if record.error is None]
    if done and done[-1].kind == history.PUSH:
        yield Finding(
            "pushed",
            None,
            "the schema was pushed to this database after its last revision",
            "use a fresh database for revisions: db push is for one that may be thrown away",
            stops=True,
        )
    elif not heads and tables and not done:
        listed = ", ".join(tables[:3]) + (", ..." if len(tables) > 3 else "")
        yield Finding(
            "foreign",
            None,
            f"the database has tables ({listed}) but no revision is applied",
            "if they are what the revisions make: alembic stamp head; otherwise use an empty database",
            stops=True,
        )
