"""Small edits instead of a whole document, so that cursors and marks stay where they are."""

from __future__ import annotations

from difflib import SequenceMatcher

from lsprotocol import types

from tenantry.lsp.positions import Text


def replaced_lines(before: Text, after: str) -> list[types.TextEdit]:
    """The lines that differ, with what stands there afterwards."""
    old, new = before.text.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        types.TextEdit(before.range(starts[i1], starts[i2]), "".join(new[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
