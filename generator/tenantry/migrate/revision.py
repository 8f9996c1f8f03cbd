"""From a schema and the revisions so far to the files of the next one. The door of `migrate`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tenantry import ir
from tenantry.migrate import build, hazards, snapshot
from tenantry.migrate import operations as op
from tenantry.migrate.chain import Chain
from tenantry.migrate.diff import diff
from tenantry.migrate.state import Database, empty
from tenantry.migrate.writing import module


@dataclass(frozen=True, slots=True)
class Revision:
    """`files` are paths inside the migrations folder; `empty` tells that the schema asks for nothing new.

    `destructive` says what the upgrade loses, a sentence each: a caller must not write the files before somebody
    agreed. `warnings` says what may stop it, depending on the rows.
    """

    revision: str
    files: dict[str, str]
    destructive: tuple[str, ...]
    warnings: tuple[str, ...]
    empty: bool


def write_revision(
    schema: ir.Schema,
    provider: ir.Provider,
    previous: Chain,
    name: str,
    stamp: str,
    *,
    line_length: int = module.LINE_LENGTH,
) -> Revision:
    """`stamp` (14 digits, year to second) becomes the id; `line_length` is that of the project's formatter.

    Raises SnapshotError, UnsupportedProviderError, ValueError.
    """
    if not _is_stamp(stamp):
        raise ValueError(f"A revision's stamp is 14 digits, year to second, not {stamp!r}")
    if previous.head is not None and _is_stamp(previous.head) and previous.head >= stamp:
        raise ValueError(f"Revision {previous.head} is later than {stamp}: check the clock")
    old, new = previous.state() or empty(provider), build.database(schema, provider)
    steps = diff(old, new)
    destructive, warnings = hazards.losses(steps), hazards.stops(steps)
    if not steps:
        return Revision(stamp, {}, (), (), empty=True)
    state = snapshot.dump(new)
    stem = f"versions/{stamp}_{slug(name)}"
    heading = module.Heading(name, stamp, previous.head, snapshot.digest(state), destructive, warnings)
    files = {f"{stem}.py": module.revision(heading, steps, old, new, line_length), f"{stem}.json": state}
    return Revision(stamp, files, destructive, warnings, empty=False)


def _is_stamp(revision: str) -> bool:
    return re.fullmatch(r"[0-9]{14}", revision) is not None


def upgrade_text(old: Database, new: Database) -> tuple[str, list[op.Operation]]:
    """A revision from `old` to `new` that is run at once and kept nowhere, and its operations."""
    steps = diff(old, new)
    return module.revision(module.Heading("push", "0" * 14, None, "", (), ()), steps, old, new), steps


def slug(name: str) -> str:
    """The part of a file name that says what a revision is about."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:50].strip("_") or "revision"
