"""SQLite."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules.connectors.connector import EMULATED, INDEXES, Connector

CONNECTOR = Connector(
    ir.Provider.SQLITE,
    title="SQLite",
    name_limit=10_000,
    namespaces=(INDEXES,),
    one_autoincrement=True,
    autoincrement_only_on_key=True,
    autoincrement_only_indexed=True,
    named_keys=False,
    partial_indexes=True,
    named_foreign_keys=False,
    emulated_actions=EMULATED - {ir.Action.NO_ACTION},
)
