"""The line length of the project's formatter, so that the files we write are laid out as its own."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tenantry.workspace.untyped import as_table

DEFAULT_LINE_LENGTH = 88
"""Black's."""


def line_length(root: Path) -> int:
    """`line-length` of `[tool.black]` or `[tool.ruff]` in the project's `pyproject.toml`, else Black's own."""
    try:
        document: dict[str, object] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return DEFAULT_LINE_LENGTH
    tool = as_table(document.get("tool")) or {}
    for formatter in ("black", "ruff"):
        length = (as_table(tool.get(formatter)) or {}).get("line-length")
        if isinstance(length, int):
            return length
    return DEFAULT_LINE_LENGTH
