"""The asynchronous driver: aiosqlite or asyncpg, awaited directly on connections of SQLAlchemy's pool.

SQLAlchemy's pool is synchronous code that waits through greenlets; only the checkout needs one, so a statement costs
what the driver costs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import Pool, PoolProxiedConnection, QueuePool
from sqlalchemy.util import greenlet_spawn

from tenantry.runtime.catalog import Model
from tenantry.runtime.errors import (
    ClientNotConnectedError,
    DatabaseTimeoutError,
    DatabaseUnreachableError,
    DataError,
    InputError,
    TransactionError,
    TransactionExpiredError,
)
from tenantry.runtime.execution.failures import translated
from tenantry.runtime.execution.limits import NONE, Deadline, Limits, not_started, patience
from tenantry.runtime.execution.querylog import QueryLog
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.execution.tasks import TaskLock, finished, whole
from tenantry.runtime.jsontext import loads
from tenantry.runtime.operations.bulk import CopyTarget
from tenantry.runtime.planning.planner import Planner

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")


class AsyncSession:
    """Runs an operation's steps. `planner` is the engine's."""

    planner: Planner

    async def run(self, steps: Steps[T], atomic: bool = False) -> T:
        """Runs the steps to their result; with `atomic`, all of their statements count or none does."""
        raise NotImplementedError

    def transaction(self, limits: Limits = NONE) -> AbstractAsyncContextManager[AsyncSession]:
        """A context: a session whose statements count when it ends without exception."""
        raise NotImplementedError

    def is_held(self) -> bool:
        """Whether this is within a transaction."""
        raise NotImplementedError


class AsyncPooledSession(AsyncSession):
    """Takes a connection from the pool for each operation."""

    def __init__(self, log: QueryLog | None = None) -> None:
        self.engine: AsyncEngine | None = None
        self._log = log
        self._threw_away = False

    def connect(self, engine: AsyncEngine, planner: Planner) -> None:
        self.engine, self.planner = engine, planner

    async def disconnect(self) -> None:
        engine, self.engine = self.engine, None
        if engine is not None:
            await finished(seconds=1)
            await engine.dispose()

    def is_held(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        if name == "planner":
            raise ClientNotConnectedError()
        raise AttributeError(name)

    async def run(self, steps: Steps[T], atomic: bool = False) -> T:
        if atomic:
            async with self.transaction() as held:
                return await held.run(steps)
        if self._log is not None:
            steps = self._log.watched(steps)
        lease = await self._lease()
        try:
            return await _drive(steps, _adapter(lease))
        except (DatabaseUnreachableError, asyncio.CancelledError):
            await _throw_away(lease)
            raise
        finally:
            await self._give_back(lease)

    @asynccontextmanager
    async def transaction(self, limits: Limits = NONE) -> AsyncGenerator[AsyncSession]:
        beginning = limits.started(self.planner.dialect)
        lease = await (self._lease() if limits.max_wait is None else self._lease_within(limits.max_wait))
        adapter = _adapter(lease)
        held = AsyncHeldSession(adapter, self.planner, self._log)
        try:
            await _drive(beginning, adapter)
            try:
                if limits.timeout is not None:
                    held.deadline = Deadline(limits.timeout, self.planner.dialect)
                yield held
                await held.finish()
                if await _plain(adapter, "COMMIT") == "ROLLBACK":
                    raise TransactionError("nothing was committed: an earlier statement of the transaction failed")
            except BaseException:
                await _roll_back(lease, adapter)
                raise
        except (DatabaseUnreachableError, asyncio.CancelledError):
            await _throw_away(lease)
            raise
        finally:
            held.close()
            await self._give_back(lease)

    async def _lease_within(self, seconds: float) -> PoolProxiedConnection:
        with patience(seconds):
            try:
                return await self._lease()
            except DatabaseTimeoutError as fault:
                raise not_started() from fault

    async def _lease(self) -> PoolProxiedConnection:
        if self.engine is None:
            raise ClientNotConnectedError()
        try:
            taking = greenlet_spawn(self.engine.sync_engine.raw_connection)
            return await (taking if self._has_idle(self.engine.sync_engine.pool) else whole(taking, self._refuse))
        except PoolTimeout as fault:
            raise DatabaseTimeoutError("no connection of the pool came free in time") from fault
        except (DBAPIError, OSError) as fault:
            raise DatabaseUnreachableError("the database does not answer") from fault
        except Exception as fault:
            if translated(fault, None) is None:
                raise
            raise DatabaseUnreachableError("the database does not answer") from fault

    def _has_idle(self, pool: Pool) -> bool:
        """Whether a connection is taken without waiting. One that was thrown away leaves a place in the pool that is
        filled when it is taken, so after the first of these nobody knows.
        """
        return isinstance(pool, QueuePool) and not self._threw_away and pool.checkedin() > 0 > pool.overflow()

    async def _refuse(self, lease: PoolProxiedConnection) -> None:
        """Takes care of a connection whose caller is gone."""
        await _throw_away(lease)
        await self._give_back(lease)

    async def _give_back(self, lease: PoolProxiedConnection) -> None:
        """Returns a connection to the pool; one that the pool has no room for is closed, which has to be awaited."""
        self._threw_away |= not lease.is_valid
        pool = None if self.engine is None else self.engine.sync_engine.pool
        if isinstance(pool, QueuePool) and pool.checkedin() < pool.size():
            lease.close()
        else:
            await whole(greenlet_spawn(lease.close))


class AsyncHeldSession(AsyncSession):
    """Keeps one connection, inside its transaction; nested transactions are savepoints."""

    def __init__(self, adapter: Adapter, planner: Planner, log: QueryLog | None, depth: int = 0) -> None:
        self._adapter = adapter
        self._log = log
        self._open = True
        self._depth = depth
        self._lock = TaskLock()
        self.planner = planner
        self.deadline: Deadline | None = None

    def close(self) -> None:
        self._open = False

    async def finish(self) -> None:
        """Ends the session before its transaction is kept. Raises TransactionExpiredError when that took too long."""
        async with self._lock:
            self._use()
            self._open = False

    def is_held(self) -> bool:
        return True

    async def run(self, steps: Steps[T], atomic: bool = False) -> T:
        if self._log is not None:
            steps = self._log.watched(steps)
        if self.deadline is not None:
            steps = self.deadline.watched(steps)
        async with self._lock:
            if not atomic:
                return await _drive(steps, self._use())
            async with self._savepoint():
                return await _drive(steps, self._use())

    @asynccontextmanager
    async def transaction(self, limits: Limits = NONE) -> AsyncGenerator[AsyncSession]:
        limits.refuse_within()
        async with self._lock, self._savepoint():
            inner = AsyncHeldSession(self._use(), self.planner, self._log, self._depth)
            inner.deadline = self.deadline
            try:
                yield inner
            finally:
                inner.close()

    @asynccontextmanager
    async def _savepoint(self) -> AsyncGenerator[None]:
        adapter = self._use()
        self._depth += 1
        name = f"tenantry_{self._depth}"
        await _plain(adapter, f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            await _plain(adapter, f"ROLLBACK TO SAVEPOINT {name}")
            await _plain(adapter, f"RELEASE SAVEPOINT {name}")
            raise
        else:
            await _plain(adapter, f"RELEASE SAVEPOINT {name}")
        finally:
            self._depth -= 1

    def _use(self) -> Adapter:
        if not self._open:
            raise TransactionExpiredError("the transaction has ended: use the client it came from")
        if self.deadline is not None:
            self.deadline.check()
        return self._adapter


class Adapter:
    """What the two asynchronous drivers say differently."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def send(self, sql: Any, parameters: Sequence[Any], mode: Mode) -> Any:
        raise NotImplementedError

    def translated(self, fault: BaseException, model: Model | None) -> DataError | None:
        """Our error for the driver's; None when it is no error of the database."""
        return translated(fault, model)


