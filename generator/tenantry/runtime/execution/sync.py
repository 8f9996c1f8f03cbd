"""The synchronous driver: sqlite3 or psycopg, on connections of SQLAlchemy's pool."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import PoolProxiedConnection

from tenantry.runtime.catalog import Model
from tenantry.runtime.errors import (
    ClientNotConnectedError,
    DatabaseTimeoutError,
    DatabaseUnreachableError,
    TransactionError,
    TransactionExpiredError,
)
from tenantry.runtime.execution.failures import translated
from tenantry.runtime.execution.limits import NONE, Deadline, Limits, not_started, patience
from tenantry.runtime.execution.querylog import QueryLog
from tenantry.runtime.execution.steps import Mode, Steps
from tenantry.runtime.operations.bulk import CopyTarget
from tenantry.runtime.planning.planner import Planner

T = TypeVar("T")


class Session:
    """Runs an operation's steps. `planner` is the engine's."""

    planner: Planner

    def run(self, steps: Steps[T], atomic: bool = False) -> T:
        """Runs the steps to their result; with `atomic`, all of their statements count or none does."""
        raise NotImplementedError

    def transaction(self, limits: Limits = NONE) -> AbstractContextManager[Session]:
        """A context: a session whose statements count when it ends without exception."""
        raise NotImplementedError

    def is_held(self) -> bool:
        """Whether this is within a transaction."""
        raise NotImplementedError


class PooledSession(Session):
    """Takes a connection from the pool for each operation."""

    def __init__(self, log: QueryLog | None = None) -> None:
        self.engine: sa.Engine | None = None
        self._log = log

    def connect(self, engine: sa.Engine, planner: Planner) -> None:
        self.engine, self.planner = engine, planner

    def disconnect(self) -> None:
        engine, self.engine = self.engine, None
        if engine is not None:
            engine.dispose()

    def is_held(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        if name == "planner":
            raise ClientNotConnectedError()
        raise AttributeError(name)

    def run(self, steps: Steps[T], atomic: bool = False) -> T:
        if self._log is not None:
            steps = self._log.watched(steps)
        lease = self._lease()
        connection = lease.driver_connection
        try:
            if not atomic:
                return _drive(steps, connection)
            begin(connection)
            try:
                result = _drive(steps, connection)
                _commit(connection)
            except BaseException:
                _roll_back(lease, connection)
                raise
            return result
        except DatabaseUnreachableError:
            _throw_away(lease)
            raise
        finally:
            lease.close()

    @contextmanager
    def transaction(self, limits: Limits = NONE) -> Generator[Session]:
        beginning = limits.started(self.planner.dialect)
        lease = self._lease() if limits.max_wait is None else self._lease_within(limits.max_wait)
        connection = lease.driver_connection
        held = HeldSession(connection, self.planner, self._log)
        try:
            _drive(beginning, connection)
            try:
                if limits.timeout is not None:
                    held.deadline = Deadline(limits.timeout, self.planner.dialect)
                yield held
                held.finish()
                _commit(connection)
            except BaseException:
                _roll_back(lease, connection)
                raise
        except DatabaseUnreachableError:
            _throw_away(lease)
            raise
        finally:
            held.close()
            lease.close()

    def _lease_within(self, seconds: float) -> PoolProxiedConnection:
        with patience(seconds):
            try:
                return self._lease()
            except DatabaseTimeoutError as fault:
                raise not_started() from fault

    def _lease(self) -> PoolProxiedConnection:
        if self.engine is None:
            raise ClientNotConnectedError()
        try:
            return self.engine.raw_connection()
        except PoolTimeout as fault:
            raise DatabaseTimeoutError("no connection of the pool came free in time") from fault
        except DBAPIError as fault:
            raise DatabaseUnreachableError("the database does not answer") from fault
        except Exception as fault:
            if translated(fault, None) is None:
                raise
            raise DatabaseUnreachableError("the database does not answer") from fault


class HeldSession(Session):
    """Keeps one connection, inside its transaction; nested transactions are savepoints."""

    def __init__(self, connection: Any, planner: Planner, log: QueryLog | None) -> None:
        self._connection = connection
        self._log = log
        self._open = True
        self._depth = 0
        self._lock = threading.RLock()
        self.planner = planner
        self.deadline: Deadline | None = None

    def close(self) -> None:
        self._open = False

    def finish(self) -> None:
        """Ends the session before its transaction is kept. Raises TransactionExpiredError when that took too long."""
        with self._lock:
            self._use()
            self._open = False

    def is_held(self) -> bool:
        return True

    def run(self, steps: Steps[T], atomic: bool = False) -> T:
        if self._log is not None:
            steps = self._log.watched(steps)
        if self.deadline is not None:
            steps = self.deadline.watched(steps)
        with self._lock:
            if not atomic:
                return _drive(steps, self._use())
            with self._savepoint():
                return _drive(steps, self._use())

    @contextmanager
    def transaction(self, limits: Limits = NONE) -> Generator[Session]:
        limits.refuse_within()
        with self._lock, self._savepoint():
            inner = HeldSession(self._use(), self.planner, self._log)
            inner._depth = self._depth
            inner.deadline = self.deadline
            try:
                yield inner
            finally:
                inner.close()

    @contextmanager
    def _savepoint(self) -> Generator[None]:
        connection = self._use()
        self._depth += 1
        name = f"tenantry_{self._depth}"
        _execute(connection, f"SAVEPOINT {name}", (), Mode.COUNT, None)
        try:
            yield
        except BaseException:
            _execute(connection, f"ROLLBACK TO SAVEPOINT {name}", (), Mode.COUNT, None)
            _execute(connection, f"RELEASE SAVEPOINT {name}", (), Mode.COUNT, None)
            raise
        else:
            _execute(connection, f"RELEASE SAVEPOINT {name}", (), Mode.COUNT, None)
        finally:
            self._depth -= 1

    def _use(self) -> Any:
        if not self._open:
            raise TransactionExpiredError("the transaction has ended: use the client it came from")
        if self.deadline is not None:
            self.deadline.check()
        return self._connection


def begin_statement(connection: Any) -> str:
    """SQLite takes the write lock at once: a transaction that reads and then writes would fail when another wrote
    in between.
    """
    return "BEGIN IMMEDIATE" if type(connection).__module__.partition(".")[0] in ("sqlite3", "aiosqlite") else "BEGIN"


def begin(connection: Any) -> None:
    _execute(connection, begin_statement(connection), (), Mode.COUNT, None)


def _commit(connection: Any) -> None:
    """PostgreSQL answers COMMIT with ROLLBACK when a statement of the transaction failed and the caller went on."""
    try:
        cursor = connection.execute("COMMIT")
    except Exception as fault:
        raise translated(fault, None) or fault from fault
    if getattr(cursor, "statusmessage", None) == "ROLLBACK":
        raise TransactionError("nothing was committed: an earlier statement of the transaction failed")


def _roll_back(lease: PoolProxiedConnection, connection: Any) -> None:
    """Ends the transaction; a connection that cannot do that is thrown away, so that nothing of it is left in the
    pool.
    """
    try:
        connection.execute("ROLLBACK")
    except Exception:  # noqa: BLE001 - whatever it was, the connection is of no more use
        _throw_away(lease)


def _throw_away(lease: PoolProxiedConnection) -> None:
    """Closes the connection instead of giving it back."""
    if lease.is_valid:
        lease.invalidate()


def _drive(steps: Steps[T], connection: Any) -> T:
    """Sends each request to the database and the answer, or the error, back into the operation."""
    try:
        request = next(steps)
        while True:
            sql, parameters, mode, model = request
            try:
                answer = _run(connection, sql, parameters, mode)
            except Exception as fault:
                ours = translated(fault, model)
                if ours is None:
                    raise
                ours.__cause__ = fault
                request = steps.throw(ours)
            else:
                request = steps.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result


def _execute(connection: Any, sql: Any, parameters: Sequence[Any], mode: Mode, model: Model | None) -> Any:
    try:
        return _run(connection, sql, parameters, mode)
    except Exception as fault:
        ours = translated(fault, model)
        if ours is None:
            raise
        raise ours from fault


def _run(connection: Any, sql: Any, parameters: Sequence[Any], mode: Mode) -> Any:
    if mode is Mode.ROWS:
        return connection.execute(sql, parameters).fetchall()
    if mode is Mode.COUNT:
        return connection.execute(sql, parameters).rowcount
    if mode is Mode.TABLE:
        cursor = connection.execute(sql, parameters)
        return [column[0] for column in cursor.description or ()], cursor.fetchall() if cursor.description else []
    if mode is Mode.MANY:
        cursor = connection.cursor()
        try:
            cursor.executemany(sql, parameters)
        finally:
            cursor.close()
        return None
    return _copy(connection, sql, parameters)


def _copy(connection: Any, target: CopyTarget, rows: Sequence[Any]) -> None:
    from psycopg import sql

    parts = [target.table] if target.schema is None else [target.schema, target.table]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(*parts), sql.SQL(", ").join([sql.Identifier(c) for c in target.columns])
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        write = copy.write_row
        for row in rows:
            write(row)
