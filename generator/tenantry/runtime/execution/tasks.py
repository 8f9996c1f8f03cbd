"""What tasks need that threads do not: a lock for the task that has it, and work that no cancellation breaks off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_running: set[asyncio.Task[Any]] = set()


async def whole(work: Coroutine[Any, Any, T], unwanted: Callable[[T], Coroutine[Any, Any, None]] | None = None) -> T:
    """Awaits work that goes on when the caller is cancelled, since half of it would leave a connection that nobody
    closes. Its result is then handed to `unwanted`.
    """
    task = asyncio.ensure_future(work)
    _keep(task)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(lambda done: _finish(done, unwanted))
        raise


async def finished(seconds: float) -> None:
    """Waits for work whose callers were cancelled, this long at most."""
    loop = asyncio.get_running_loop()
    left = [task for task in _running if task.get_loop() is loop]
    if left:
        await asyncio.wait(left, timeout=seconds)


def _finish(task: asyncio.Future[T], unwanted: Callable[[T], Coroutine[Any, Any, None]] | None) -> None:
    if not task.cancelled() and task.exception() is None and unwanted is not None:
        _keep(asyncio.ensure_future(unwanted(task.result())))


def _keep(task: asyncio.Task[Any]) -> None:
    """The event loop itself does not keep a task alive."""
    _running.add(task)
    task.add_done_callback(_running.discard)


class TaskLock:
    """Lets one task at a time through, and that one again: the client of a transaction may be used within a nested
    one. The synchronous driver has `threading.RLock` for this.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[Any] | None = None
        self._depth = 0

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if self._owner is not task:
            await self._lock.acquire()
            self._owner = task
        self._depth += 1

    async def __aexit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._owner = None
            self._lock.release()
