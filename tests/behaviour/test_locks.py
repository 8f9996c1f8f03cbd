"""Locks on rows that are read: others wait, are told, or pass the rows by."""

from __future__ import annotations

from typing import Any

import pytest

from generated import mapped as mapped_package
from tenantry import runtime as rt


async def books(library: Any) -> None:
    await library.model.create_many([{"mark": mark, "title": f"book {mark}"} for mark in range(4)])


PLACE = {"place": {"libraryId": "north", "mark": 1}}


async def reads(tx: Any, **lock: Any) -> list[list[int]]:
    """The marks that each reading operation finds of the first two books."""
    one = await tx.model.find_unique(PLACE, **lock)
    first = await tx.model.find_first({"mark": {"gte": 1}}, order={"mark": "asc"}, **lock)
    page = await tx.model.find_many({"mark": {"lt": 2}}, order={"mark": "asc"}, take=2, cursor=PLACE, **lock)
    chosen = await tx.model.find_many({"mark": 1}, select={"mark": True, "library": True}, **lock)
    through = await tx.model.find_many({"mark": 1, "library": {"name": "North"}}, include={"library": True}, **lock)
    return [[row.mark for row in found] for found in ([one] if one else [], [first], page, chosen, through)]


@pytest.mark.parametrize("lock", [{"lock": "update"}, {"lock": "share"}, {"lock": "update", "nowait": True}])
async def test_a_lock_changes_nothing_of_what_is_read(library: Any, lock: dict[str, Any]) -> None:
    await books(library)
    async with library.tx() as tx:
        assert await reads(tx, **lock) == await reads(tx) == [[1]] * 5
        assert (await tx.model.find_unique_or_raise(PLACE, **lock)).mark == 1
        assert (await tx.model.find_first_or_raise({"mark": 1}, **lock)).mark == 1
        async with tx.tx() as inner:
            assert await reads(inner, **lock) == [[1]] * 5


async def test_others_are_told_of_a_locked_row_or_pass_it_by(library: Any, mapped_url: str, flavor: Any) -> None:
    await books(library)
    if flavor.provider == "sqlite":
        return  # the second transaction would not even begin
    async with flavor.open(mapped_package, mapped_url) as other, library.tx() as tx:
        await tx.model.find_unique(PLACE, lock="update")
        async with other.tenant("north").tx() as second:
            assert [row.mark for row in await second.model.find_many(lock="update", skip_locked=True)] == [0, 2, 3]
            assert await second.model.find_unique(PLACE, lock="share", skip_locked=True) is None
            assert await second.model.find_unique(PLACE) is not None
        for strength in ("update", "share"):
            with pytest.raises(rt.WriteConflictError) as caught:
                async with other.tenant("north").tx() as second:
                    await second.model.find_first({"mark": 1}, lock=strength, nowait=True)
            assert caught.value.code == "P2034"


async def test_those_who_share_a_row_keep_off_only_those_who_change_it(
    library: Any, mapped_url: str, flavor: Any
) -> None:
    await books(library)
    if flavor.provider == "sqlite":
        return
    async with flavor.open(mapped_package, mapped_url) as other, library.tx() as tx:
        await tx.model.find_unique(PLACE, lock="share")
        async with other.tenant("north").tx() as second:
            assert await second.model.find_unique(PLACE, lock="share", nowait=True) is not None
            assert await second.model.find_unique(PLACE, lock="update", skip_locked=True) is None


async def test_only_the_rows_that_are_given_are_locked(library: Any, mapped_url: str, flavor: Any) -> None:
    """Neither the cursor's, nor those at the ends of relations."""
    await books(library)
    if flavor.provider == "sqlite":
        return
    async with flavor.open(mapped_package, mapped_url) as other, library.tx() as tx:
        page = await tx.model.find_many({"mark": 2}, cursor=PLACE, include={"library": True}, lock="update")
        assert [row.mark for row in page] == [2]
        async with other.tenant("north").tx() as second:
            free = await second.model.find_many(order={"mark": "asc"}, lock="update", skip_locked=True)
            assert [row.mark for row in free] == [0, 1, 3]
            assert await second.library.find_first(lock="update", nowait=True) is not None


async def test_a_lock_ends_with_its_transaction(library: Any, mapped_url: str, flavor: Any) -> None:
    await books(library)
    async with flavor.open(mapped_package, mapped_url) as other:
        async with library.tx() as tx:
            await tx.model.find_many(lock="update")
        async with other.tenant("north").tx() as second:
            assert len(await second.model.find_many(lock="update", nowait=True)) == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"lock": "write"}, "'update' or 'share'"),
        ({"lock": True}, "'update' or 'share'"),
        ({"nowait": True}, "'update' or 'share'"),
        ({"lock": "update", "nowait": 1}, "True or False"),
        ({"lock": "update", "nowait": True, "skip_locked": True}, "nowait or skip_locked, not both"),
    ],
)
async def test_a_lock_that_does_not_fit_is_refused_in_words(library: Any, arguments: Any, words: str) -> None:
    async with library.tx() as tx:
        for call in (tx.model.find_many, tx.model.find_first, lambda **named: tx.model.find_unique(PLACE, **named)):
            with pytest.raises(rt.InputError, match=words):
                await call(**arguments)


async def test_rows_are_locked_within_a_transaction_only(library: Any) -> None:
    with pytest.raises(rt.InputError, match="within a transaction only"):
        await library.model.find_many(lock="update")


async def test_distinct_rows_cannot_be_locked(library: Any) -> None:
    async with library.tx() as tx:
        with pytest.raises(rt.InputError, match="distinct"):
            await tx.model.find_many(distinct=["title"], lock="update")
