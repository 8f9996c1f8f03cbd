"""Nested creates are stamped and checked as others are; nested connects find the tenant's rows only, or nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tenantry import runtime as rt
from tests.tenancy.rows import METABUILDER, person
from tests.tenancy.world import World

DOORS = [kind.door for kind in METABUILDER]
USER = {"email": "new@x.io", "password": "x"}
FLOW = {"name": "new", "config": ""}


async def same(world: World, call: Callable[[Any], Awaitable[Any]], foreign: Any, missing: Any) -> str:
    """The answer to both keys, which must be one: the same words, the same statements."""
    answers = [await world.answer(lambda k=k: call(k), foreign, missing) for k in (foreign, missing)]
    assert answers[0] == answers[1]
    return answers[0].said


async def test_what_is_nested_belongs_to_the_tenant(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    user = await acme.user.create(
        {
            **USER,
            "workflows": {"create": [FLOW, {**FLOW, "tenantId": "acme"}]},
            "sessions": {"create": {"token": "t", "expiresAt": 1, "createdAt": 1, "lastActivity": 1}},
            "notifications": {"create": [{"type": "t", "title": "t", "message": "m", "createdAt": 1}]},
        },
        include={"workflows": True, "sessions": True, "notifications": True, "tenant": True},
    )
    assert [row.tenantId for row in (*user.workflows, *user.notifications)] == ["acme"] * 3
    assert (user.tenant.id, len(user.sessions)) == ("acme", 1)
    newer = {"create": {**USER, "email": "newer@x.io"}}
    flow = await acme.workflow.create({**FLOW, "user": newer}, include={"user": True})
    assert (flow.tenantId, flow.user.tenantId) == ("acme", "acme")
    assert await metabuilder.client.tenant("globex").workflow.count() == 2


NAMES_ANOTHER: list[Any] = [
    {"workflows": {"create": [FLOW, {**FLOW, "tenantId": "globex"}]}},
    {"workflows": {"create": {**FLOW, "tenant": {"connect": {"id": "globex"}}}}},
    {"comments": {"create": {"tenantId": None, "entityType": "e", "entityId": "1", "content": "", "createdAt": 1}}},
    {"ownedTenants": {"create": {"id": "globex", "name": "Mine"}}},
    {"ownedTenants": {"create": {"id": "new", "name": "New"}}},
    {"tenant": {"create": {"id": "new", "name": "New"}}},
]


async def test_what_is_nested_cannot_name_another_tenant(metabuilder: World) -> None:
    for nested in NAMES_ANOTHER:
        await assert_nothing_nested(metabuilder, nested)


async def assert_nothing_nested(metabuilder: World, nested: dict[str, Any]) -> None:
    acme = metabuilder.tenant("acme")
    before = [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")]
    with pytest.raises(rt.TenantMismatchError):
        await acme.user.create({**USER, **nested})
    assert [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")] == before
    assert await metabuilder.operator.tenant.count() == 2


async def test_connecting_a_foreign_row_is_connecting_none(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")]

    def creating(data: dict[str, Any], relation: str, target: Callable[[Any], Any]) -> Callable[[Any], Awaitable[Any]]:
        return lambda k: acme.user.create({**USER, "id": "u", **data, relation: {"connect": target(k)}})

    for relation, door in (
        ("workflows", "workflow"),
        ("sessions", "session"),
        ("comments", "comment"),
        ("apiKeys", "api_key"),
        ("powerGiven", "power_transfer_request"),
        ("highScores", "high_score"),
    ):
        for target in (lambda k: {"id": k}, lambda k, d=door: [{"id": f"acme-{d}-1"}, {"id": k}]):
            said = await same(metabuilder, creating({}, relation, target), f"globex-{door}-1", f"globex-{door}-x")
            assert said.startswith("RecordNotFoundError: P2025")
    said = await same(metabuilder, creating({}, "ownedTenants", lambda k: {"id": k}), "globex", "nobody")
    assert said.startswith("RecordNotFoundError: P2025")
    said = await same(metabuilder, creating({}, "ownedTenants", lambda k: {"name": k}), "Globex", "Nobody")
    assert said.startswith("RecordNotFoundError: P2025")
    said = await same(metabuilder, creating({}, "sessions", lambda k: {"token": k}), "globex-1", "globex-x")
    assert said.startswith("RecordNotFoundError: P2025")
    assert [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")] == before


async def test_what_is_nested_refers_to_the_tenants_rows(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")]
    score = {"score": 1, "createdAt": 1}
    request = {"createdAt": 1, "expiresAt": 1}
    for relation, nested, door in (
        ("highScores", lambda k: {**score, "gameId": k}, "game"),
        ("highScores", lambda k: {**score, "game": {"connect": {"id": k}}}, "game"),
        ("powerGiven", lambda k: {**request, "toUserId": k}, "user"),
        ("powerGiven", lambda k: {**request, "toUser": {"connect": {"id": k}}}, "user"),
    ):
        said = await same(
            metabuilder,
            lambda k, r=relation, n=nested: acme.user.create(
                {**USER, "id": "u", r: {"create": [{**n(k), "id": "new"}]}}
            ),
            f"globex-{door}-1",
            f"globex-{door}-x",
        )
        assert said.startswith(("RecordNotFoundError: P2025", "ForeignKeyViolationError: P2003"))
    assert [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")] == before


async def test_connecting_ones_own_rows_works(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    user = await acme.user.create(
        {**USER, "workflows": {"connect": [{"id": "acme-workflow-1"}, {"id": "acme-workflow-2"}]}},
        include={"workflows": True},
    )
    assert [flow.id for flow in user.workflows] == ["acme-workflow-1", "acme-workflow-2"]
    owner = await acme.user.create({**USER, "email": "o", "ownedTenants": {"connect": {"id": "acme"}}})
    assert (await acme.tenant.get("acme")).ownerId == owner.id


async def test_many_to_many_links_the_tenants_rows_only(mapped: World) -> None:
    north = mapped.tenant("north")
    member = {"id": "m", "email": "new"}

    def friends(k: Any) -> Awaitable[Any]:
        return north.member.create({**member, "friends": {"connect": [{"id": "north-member-1"}, {"id": k}]}})

    def friend_of(k: Any) -> Awaitable[Any]:
        friend = {"by_email": {"libraryId": "south", "email": k}}
        return north.member.create({**member, "friendOf": {"connect": friend}})

    def tagged(k: Any) -> Awaitable[Any]:
        tags = {"connect": {"id": k}}
        return north.order.create({"id": 9, "bookMark": 1, "placedById": "north-member-1", "tags": tags})

    def ordered(k: Any) -> Awaitable[Any]:
        return north.tag.create({"id": "t", "word": "w", "orders": {"connect": [{"id": 11}, {"id": k}]}})

    for call, foreign, missing in (
        (friends, "south-member-1", "south-member-x"),
        (friend_of, "m1@south.io", "mx@south.io"),
        (tagged, "south-tag-1", "south-tag-x"),
        (ordered, 21, 99),
    ):
        assert (await same(mapped, call, foreign, missing)).startswith("RecordNotFoundError: P2025")
    made = {"create": {"id": "f", "email": "f", "libraryId": "south"}}
    with pytest.raises(rt.TenantMismatchError):
        await north.member.create({**member, "friends": made})
    assert [await mapped.client.tenant(t).member.count() for t in ("north", "south")] == [2, 2]
    assert await north.order.count() == 2


async def test_one_to_one_and_compound_links_stay_inside(mapped: World) -> None:
    north = mapped.tenant("north")
    member = {"id": "m", "email": "new"}

    def partner_of(k: Any) -> Awaitable[Any]:
        return north.member.create({**member, "partnerOf": {"connect": {"id": k}}})

    def partner(k: Any) -> Awaitable[Any]:
        return north.member.create({**member, "partner": {"connect": {"id": k}}})

    def mentees(k: Any) -> Awaitable[Any]:
        return north.member.create({**member, "mentees": {"connect": [{"id": "north-member-1"}, {"id": k}]}})

    for call in (partner_of, partner, mentees):
        said = await same(mapped, call, "south-member-1", "south-member-x")
        assert said.startswith("RecordNotFoundError: P2025")
    order = {"id": 9, "placedById": "north-member-1"}
    for library in ("south", "nowhere"):
        place = {"place": {"libraryId": library, "mark": 1}}
        with pytest.raises(rt.RecordNotFoundError):
            await north.order.create({**order, "book": {"connect": place}})
        with pytest.raises(rt.TenantMismatchError):
            await north.order.create({**order, "libraryId": library, "bookMark": 1})
    with pytest.raises(rt.RecordNotFoundError):
        await north.model.create({"mark": 7, "title": "t", "orders": {"connect": {"id": 21}}})
    placed = await north.order.create({**order, "book": {"connect": {"place": {"libraryId": "north", "mark": 2}}}})
    assert (placed.libraryId, placed.bookMark) == ("north", 2)
    assert [await mapped.client.tenant(t).order.count() for t in ("north", "south")] == [3, 2]


async def test_links_of_numbered_tenants_stay_inside(kitchen_sink: World) -> None:
    one = kitchen_sink.tenant(1)
    post = {"id": 99, "title": "new", "authorId": person(1, 1), "reviewerId": person(1, 2)}
    foreign, missing = person(2, 1), person(2, 9)

    for call in (
        lambda k: one.post.create({**post, "authorId": k}),
        lambda k: one.post.create({**post, "reviewerId": k}),
        lambda k: one.post.update({"reviewerId": k}, {"id": 11}),
        lambda k: one.person.update({"spouseId": k, "bossId": k}, {"id": person(1, 1)}),
        lambda k: one.badge.create({"personId": k, "kind": "new"}),
        lambda k: one.badge.update({"personId": k}, {"personId_kind": {"personId": person(1, 1), "kind": "b"}}),
        lambda k: one.badge_pin.create({"id": "new", "personId": k, "kind": "b"}),
        lambda k: one.badge_pin.update({"personId": k}, {"id": "pin-1"}),
    ):
        assert (await same(kitchen_sink, call, foreign, missing)).startswith("ForeignKeyViolationError: P2003")
    linked = {"connect": [{"id": "label-1"}, {"id": "label-2"}]}
    with pytest.raises(rt.RecordNotFoundError):
        await one.post.create({**post, "labels": linked})
    assert await kitchen_sink.operator.post.count() == 2
