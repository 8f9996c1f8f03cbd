"""What stops work on a database, each with its cause and the next step. No text holds a password."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry.urls import DatabaseUrl
from tenantry.workspace.errors import ProjectError


class DatabaseUnreachableError(ProjectError):
    """No connection. The driver's own words are in the message."""

    def __init__(self, url: DatabaseUrl, cause: BaseException) -> None:
        step = {
            "sqlite": "check that the folder exists and may be written to",
            "postgresql": "check that the server runs, that the database exists, and the user and password in the url",
        }.get(url.provider, "check the url and that the server runs")
        super().__init__("database-unreachable", f"cannot connect to {url.safe}: {first_line(cause)}", step)


INSUFFICIENT_PRIVILEGE = "42501"
"""PostgreSQL's code."""


class MigrationFailedError(ProjectError):
    """A revision, or a push, that the database refused."""

    def __init__(self, what: str, cause: BaseException) -> None:
        step = "mend the rows that are in the way, or the revision, and run it again"
        if getattr(getattr(cause, "orig", None), "sqlstate", None) == INSUFFICIENT_PRIVILEGE:
            step = "grant this to the user of the url, or migrate as the one who owns the database"
        super().__init__("migration-failed", f"{what} failed and was undone: {first_line(cause)}", step)


class DataLossRefusedError(ProjectError):
    """Values would go and nobody agreed. `losses` says which, a sentence each."""

    def __init__(self, losses: Sequence[str]) -> None:
        listed = "".join(f"\n  - {loss}" for loss in losses)
        super().__init__(
            "data-loss",
            f"this would lose data:{listed}",
            "add --accept-data-loss if that is what you want",
            is_finding=True,
        )
        self.losses = tuple(losses)


def refused(code: str, message: str, help: str) -> ProjectError:
    """A database in a state that we do not overwrite."""
    return ProjectError(code, message, help, is_finding=True)


def first_line(cause: BaseException) -> str:
    """What the driver said, without SQLAlchemy's frame around it: the statement, its values and a link."""
    origin = getattr(cause, "orig", None)
    text = str(origin if origin is not None else cause).strip()
    return text.splitlines()[0] if text else type(cause).__name__
