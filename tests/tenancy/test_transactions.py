"""Transactions, savepoints and pooled connections: whose they were a moment ago leaves no trace."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from tenantry import runtime as rt
from tests.behaviour.flavors import Flavor
from tests.tenancy.world import World

USER = {"email": "new@x.io", "password": "x"}


class Stop(Exception):
    pass


async def test_two_tenants_in_one_transaction_keep_to_themselves(metabuilder: World) -> None:
    async with metabuilder.client.tx() as tx:
        acme, globex = tx.tenant("acme"), tx.tenant("globex")
        await acme.user.create({**USER, "id": "a"})
        assert await globex.user.get("a") is None
        assert await globex.user.count() == 2
        assert await globex.user.update_many({"level": 8}, where="all") == 2
        assert await acme.user.count({"level": 8}) == 0
        assert await acme.user.count() == 3
    assert await metabuilder.tenant("acme").user.count() == 3
    assert await metabuilder.tenant("globex").user.count({"level": 8}) == 2


async def test_a_rolled_back_transaction_leaves_the_connection_clean(metabuilder: World) -> None:
    acme, globex = metabuilder.tenant("acme"), metabuilder.tenant("globex")
    for end in (Stop, rt.UniqueViolationError, None):
        try:
            async with acme.tx() as tx:
                await tx.user.create({**USER, "id": "a"})
                assert await tx.user.count() == 3
                if end is rt.UniqueViolationError:
                    await tx.user.create({**USER, "id": "b"})
                if end is Stop:
                    raise Stop
                await tx.user.delete({"id": "a"})
        except (Stop, rt.UniqueViolationError):
            pass
        assert await globex.user.count() == 2
        assert await globex.user.get("a") is None
        assert await acme.user.count() == 2
    with pytest.raises(rt.TransactionExpiredError):
        await tx.user.count()


async def test_a_transaction_that_ran_out_leaves_nothing_to_the_next_tenant(metabuilder: World) -> None:
    acme, globex = metabuilder.tenant("acme"), metabuilder.tenant("globex")

    async def slow() -> None:
        async with acme.tx(timeout=100) as tx:
            await tx.user.create({**USER, "id": "a"})
            time.sleep(0.15)
            await tx.user.count()

    for _ in range(3):
        with pytest.raises(rt.TransactionExpiredError):
            await slow()
        assert await globex.user.count() == 2
        assert await globex.user.get("a") is None
        assert await globex.user.update_many({"level": 7}, where="all") == 2
        assert await acme.user.count({"OR": [{"id": "a"}, {"level": 7}]}) == 0


async def test_a_transaction_that_is_tried_again_is_of_the_same_tenant(metabuilder: World) -> None:
    acme, globex = metabuilder.client.tenant("acme"), metabuilder.tenant("globex")
    tries: list[tuple[str, int]] = []

    async def work(tx: Any) -> None:
        tries.append((tx.tenant_key, await tx.user.count()))
        assert await tx.user.get("globex-user-1") is None
        await tx.user.create({**USER, "id": "a"})
        if len(tries) < 3:
            raise rt.WriteConflictError("somebody else won")

    await acme.run_in_tx(work)
    assert tries == [("acme", 2)] * 3
    assert (await acme.user.count(), await globex.user.count()) == (3, 2)


async def test_a_savepoint_is_of_the_same_tenant(metabuilder: World) -> None:
    acme, globex = metabuilder.tenant("acme"), metabuilder.tenant("globex")
    async with acme.tx() as tx:
        await tx.user.create({**USER, "id": "a"})
        with pytest.raises(Stop):
            async with tx.tx() as inner:
                assert inner.tenant_key == "acme"
                assert await inner.user.get("globex-user-1") is None
                assert await inner.user.delete_many({"id": {"startswith": "globex"}}) == 0
                await inner.user.update({"level": 9}, {"id": "a"})
                raise Stop
        async with tx.tx() as inner:
            with pytest.raises(rt.TenantMismatchError):
                await inner.user.create({"email": "e", "password": "x", "tenantId": "globex"})
            assert await inner.user.count() == 3
        assert (await tx.user.get("a")).level == 1
        assert await tx.user.count() == 3
    assert (await globex.user.count(), await acme.user.count()) == (2, 3)


async def test_a_transaction_without_tenant_has_no_models_of_tenants(metabuilder: World) -> None:
    async with metabuilder.client.tx() as tx:
        for name in ("user", "session", "workflow"):
            with pytest.raises(AttributeError):
                getattr(tx, name)
        with pytest.raises(rt.TenantRequiredError):
            tx.tenant("")
        assert await tx.credential.count() == 0


async def test_tenants_take_turns_on_one_connection(flavor: Flavor, metabuilder: World) -> None:
    """One after the other on what the pool hands out, through the same plans."""
    acme, globex = metabuilder.tenant("acme"), metabuilder.tenant("globex")
    for turn in range(12):
        client, key = ((acme, "acme"), (globex, "globex"))[turn % 2]
        assert {user.tenantId for user in await client.user.find_many({"level": 1}, take=5)} == {key}
        assert (await client.user.get(f"{key}-user-1")).id == f"{key}-user-1"
        assert [s.userId for s in await client.session.find_many(include={"user": True})] == [f"{key}-user-1"] * 2
        assert await client.workflow.update_many({"version": turn}, {"status": "draft"}) == 2
        made = await client.error_log.create({"message": str(turn), "timestamp": 100 + turn})
        assert made.tenantId == key
        assert await client.error_log.delete_many({"timestamp": 100 + turn}) == 1
        assert await client.tenant.count() == 1


async def test_an_unscoped_plan_is_not_a_tenants(metabuilder: World) -> None:
    """The same calls through every kind of client, in every order."""
    for _ in range(2):
        assert await metabuilder.operator.session.count({"token": {"contains": "-"}}) == 4
        assert await metabuilder.tenant("acme").session.count({"token": {"contains": "-"}}) == 2
        assert len(await metabuilder.operator.user.find_many(include={"workflows": True})) == 4
        assert len(await metabuilder.tenant("globex").user.find_many(include={"workflows": True})) == 2
        assert await metabuilder.operator.user.update_many({"level": 2}, where="all") == 4
        assert await metabuilder.tenant("acme").user.update_many({"level": 3}, where="all") == 2
        assert await metabuilder.client.tenant("globex").user.count({"level": 3}) == 0


async def test_a_cancelled_transaction_leaves_nothing_to_the_next_tenant(flavor: Flavor, metabuilder: World) -> None:
    if not flavor.is_async:
        pytest.skip("only a task can be cancelled")
    acme, globex = metabuilder.client.tenant("acme"), metabuilder.client.tenant("globex")
    entered = asyncio.Event()

    async def hang() -> None:
        async with acme.tx() as tx:
            await tx.user.create({**USER, "id": "a"})
            entered.set()
            await asyncio.sleep(60)

    async def write_on() -> None:
        for number in range(1000):
            await acme.user.create({**USER, "email": str(number)})

    for work in (hang, write_on):
        task = asyncio.create_task(work())
        await (entered.wait() if work is hang else asyncio.sleep(0.02))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await globex.user.count() == 2
        await globex.user.update_many({"level": 4}, where="all")
        assert await acme.user.count({"level": 4}) == 0
    assert await acme.user.get("a") is None


async def test_a_record_is_bound_to_nobody(metabuilder: World) -> None:
    """It holds no session, so that what one tenant read cannot be loaded or saved through another's client."""
    user = await metabuilder.tenant("acme").user.get("acme-user-1")
    globex = metabuilder.tenant("globex")
    user.tenantId = "globex"
    assert user.workflows is None
    assert await globex.user.get(user.id) is None
    data: dict[str, Any] = {"level": 9, "tenantId": user.tenantId}
    assert await globex.user.update(data, {"id": user.id}) is None
    with pytest.raises(rt.TenantMismatchError):
        await metabuilder.tenant("acme").user.update(data, {"id": user.id})


async def test_a_lock_keeps_only_the_tenants_rows(metabuilder: World) -> None:
    async with metabuilder.tenant("acme").tx() as tx:
        for lock in ("update", "share"):
            found = await tx.user.find_many({"OR": [{}, {"id": "globex-user-1"}]}, lock=lock)
            assert {user.id for user in found} == {"acme-user-1", "acme-user-2"}
            assert await tx.user.find_unique({"id": "globex-user-1"}, lock=lock) is None
            assert await tx.session.find_first({"id": "globex-session-1"}, lock=lock) is None
        if metabuilder.flavor.provider == "postgresql":
            async with metabuilder.operator.tx() as other:
                free = await other.user.find_many(lock="update", skip_locked=True)
                assert {user.id for user in free} >= {"globex-user-1", "globex-user-2"}
                assert not {user.id for user in free} & {"acme-user-1", "acme-user-2"}
