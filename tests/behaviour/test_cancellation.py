"""Tasks that are cancelled leave no open transaction and no connection in an unknown state."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import psycopg
import pytest

from generated import metabuilder as package
from tests.behaviour.flavors import FLAVORS, Flavor


@pytest.fixture(params=[flavor for flavor in FLAVORS if flavor.is_async], ids=lambda flavor: flavor.provider)
def asynchronous(request: pytest.FixtureRequest) -> Flavor:
    found: Flavor = request.param
    return found


@pytest.fixture
def url(asynchronous: Flavor, place: Callable[[Flavor, str], str]) -> str:
    return place(asynchronous, "metabuilder")


@pytest.fixture
async def client(asynchronous: Flavor, url: str) -> AsyncIterator[Any]:
    limit = "?connection_limit=1&pool_timeout=5" if asynchronous.provider == "postgresql" else "?socket_timeout=5"
    async with asynchronous.open(package, url + limit) as found:
        yield found


def row(key: str) -> dict[str, str]:
    return {"key": key, "value": "v"}


async def cancelled(work: Callable[[asyncio.Event], Any], delay: float = 0.0) -> None:
    """Runs the work, and cancels it once it says that it got where it should be."""
    there = asyncio.Event()
    task = asyncio.create_task(work(there))
    async with asyncio.timeout(10):
        await there.wait()
        await asyncio.sleep(delay)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_cancelled_transaction_is_undone(client: Any) -> None:
    async def work(there: asyncio.Event) -> None:
        async with client.tx() as tx:
            await tx.system_config.create(row("a"))
            there.set()
            await asyncio.sleep(60)

    await cancelled(work)
    assert await client.system_config.count() == 0
    await client.system_config.create(row("a"))


async def test_a_cancelled_inner_transaction_is_undone_with_the_outer_one(client: Any) -> None:
    async def work(there: asyncio.Event) -> None:
        async with client.tx() as tx:
            await tx.system_config.create(row("a"))
            async with tx.tx() as inner:
                await inner.system_config.create(row("b"))
                there.set()
                await asyncio.sleep(60)

    await cancelled(work)
    assert await client.system_config.count() == 0


async def test_a_statement_that_is_cancelled_while_it_waits_is_undone(
    client: Any, asynchronous: Flavor, url: str
) -> None:
    """The database is still at it when the task is told to end."""
    if asynchronous.provider == "sqlite":
        return
    await client.system_config.create(row("k"))
    with psycopg.connect(url) as holder:
        holder.execute("""UPDATE "SystemConfig" SET "value" = 'theirs'""")

        async def alone(there: asyncio.Event) -> None:
            there.set()
            await client.system_config.update({"value": "ours"}, {"key": "k"})

        async def in_transaction(there: asyncio.Event) -> None:
            async with client.tx() as tx:
                await tx.system_config.create(row("a"))
                there.set()
                await tx.system_config.update({"value": "ours"}, {"key": "k"})

        for work in (alone, in_transaction):
            await cancelled(work, 0.1)
    assert [(r.key, r.value) for r in await client.system_config.find_many()] == [("k", "theirs")]


async def test_many_cancelled_at_random_leave_whole_transactions_only(client: Any) -> None:
    async def work(number: int) -> None:
        async with client.tx() as tx:
            await tx.system_config.create(row(f"a{number}"))
            await tx.system_config.create_many([row(f"b{number}"), row(f"c{number}")])

    for number in range(40):
        task = asyncio.create_task(work(number))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    keys = [found.key for found in await client.system_config.find_many()]
    assert {key[1:] for key in keys} == {key[1:] for key in keys if key.startswith("c")}
    assert len(keys) % 3 == 0
    async with client.tx() as tx:
        await tx.system_config.create(row("last"))
    assert await client.system_config.count({"key": "last"}) == 1


async def test_a_timeout_ends_a_call_like_a_cancellation(client: Any) -> None:
    async def slow() -> None:
        async with asyncio.timeout(0.05), client.tx() as tx:
            await tx.system_config.create(row("a"))
            await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        await slow()
    assert await client.system_config.count() == 0
