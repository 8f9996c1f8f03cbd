"""No datasource: what Prisma then validates by, and calls the default connector."""

from __future__ import annotations

import sys

from tenantry import ir
from tenantry.rules.connectors.connector import Connector

CONNECTOR = Connector(
    ir.Provider.NONE,
    title="Prisma's default connector",
    name_limit=sys.maxsize,
    decimals=False,
    one_autoincrement=True,
    autoincrement_only_on_key=True,
    autoincrement_only_indexed=True,
    named_keys=False,
    named_foreign_keys=False,
    references_in_any_order=False,
)
