"""batch_(): writes that are called one after the other and made together."""

from __future__ import annotations

from typing import Any

import pytest

from generated import metabuilder as package
from tenantry import runtime as rt

USER = {"email": "a", "password": "p"}


def user(email: str, **more: Any) -> dict[str, Any]:
    return {**USER, "email": email, **more}


async def levels(client: Any) -> dict[str, int]:
    return {row.email: row.level for row in await client.user.find_many()}


class StopError(Exception):
    """What a caller raises to leave a batch."""


async def test_all_is_written_when_the_block_ends(acme: Any) -> None:
    await acme.user.create_many([user("a"), user("b"), user("c"), user("d")])
    async with acme.batch_() as batch:
        assert batch.user.create(user("e", workflows={"create": [{"name": "w", "config": "{}"}]})) is None
        assert batch.user.create_many([user("f"), user("g")]) is None
        assert batch.user.create_many([user("f"), user("h")], skip_duplicates=True) is None
        assert batch.user.update({"level": {"increment": 4}}, {"email": "a"}) is None
        assert batch.user.update_many({"level": 7}, {"email": {"in": ["b", "c"]}}) is None
        assert batch.user.upsert({"email": "c"}, {"create": user("c"), "update": {"level": 8}}) is None
        assert batch.user.upsert({"email": "i"}, {"create": user("i", level=9), "update": {}}) is None
        assert batch.user.delete({"email": "d"}) is None
        assert batch.user.delete_many({"email": "g"}) is None
        assert batch.system_config.create({"key": "k", "value": "v"}) is None
        assert await levels(acme) == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert await levels(acme) == {"a": 5, "b": 7, "c": 8, "e": 1, "f": 1, "h": 1, "i": 9}
    assert await acme.workflow.count({"user": {"email": "e"}}) == 1
    assert await acme.system_config.count() == 1


async def test_an_exception_in_the_block_writes_nothing(acme: Any) -> None:
    async def failing() -> None:
        async with acme.batch_() as batch:
            batch.user.create(user("a"))
            raise StopError

    with pytest.raises(StopError):
        await failing()
    assert await levels(acme) == {}


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (rt.UniqueViolationError, lambda batch: batch.user.create(user("a"))),
        (rt.UniqueViolationError, lambda batch: batch.user.create_many([user("x"), user("x")])),
        (rt.RecordNotFoundError, lambda batch: batch.user.update({"level": 3}, {"email": "nobody"})),
        (rt.RecordNotFoundError, lambda batch: batch.user.delete({"email": "nobody"})),
        (rt.RecordNotFoundError, lambda batch: batch.user.create(user("b", workflows={"connect": {"id": "w"}}))),
        (rt.FieldNotFoundError, lambda batch: batch.user.create(user("b", levle=3))),
        (rt.MissingRequiredValueError, lambda batch: batch.user.create({"email": "b"})),
    ],
)
async def test_a_write_that_fails_takes_the_others_with_it(acme: Any, error: Any, call: Any) -> None:
    async def failing() -> None:
        async with acme.batch_() as batch:
            batch.user.create(user("a"))
            call(batch)
            batch.user.create(user("z"))

    with pytest.raises(error):
        await failing()
    assert await levels(acme) == {}


async def test_a_batch_is_committed_whenever_that_is_said(acme: Any) -> None:
    batch = acme.batch_()
    batch.user.create(user("a"))
    await batch.commit()
    assert await levels(acme) == {"a": 1}
    await batch.commit()
    batch.user.create(user("b"))
    assert await levels(acme) == {"a": 1}
    await batch.commit()
    assert await levels(acme) == {"a": 1, "b": 1}
    async with acme.batch_() as within:
        within.user.create(user("c"))
        await within.commit()
        within.user.delete({"email": "a"})
    assert await levels(acme) == {"b": 1, "c": 1}


async def test_a_batch_that_failed_may_be_used_anew(acme: Any) -> None:
    batch = acme.batch_()
    batch.user.create(user("a"))
    batch.user.create(user("a"))
    with pytest.raises(rt.UniqueViolationError):
        await batch.commit()
    batch.user.create(user("b"))
    await batch.commit()
    assert await levels(acme) == {"b": 1}


async def test_what_a_caller_changes_afterwards_is_not_written(acme: Any) -> None:
    said: dict[str, Any] = user("a", workflows={"create": [{"name": "first", "config": "{}"}]})
    where = {"email": "a"}
    rows = [user("c")]
    async with acme.batch_() as batch:
        batch.user.create(said)
        batch.user.update({"level": 2}, where)
        batch.user.create_many(rows)
        said["email"] = where["email"] = "b"
        said["workflows"]["create"][0]["name"] = "second"
        batch.user.create(said)
        batch.user.update({"level": 3}, where)
        rows.append(user("d"))
    assert await levels(acme) == {"a": 2, "b": 3, "c": 1}
    found = await acme.workflow.find_many(include={"user": True})
    assert {(row.user.email, row.name) for row in found} == {("a", "first"), ("b", "second")}


async def test_a_batch_of_a_transaction_goes_with_it(acme: Any) -> None:
    async def failing() -> None:
        async with acme.tx() as tx:
            async with tx.batch_() as batch:
                batch.user.create(user("a"))
            assert await levels(tx) == {"a": 1}
            failed = tx.batch_()
            failed.user.create(user("b"))
            failed.user.create(user("a"))
            with pytest.raises(rt.UniqueViolationError):
                await failed.commit()
            assert await levels(tx) == {"a": 1}
            raise StopError

    with pytest.raises(StopError):
        await failing()
    assert await levels(acme) == {}


async def test_a_batch_of_a_transaction_that_ended_writes_nothing(acme: Any) -> None:
    async with acme.tx() as tx:
        batch = tx.batch_()
        batch.user.create(user("a"))
    with pytest.raises(rt.TransactionExpiredError):
        await batch.commit()
    assert await levels(acme) == {}


async def test_a_batch_only_writes(metabuilder: Any, acme: Any) -> None:
    batch = acme.batch_()
    for name in ("find_many", "find_unique", "count", "aggregate", "get", "query_raw"):
        assert not hasattr(batch.user, name)
    assert not hasattr(metabuilder.batch_(), "user")
    async with metabuilder.batch_() as of_all:
        of_all.system_config.create({"key": "k", "value": "v"})
    assert await metabuilder.system_config.count() == 1


async def test_a_batch_needs_a_connected_client(flavor: Any, metabuilder_url: str) -> None:
    client = flavor.client(package, metabuilder_url)
    with pytest.raises(rt.ClientNotConnectedError):
        client.batch_().system_config.create({"key": "k", "value": "v"})


async def test_thousands_of_writes_are_one_transaction(acme: Any) -> None:
    async with acme.batch_() as batch:
        for number in range(500):
            batch.user.create(user(f"{number}"))
        for number in range(0, 500, 2):
            batch.user.delete({"email": f"{number}"})
    assert await acme.user.count() == 250
