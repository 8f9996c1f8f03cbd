"""What each database can do, a file each, and nowhere else a question about a provider's name."""

from __future__ import annotations

from collections.abc import Mapping

from tenantry import ir
from tenantry.rules.connectors import cockroachdb, mongodb, mysql, none, postgresql, sqlite, sqlserver
from tenantry.rules.connectors.connector import Connector

CONNECTORS: Mapping[ir.Provider, Connector] = {
    database.CONNECTOR.provider: database.CONNECTOR
    for database in (sqlite, postgresql, mysql, cockroachdb, sqlserver, mongodb, none)
}
