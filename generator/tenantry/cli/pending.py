"""Whether the revisions of a folder say what the schema says."""

from __future__ import annotations

from pathlib import Path

from tenantry import ir
from tenantry.migrate.snapshot import snapshot
from tenantry.workspace.migrations import read_chain


def is_pending(schema: ir.Schema, provider: ir.Provider, folder: Path) -> bool:
    """True where the snapshot beside the last revision is another state than the schema's."""
    revisions = read_chain(folder)
    last = revisions.snapshot_of(revisions.head) if revisions.head is not None else None
    return last != snapshot(schema, provider)
