"""Edits for faults that have one obvious mend."""

from __future__ import annotations

from dataclasses import dataclass

from tenantry.ide.rename import Edit
from tenantry.ide.snapshot import Snapshot
from tenantry.text.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Fix:
    """`preferred` where there is no other way to see it."""

    title: str
    edits: tuple[Edit, ...]
    preferred: bool = True


def fixes(snapshot: Snapshot, fault: Diagnostic) -> list[Fix]:
    """Of one fault, the best first."""
    return []
