"""What a statement is built with: the tables of its package, how far its caller sees, and the call's parameters."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.planning.planner import Planner
from tenantry.runtime.scope import Reach

ONE = sa.literal_column("1", sa.Integer())
"""What a sub-select asks for that is only to exist."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One a statement. What a statement says of any table, however deep inside, is said through its frame."""

    planner: Planner
    reach: Reach
    parameters: Parameters
