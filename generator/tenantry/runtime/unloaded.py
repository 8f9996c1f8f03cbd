"""Stands in for the modules of a generated package that hold types alone.

Repositories name hundreds of them, which only a type checker reads. At run time each is Any, and the modules stay
unloaded until somebody imports them.
"""

from __future__ import annotations

from typing import Any


class Unloaded:
    """A module whose every name is Any."""

    def __getattr__(self, name: str) -> Any:
        return Any


inputs = models = Unloaded()
