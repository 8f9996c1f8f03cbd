"""TOML and JSON as read are untyped; these give them the types that were looked for, or None."""

from __future__ import annotations

from typing import cast


def as_table(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def as_texts(value: object) -> dict[str, str] | None:
    """A table whose values are all texts."""
    table = as_table(value)
    if table is None or not all(isinstance(item, str) for item in table.values()):
        return None
    return cast("dict[str, str]", table)


def as_list(value: object) -> list[object] | None:
    return cast("list[object]", value) if isinstance(value, list) else None
