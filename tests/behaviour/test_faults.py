"""What breaks in the middle: the error is clear, no connection is lost, and the client works on."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from typing import Any

import psycopg
import pytest

from generated import metabuilder as package
from tenantry import runtime as rt

Place = Callable[[Any, str], str]
LIMIT = 3


def row(key: str) -> dict[str, str]:
    return {"key": key, "value": "v"}


def limited(url: str, *more: str) -> str:
    return "&".join([f"{url}?connection_limit={LIMIT}", "pool_timeout=2", "application_name=doomed", *more])


async def no_place_is_lost(client: Any) -> None:
    """As many transactions as the pool has places, all open at once: a connection that nobody gave back is missing."""
    async with AsyncExitStack() as stack:
        for _ in range(LIMIT):
            tx = await stack.enter_async_context(client.tx())
            await tx.system_config.count()


def end_connections(url: str) -> None:
    """Ends those of the client, as a server does that goes down."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'doomed'")


async def cut_before_a_statement(client: Any, cut: Callable[[], None]) -> None:
    async with client.tx() as tx:
        await tx.system_config.create(row("lost"))
        cut()
        await tx.system_config.count()


async def cut_before_the_commit(client: Any, cut: Callable[[], None]) -> None:
    async with client.tx() as tx:
        await tx.system_config.create(row("lost"))
        cut()


async def cut_within_a_savepoint(client: Any, cut: Callable[[], None]) -> None:
    async with client.tx() as tx:
        await tx.system_config.create(row("lost"))
        async with tx.tx() as inner:
            await inner.system_config.create(row("too"))
            cut()
            await inner.system_config.create_many([row("a"), row("b")])


async def cut_before_a_batch_in_a_transaction(client: Any, cut: Callable[[], None]) -> None:
    async with client.tx() as tx, tx.batch_() as batch:
        batch.system_config.create(row("lost"))
        cut()


async def cut_and_swallowed(client: Any, cut: Callable[[], None]) -> None:
    async with client.tx() as tx:
        await tx.system_config.create(row("lost"))
        cut()
        with pytest.raises(rt.DatabaseUnreachableError):
            await tx.system_config.count()


CUTS = [
    cut_before_a_statement,
    cut_before_the_commit,
    cut_within_a_savepoint,
    cut_before_a_batch_in_a_transaction,
    cut_and_swallowed,
]


@pytest.mark.parametrize("work", CUTS)
async def test_a_connection_cut_in_a_transaction_is_p1001(postgres_flavor: Any, place: Place, work: Any) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(package, limited(url)) as client:
        for _ in range(LIMIT + 1):
            with pytest.raises(rt.DatabaseUnreachableError) as caught:
                await work(client, lambda: end_connections(url))
            assert caught.value.code == "P1001"
        await no_place_is_lost(client)
        assert await client.system_config.count() == 0


