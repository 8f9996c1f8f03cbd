"""Locks on the rows that are read, for the length of a transaction."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

import sqlalchemy as sa

from tenantry.runtime.planning.table import Table

Strength: TypeAlias = Literal["update", "share"]
"""`update`: nobody else locks, changes or removes the row; `share`: nobody else changes or removes it."""


class Lock(NamedTuple):
    """Part of the key of a plan. SQLite has no such locks: within a transaction nobody else writes at all."""

    strength: str
    nowait: bool
    skip_locked: bool

    def on(self, statement: sa.Select[Any], table: Table) -> sa.Select[Any]:
        """The statement, locking the rows that it gives of this table and of no other."""
        return statement.with_for_update(
            read=self.strength == "share", nowait=self.nowait, skip_locked=self.skip_locked, of=table.core
        )


def lock_of(table: Table, is_held: bool, strength: Any, nowait: Any, skip_locked: Any) -> Lock:
    """The lock that a read asks for. Raises InputError outside of a transaction, where it would end with the read."""
    if strength not in ("update", "share"):
        table.wrong("is locked for 'update' or 'share'")
    if not isinstance(nowait, bool) or not isinstance(skip_locked, bool):
        table.wrong("wants True or False for nowait and skip_locked")
    if nowait and skip_locked:
        table.wrong("takes nowait or skip_locked, not both")
    if not is_held:
        table.wrong("is locked within a transaction only: use the client that tx() gives")
    return Lock(str(strength), nowait, skip_locked)
