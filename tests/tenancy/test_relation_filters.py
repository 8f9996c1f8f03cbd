"""A filter on what a relation leads to asks of the tenant's rows alone, even over links that cross the wall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenantry import runtime as rt
from tenantry.runtime.catalog import Relation, ToOne
from tests.tenancy.alone import Question, assert_same_alone
from tests.tenancy.rows import MAPPED, METABUILDER, Kind, Payload
from tests.tenancy.world import World


def asked_of(relation: Relation) -> Iterator[Payload]:
    """Each operator, asking anything and asking for the impossible."""
    words = ("is", "is_not") if isinstance(relation, ToOne) else ("some", "every", "none")
    for word in words:
        yield {relation.name: {word: {}}}
        yield {relation.name: {word: {"OR": [{}, {"AND": []}]}}}
        yield {"OR": [{relation.name: {word: {"NOT": {}}}}, {"NOT": {relation.name: {word: {}}}}]}
    if isinstance(relation, ToOne):
        yield {relation.name: None}
        yield {relation.name: {"is_not": None}}


def questions(world: World, kinds: tuple[Kind, ...]) -> list[Question]:
    return [
        (kind, {"where": where, "order": {kind.key: "asc"}})
        for kind in kinds
        for relation in world.model(kind.door).relations
        for where in asked_of(relation)
    ]


async def test_a_tenant_finds_by_relation_what_it_would_find_alone(metabuilder: World) -> None:
    asked = questions(metabuilder, METABUILDER)
    await assert_same_alone(metabuilder, METABUILDER, asked, "acme", "globex")


async def test_a_tenant_finds_by_relation_what_it_would_find_alone_where_names_are_mapped(mapped: World) -> None:
    await assert_same_alone(mapped, MAPPED, questions(mapped, MAPPED), "north", "south", "order")


async def test_a_link_to_another_tenants_row_leads_nowhere(metabuilder: World) -> None:
    operator, acme, globex = metabuilder.operator, metabuilder.tenant("acme"), metabuilder.tenant("globex")
    stray = {"id": "stray", "name": "stray", "config": "", "tenantId": "acme", "userId": "globex-user-1"}
    await operator.workflow.create(stray)
    only = {"id": "stray"}
    assert [w.id for w in await acme.workflow.find_many({**only, "user": None})] == ["stray"]
    assert await acme.workflow.count({**only, "user": {"is_not": None}}) == 0
    assert await acme.workflow.count({**only, "user": {}}) == 0
    assert await acme.workflow.count({**only, "user": {"id": "globex-user-1"}}) == 0
    assert await acme.workflow.count({**only, "user": {"is_not": {"id": "globex-user-1"}}}) == 1
    assert await globex.user.count({"workflows": {"some": only}}) == 0
    assert await globex.user.count({"id": "globex-user-1", "workflows": {"none": only}}) == 1
    assert await globex.user.count({"id": "globex-user-1", "workflows": {"every": {"name": {"not": "stray"}}}}) == 1


async def test_a_filter_reaches_no_other_tenant_over_two_relations(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    back = {"user": {"is": {"workflows": {"some": {"user": {"is": {"id": "globex-user-1"}}}}}}}
    assert await acme.workflow.count(back) == 0
    assert await acme.workflow.update_many({"version": 9}, back) == 0
    assert await acme.workflow.delete_many({"NOT": {"user": {"is": {}}}}) == 0


async def test_without_tenant_no_filter_asks_of_models_of_tenants(crossing: World) -> None:
    client = crossing.client
    for where in ({"notes": {"some": {}}}, {"notes": {"none": {}}}, {"featured": None}, {"NOT": {"featured": {}}}):
        with pytest.raises(rt.TenantRequiredError):
            await client.topic.find_many(where)
        with pytest.raises(rt.TenantRequiredError):
            await client.topic.delete_many(where)


async def test_a_global_row_is_found_by_the_tenants_own(crossing: World) -> None:
    await crossing.tenant("a").topic.update({"featuredId": "a-note"}, {"id": "topic"})
    for key, count in (("a", 1), ("b", 0)):
        tenant = crossing.tenant(key)
        assert await tenant.topic.count({"featured": {"is": {}}}) == count
        assert await tenant.topic.count({"featured": {"is": {"id": "a-note"}}}) == count
        assert await tenant.topic.count({"notes": {"some": {"id": f"{key}-note"}}}) == 1
        assert await tenant.topic.count({"notes": {"every": {"id": f"{key}-note"}}}) == 1
