"""Numbers are about the tenant's rows alone."""

from __future__ import annotations

from typing import Any

from tests.tenancy.alone import assert_same_alone
from tests.tenancy.rows import METABUILDER
from tests.tenancy.world import World


async def numbers(client: Any, door: str, key: str, where: dict[str, Any]) -> list[Any]:
    repository = getattr(client, door)
    wanted: dict[str, Any] = {"count": {"_all": True, key: True}, "min": {key: True}, "max": {key: True}}
    return [
        await repository.aggregate(where, **wanted),
        await repository.aggregate(where, order={key: "desc"}, take=1, **wanted),
        await repository.group_by([key], where=where, count=True, order={"_max": {key: "desc"}}),
        await repository.group_by([key], where=where, having={key: {"_count": {"gte": 0}}}),
        await repository.group_by([key], where=where, having={"OR": [{key: {"_min": {"gte": ""}}}, {}]}),
        await repository.count(where, select={"_all": True, key: True}),
    ]


async def test_a_tenants_numbers_are_those_it_would_have_alone(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    wheres: tuple[dict[str, Any], ...] = ({}, {"OR": [{}, {"NOT": {}}]})

    async def asked() -> list[Any]:
        return [await numbers(acme, kind.door, kind.key, where) for kind in METABUILDER for where in wheres]

    together = await asked()
    questions = [(METABUILDER[0], {"order": {METABUILDER[0].key: "asc"}})]
    await assert_same_alone(metabuilder, METABUILDER, questions, "acme", "globex")
    assert together == await asked()
    assert together[0][0]["_count"]["_all"] == 2