class AiosqliteAdapter(Adapter):
    async def send(self, sql: Any, parameters: Sequence[Any], mode: Mode) -> Any:
        if mode is Mode.ROWS:
            return await self.connection.execute_fetchall(sql, parameters)
        if mode is Mode.COUNT:
            async with self.connection.execute(sql, parameters) as cursor:
                return cursor.rowcount
        if mode is Mode.TABLE:
            async with self.connection.execute(sql, parameters) as cursor:
                names = [column[0] for column in cursor.description or ()]
                return names, [tuple(row) for row in await cursor.fetchall()]
        await (await self.connection.executemany(sql, parameters)).close()
        return None


class AsyncpgAdapter(Adapter):
    def translated(self, fault: BaseException, model: Model | None) -> DataError | None:
        """asyncpg has one error for a connection that is gone and for a value that it cannot send."""
        ours = translated(fault, model)
        if isinstance(ours, InputError) and self.connection.is_closed():
            return DatabaseUnreachableError("the connection to the database broke", model=ours.model)
        return ours

    async def send(self, sql: Any, parameters: Sequence[Any], mode: Mode) -> Any:
        connection = self.connection
        if mode is Mode.ROWS:
            return await connection.fetch(sql, *parameters)
        if mode is Mode.COUNT:
            status: str = await connection.execute(sql, *parameters)
            count = status.rpartition(" ")[2]
            return int(count) if count.isdigit() else status
        if mode is Mode.TABLE:
            prepared = await connection.prepare(sql)
            rows = await prepared.fetch(*parameters)
            return _table(prepared.get_attributes(), rows)
        if mode is Mode.MANY:
            return await connection.executemany(sql, parameters)
        target: CopyTarget = sql
        return await connection.copy_records_to_table(
            target.table, records=parameters, columns=target.columns, schema_name=target.schema
        )


