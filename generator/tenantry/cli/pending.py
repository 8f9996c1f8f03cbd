"""The revisions of a folder, and whether they say what the schema says."""

from __future__ import annotations

from pathlib import Path

from tenantry import ir
from tenantry.migrate import chain
from tenantry.migrate.snapshot import snapshot
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.migrations import read_folder


def is_pending(schema: ir.Schema, provider: ir.Provider, folder: Path) -> bool:
    """True where the snapshot beside the last revision is another state than the schema's."""
    revisions = read_chain(folder)
    last = revisions.snapshot_of(revisions.head) if revisions.head is not None else None
    return last != snapshot(schema, provider)


def read_chain(folder: Path) -> chain.Chain:
    """The revisions on disk. Raises ProjectError where they do not form one line."""
    try:
        return chain.read(read_folder(folder))
    except chain.ChainError as error:
        raise ProjectError("broken-history", str(error), "then run this again", is_finding=True) from error
