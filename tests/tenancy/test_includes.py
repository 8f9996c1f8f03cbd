"""Included rows are the tenant's too, even where the database holds a link that crosses the wall.

No client of a tenant can make such a link. Here an operator does, or a statement sent by hand, as other software might.
"""

from __future__ import annotations

import pytest

from tenantry import runtime as rt
from tests.tenancy.rows import METABUILDER, person
from tests.tenancy.world import World


async def test_every_relation_of_every_model_holds_the_tenants_rows(metabuilder: World) -> None:
    doors = {metabuilder.model(kind.door).name: kind for kind in METABUILDER}
    seen = 0
    for key in ("acme", "globex", "acme"):
        client = metabuilder.tenant(key)
        for kind in METABUILDER:
            relations = metabuilder.model(kind.door).relations
            records = await getattr(client, kind.door).find_many(include={r.name: True for r in relations})
            for relation in relations:
                for record in records:
                    value = getattr(record, relation.attribute)
                    for row in value if isinstance(value, list) else [value] if value else []:
                        seen += 1
                        mine = row.id if relation.model == "Tenant" else getattr(row, doors[relation.model].key)
                        assert mine.split("-")[0] == key, (kind.door, relation.name)
    assert seen > 100


async def test_links_to_another_tenants_rows_are_not_followed(metabuilder: World) -> None:
    operator, acme, globex = metabuilder.operator, metabuilder.tenant("acme"), metabuilder.tenant("globex")
    stray = {"id": "stray", "name": "stray", "config": "", "tenantId": "acme", "userId": "globex-user-1"}
    await operator.workflow.create(stray)
    await operator.tenant.update({"ownerId": "globex-user-1"}, {"id": "acme"})
    (workflow,) = await acme.workflow.find_many({"id": "stray"}, include={"user": True, "tenant": True})
    assert (workflow.user, workflow.tenant.id) == (None, "acme")
    user = await globex.user.get("globex-user-1", include={"workflows": True, "ownedTenants": True})
    assert ([w.id for w in user.workflows], user.ownedTenants) == (["globex-workflow-1", "globex-workflow-2"], [])
    assert (await acme.tenant.get("acme", include={"owner": True})).owner is None
    changed = await acme.workflow.update({"name": "new"}, {"id": "stray"}, include={"user": True})
    assert (changed.name, changed.user) == ("new", None)
    gone = await acme.workflow.delete({"id": "stray"}, include={"user": True})
    assert gone.user is None


async def test_children_of_another_tenants_rows_are_that_tenants(metabuilder: World) -> None:
    operator, acme, globex = metabuilder.operator, metabuilder.tenant("acme"), metabuilder.tenant("globex")
    await operator.high_score.create(
        {"id": "stray", "gameId": "globex-game-1", "userId": "acme-user-1", "score": 1, "createdAt": 1}
    )
    assert (await acme.user.get("acme-user-1", include={"highScores": True})).highScores[0].id == "acme-high_score-1"
    assert await acme.high_score.get("stray") is None
    score = await globex.high_score.get("stray", include={"user": True, "game": True})
    assert (score.user, score.game.id) == (None, "globex-game-1")


async def test_self_relations_do_not_cross(mapped: World) -> None:
    operator, north, south = mapped.operator, mapped.tenant("north"), mapped.tenant("south")
    foreign = {"mentorId": "south-member-1", "partnerId": "south-member-2"}
    await operator.member.update(foreign, {"id": "north-member-1"})
    every = {"mentor": True, "mentees": True, "partner": True, "partnerOf": True, "placed": True, "sessions": True}
    member = await north.member.get("north-member-1", include=every)
    assert (member.mentor, member.partner, member.mentees, member.partnerOf) == (None, None, [], None)
    assert (await south.member.get("south-member-1", include=every)).mentees == []
    assert (await south.member.get("south-member-2", include=every)).partnerOf is None
    await north.member.update({"mentorId": "north-member-2", "partnerId": "north-member-2"}, {"id": "north-member-1"})
    member = await north.member.get("north-member-2", include=every)
    assert [m.id for m in member.mentees] == ["north-member-1"]
    assert member.partnerOf.id == "north-member-1"


async def test_join_tables_do_not_carry_rows_across(mapped: World) -> None:
    operator, north, south = mapped.operator, mapped.tenant("north"), mapped.tenant("south")
    await operator.member.create(
        {
            "id": "m",
            "libraryId": "north",
            "email": "m",
            "friends": {"connect": [{"id": "south-member-1"}, {"id": "north-member-1"}]},
        }
    )
    orders = {"connect": [{"id": 11}, {"id": 21}]}
    await operator.tag.create({"id": "t", "libraryId": "south", "word": "w", "orders": orders})
    member = await north.member.get("m", include={"friends": True, "friendOf": True})
    assert ([m.id for m in member.friends], member.friendOf) == (["north-member-1"], [])
    assert (await south.member.get("south-member-1", include={"friendOf": True})).friendOf == []
    assert [m.id for m in (await north.member.get("north-member-1", include={"friendOf": True})).friendOf] == ["m"]
    assert (await north.order.get(11, include={"tags": True})).tags == []
    assert [t.id for t in (await south.order.get(21, include={"tags": True})).tags] == ["t"]
    assert [o.id for o in (await south.tag.get("t", include={"orders": True})).orders] == [21]


async def test_relations_of_numbered_tenants_do_not_cross(kitchen_sink: World) -> None:
    operator, one, two = kitchen_sink.operator, kitchen_sink.tenant(1), kitchen_sink.tenant(2)
    await operator.post.update({"reviewerId": person(2, 1)}, {"id": 11})
    await operator.label.create({"id": "l", "orgId": 2, "word": "w", "posts": {"connect": [{"id": 11}, {"id": 21}]}})
    post = await one.post.get(11, include={"author": True, "reviewer": True, "labels": True, "org": True})
    assert (post.author.id, post.reviewer, post.labels, post.org.id) == (person(1, 1), None, [], 1)
    assert [p.id for p in (await two.label.get("l", include={"posts": True})).posts] == [21]
    badge = await one.badge.get((person(1, 1), "b"), include={"person": True, "pin": True})
    assert (badge.person.id, badge.pin.id) == (person(1, 1), "pin-1")
    assert await one.badge.get((person(2, 1), "b"), include={"person": True, "pin": True}) is None


async def test_an_unknown_relation_is_refused_whether_or_not_there_are_rows(metabuilder: World) -> None:
    sessions = metabuilder.tenant("acme").session
    for where in ({"id": "nobody"}, {"id": "globex-session-1"}, {}):
        with pytest.raises(rt.FieldNotFoundError):
            await sessions.find_many(where, include={"tenants": True})
