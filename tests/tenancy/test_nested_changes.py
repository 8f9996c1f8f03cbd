"""Writes nested in an update find, change and remove the tenant's rows only; a foreign row is as good as none."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt
from tests.tenancy.rows import METABUILDER
from tests.tenancy.world import World

DOORS = [kind.door for kind in METABUILDER]
FLOW = {"name": "new", "config": ""}
USER = {"email": "new@x.io", "password": "x"}


def to_the_list(key: str) -> list[tuple[str, Any]]:
    """What an update of a user may do to a workflow of that key."""
    named = {"id": key}
    return [
        ("connect", named),
        ("set", [named]),
        ("set", [{"id": "acme-workflow-1"}, named]),
        ("delete", named),
        ("update", {"where": named, "data": {"name": "mine"}}),
        ("update", {"where": named, "data": {"user": {"update": {"bio": "mine"}}}}),
    ]


def to_the_owner(key: str) -> list[tuple[str, Any]]:
    """What an update of a workflow may do to a user of that key."""
    return [("connect", {"id": key}), ("connect_or_create", {"where": {"id": key}, "create": {**USER, "id": 5}})]


async def rows(world: World) -> dict[str, Any]:
    return await world.rows_of("globex", DOORS)


async def test_foreign_is_missing_in_every_nested_write(metabuilder: World) -> None:
    acme, before = metabuilder.tenant("acme"), await rows(metabuilder)
    mine = {"id": "acme-user-1"}
    for (word, foreign), (_, missing) in zip(to_the_list("globex-workflow-1"), to_the_list("nothing"), strict=True):
        answers = [
            await metabuilder.answer(
                lambda word=word, said=said: acme.user.update({"bio": "x", "workflows": {word: said}}, mine),
                "globex-workflow-1",
                "nothing",
            )
            for said in (foreign, missing)
        ]
        assert answers[0] == answers[1], word
        # `set` lets the other workflows go first, which a workflow's required owner forbids.
        assert answers[0].said.startswith(("RecordNotFoundError: P2025", "RequiredRelationError: P2014")), word
    flow = {"id": "acme-workflow-1"}
    for (word, foreign), (_, missing) in zip(to_the_owner("globex-user-1"), to_the_owner("nothing"), strict=True):
        answers = [
            await metabuilder.answer(
                lambda word=word, said=said: acme.workflow.update({"version": 9, "user": {word: said}}, flow),
                "globex-user-1",
                "nothing",
            )
            for said in (foreign, missing)
        ]
        assert answers[0] == answers[1], word
    assert await rows(metabuilder) == before
    assert (await acme.user.get("acme-user-1")).bio is None


async def test_many_at_once_reach_no_foreign_row(metabuilder: World) -> None:
    operator, acme = metabuilder.operator, metabuilder.tenant("acme")
    stray = {"id": "stray", "name": "stray", "config": "", "tenantId": "globex", "userId": "acme-user-1"}
    await operator.workflow.create(stray)
    everything: dict[str, Any] = {
        "update_many": [{"where": {}, "data": {"name": "all"}}, {"where": {"OR": [{}]}, "data": {"version": 3}}],
        "delete_many": [{"id": "stray"}, {"id": {"startswith": "globex"}}],
        "disconnect": [],
    }
    before = await rows(metabuilder)
    await acme.user.update({"workflows": everything}, {"id": "acme-user-1"})
    assert await rows(metabuilder) == before
    assert await acme.workflow.count({"name": "all", "version": 3}) == 2
    await acme.user.update({"workflows": {"delete_many": {}}}, {"id": "acme-user-1"})
    assert await rows(metabuilder) == before
    assert (await operator.workflow.get("stray")).name == "stray"


async def test_upserts_of_foreign_rows_are_creates(metabuilder: World) -> None:
    acme, before = metabuilder.tenant("acme"), await rows(metabuilder)
    named = {"id": "globex-workflow-1"}
    data = {"upsert": {"where": named, "create": {**FLOW, "id": "made"}, "update": {"name": "mine"}}}
    await acme.user.update({"workflows": data}, {"id": "acme-user-1"})
    assert (await acme.workflow.get("made")).tenantId == "acme"
    data = {"connect_or_create": {"where": named, "create": {**FLOW, "id": "made too"}}}
    await acme.user.update({"workflows": data}, {"id": "acme-user-1"})
    assert (await acme.workflow.get("made too")).tenantId == "acme"
    taken = {"upsert": {"where": named, "create": {**FLOW, **named}, "update": {"name": "mine"}}}
    with pytest.raises(rt.UniqueViolationError):
        await acme.user.update({"workflows": taken}, {"id": "acme-user-1"})
    assert await rows(metabuilder) == before


async def test_nothing_nested_names_another_tenant(metabuilder: World) -> None:
    acme, before = metabuilder.tenant("acme"), await rows(metabuilder)
    for nested in (
        {"workflows": {"create": {**FLOW, "tenantId": "globex"}}},
        {"workflows": {"create_many": {"data": [{**FLOW, "tenantId": "globex"}]}}},
        {"workflows": {"update": {"where": {"id": "acme-workflow-1"}, "data": {"tenantId": "globex"}}}},
        {"workflows": {"update_many": {"where": {}, "data": {"tenantId": "globex"}}}},
        {"workflows": {"upsert": {"where": {"id": "x"}, "create": {**FLOW, "tenantId": "globex"}, "update": {}}}},
        {"tenant": {"connect": {"id": "globex"}}},
    ):
        with pytest.raises((rt.TenantMismatchError, rt.RecordNotFoundError)):
            await acme.user.update({"bio": "x", **nested}, {"id": "acme-user-1"})
    assert (await acme.user.get("acme-user-1")).bio is None
    assert await rows(metabuilder) == before


async def test_the_row_itself_must_be_the_tenants(metabuilder: World) -> None:
    acme, before = metabuilder.tenant("acme"), await rows(metabuilder)
    for key in ("globex-user-1", "nothing"):
        data = {"bio": "x", "workflows": {"create": FLOW, "delete_many": {}}}
        assert await acme.user.update(data, {"id": key}) is None
    assert await acme.workflow.count() == 2
    assert await rows(metabuilder) == before


async def test_links_are_made_and_cut_between_the_tenants_rows_only(mapped: World) -> None:
    operator, north = mapped.operator, mapped.tenant("north")
    mine, theirs = {"id": "north-member-1"}, {"id": "south-member-1"}
    for word in ("connect", "set", "delete"):
        with pytest.raises(rt.RecordNotFoundError):
            await north.member.update({"friends": {word: [theirs]}}, mine)
    await operator.member.update({"friends": {"connect": theirs}}, mine)  # what no tenant's client could write
    for said in (
        {"set": []},
        {"disconnect": theirs},
        {"delete_many": {}},
        {"update_many": {"where": {}, "data": {"class": "x"}}},
    ):
        await north.member.update({"friends": said}, mine)
    kept = await operator.member.find_unique(mine, include={"friends": True})
    assert [(m.id, m.class_) for m in kept.friends] == [("south-member-1", "reader")]
