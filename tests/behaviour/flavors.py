"""The four ways to run a scenario: each database, with the synchronous and the asynchronous client.

A scenario is written once, as it reads with the asynchronous client. `Awaited` lets the synchronous one be awaited too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from types import ModuleType, TracebackType
from typing import Any

from tenantry import runtime as rt


@dataclass(frozen=True, slots=True)
class Flavor:
    provider: str
    is_async: bool

    def __str__(self) -> str:
        return f"{self.provider}-{'async' if self.is_async else 'sync'}"

    def client(self, package: ModuleType, url: str | None, **options: Any) -> Any:
        """The client of a generated package, not yet connected; its operations are to be awaited."""
        datasource = None if url is None else {"url": url}
        if self.is_async:
            return package.AsyncClient(datasource=datasource, **options)
        return Awaited(package.Client(datasource=datasource, **options))

    @asynccontextmanager
    async def open(self, package: ModuleType, url: str, **options: Any) -> AsyncIterator[Any]:
        """The client, connected for the length of the block."""
        client = self.client(package, url, **options)
        await client.connect()
        try:
            yield client
        finally:
            await client.disconnect()

    async def at_once(self, *calls: Callable[[], Awaitable[Any]]) -> list[Any]:
        """What the calls give, or raise, when they run at the same time: as tasks, or each in its own thread."""
        if self.is_async:
            return await asyncio.gather(*[call() for call in calls], return_exceptions=True)
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(len(calls)) as pool:
            threads = [loop.run_in_executor(pool, asyncio.run, _awaiting(call)) for call in calls]
            return await asyncio.gather(*threads, return_exceptions=True)


FLAVORS = tuple(Flavor(provider, is_async) for provider in ("sqlite", "postgresql") for is_async in (False, True))


async def _awaiting(call: Callable[[], Awaitable[Any]]) -> Any:
    return await call()


class Awaited:
    """A synchronous client or repository that is awaited like its asynchronous sibling."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if isinstance(found, rt.Repository):
            return Awaited(found)
        if name in ("tenant", "unscoped") and callable(found):
            return lambda *arguments, **named: Awaited(found(*arguments, **named))
        if name == "tx":
            return lambda **named: AwaitedTransaction(found(**named))
        if name == "batch_":
            return lambda: AwaitedBatch(found())
        if name == "run_in_tx":
            return self._run_in_tx
        if name == "is_connected" or not callable(found):
            return found

        async def call(*arguments: Any, **named: Any) -> Any:
            return found(*arguments, **named)

        return call

    async def _run_in_tx(self, function: Callable[[Any], Coroutine[Any, Any, Any]], **options: Any) -> Any:
        return self._inner.run_in_tx(lambda tx: without_waiting(function(Awaited(tx))), **options)


def without_waiting(work: Coroutine[Any, Any, Any]) -> Any:
    """What a scenario gives that only makes synchronous calls, and so never waits."""
    try:
        work.send(None)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("the scenario waits for something")


class AwaitedTransaction:
    """What `tx()` gives, for `async with`."""

    def __init__(self, inner: AbstractContextManager[Any]) -> None:
        self._inner = inner

    async def __aenter__(self) -> Awaited:
        return Awaited(self._inner.__enter__())

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._inner.__exit__(kind, value, trace)


class AwaitedBatch:
    """What `batch_()` gives: only its commit is awaited, and the end of its block."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def commit(self) -> None:
        self._inner.commit()

    async def __aenter__(self) -> AwaitedBatch:
        self._inner.__enter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inner.__exit__(kind, value, trace)
