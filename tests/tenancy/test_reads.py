"""Reads give the tenant's rows and no others, whatever filter, order, page or relation is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tenantry import runtime as rt
from tenantry.runtime.catalog import Scoped
from tests.tenancy.rows import MAPPED, METABUILDER, Kind, Payload
from tests.tenancy.world import World


def widening(key: str, own: Any, other: Any) -> Iterator[Payload | None]:
    """Filters that would let other rows in, if the tenant's term did not stand above them all."""
    yield None
    yield {}
    yield {"OR": [{}, {key: other}]}
    yield {"OR": [{key: own}, {key: other}]}
    yield {"OR": [{"NOT": {key: own}}, {"AND": []}]}
    yield {"AND": [{"OR": [{}]}]}
    yield {"NOT": {key: "nobody"}}
    yield {"NOT": [{key: own}]}
    yield {"NOT": {"NOT": {key: other}}}
    yield {"NOT": {"OR": []}}
    yield {"NOT": [{"AND": [{key: own}, {key: other}]}]}
    yield {key: other}
    yield {key: {"equals": other}}
    yield {key: {"not": own}}
    yield {key: {"not": {"in": [own]}}}
    yield {key: {"in": [own, other]}}
    yield {key: {"not_in": [own]}}
    yield {key: {"gte": ""}}
    yield {key: {"contains": ""}, "AND": {"OR": [{key: {"startswith": ""}}]}}
    yield {key: {"not": None}}


def comparing(world: World, kind: Kind) -> Iterator[Payload]:
    """Filters that compare the tenant's field with itself or with the key, which holds of foreign rows too."""
    model = world.model(kind.door)
    if isinstance(model.tenancy, Scoped):
        own = rt.FieldRef(model.name, model.tenancy.field)
        yield {model.tenancy.field: {"equals": own}}
        yield {"OR": [{}, {model.tenancy.field: {"not": own}}]}
        yield {kind.key: {"not": own}}


async def test_no_filter_lets_another_tenants_rows_in(metabuilder: World) -> None:
    await assert_filters_stay_inside(metabuilder, METABUILDER, "acme", "globex")


async def test_no_filter_lets_another_tenants_rows_in_where_names_are_mapped(mapped: World) -> None:
    await assert_filters_stay_inside(mapped, MAPPED, "north", "south")


async def assert_filters_stay_inside(world: World, kinds: tuple[Kind, ...], own: str, other: str) -> None:
    client = world.tenant(own)
    for kind in kinds:
        repository, model = getattr(client, kind.door), world.model(kind.door)
        wheres = list(widening(kind.key, f"{own}-{kind.door}-1", f"{other}-{kind.door}-1"))
        if kind.door not in ("user", "session", "feature_flag", "note", "tag"):
            wheres = wheres[::5]  # one of each way to be scoped is asked everything
        if isinstance(model.tenancy, Scoped):
            named = [*widening(model.tenancy.field, own, other), {model.tenancy.field: None}]
            wheres += named if len(wheres) > 10 else named[::4]
            wheres += comparing(world, kind)
        for where in wheres:
            found = await repository.find_many(where, order={kind.key: "asc"})
            keys = [getattr(record, kind.key) for record in found]
            assert set(keys) <= {f"{own}-{kind.door}-1", f"{own}-{kind.door}-2"}, (kind.door, where)
            assert await repository.count(where) == len(keys)
            first = await repository.find_first(where, order={kind.key: "asc"})
            assert (first and getattr(first, kind.key)) == (keys[0] if keys else None)
            page = await repository.find_many(where, order={kind.key: "desc"}, take=1, skip=1)
            assert [getattr(record, kind.key) for record in page] == keys[::-1][1:2]