async def test_all_connections_cut_at_once_are_replaced(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(package, limited(url)) as client:
        await no_place_is_lost(client)
        end_connections(url)
        results = await postgres_flavor.at_once(*[client.system_config.count] * LIMIT)
        assert {type(result) for result in results} <= {int, rt.DatabaseUnreachableError}
        for _ in range(LIMIT):  # each that is still broken says so once
            with suppress(rt.DatabaseUnreachableError):
                await client.system_config.count()
        await no_place_is_lost(client)


async def test_who_waits_in_vain_for_a_connection_takes_none(postgres_flavor: Any, place: Place) -> None:
    url = limited(place(postgres_flavor, "metabuilder")).replace("pool_timeout=2", "pool_timeout=1")
    async with postgres_flavor.open(package, url) as client:

        async def patient() -> None:
            async with client.tx(max_wait=200):
                pass

        async with AsyncExitStack() as stack:
            for _ in range(LIMIT):
                await stack.enter_async_context(client.tx())
            started = time.monotonic()
            results = await postgres_flavor.at_once(*[client.system_config.count] * 10, *[patient] * 10)
            assert time.monotonic() - started < 10
        kinds = [rt.DatabaseTimeoutError] * 10 + [rt.TransactionNotStartedError] * 10
        assert [type(result) for result in results] == kinds
        await no_place_is_lost(client)


async def test_a_statement_that_was_stopped_leaves_its_place(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(package, limited(url, "options=-cstatement_timeout%3D80")) as client:
        await client.system_config.create(row("k"))

        async def alone() -> None:
            await client.system_config.update({"value": "ours"}, {"key": "k"})

        async def in_transaction() -> None:
            async with client.tx() as tx:
                await tx.system_config.create(row("lost"))
                await tx.system_config.update({"value": "ours"}, {"key": "k"})

        async def in_batch() -> None:
            async with client.batch_() as batch:
                batch.system_config.create(row("lost"))
                batch.system_config.update({"value": "ours"}, {"key": "k"})

        async def undone_in_part() -> None:
            async with client.tx() as tx:
                await tx.system_config.create(row("kept"))
                with pytest.raises(rt.DatabaseTimeoutError):
                    async with tx.tx() as inner:
                        await inner.system_config.create(row("lost"))
                        await inner.system_config.update({"value": "ours"}, {"key": "k"})

        with psycopg.connect(url) as holder:
            holder.execute("""UPDATE "SystemConfig" SET "value" = 'theirs'""")
            for work in (alone, in_transaction, in_batch):
                for _ in range(LIMIT + 1):
                    with pytest.raises(rt.DatabaseTimeoutError) as caught:
                        await work()
                    assert caught.value.code == "P2024"
            await undone_in_part()
        await no_place_is_lost(client)
        assert [found.key for found in await client.system_config.find_many(order={"key": "asc"})] == ["k", "kept"]


async def test_a_task_cancelled_while_it_waits_takes_no_connection(postgres_flavor: Any, place: Place) -> None:
    if not postgres_flavor.is_async:
        return
    async with postgres_flavor.open(package, limited(place(postgres_flavor, "metabuilder"))) as client:

        async def patient() -> None:
            async with client.tx(max_wait=60_000) as tx:
                await tx.system_config.create(row("lost"))

        async def in_batch() -> None:
            async with client.batch_() as batch:
                batch.system_config.create(row("lost"))

        async with AsyncExitStack() as stack:
            for _ in range(LIMIT):
                await stack.enter_async_context(client.tx())
            for work in (client.system_config.count, patient, in_batch):
                tasks = [asyncio.create_task(work()) for _ in range(5)]
                await asyncio.sleep(0.05)
                for task in tasks:
                    task.cancel()
                results = await asyncio.gather(*tasks, return_exceptions=True)
                assert [type(result) for result in results] == [asyncio.CancelledError] * 5
        await no_place_is_lost(client)
        assert await client.system_config.count() == 0


async def test_tasks_cancelled_anywhere_lose_no_connection(postgres_flavor: Any, place: Place) -> None:
    if not postgres_flavor.is_async:
        return
    async with postgres_flavor.open(package, limited(place(postgres_flavor, "metabuilder"))) as client:

        async def work(number: int) -> None:
            async with client.tx(timeout=60_000) as tx:
                await tx.system_config.create(row(f"a{number}"))
                async with tx.batch_() as batch:
                    batch.system_config.create(row(f"b{number}"))
            await client.run_in_tx(lambda tx: tx.system_config.create(row(f"c{number}")))

        chance = random.Random(7)
        for start in range(0, 120, 12):
            tasks = [asyncio.create_task(work(number)) for number in range(start, start + 12)]
            for task in tasks:
                await asyncio.sleep(chance.random() * 0.004)
                if chance.random() < 0.7:
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await no_place_is_lost(client)
        keys = {found.key for found in await client.system_config.find_many()}
        assert {key[1:] for key in keys if key[0] == "a"} == {key[1:] for key in keys if key[0] == "b"}
        assert {key[1:] for key in keys if key[0] == "c"} <= {key[1:] for key in keys if key[0] == "a"}


async def test_fifty_at_once_a_hundred_calls_each(flavor: Any, metabuilder_url: str) -> None:
    limit = f"connection_limit={LIMIT}&pool_timeout=60" if flavor.provider == "postgresql" else "socket_timeout=60"
    async with flavor.open(package, f"{metabuilder_url}?{limit}") as client:
        everything = client.unscoped(reason="test")
        await everything.tenant.create_many([{"id": f"t{n}", "name": f"{n}"} for n in range(50)])

        def caller(number: int) -> Callable[[], Awaitable[None]]:
            tenant = client.tenant(f"t{number}")

            async def calls() -> None:
                for turn in range(20):
                    email = f"{number}-{turn}"
                    made = await tenant.user.create({"email": email, "password": "p", "level": number})
                    assert made.tenantId == f"t{number}"
                    assert (await tenant.user.find_unique({"email": email})).id == made.id
                    assert await tenant.user.count() == turn + 1
                    with pytest.raises(ZeroDivisionError):
                        async with tenant.tx() as tx:
                            await tx.user.delete_many(where="all")
                            raise ZeroDivisionError
                    assert {found.level for found in await tenant.user.find_many()} == {number}

            return calls

        results = await flavor.at_once(*[caller(number) for number in range(50)])
        assert results == [None] * 50
        assert await everything.user.count() == 50 * 20
        if flavor.provider == "postgresql":
            await no_place_is_lost(client)


async def test_a_locked_file_loses_no_connection(flavor: Any, metabuilder_url: str) -> None:
    """More often than the pool has places."""
    if flavor.provider != "sqlite":
        return
    async with flavor.open(package, f"{metabuilder_url}?socket_timeout=0") as client:
        async with client.tx() as holder:
            await holder.system_config.create(row("kept"))
            for _ in range(20):
                for work in (lambda: client.system_config.create(row("lost")), lambda: begun(client)):
                    with pytest.raises(rt.WriteConflictError) as caught:
                        await work()
                    assert caught.value.code == "P2034"
        assert [found.key for found in await client.system_config.find_many()] == ["kept"]
        await client.system_config.create(row("after"))


async def begun(client: Any) -> None:
    async with client.tx():
        pass
