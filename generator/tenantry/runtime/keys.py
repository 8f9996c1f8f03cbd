"""The primary-key map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """The key of a model: its fields in order, their Python types, and the columns they are stored in."""

    fields: tuple[str, ...]
    types: tuple[type[Any], ...]
    columns: tuple[str, ...]

    @property
    def is_composite(self) -> bool:
        return len(self.fields) > 1