def _table(attributes: Sequence[Any], rows: Sequence[Any]) -> tuple[list[str], Sequence[Any]]:
    """JSON is read, as the synchronous driver does."""
    decoders = [loads if attribute.type.name in ("json", "jsonb") else None for attribute in attributes]
    if any(decoders):
        rows = [
            [
                value if decode is None or value is None else decode(value)
                for decode, value in zip(decoders, row, strict=True)
            ]
            for row in rows
        ]
    return [attribute.name for attribute in attributes], rows


def _adapter(lease: PoolProxiedConnection) -> Adapter:
    connection: Any = lease.driver_connection
    return (
        AiosqliteAdapter(connection)
        if type(connection).__module__.startswith("aiosqlite")
        else AsyncpgAdapter(connection)
    )


async def _plain(adapter: Adapter, sql: str) -> Any:
    try:
        return await adapter.send(sql, (), Mode.COUNT)
    except Exception as fault:
        raise adapter.translated(fault, None) or fault from fault


async def _roll_back(lease: PoolProxiedConnection, adapter: Adapter) -> None:
    """Ends the transaction; a connection that cannot do that is thrown away, so that nothing of it is left in the
    pool.
    """
    try:
        await adapter.send("ROLLBACK", (), Mode.COUNT)
    except BaseException:  # noqa: BLE001 - whatever it was, the connection is of no more use
        await _throw_away(lease)


async def _throw_away(lease: PoolProxiedConnection) -> None:
    """Closes the connection instead of giving it back."""
    if lease.is_valid:
        await whole(greenlet_spawn(lease.invalidate))


async def _drive(steps: Steps[T], adapter: Adapter) -> T:
    """Sends each request to the database and the answer, or the error, back into the operation."""
    try:
        request = next(steps)
        while True:
            sql, parameters, mode, model = request
            try:
                answer = await adapter.send(sql, parameters, mode)
            except Exception as fault:
                ours = adapter.translated(fault, model)
                if ours is None:
                    raise
                ours.__cause__ = fault
                request = steps.throw(ours)
            else:
                request = steps.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result
