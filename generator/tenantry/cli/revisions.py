"""Planning the next revision of a schema: one for each database that the schema is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tenantry import ir
from tenantry.cli.schemas import Loaded
from tenantry.migrate.chain import Chain
from tenantry.migrate.environment import HISTORY_SCHEMA, subfolder
from tenantry.migrate.revision import Revision, write_revision
from tenantry.workspace.config import Project
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.formatter import line_length
from tenantry.workspace.migrations import folder_of, missing_folder_files, read_chain

_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class Plan:
    """A revision that is not written yet. `files` are paths inside `subfolder` of the migrations folder.

    They include what Alembic needs where the folder is new.
    """

    subfolder: str
    revision: Revision
    files: Mapping[str, str]


def plan(project: Project, loaded: Loaded, name: str, now: datetime) -> tuple[Plan, ...]:
    """What has changed since the last revisions, by database; nothing for one where nothing has."""
    folders = [(p, folder_of(project, loaded.config, loaded.schema, p)) for p in loaded.schema.providers]
    chains = [read_chain(folder) for _, folder in folders]
    stamp = _stamp(chains, now)
    width = line_length(project.root)
    plans: list[Plan] = []
    for (provider, folder), previous in zip(folders, chains, strict=True):
        revision = _revision(loaded.schema, provider, previous, name, stamp, width)
        if not revision.empty:
            files = {**missing_folder_files(folder, provider, HISTORY_SCHEMA, width), **revision.files}
            plans.append(Plan(subfolder(loaded.schema, provider), revision, files))
    return tuple(plans)


def _revision(schema: ir.Schema, provider: ir.Provider, previous: Chain, name: str, stamp: str, width: int) -> Revision:
    try:
        return write_revision(schema, provider, previous, name, stamp, line_length=width)
    except ValueError as error:
        raise ProjectError("no-revision", str(error), "mend that and run this again") from error


def _stamp(chains: Sequence[Chain], now: datetime) -> str:
    """The current second, or the one after the last revision: two in one second are in order too."""
    stamp = now.astimezone(UTC)
    for head in (one.head for one in chains):
        if head is not None and len(head) == len(now.strftime(_STAMP)) and head.isdigit():
            stamp = max(stamp, datetime.strptime(head, _STAMP).replace(tzinfo=UTC) + timedelta(seconds=1))
    return stamp.strftime(_STAMP)
