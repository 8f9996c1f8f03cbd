"""What a client may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Reach = Literal["tenant", "unscoped", "global"]


@dataclass(frozen=True, slots=True)
class Scope:
    """`tenant`: the rows of the tenant whose key is `key`, and global models. `unscoped`: everything. `global`:
    global models only.

    Plans depend on `reach` alone; `key` is bound anew in each call, so no plan can carry a tenant over.
    """

    reach: Reach
    key: Any = None


GLOBAL = Scope("global")
UNSCOPED = Scope("unscoped")
