"""Clients, synchronous. Generated packages add the doors to their repositories."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, ClassVar, Generic, LiteralString, Self, TypeVar, overload

from pydantic import BaseModel

from tenantry.runtime import dialect
from tenantry.runtime.catalog import Catalog
from tenantry.runtime.errors import DataError, WriteConflictError
from tenantry.runtime.execution.engines import resolve_url, sync_engine
from tenantry.runtime.execution.limits import Duration, IsolationLevel, limits
from tenantry.runtime.execution.querylog import Query, query_log
from tenantry.runtime.execution.retries import pauses
from tenantry.runtime.execution.sync import PooledSession, Session
from tenantry.runtime.operations import raw
from tenantry.runtime.planning.planner import Planner
from tenantry.runtime.registration import Registrable, register
from tenantry.runtime.scope import GLOBAL, UNSCOPED, Scope
from tenantry.runtime.tenants import tenant_scope, unscoped_scope

ModelT = TypeVar("ModelT", bound=BaseModel)
T = TypeVar("T")


class ScopedClient:
    """Repositories over one session and one scope."""

    catalog: ClassVar[Catalog]

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    @contextmanager
    def tx(
        self,
        *,
        isolation_level: IsolationLevel | None = None,
        timeout: Duration | None = None,
        max_wait: Duration | None = None,
    ) -> Generator[Self]:
        """A client of the same scope inside a transaction: kept when the block ends, rolled back on any exception.

        Times are timedeltas, or numbers of milliseconds. After `timeout` the next statement, and the end of the block,
        raise TransactionExpiredError; PostgreSQL stops a statement that is still at it (DatabaseTimeoutError). Where no
        connection came free within `max_wait`, TransactionNotStartedError. Within a transaction it is a savepoint,
        which takes no such options.
        """
        asked = limits(isolation_level, timeout, max_wait)
        with self._session.transaction(asked) as held:
            yield self._within(held)

    def run_in_tx(
        self,
        function: Callable[[Self], T],
        *,
        retries: int = 3,
        isolation_level: IsolationLevel | None = None,
        timeout: Duration | None = None,
        max_wait: Duration | None = None,
    ) -> T:
        """What the function gives, called with a client inside a transaction; all of it is called again, up to
        `retries` times, when a concurrent transaction won (WriteConflictError).
        """
        waits = pauses(retries, is_held=self._session.is_held())
        while True:
            try:
                with self.tx(isolation_level=isolation_level, timeout=timeout, max_wait=max_wait) as held:
                    return function(held)
            except WriteConflictError:
                pause = next(waits, None)
                if pause is None:
                    raise
            time.sleep(pause)

    def _within(self, session: Session) -> Self:
        return type(self)(session, self._scope)


class TenantClient(ScopedClient):
    """One tenant's rows, and global models."""

    @property
    def tenant_key(self) -> Any:
        """The key of the tenant whose rows this client sees."""
        return self._scope.key


class RawQueries(ScopedClient):
    """SQL of the caller's own, which nothing holds to a tenant: only clients that see everything have it.

    Values are parameters, `$1`, `$2` and so on, on SQLite also `?`. They never become part of the text, which therefore
    has to be a literal. All raise RawQueryError (P2010), or a closer error, where the database refuses the statement.
    """

    @overload
    def query_raw(self, query: LiteralString, *values: object) -> list[dict[str, object]]: ...

    @overload
    def query_raw(self, query: LiteralString, *values: object, model: type[ModelT]) -> list[ModelT]: ...

    def query_raw(
        self, query: LiteralString, *values: object, model: type[ModelT] | None = None
    ) -> list[dict[str, object]] | list[ModelT]:
        """The rows of a statement: dictionaries by column, or instances of `model`, validated."""
        steps = raw.query(self._session.planner.dialect, query, values, model)
        found: list[dict[str, object]] | list[ModelT] = self._session.run(steps)
        return found

    @overload
    def query_first(self, query: LiteralString, *values: object) -> dict[str, object] | None: ...

    @overload
    def query_first(self, query: LiteralString, *values: object, model: type[ModelT]) -> ModelT | None: ...

    def query_first(
        self, query: LiteralString, *values: object, model: type[ModelT] | None = None
    ) -> dict[str, object] | ModelT | None:
        """The first row of a statement, as `query_raw` gives it, or None."""
        steps = raw.query(self._session.planner.dialect, query, values, model)
        found: list[dict[str, object] | ModelT] = self._session.run(steps)
        return found[0] if found else None

    def execute_raw(self, query: LiteralString, *values: object) -> int:
        """How many rows a statement touched."""
        return self._session.run(raw.execute(self._session.planner.dialect, query, values))


