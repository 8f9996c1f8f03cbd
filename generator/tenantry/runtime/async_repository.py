"""The typed object with the operations of one model, asynchronous: those of `Repository`, awaited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, Literal, LiteralString, overload

from tenantry.runtime import catalog
from tenantry.runtime.execution.asynchronous import AsyncSession
from tenantry.runtime.filters import Upsert
from tenantry.runtime.operations import aggregates, bulk, counting, creates, payload, raw, reads, removing, updates
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.operations.locks import Lock, Strength, lock_of
from tenantry.runtime.references import Fields
from tenantry.runtime.repository import (
    CreateManyT,
    CreateT,
    FieldT,
    GroupT,
    IncludeT,
    KeyT,
    OrderT,
    RecordT,
    SelectT,
    UniqueT,
    UpdateT,
    WhereT,
    not_found,
)
from tenantry.runtime.scope import Scope


class AsyncRepository(
    Generic[RecordT, WhereT, UniqueT, CreateT, CreateManyT, UpdateT, OrderT, IncludeT, SelectT, KeyT, FieldT, GroupT]
):
    """Operations on one model within a client's scope.

    All raise `InputError` for input that does not fit the model, and the other errors of `tenantry.runtime.errors`
    for what the database refuses. A row outside the scope does not exist for any of them.
    """

    model: ClassVar[catalog.Model]

    def __init__(self, session: AsyncSession, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._kept: Bound | None = None

    @property
    def fields(self) -> Fields[FieldT]:
        """The model's fields, for filters that compare one with another."""
        return Fields(self.model.name)

    @property
    def _bound(self) -> Bound:
        bound = self._kept
        if bound is None:
            planner = self._session.planner
            bound = self._kept = Bound(planner, planner.table(self.model.name), self._scope)
        return bound

    def _lock(self, strength: Strength | None, nowait: bool, skip_locked: bool) -> Lock | None:
        if strength is None and not nowait and not skip_locked:
            return None
        return lock_of(self._bound.table, self._session.is_held(), strength, nowait, skip_locked)

    async def create(
        self,
        data: CreateT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> RecordT:
        """Writes a row, and the rows nested in `data`, in one transaction; returns its record."""
        bound = self._bound
        return await self._session.run(
            creates.create(bound, data, include, select, omit), payload.is_nested(bound.table, data)
        )

    async def create_many(self, data: Sequence[CreateManyT], *, skip_duplicates: bool = False) -> int:
        """Writes rows in batches, all or none; returns how many. `skip_duplicates` leaves out rows that collide."""
        return await self._session.run(bulk.create_many(self._bound, data, skip_duplicates), True)

    async def create_many_and_return(
        self,
        data: Sequence[CreateManyT],
        include: IncludeT | None = None,
        *,
        skip_duplicates: bool = False,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> list[RecordT]:
        """As `create_many`, and gives the records of the rows that were written, in their order."""
        steps = bulk.create_many_and_return(self._bound, data, skip_duplicates, include, select, omit)
        return await self._session.run(steps, True)

    async def find_unique(
        self,
        where: UniqueT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
        lock: Strength | None = None,
        nowait: bool = False,
        skip_locked: bool = False,
    ) -> RecordT | None:
        """The row that a key or unique index names, or None."""
        return await self._session.run(
            reads.find_unique(self._bound, where, include, select, omit, self._lock(lock, nowait, skip_locked))
        )

    async def find_unique_or_raise(
        self,
        where: UniqueT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
        lock: Strength | None = None,
        nowait: bool = False,
        skip_locked: bool = False,
    ) -> RecordT:
        """As `find_unique`; raises RecordNotFoundError (P2025) when there is no such row."""
        return self._found(
            await self.find_unique(
                where, include, select=select, omit=omit, lock=lock, nowait=nowait, skip_locked=skip_locked
            )
        )

    async def find_first(
        self,
        where: WhereT | None = None,
        *,
        order: OrderT | Sequence[OrderT] | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
        distinct: Sequence[FieldT] | None = None,
        include: IncludeT | None = None,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
        lock: Strength | None = None,
        nowait: bool = False,
        skip_locked: bool = False,
    ) -> RecordT | None:
        """The first row that fits, or None."""
        held = self._lock(lock, nowait, skip_locked)
        return await self._session.run(
            reads.find_first(self._bound, where, order, skip, include, select, cursor, distinct, omit, held)
        )

    async def find_first_or_raise(
        self,
        where: WhereT | None = None,
        *,
        order: OrderT | Sequence[OrderT] | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
        distinct: Sequence[FieldT] | None = None,
        include: IncludeT | None = None,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
        lock: Strength | None = None,
        nowait: bool = False,
        skip_locked: bool = False,
    ) -> RecordT:
        """As `find_first`; raises RecordNotFoundError (P2025) when no row fits."""
        return self._found(
            await self.find_first(
                where,
                order=order,
                skip=skip,
                cursor=cursor,
                distinct=distinct,
                include=include,
                select=select,
                omit=omit,
                lock=lock,
                nowait=nowait,
                skip_locked=skip_locked,
            )
        )

    async def find_many(
        self,
        where: WhereT | None = None,
        *,
        order: OrderT | Sequence[OrderT] | None = None,
        take: int | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
        distinct: Sequence[FieldT] | None = None,
        include: IncludeT | None = None,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
        lock: Strength | None = None,
        nowait: bool = False,
        skip_locked: bool = False,
    ) -> list[RecordT]:
        """The rows that fit.

        A page starts at the row `cursor`, skips `skip` rows and has `take` of them; a negative `take` counts from the
        end. `distinct` keeps the first row for each combination of these fields. The key ends the order of a page, so
        that pages are disjoint. `lock` keeps others off the rows until the transaction ends, `nowait` and `skip_locked`
        say what to do about rows that others keep.
        """
        held = self._lock(lock, nowait, skip_locked)
        return await self._session.run(
            reads.find_many(self._bound, where, order, take, skip, include, select, cursor, distinct, omit, held)
        )

    async def get(
        self,
        key: KeyT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> RecordT | None:
        """The row with this primary key (a tuple for a composite one), or None."""
        return await self._session.run(reads.get(self._bound, key, include, select, omit))

    async def get_or_raise(
        self,
        key: KeyT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> RecordT:
        """As `get`; raises RecordNotFoundError (P2025) when there is no such row."""
        return self._found(await self.get(key, include, select=select, omit=omit))

    @overload
    async def count(
        self,
        where: WhereT | None = None,
        *,
        take: int | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
    ) -> int: ...

    @overload
    async def count(
        self,
        where: WhereT | None = None,
        *,
        select: Mapping[FieldT | Literal["_all"], bool],
        take: int | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
    ) -> dict[FieldT | Literal["_all"], int]: ...

    async def count(
        self,
        where: WhereT | None = None,
        *,
        select: Mapping[FieldT | Literal["_all"], bool] | None = None,
        take: int | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
    ) -> int | dict[FieldT | Literal["_all"], int]:
        """How many rows fit, or of a page of them.

        With `select`, how many rows there are (`_all`) and how many of them have a value in each field.
        """
        found: int | dict[FieldT | Literal["_all"], int] = await self._session.run(
            counting.count(self._bound, where, select, take, skip, cursor)
        )
        return found

    async def aggregate(
        self,
        where: WhereT | None = None,
        *,
        order: OrderT | Sequence[OrderT] | None = None,
        take: int | None = None,
        skip: int | None = None,
        cursor: UniqueT | None = None,
        count: bool | Mapping[FieldT | Literal["_all"], bool] = False,
        avg: Mapping[FieldT, bool] | None = None,
        sum: Mapping[FieldT, bool] | None = None,
        min: Mapping[FieldT, bool] | None = None,
        max: Mapping[FieldT, bool] | None = None,
    ) -> GroupT:
        """Numbers about the rows that fit, or about a page of them: `{"_count": {"_all": 3}, "_avg": {"level": 2.0}}`.

        Of no rows there is no average, sum, least and greatest: they are None.
        """
        wanted = {"count": count, "avg": avg, "sum": sum, "min": min, "max": max}
        found: GroupT = await self._session.run(
            aggregates.aggregate(self._bound, where, order, take, skip, cursor, **wanted)
        )
        return found

    async def group_by(
        self,
        by: Sequence[FieldT],
        *,
        where: WhereT | None = None,
        having: Mapping[str, object] | None = None,
        count: bool | Mapping[FieldT | Literal["_all"], bool] = False,
        avg: Mapping[FieldT, bool] | None = None,
        sum: Mapping[FieldT, bool] | None = None,
        min: Mapping[FieldT, bool] | None = None,
        max: Mapping[FieldT, bool] | None = None,
        order: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None,
        take: int | None = None,
        skip: int | None = None,
    ) -> list[GroupT]:
        """The values of the fields `by` and numbers about the rows that have them, for each different combination.

        `having` filters the groups: `{"level": {"_avg": {"gt": 2}}}`. They come in the order of `order`, a field of
        `by` or an aggregate (`{"_sum": {"level": "desc"}}`); the fields `by` end it.
        """
        wanted = {"count": count, "avg": avg, "sum": sum, "min": min, "max": max}
        found: list[GroupT] = await self._session.run(
            aggregates.group_by(self._bound, by, where, having, order, take, skip, **wanted)
        )
        return found

    async def query_raw(self, query: LiteralString, *values: object) -> list[RecordT]:
        """Records from a statement that gives columns of the model, by their names in the database.

        Nothing holds such a statement to a tenant: raises TenantRequiredError for a client that does not see
        everything.
        """
        bound = self._bound
        return await self._session.run(raw.query_records(bound.table, bound.scope, query, values))

    async def query_first(self, query: LiteralString, *values: object) -> RecordT | None:
        """The first record that `query_raw` gives, or None."""
        found = await self.query_raw(query, *values)
        return found[0] if found else None

    async def update(
        self,
        data: UpdateT,
        where: UniqueT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> RecordT | None:
        """Changes the row that `where` names, and the rows nested in `data`, in one transaction; None when there is no
        such row.
        """
        bound = self._bound
        return await self._session.run(
            updates.update(bound, where, data, include, select, omit), payload.is_nested(bound.table, data)
        )

    async def update_many(self, data: UpdateT, where: WhereT | Literal["all"]) -> int:
        """Changes the rows that fit, `"all"` for every row of the scope; returns how many."""
        return await self._session.run(updates.update_many(self._bound, where, data), True)

    async def upsert(
        self,
        where: UniqueT,
        data: Upsert[CreateT, UpdateT],
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> RecordT:
        """Changes the row that `where` names, or creates it."""
        return await self._session.run(updates.upsert(self._bound, where, data, include, select, omit), True)

    async def delete(
        self,
        where: UniqueT,
        include: IncludeT | None = None,
        *,
        select: SelectT | None = None,
        omit: Mapping[FieldT, bool] | None = None,
    ) -> RecordT | None:
        """Removes the row that `where` names and returns it as it was; None when there is no such row."""
        return await self._session.run(
            removing.delete(self._bound, where, include, select, omit), not (include is select is omit is None)
        )

    async def delete_many(self, where: WhereT | Literal["all"]) -> int:
        """Removes the rows that fit, `"all"` for every row of the scope; returns how many."""
        return await self._session.run(removing.delete_many(self._bound, where))

    def _found(self, record: RecordT | None) -> RecordT:
        if record is None:
            raise not_found(self.model)
        return record
