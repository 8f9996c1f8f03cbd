"""The generated client, used as its documentation says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.generated import Client


class Tenantry:
    """One client for the program; each call opens the tenant's view, as a request would."""

    name = "tenantry"

    def __init__(self, url: str) -> None:
        self.client = Client(datasource={"url": url})
        self.client.connect()

    def find_unique(self, tenant: str, key: int) -> Any:
        return self.client.tenant(tenant).item.find_unique(where={"id": key})

    def find_many_20(self, tenant: str, status: Any, priority: int) -> Sequence[Any]:
        return self.client.tenant(tenant).item.find_many(
            where={"status": status, "priority": {"gte": priority}},
            order=[{"createdAt": "desc"}, {"id": "desc"}],
            take=20,
        )

    def find_many_1000(self, tenant: str) -> Sequence[Any]:
        return self.client.tenant(tenant).item.find_many(order={"id": "asc"}, take=1000)

    def include_20x10(self, tenant: str) -> Sequence[Any]:
        return self.client.tenant(tenant).project.find_many(order={"id": "asc"}, take=20, include={"items": True})

    def count(self, tenant: str, status: Any) -> int:
        return self.client.tenant(tenant).item.count(where={"status": status})

    def create(self, tenant: str, values: Mapping[str, Any]) -> Any:
        return self.client.tenant(tenant).item.create(values)  # type: ignore[arg-type]  # the data set is not typed so far

    def update(self, tenant: str, key: int, values: Mapping[str, Any]) -> Any:
        return self.client.tenant(tenant).item.update(values, where={"id": key})  # type: ignore[arg-type]  # nor is this

    def create_many_10000(self, tenant: str, rows: Sequence[Mapping[str, Any]]) -> int:
        return self.client.tenant(tenant).item.create_many(rows)  # type: ignore[arg-type]  # nor are these

    def close(self) -> None:
        self.client.disconnect()