class UnscopedClient(RawQueries):
    """Every tenant's rows."""


class RootClient(ScopedClient, Registrable):
    """A client that owns its connections: `connect()` and `disconnect()`, or a `with` block.

    `datasource={"url": ...}` names the database, in Prisma's spelling (`file:./dev.db`) or SQLAlchemy's; without it,
    the environment variable that the schema's datasource names. With
    `auto_register`, this is the client that `get_client()` gives.

    `log_queries` tells of each statement: a function is called with a `Query`, True is the logger "tenantry.query".
    Those that took `slow_query_ms` at least are warnings there, and then the only ones. Values are left out unless
    `log_values` is True.

    `max_rows` is how many rows `find_many` gives at most where it is not told how many to take: more are an InputError.
    """

    scope: ClassVar[Scope] = GLOBAL

    def __init__(
        self,
        *,
        datasource: Mapping[str, str] | None = None,
        auto_register: bool = False,
        log_queries: bool | Callable[[Query], object] = False,
        log_values: bool = False,
        slow_query_ms: float | None = None,
        max_rows: int | None = None,
    ) -> None:
        log = query_log(log_queries, log_values=log_values, slow_query_ms=slow_query_ms)
        self._pool = PooledSession(log)
        self._url = (datasource or {}).get("url")
        self._max_rows = max_rows
        super().__init__(self._pool, self.scope)
        if auto_register:
            register(self)

    def connect(self) -> Self:
        """Opens the pool; connections are made when first needed. Raises ConfigurationError when no database is
        named.
        """
        if self._pool.engine is None:
            url = resolve_url(self.catalog, self._url, os.environ.get(self.catalog.environment))
            kind = dialect.sqlite() if url.provider == "sqlite" else dialect.postgresql_psycopg()
            self._pool.connect(sync_engine(url), Planner(self.catalog, kind, self._max_rows))
        return self

    def disconnect(self) -> None:
        """Closes the pool. The client can be connected again."""
        self._pool.disconnect()

    def is_connected(self) -> bool:
        """Whether `connect()` was called and `disconnect()` was not."""
        return self._pool.engine is not None

    def health_check(self) -> bool:
        """Whether the database answers."""
        try:
            with self._pool.transaction():
                return True
        except DataError:
            return False

    def __enter__(self) -> Self:
        return self.connect()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.disconnect()

    def _within(self, session: Session) -> Self:
        inner = object.__new__(type(self))
        inner._pool, inner._url, inner._max_rows = self._pool, self._url, self._max_rows
        ScopedClient.__init__(inner, session, self._scope)
        return inner


TenantT = TypeVar("TenantT", bound=TenantClient)
UnscopedT = TypeVar("UnscopedT", bound=UnscopedClient)
KeyT = TypeVar("KeyT")


class Client(RootClient, Generic[TenantT, UnscopedT, KeyT]):
    """Global models, and the only way to those of tenants."""

    tenant_client: ClassVar[type[Any]]
    unscoped_client: ClassVar[type[Any]]

    def tenant(self, key: KeyT) -> TenantT:
        """The rows of one tenant. Raises TenantRequiredError when the key is missing, empty or falsy."""
        client: TenantT = self.tenant_client(self._session, tenant_scope(self.catalog, key))
        return client

    def unscoped(self, *, reason: str) -> UnscopedT:
        """Every tenant's rows; the reason is logged."""
        client: UnscopedT = self.unscoped_client(self._session, unscoped_scope(self.catalog, reason))
        return client


class OpenClient(RootClient, RawQueries):
    """The client of a schema without tenants."""

    scope = UNSCOPED
