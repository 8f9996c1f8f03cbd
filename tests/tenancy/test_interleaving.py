"""Two tenants at the same time, as tasks or in threads, over one client and its plans and pool."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.behaviour.flavors import Flavor
from tests.tenancy.world import World

ROUNDS = 8


def work(client: Any, key: str, number: int) -> Callable[[], Awaitable[list[str]]]:
    """One tenant's round trip. Returns what it should not have seen."""

    async def run() -> list[str]:
        seen: list[str] = []

        def check(what: str, rows: list[Any]) -> None:
            seen.extend(f"{key} saw {row} in {what}" for row in rows if getattr(row, "tenantId", key) != key)

        for turn in range(ROUNDS):
            name = f"{key}-{number}-{turn}"
            made = await client.key_value.create({"key": name, "value": key})
            check("create", [made])
            check("find_many", await client.key_value.find_many({"value": {"not": "x"}}, include={}))
            check("users", await client.user.find_many(include={"workflows": True, "tenant": True}))
            async with client.tx() as tx:
                await tx.key_value.update({"value": "changed"}, {"tenantId_key": {"tenantId": key, "key": name}})
                check("tx", await tx.key_value.find_many({"OR": [{"key": name}, {"value": {"contains": ""}}]}))
            if await client.user.update_many({"level": number}, where="all") != 2:
                seen.append("update_many reached others")
            if await client.key_value.delete_many({"key": name}) != 1:
                seen.append("delete_many reached others")
        return seen

    return run


async def test_tenants_do_not_meet(flavor: Flavor, metabuilder: World) -> None:
    calls = [work(metabuilder.client.tenant(key), key, number) for number in range(3) for key in ("acme", "globex")]
    assert await flavor.at_once(*calls) == [[]] * len(calls)
    for key in ("acme", "globex"):
        rows = await metabuilder.tenant(key).key_value.find_many(order={"key": "asc"})
        assert [(row.key, row.value) for row in rows] == [("k1", f"of {key}"), ("k2", f"of {key}")]


async def test_one_tenants_client_is_not_anothers(flavor: Flavor, metabuilder: World) -> None:
    """Clients opened at the same time from one root keep their own keys."""

    def opened(key: str) -> Callable[[], Awaitable[Any]]:
        async def run() -> Any:
            return [{u.tenantId for u in await metabuilder.client.tenant(key).user.find_many()} for _ in range(ROUNDS)]

        return run

    keys = ["acme", "globex"] * 4
    assert await flavor.at_once(*[opened(key) for key in keys]) == [[{key}] * ROUNDS for key in keys]
