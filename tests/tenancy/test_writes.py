"""Writes carry the tenant, reach the tenant's rows only, and move no row to another."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt
from tenantry.runtime.catalog import Scoped
from tests.tenancy.rows import MAPPED, METABUILDER, person
from tests.tenancy.world import World

DOORS = [kind.door for kind in METABUILDER]


async def test_changing_everything_changes_the_tenants_rows(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = await metabuilder.rows_of("globex", DOORS)
    for kind in METABUILDER:
        repository = getattr(acme, kind.door)
        assert await repository.update_many(kind.change, where="all") == 2
        anything = {"OR": [{kind.key: {"gte": ""}}, {"NOT": {kind.key: ""}}]}
        assert await repository.update_many(kind.change, anything) == 2
        ((field, value),) = kind.change.items()
        assert {getattr(record, field) for record in await repository.find_many()} == {value}
    assert await metabuilder.rows_of("globex", DOORS) == before


async def test_removing_everything_removes_the_tenants_rows(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = await metabuilder.rows_of("globex", DOORS)
    for kind in reversed(METABUILDER):
        assert await getattr(acme, kind.door).delete_many("all") == 2
        assert await getattr(acme, kind.door).find_many() == []
    assert await acme.tenant.delete_many("all") == 1
    assert await metabuilder.rows_of("globex", DOORS) == before
    assert [tenant.id for tenant in await metabuilder.operator.tenant.find_many()] == ["globex"]


async def test_removing_everything_in_a_mapped_schema(mapped: World) -> None:
    doors = [*[kind.door for kind in MAPPED], "model", "order", "event"]
    before = await mapped.rows_of("south", doors)
    for door in reversed(doors):
        assert await getattr(mapped.tenant("north"), door).update_many({}, where="all") == 2
        assert await getattr(mapped.tenant("north"), door).delete_many("all") == 2
    assert await mapped.rows_of("south", doors) == before


async def test_a_tenant_that_goes_takes_only_its_own_rows(metabuilder: World) -> None:
    before = await metabuilder.rows_of("globex", DOORS)
    acme = metabuilder.tenant("acme")
    await acme.workflow.delete_many("all")
    assert (await acme.tenant.delete({"id": "acme"})).name == "Acme"
    assert await metabuilder.operator.user.count() == await metabuilder.operator.session.count() == 2
    assert await metabuilder.rows_of("globex", DOORS) == before


async def test_every_new_row_carries_the_tenant(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    for kind in METABUILDER:
        repository, model = getattr(acme, kind.door), metabuilder.model(kind.door)
        made = {n: kind.row("acme", n) for n in (5, 6, 7, 8)}
        created = await repository.create(made[5])
        await repository.create_many([made[6]])
        await repository.create_many([made[6], made[7]], skip_duplicates=True)
        upserted = await repository.upsert({kind.key: made[8][kind.key]}, {"create": made[8], "update": {}})
        assert await repository.count() == 6
        if isinstance(model.tenancy, Scoped):
            assert created.tenantId == upserted.tenantId == "acme"
            assert {record.tenantId for record in await repository.find_many()} == {"acme"}
    counts = {door: await getattr(metabuilder.client.tenant("globex"), door).count() for door in DOORS}
    assert set(counts.values()) == {2}


NAMES_GLOBEX: list[Any] = [
    {"tenantId": "globex"},
    {"tenantId": None},
    {"tenant": {"connect": {"id": "globex"}}},
    {"tenantId": "acme", "tenant": {"connect": {"id": "globex"}}},
]


async def test_a_new_row_cannot_name_another_tenant(metabuilder: World) -> None:
    for named in NAMES_GLOBEX:
        await assert_not_created(metabuilder, named)


async def assert_not_created(metabuilder: World, named: dict[str, Any]) -> None:
    acme = metabuilder.tenant("acme")
    row = {**METABUILDER[0].row("acme", 9), **named}
    for write in (
        lambda: acme.user.create(row),
        lambda: acme.user.upsert({"id": "acme-user-9"}, {"create": row, "update": {}}),
        lambda: acme.user.upsert({"id": "globex-user-1"}, {"create": row, "update": {"level": 9}}),
        lambda: acme.workflow.create(
            {"name": "w", "config": "", "user": {"create": {name: v for name, v in row.items() if name != "id"}}}
        ),
    ):
        with pytest.raises(rt.TenantMismatchError):
            await write()
    if "tenant" not in named:
        with pytest.raises(rt.TenantMismatchError):
            await acme.user.create_many([METABUILDER[0].row("acme", 8), row])
    assert await metabuilder.operator.user.count() == 4
    assert await metabuilder.operator.workflow.count() == 4


async def test_a_payload_is_judged_by_its_own_tenant_not_by_the_last_ones(metabuilder: World) -> None:
    """The same fields in the same order, first with the right tenant: what was decided then is not decided for all."""
    acme, globex = metabuilder.tenant("acme"), metabuilder.tenant("globex")
    for turn, (client, own, other) in enumerate([(acme, "acme", "globex"), (globex, "globex", "acme")] * 2):
        row = {"tenantId": own, "email": f"{turn}", "password": "x"}
        assert (await client.user.create(row)).tenantId == own
        assert await client.user.create_many([{**row, "email": f"{turn}+"}, {**row, "email": f"{turn}-"}]) == 2
        assert (await client.user.update({"tenantId": own, "level": 2}, {"email": f"{turn}"})).tenantId == own
        nested = {**row, "email": f"{turn}*", "workflows": {"create": {"name": "n", "config": "", "tenantId": own}}}
        assert (await client.user.create(nested)).tenantId == own
        bad = {**row, "email": "bad", "tenantId": other}
        for write in (
            lambda c=client, b=bad: c.user.create(b),
            lambda c=client, b=bad, r=row: c.user.create_many([{**r, "email": "fine"}, b]),
            lambda c=client, b=bad: c.user.create_many([b, b], skip_duplicates=True),
            lambda c=client, o=other, t=turn: c.user.update({"tenantId": o, "level": 2}, {"email": f"{t}"}),
            lambda c=client, b=bad: c.user.create({**b, "workflows": {"create": {"name": "n", "config": ""}}}),
            lambda c=client, r=row, o=other: c.user.create(
                {**r, "email": "e", "workflows": {"create": {"name": "n", "config": "", "tenantId": o}}}
            ),
            lambda c=client, b=bad: c.user.upsert({"email": "bad"}, {"create": b, "update": {}}),
        ):
            with pytest.raises(rt.TenantMismatchError):
                await write()
    for key in ("acme", "globex"):
        assert await metabuilder.client.tenant(key).user.count() == 2 + 2 * 4


async def test_another_tenant_cannot_be_connected_by_its_name_or_made(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    row = METABUILDER[0].row("acme", 9)
    answers = [
        await metabuilder.answer(lambda n=name: acme.user.create({**row, "tenant": {"connect": {"name": n}}}), name)
        for name in ("Globex", "Nobody")
    ]
    assert answers[0] == answers[1]
    assert answers[0].said.startswith("RecordNotFoundError: P2025")
    with pytest.raises(rt.TenantMismatchError):
        await acme.user.create({**row, "tenant": {"create": {"id": "new", "name": "New"}}})
    with pytest.raises(rt.UniqueViolationError):
        await acme.user.create({**row, "tenant": {"create": {"name": "New"}}})
    with pytest.raises(rt.TenantMismatchError):
        await acme.tenant.create({"id": "new", "name": "New"})
    assert [t.id for t in await metabuilder.operator.tenant.find_many(order={"id": "asc"})] == ["acme", "globex"]
    assert (await acme.user.create({**row, "tenant": {"connect": {"name": "Acme"}}})).tenantId == "acme"


OTHER_TENANTS: list[Any] = ["globex", "nobody", None, {"set": "globex"}, {"set": None}, {}]


async def test_no_row_changes_its_tenant(metabuilder: World) -> None:
    for value in OTHER_TENANTS:
        await assert_not_moved(metabuilder, value)


async def assert_not_moved(metabuilder: World, value: Any) -> None:
    acme, operator = metabuilder.tenant("acme"), metabuilder.operator
    where, data = {"id": "acme-user-1"}, {"tenantId": value, "level": 9}
    for users in (acme.user, operator.user):
        for write in (
            lambda users=users: users.update(data, where),
            lambda users=users: users.update_many(data, where),
            lambda users=users: users.upsert(where, {"create": METABUILDER[0].row("acme", 1), "update": data}),
        ):
            with pytest.raises(rt.TenantMismatchError):
                await write()
    user = await acme.user.get("acme-user-1")
    assert (user.tenantId, user.level) == ("acme", 1)


async def test_naming_ones_own_tenant_is_no_move(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    assert (await acme.user.update({"tenantId": "acme", "level": 2}, {"id": "acme-user-1"})).level == 2
    assert await acme.user.update({"tenantId": "acme", "level": 2}, {"id": "globex-user-1"}) is None
    assert await acme.user.update_many({"tenantId": "acme", "level": 3}, where="all") == 2
    assert (await acme.user.create({**METABUILDER[0].row("acme", 9), "tenantId": "acme"})).tenantId == "acme"
    assert await metabuilder.client.tenant("globex").user.count({"level": 1}) == 2


WORDS: list[Any] = [
    {"connect": {"id": "globex"}},
    {"connect": {"name": "Globex"}},
    {"disconnect": True},
    {"create": {"id": "new", "name": "New"}},
    {"connect_or_create": {"where": {"id": "globex"}, "create": {"name": "x"}}},
    {"update": {"id": "globex"}},
    {"update": {"id": "new", "name": "mine"}},
    {"upsert": {"create": {"id": "new", "name": "New"}, "update": {"id": "globex"}}},
    {"delete": True},
    {"set": {"id": "globex"}},
]


async def test_an_update_cannot_reach_the_tenant_through_its_relation(metabuilder: World) -> None:
    for word in WORDS:
        await assert_not_reached(metabuilder, word)


async def assert_not_reached(metabuilder: World, word: Any) -> None:
    acme = metabuilder.tenant("acme")
    for data in ({"tenant": word}, {"tenant": word, "level": 9}):
        with pytest.raises(rt.TenantryError):
            await acme.user.update(data, {"id": "acme-user-1"})
        with pytest.raises(rt.TenantryError):
            await acme.user.update_many(data, where="all")
    assert [t.name for t in await metabuilder.operator.tenant.find_many(order={"id": "asc"})] == ["Acme", "Globex"]
    assert await acme.user.count({"level": 1}) == 2


async def test_an_update_through_the_relation_changes_the_own_tenant_alone(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    await acme.user.update({"tenant": {"update": {"name": "Mine"}}}, {"id": "acme-user-1"})
    assert await acme.user.update({"tenant": {"update": {"name": "Theirs"}}}, {"id": "globex-user-1"}) is None
    assert [t.name for t in await metabuilder.operator.tenant.find_many(order={"id": "asc"})] == ["Mine", "Globex"]


async def test_the_tenant_model_is_held_to_its_own_key(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    assert await acme.tenant.update({"name": "Mine"}, {"id": "globex"}) is None
    assert await acme.tenant.update({"name": "Mine"}, {"name": "Globex"}) is None
    assert await acme.tenant.update_many({"ownerId": None}, where="all") == 1
    assert await acme.tenant.delete({"id": "globex"}) is None
    assert await acme.tenant.delete_many({"NOT": {"id": "acme"}}) == 0
    for client in (acme, metabuilder.operator):
        with pytest.raises(rt.TenantMismatchError):
            await client.tenant.update({"id": "globex2"}, {"id": "acme"})
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.tenant.update({"ownerId": "globex-user-1"}, {"id": "acme"})
    assert (await acme.tenant.update({"ownerId": "acme-user-1"}, {"id": "acme"})).ownerId == "acme-user-1"


async def test_a_numbered_tenant_is_not_written_as_anything_equal(kitchen_sink: World) -> None:
    one = kitchen_sink.tenant(1)
    for value in (2, True, 1.0, "1", None, {"increment": 1}, {"set": 2}, {"multiply": 2}):
        with pytest.raises(rt.TenantMismatchError):
            await one.person.update({"orgId": value}, {"id": person(1, 1)})
        with pytest.raises(rt.TenantMismatchError):
            await one.person.create({"fullName": "x", "orgId": value})
        with pytest.raises(rt.TenantMismatchError):
            await one.org.update({"id": value}, {"id": 1})
    assert await kitchen_sink.client.tenant(2).person.count() == 2


async def test_an_unscoped_client_cannot_move_a_row_by_connecting_it(metabuilder: World) -> None:
    operator = metabuilder.operator
    for connected in ({"id": "acme-user-1"}, [{"id": "acme-user-1"}, {"id": "globex-user-1"}]):
        with pytest.raises(rt.RecordNotFoundError):
            await operator.tenant.create({"id": "new", "name": "New", "users": {"connect": connected}})
    assert await operator.tenant.count() == 2
    assert (await metabuilder.tenant("acme").user.get("acme-user-1")).tenantId == "acme"


async def test_arithmetic_happens_to_the_tenants_rows_only(metabuilder: World) -> None:
    """What is refused is refused whoever has the row; what would fail on a row fails on the tenant's own only."""
    acme = metabuilder.tenant("acme")
    for where in ({"id": "globex-user-1"}, {"id": "nobody"}, {"id": "acme-user-1"}):
        with pytest.raises(rt.InputError, match=r"User\.level cannot be divided by 0"):
            await acme.user.update({"level": {"divide": 0}}, where)
    for where in ({"id": "globex-user-1"}, {"id": "nobody"}):
        assert await acme.user.update({"level": {"increment": 2**31 - 1}}, where) is None
        assert await acme.user.update_many({"level": {"increment": 2**31 - 1}}, where) == 0
