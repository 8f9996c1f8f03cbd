"""`python -m bench.asynchronous`: one row by its key on PostgreSQL, awaited: alone, and by 16 tasks at once.

The floor is asyncpg on connections that tasks hold, with our own converters; the peer is SQLAlchemy's AsyncSession as
documented.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
from collections.abc import Awaitable, Callable
from random import Random
from time import perf_counter
from typing import Any, Protocol

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from bench import report
from bench.contenders.driver import ITEM, columns, filler
from bench.contenders.orm import Item
from bench.generated import AsyncClient, models
from bench.measure import Samples, WrongAnswerError
from bench.operations import OPERATIONS
from bench.place import Place, place
from tenantry.urls import DatabaseUrl

TASKS = 16
CALLS = 640
FIND_UNIQUE = next(operation for operation in OPERATIONS if operation.name == "find_unique")


class Contender(Protocol):
    name: str

    async def connect(self) -> None: ...
    async def find_unique(self, tenant: str, key: int) -> Any: ...
    async def close(self) -> None: ...


class Asyncpg:
    """A connection for each task that may run at once, held for the whole time."""

    name = report.FLOOR

    def __init__(self, address: DatabaseUrl) -> None:
        self.url = address.sync.set(drivername="postgresql").render_as_string(hide_password=False)
        self.free: list[Any] = []
        self.fill = filler("Item", models.Item, ITEM, "postgresql", ("tenant", "project"))
        select = columns(ITEM, meta='"meta"::text')
        self.unique = f'SELECT {select} FROM "Item" WHERE "tenantId" = $1 AND "id" = $2'

    async def connect(self) -> None:
        self.free = [await asyncpg.connect(self.url) for _ in range(TASKS)]

    async def find_unique(self, tenant: str, key: int) -> Any:
        connection = self.free.pop()
        try:
            found = self.fill(await connection.fetch(self.unique, tenant, key))
        finally:
            self.free.append(connection)
        return found[0] if found else None

    async def close(self) -> None:
        for connection in self.free:
            await connection.close()


class AsyncOrm:
    name = report.ORM

    def __init__(self, address: DatabaseUrl) -> None:
        self.engine = create_async_engine(address.asynchronous, pool_size=TASKS)

    async def connect(self) -> None:
        pass

    async def find_unique(self, tenant: str, key: int) -> Item | None:
        async with AsyncSession(self.engine) as session:
            found = await session.scalars(sa.select(Item).where(Item.tenantId == tenant, Item.id == key))
            return found.one_or_none()

    async def close(self) -> None:
        await self.engine.dispose()


class AsyncTenantry:
    name = report.CLIENT

    def __init__(self, url: str) -> None:
        self.client = AsyncClient(datasource={"url": f"{url}?connection_limit={TASKS}"})

    async def connect(self) -> None:
        await self.client.connect()

    async def find_unique(self, tenant: str, key: int) -> Any:
        return await self.client.tenant(tenant).item.find_unique(where={"id": key})

    async def close(self) -> None:
        await self.client.disconnect()


async def one_by_one(contender: Contender, batch: list[tuple[Any, ...]]) -> None:
    for arguments in batch:
        await contender.find_unique(*arguments)


async def by_tasks(contender: Contender, batch: list[tuple[Any, ...]]) -> None:
    await asyncio.gather(*(one_by_one(contender, batch[start::TASKS]) for start in range(TASKS)))


async def sample(
    way: Callable[[Contender, list[tuple[Any, ...]]], Awaitable[None]],
    contender: Contender,
    batch: list[tuple[Any, ...]],
) -> float:
    """Seconds a call."""
    gc.collect()
    start = perf_counter()
    await way(contender, batch)
    return (perf_counter() - start) / len(batch)


async def compare(contenders: list[Contender], random: Random) -> None:
    arguments = [FIND_UNIQUE.arguments(random) for _ in range(20)]
    answers = [[FIND_UNIQUE.plain(await one.find_unique(*call)) for call in arguments] for one in contenders]
    for contender, answer in zip(contenders, answers, strict=True):
        if answer != answers[0]:
            raise WrongAnswerError(f"find_unique: {contender.name} answers otherwise than {contenders[0].name}")


async def figures(opened: Place, rounds: int, seed: int) -> list[Samples]:
    random = Random(seed)
    contenders: list[Contender] = [Asyncpg(opened.address), AsyncTenantry(opened.url), AsyncOrm(opened.address)]
    for contender in contenders:
        await contender.connect()
    await compare(contenders, random)
    results = []
    for name, way in (("find_unique, alone", one_by_one), (f"find_unique, {TASKS} tasks", by_tasks)):
        samples = Samples(name, {contender.name: [] for contender in contenders})
        batch = [FIND_UNIQUE.arguments(random) for _ in range(CALLS)]
        for contender in contenders:
            await sample(way, contender, batch)
        for _ in range(rounds):
            for contender in random.sample(contenders, len(contenders)):
                samples.seconds[contender.name].append(await sample(way, contender, batch))
        results.append(samples)
    for contender in contenders:
        await contender.close()
    return results


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.asynchronous", description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", default=os.environ.get("TENANTRY_TEST_POSTGRESQL_URL"))
    options = parser.parse_args()
    with place("postgresql", options.url) as opened:
        results = asyncio.run(figures(opened, options.rounds, options.seed))
        print(report.environment(opened, options.rounds))
        print(report.table(results, opened.provider))


if __name__ == "__main__":
    main()