async def test_every_order_and_selection_stays_inside(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    for kind in METABUILDER:
        repository, model = getattr(acme, kind.door), metabuilder.model(kind.door)
        for column in model.columns:
            chosen = {column.name: True, kind.key: True}
            orders = ["asc", "desc"] if column.kind != "Json" else []
            for order in [None, *[{column.name: direction} for direction in orders]]:
                found = await repository.find_many(order=order, select=chosen, take=100)
                assert sorted(getattr(record, kind.key) for record in found) == [
                    f"acme-{kind.door}-1",
                    f"acme-{kind.door}-2",
                ]


async def test_a_name_of_a_row_that_names_another_tenant_finds_nothing(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    for where in (
        {"tenantId_key": {"tenantId": "globex", "key": "k1"}},
        {"tenantId_key": {"key": "k1", "tenantId": "globex"}},
    ):
        assert await acme.key_value.find_unique(where) is None
        assert await acme.key_value.update({"value": "mine"}, where) is None
        assert await acme.key_value.delete(where) is None
    own = await acme.key_value.find_unique({"tenantId_key": {"tenantId": "acme", "key": "k1"}})
    assert own.id == "acme-key_value-1"
    assert await acme.tenant.get("globex") is None
    assert await acme.tenant.find_unique({"name": "Globex"}) is None
    assert [tenant.id for tenant in await acme.tenant.find_many()] == ["acme"]


async def test_a_compound_key_of_another_tenant_finds_nothing(mapped: World) -> None:
    north = mapped.tenant("north")
    assert (await north.model.get(("north", 1))).title == "book 1 of north"
    assert await north.model.get(("south", 1)) is None
    assert await north.model.find_unique({"place": {"libraryId": "south", "mark": 1}}) is None
    assert await north.model.update({"title": "mine"}, {"place": {"libraryId": "south", "mark": 1}}) is None
    assert await north.model.delete({"place": {"libraryId": "south", "mark": 1}}) is None
    assert await north.model.delete_many({"libraryId": "south"}) == 0
    assert await north.order.get(21) is None
    assert await north.event.get(21) is None
    assert [order.id for order in await north.order.find_many({"id": {"gt": 0}}, order={"id": "asc"})] == [11, 12]


NO_NAMES: list[Any] = [None, {"in": ["globex"]}, ["globex"], {"not": None}, {}]


async def test_a_row_is_named_by_plain_values(metabuilder: World) -> None:
    for part in NO_NAMES:
        await assert_no_name(metabuilder, part)


async def assert_no_name(metabuilder: World, part: Any) -> None:
    acme = metabuilder.tenant("acme")
    for where in ({"id": part}, {"tenantId_key": {"tenantId": "acme", "key": part}}):
        with pytest.raises(rt.InputError):
            await acme.key_value.find_unique(where)
        with pytest.raises(rt.InputError):
            await acme.key_value.delete(where)
        with pytest.raises(rt.InputError):
            await acme.key_value.update({"value": "mine"}, where)
    assert await metabuilder.operator.key_value.count() == 4


async def test_none_in_a_filter_is_never_dropped(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    assert await acme.user.find_many({"id": None}) == []
    assert await acme.user.count({"id": None}) == 0
    assert await acme.user.delete_many({"id": None}) == 0
    assert await acme.user.update_many({"level": 9}, {"bio": None, "id": None}) == 0
    with pytest.raises(rt.InputError):
        await acme.user.find_many({"id": {"in": None}})
    with pytest.raises(rt.InputError):
        await acme.user.find_many({"id": {"in": [None]}})
    assert await acme.user.count({"bio": None}) == 2


async def test_a_filter_on_json_reaches_no_row_of_another_tenant(mapped: World) -> None:
    """At any path, through relations, and where another tenant's document is no JSON at all."""
    secret = {"plan": {"name": "gold", "seats": [1, 2]}}
    await mapped.operator.member.update_many({"settings": secret}, "all")
    if mapped.flavor.provider == "sqlite":
        await mapped.operator.execute_raw("UPDATE members SET settings = '{' WHERE member_id = 'south-member-1'")
    filters: tuple[Payload, ...] = (
        {"equals": secret},
        {"not": None},
        {"path": ["plan", "name"], "equals": "gold"},
        {"path": ["plan", "name"], "not": "silver", "string_contains": "ol"},
        {"path": ["plan", "seats"], "array_contains": 2, "array_starts_with": 1},
        {"path": ["plan", "seats", -1], "gt": 1, "lte": 2},
        {"path": ["nowhere"], "equals": None},
    )
    north, own = mapped.tenant("north"), {"north-member-1", "north-member-2"}
    for said in filters:
        for where in ({"settings": said}, {"OR": [{}, {"settings": said}]}, {"NOT": {"settings": {**said, "lt": ""}}}):
            assert {member.id for member in await north.member.find_many(where)} <= own
            assert await north.member.count(where) <= len(own)
        assert {member.id for member in await north.member.find_many({"settings": said})} == own
        sessions = await north.session.find_many({"member": {"settings": said}}, include={"member": True})
        assert {session.memberId for session in sessions} == {"north-member-1"}
        assert await north.member.update_many({"class": "seen"}, {"settings": said}) == len(own)
    assert await mapped.operator.member.count({"class": "seen"}) == len(own)
    assert await north.event.delete_many({"payload": {"path": ["n"], "gte": 1}}) == 2
    assert await mapped.operator.event.count({"libraryId": "south"}) == 2
