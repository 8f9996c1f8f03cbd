"""Batches: writes that are called one after the other and made together, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Literal, Protocol, Self, TypeVar, cast, overload

from tenantry.runtime import catalog
from tenantry.runtime.execution.asynchronous import AsyncSession
from tenantry.runtime.execution.steps import Steps
from tenantry.runtime.execution.sync import Session
from tenantry.runtime.filters import Upsert
from tenantry.runtime.operations import bulk, creates, payload, removing, updates
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.planner import Planner
from tenantry.runtime.repository import Repository, not_found
from tenantry.runtime.scope import Scope

WhereT = TypeVar("WhereT", bound=Mapping[str, Any])
UniqueT = TypeVar("UniqueT", bound=Mapping[str, Any])
CreateT = TypeVar("CreateT", bound=Mapping[str, Any])
CreateManyT = TypeVar("CreateManyT", bound=Mapping[str, Any])
UpdateT = TypeVar("UpdateT", bound=Mapping[str, Any])
T = TypeVar("T")


class HasPlanner(Protocol):
    """A session, as a queue needs it."""

    @property
    def planner(self) -> Planner: ...


@dataclass(frozen=True, slots=True)
class Write:
    """An operation's steps, and whether these are several statements; with `finds`, a row of that model has to be
    there.
    """

    steps: Steps[Any]
    atomic: bool
    finds: catalog.Model | None = None

    def check(self, found: Any) -> None:
        """Nobody is there to be told by a None. Raises RecordNotFoundError."""
        if found is None and self.finds is not None:
            raise not_found(self.finds)


class Queue:
    """Writes that wait for their batch to be committed."""

    def __init__(self, session: HasPlanner, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._waiting: list[Write] = []

    def bound(self, model: str) -> Bound:
        """A model within the scope. Raises ClientNotConnectedError."""
        planner = self._session.planner
        return Bound(planner, planner.table(model), self._scope)

    def add(self, steps: Steps[Any], *, atomic: bool, finds: catalog.Model | None = None) -> None:
        self._waiting.append(Write(steps, atomic, finds))

    def take(self) -> list[Write]:
        """What waits, which then waits no more."""
        waiting, self._waiting = self._waiting, []
        return waiting


class HasQueue(Protocol):
    """A batch, as a door needs it."""

    @property
    def _queue(self) -> Queue: ...


class BatchRepository(Generic[WhereT, UniqueT, CreateT, CreateManyT, UpdateT]):
    """The writes of one model, for a batch. None gives a result, and what is wrong with one is raised by the commit;
    there, a row that is not found is an error, too (P2025).
    """

    def __init__(self, queue: Queue, model: catalog.Model) -> None:
        self._queue = queue
        self._bound = queue.bound(model.name)

    def create(self, data: CreateT) -> None:
        """A new row, and the rows nested in `data`."""
        self._queue.add(creates.create(self._bound, _kept(data)), atomic=self._is_nested(data))

    def create_many(self, data: Sequence[CreateManyT], *, skip_duplicates: bool = False) -> None:
        """New rows; with `skip_duplicates`, those that collide are left out."""
        self._queue.add(bulk.create_many(self._bound, _kept(data), skip_duplicates), atomic=True)

    def update(self, data: UpdateT, where: UniqueT) -> None:
        """Changes the row that `where` names, and the rows nested in `data`."""
        steps = updates.update(self._bound, _kept(where), _kept(data))
        self._queue.add(steps, atomic=self._is_nested(data), finds=self._bound.table.model)

    def update_many(self, data: UpdateT, where: WhereT | Literal["all"]) -> None:
        """Changes the rows that fit, `"all"` for every row of the scope."""
        self._queue.add(updates.update_many(self._bound, _kept(where), _kept(data)), atomic=True)

    def upsert(self, where: UniqueT, data: Upsert[CreateT, UpdateT]) -> None:
        """Changes the row that `where` names, or creates it."""
        self._queue.add(updates.upsert(self._bound, _kept(where), _kept(data)), atomic=True)

    def delete(self, where: UniqueT) -> None:
        """Removes the row that `where` names."""
        steps = removing.delete(self._bound, _kept(where))
        self._queue.add(steps, atomic=False, finds=self._bound.table.model)

    def delete_many(self, where: WhereT | Literal["all"]) -> None:
        """Removes the rows that fit, `"all"` for every row of the scope."""
        self._queue.add(removing.delete_many(self._bound, _kept(where)), atomic=False)

    def _is_nested(self, data: Any) -> bool:
        return payload.is_nested(self._bound.table, data)


class BatchDoor(Generic[WhereT, UniqueT, CreateT, CreateManyT, UpdateT]):
    """A batch's attribute that is the writes of a model; what they take is what its repository's take."""

    def __init__(
        self,
        repository: type[Repository[Any, WhereT, UniqueT, CreateT, CreateManyT, UpdateT, Any, Any, Any, Any, Any, Any]],
    ) -> None:
        self._repository = repository

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, batch: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, batch: HasQueue, owner: type[Any]
    ) -> BatchRepository[WhereT, UniqueT, CreateT, CreateManyT, UpdateT]: ...
    def __get__(
        self, batch: HasQueue | None, owner: type[Any]
    ) -> BatchRepository[WhereT, UniqueT, CreateT, CreateManyT, UpdateT] | Self:
        if batch is None:
            return self
        made: BatchRepository[WhereT, UniqueT, CreateT, CreateManyT, UpdateT] = BatchRepository(
            batch._queue, self._repository.model  # pyright: ignore[reportPrivateUsage] - the batch's own part
        )
        batch.__dict__[self._name] = made
        return made


class Batch:
    """Made together by `commit()`, or when the `with` block ends without exception."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._queue = Queue(session, scope)
        self._session = session

    def commit(self) -> None:
        """Makes all writes that were called so far, or none: raises what is wrong with the first that fails."""
        waiting = self._queue.take()
        if waiting:
            with self._session.transaction() as held:
                for write in waiting:
                    write.check(held.run(write.steps, write.atomic))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self._queue.take()


class AsyncBatch:
    """Made together by `await commit()`, or when the `async with` block ends without exception. The writes themselves
    are not awaited.
    """

    def __init__(self, session: AsyncSession, scope: Scope) -> None:
        self._queue = Queue(session, scope)
        self._session = session

    async def commit(self) -> None:
        """Makes all writes that were called so far, or none: raises what is wrong with the first that fails."""
        waiting = self._queue.take()
        if waiting:
            async with self._session.transaction() as held:
                for write in waiting:
                    write.check(await held.run(write.steps, write.atomic))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            await self.commit()
        else:
            self._queue.take()


def _kept(said: Any) -> Any:
    """A copy of an argument, which the caller may go on with before the commit."""
    if isinstance(said, dict):
        return {name: _kept(value) for name, value in cast("dict[str, Any]", said).items()}
    if isinstance(said, (list, tuple)):
        return [_kept(value) for value in cast("Sequence[Any]", said)]
    return said
