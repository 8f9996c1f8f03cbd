"""Pages, cursors, counts, orders and lists within lists know of the tenant's rows alone."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry.runtime.catalog import Relation, ToOne
from tests.tenancy.alone import Question, assert_same_alone
from tests.tenancy.rows import MAPPED, METABUILDER, Kind, Payload
from tests.tenancy.world import World


def asked_with(relation: Relation, key: str) -> Iterator[Payload]:
    """Arguments of a `find_many` that go through the relation, each in a way of its own."""
    if isinstance(relation, ToOne):
        yield {"order": [{relation.name: {"id": "desc"}}, {key: "asc"}] if relation.model != "Model" else {key: "asc"}}
        yield {"select": {key: True, relation.name: True}, "order": {key: "asc"}}
        return
    by = {key: "asc"}
    yield {"order": [{relation.name: {"_count": "desc"}}, by], "take": 3}
    yield {"order": by, "include": {"_count": {"select": {relation.name: {"where": {"NOT": {}}}}}}}
    yield {"order": by, "include": {"_count": True, relation.name: {"take": 1}}}
    yield {"order": by, "include": {relation.name: {"take": -1, "skip": 1, "where": {"OR": [{}]}}}}
    yield {"order": by, "omit": {key: True}, "include": {relation.name: {"include": {"_count": True}}}}


def questions(world: World, kinds: tuple[Kind, ...]) -> list[Question]:
    return [
        (kind, asked)
        for kind in kinds
        for relation in world.model(kind.door).relations
        for asked in asked_with(relation, kind.key)
    ]


async def test_a_tenant_is_told_of_its_relations_what_it_would_be_told_alone(metabuilder: World) -> None:
    asked = questions(metabuilder, METABUILDER)
    await assert_same_alone(metabuilder, METABUILDER, asked, "acme", "globex")


async def test_a_tenant_is_told_of_its_relations_the_same_alone_where_names_are_mapped(mapped: World) -> None:
    await assert_same_alone(mapped, MAPPED, questions(mapped, MAPPED), "north", "south", "order")


async def test_a_cursor_on_another_tenants_row_is_on_no_row(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    for kind in METABUILDER:
        repository = getattr(acme, kind.door)

        async def page(name: str, kind: Kind = kind) -> list[list[object]]:
            cursor, by = {kind.key: name}, {kind.key: "asc"}
            calls = [
                {"order": by},
                {"order": {kind.key: "desc"}, "take": 2},
                {"take": -2, "order": by},
                {"distinct": [kind.key], "order": by},
            ]
            found = [await getattr(acme, kind.door).find_many(**call, cursor=cursor) for call in calls]
            return [[getattr(row, kind.key) for row in rows] for rows in found]

        foreign, missing = await page(f"globex-{kind.door}-1"), await page("nothing")
        assert foreign == missing == [[], [], [], []], kind.door
        own = await page(f"acme-{kind.door}-2")
        assert own[0][0] == f"acme-{kind.door}-2"
        assert await repository.count(cursor={kind.key: f"globex-{kind.door}-1"}) == 0


async def test_a_cursor_in_a_list_is_on_no_row_of_another_tenant(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    for name in ("globex-workflow-1", "nothing"):
        user = await acme.user.get("acme-user-1", include={"workflows": {"cursor": {"id": name}}})
        assert user.workflows == []
    asked = {"workflows": {"cursor": {"id": "acme-workflow-2"}, "order": {"id": "asc"}}}
    assert [w.id for w in (await acme.user.get("acme-user-1", include=asked)).workflows] == ["acme-workflow-2"]


async def test_counts_and_pages_over_links_that_cross_the_wall(metabuilder: World) -> None:
    operator, acme, globex = metabuilder.operator, metabuilder.tenant("acme"), metabuilder.tenant("globex")
    stray = {"id": "stray", "name": "stray", "config": "", "tenantId": "acme", "userId": "globex-user-1"}
    await operator.workflow.create(stray)
    user = await globex.user.get("globex-user-1", include={"_count": True, "workflows": {"take": 9}})
    assert (user.relation_counts["workflows"], len(user.workflows)) == (2, 2)
    users = await globex.user.find_many(order=[{"workflows": {"_count": "desc"}}, {"id": "asc"}])
    assert [u.id for u in users] == ["globex-user-1", "globex-user-2"]
    rows = await acme.workflow.find_many(order=[{"user": {"email": "asc"}}, {"id": "asc"}])
    assert [row.id for row in rows] == ["acme-workflow-1", "acme-workflow-2", "stray"]
    (row,) = await acme.workflow.find_many({"id": "stray"}, select={"id": True, "user": {"select": {"email": True}}})
    assert row.user is None
