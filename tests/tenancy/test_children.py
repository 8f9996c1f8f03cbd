"""Models without a tenant of their own: a row is the tenant's if its parent is, or its parent's parent."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt
from tests.tenancy.rows import person
from tests.tenancy.world import World


async def test_a_childs_child_is_held_to_the_tenant(mapped: World) -> None:
    north = mapped.tenant("north")
    assert [note.id for note in await north.note.find_many(order={"id": "asc"})] == ["north-note-1", "north-note-2"]
    assert await north.note.count({"text": {"startswith": "of"}}) == 2
    assert await north.note.update({"text": "mine"}, {"id": "south-note-1"}) is None
    assert await north.note.update_many({"text": "mine"}, where="all") == 2
    assert await north.note.delete({"id": "south-note-1"}) is None
    assert await north.note.delete_many({"id": {"startswith": "south"}}) == 0
    assert await north.note.delete_many("all") == 2
    assert {note.text for note in await mapped.operator.note.find_many()} == {"of south"}


OUTSIDE: list[Any] = ["south-session-1", "nowhere"]


async def test_a_child_moves_to_no_parent_outside(mapped: World) -> None:
    for key in OUTSIDE:
        await assert_child_stays(mapped, key)


async def assert_child_stays(mapped: World, key: str) -> None:
    north = mapped.tenant("north")
    for call in (
        lambda: north.note.update({"sessionId": key}, {"id": "north-note-1"}),
        lambda: north.note.update({"sessionId": {"set": key}}, {"id": "north-note-1"}),
        lambda: north.note.update_many({"sessionId": key}, where="all"),
        lambda: north.note.create({"text": "t", "sessionId": key}),
        lambda: north.note.create_many([{"text": "t", "sessionId": own} for own in ("north-session-1", key)]),
        lambda: north.note.upsert({"id": "new"}, {"create": {"text": "t", "sessionId": key}, "update": {}}),
        lambda: north.note.upsert(
            {"id": "north-note-1"}, {"create": {"text": "t", "sessionId": key}, "update": {"sessionId": key}}
        ),
        lambda: north.session.update({"memberId": key.replace("session", "member")}, {"id": "north-session-1"}),
    ):
        with pytest.raises(rt.ForeignKeyViolationError) as refused:
            await call()
        assert refused.value.target in (["sessionId"], ["memberId"])
    with pytest.raises(rt.RecordNotFoundError):
        await north.note.create({"text": "t", "session": {"connect": {"id": key}}})
    with pytest.raises(rt.RecordNotFoundError):
        notes = {"connect": {"id": key.replace("session", "note")}}
        await north.session.create({"memberId": "north-member-1", "notes": notes})
    assert await mapped.operator.note.count() == 4
    assert await north.note.count({"sessionId": "north-session-1"}) == 2


async def test_a_child_moves_between_the_tenants_own_parents(mapped: World) -> None:
    north = mapped.tenant("north")
    moved = await north.note.update({"sessionId": "north-session-2"}, {"id": "north-note-1"}, include={"session": True})
    assert moved.session.id == "north-session-2"
    assert await north.note.update_many({"sessionId": "north-session-2"}, where="all") == 2
    assert await north.session.update({"memberId": "north-member-2"}, {"id": "north-session-2"}) is not None
    assert await mapped.client.tenant("south").note.count({"sessionId": "south-session-1"}) == 2


SUMS: list[Any] = [{"increment": 10}, {"decrement": -10}, {"set": 21}, 21]


async def test_a_numbered_parent_is_not_reached_by_arithmetic(kitchen_sink: World) -> None:
    for sum_ in SUMS:
        await assert_parent_stays(kitchen_sink, sum_)


async def assert_parent_stays(kitchen_sink: World, sum_: Any) -> None:
    one = kitchen_sink.tenant(1)
    await kitchen_sink.tenant(2).session.delete_many("all")
    with pytest.raises(rt.ForeignKeyViolationError):
        await one.session.update({"lockId": sum_}, {"id": 11})
    with pytest.raises(rt.ForeignKeyViolationError):
        await one.session.update_many({"lockId": sum_}, where="all")
    assert (await one.session.get(11)).lockId == 11
    assert await kitchen_sink.client.tenant(2).session.count() == 0


async def test_arithmetic_between_the_tenants_own_parents_works(kitchen_sink: World) -> None:
    one = kitchen_sink.tenant(1)
    assert (await one.session.update({"lockId": {"increment": 1}}, {"id": 11})).lockId == 12
    assert (await one.session.update({"lockId": {"multiply": 1}}, {"id": 11})).lockId == 12
    assert await one.session.update_many({"lockId": {"decrement": 1}}, where="all") == 1
    with pytest.raises(rt.ForeignKeyViolationError):
        await one.session.update({"lockId": {"increment": 500}}, {"id": 11})


async def test_a_part_of_a_compound_foreign_key_is_checked_with_the_rest(kitchen_sink: World) -> None:
    one, operator = kitchen_sink.tenant(1), kitchen_sink.operator
    await operator.badge.create({"personId": person(2, 1), "kind": "rare"})
    with pytest.raises(rt.ForeignKeyViolationError):
        await one.badge_pin.update({"kind": "rare"}, {"id": "pin-1"})
    with pytest.raises(rt.ForeignKeyViolationError):
        await one.badge_pin.update({"personId": person(2, 1)}, {"id": "pin-1"})
    with pytest.raises(rt.ForeignKeyViolationError):
        await one.badge_pin.update({"personId": person(2, 1), "kind": "rare"}, {"id": "pin-1"})
    pin = await one.badge_pin.update({"personId": person(1, 2)}, {"id": "pin-1"}, include={"badge": True})
    assert (pin.badge.personId, pin.badge.kind) == (person(1, 2), "b")


async def test_compound_keys_that_two_tenants_share_stay_apart(mapped: World) -> None:
    north = mapped.tenant("north")
    order = await north.order.update({"bookMark": 2}, {"id": 11}, include={"book": True})
    assert order.book.title == "book 2 of north"
    await mapped.tenant("south").model.create({"mark": 3, "title": "only south"})
    for mark in (3, {"increment": 1}):
        with pytest.raises(rt.ForeignKeyViolationError):
            await north.order.update({"bookMark": mark}, {"id": 11})
    with pytest.raises(rt.ForeignKeyViolationError):
        await north.order.create({"bookMark": 3, "placedById": "north-member-1"})


async def test_a_child_of_a_row_that_no_tenant_sees_is_seen_by_none(metabuilder: World) -> None:
    operator, acme = metabuilder.operator, metabuilder.tenant("acme")
    await operator.page_config.create({"id": "system", "path": "/", "title": "t", "level": 1})
    await operator.component_node.create({"id": "node", "pageId": "system", "type": "box"})
    assert await acme.component_node.get("node") is None
    assert await acme.component_node.update_many({"order": 5}, {"id": "node"}) == 0
    assert await acme.component_node.delete({"id": "node"}) is None
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.component_node.create({"pageId": "system", "type": "box"})
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.component_node.update({"pageId": "system"}, {"id": "acme-component_node-1"})
    assert (await operator.component_node.get("node")).pageId == "system"
