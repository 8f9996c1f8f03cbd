"""From one database state to another: the operations, in Prisma Migrate's order."""

from __future__ import annotations

from tenantry.ir import Provider
from tenantry.migrate import operations as op
from tenantry.migrate import postgresql, sqlite
from tenantry.migrate.creation import from_empty
from tenantry.migrate.state import Database


def diff(old: Database, new: Database) -> list[op.Operation]:
    """The steps that make `old` into `new`; none where they mean the same: the order of columns says nothing.

    Raises ValueError when the two are for different providers.
    """
    if old.provider is not new.provider:
        raise ValueError(f"A {old.provider.value} database cannot become a {new.provider.value} one")
    if not old.tables and not old.enums and not old.schemas:
        return list(from_empty(new))
    return sqlite.diff(old, new) if new.provider is Provider.SQLITE else postgresql.diff(old, new)
