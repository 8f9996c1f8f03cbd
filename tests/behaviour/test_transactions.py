"""tx(): all or nothing, savepoints, and what is left of it afterwards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from generated import metabuilder as package
from tenantry import runtime as rt

USER = {"email": "a@x.io", "password": "p"}


def user(email: str) -> dict[str, Any]:
    return {**USER, "email": email}


async def emails(client: Any) -> list[str]:
    return [row.email for row in await client.user.find_many(order={"email": "asc"})]


class StopError(Exception):
    """What a caller raises to leave a transaction."""


async def test_what_a_transaction_wrote_is_there_when_its_block_ends(acme: Any) -> None:
    async with acme.tx() as tx:
        created = await tx.user.create(user("a"))
        await tx.user.create_many([user("b"), user("c")])
        await tx.user.update({"level": 5}, {"email": "b"})
        await tx.user.delete({"email": "c"})
        assert await emails(tx) == ["a", "b"]
    assert await emails(acme) == ["a", "b"]
    assert await acme.user.get(created.id) == created
    assert (await acme.user.find_unique({"email": "b"})).level == 5


async def test_others_see_nothing_before(flavor: Any, acme: Any, metabuilder_url: str) -> None:
    if flavor.provider == "sqlite":
        metabuilder_url += "?socket_timeout=1"
    async with flavor.open(package, metabuilder_url) as other:
        async with acme.tx() as tx:
            await tx.user.create(user("a"))
            assert await other.tenant("acme").user.count() == 0
        assert await other.tenant("acme").user.count() == 1


@pytest.mark.parametrize("error", [StopError(), KeyError("x"), asyncio.CancelledError(), KeyboardInterrupt()])
async def test_any_exception_leaves_nothing_of_it(acme: Any, error: BaseException) -> None:
    async def failing() -> None:
        async with acme.tx() as tx:
            await tx.user.create(user("a"))
            await tx.user.create({**user("b"), "workflows": {"create": [{"name": "w", "config": ""}]}})
            raise error

    with pytest.raises(type(error)) as caught:
        await failing()
    assert caught.value is error
    assert await emails(acme) == []
    assert await acme.workflow.count() == 0


async def test_a_transaction_within_one_is_undone_alone(acme: Any) -> None:
    async def inner_fails(tx: Any) -> None:
        async with tx.tx() as inner:
            await inner.user.create(user("b"))
            assert "b" in await emails(inner)
            raise StopError

    async with acme.tx() as tx:
        await tx.user.create(user("a"))
        with pytest.raises(StopError):
            await inner_fails(tx)
        assert await emails(tx) == ["a"]
        async with tx.tx() as inner:
            await inner.user.create(user("c"))
            async with inner.tx() as innermost:
                await innermost.user.create(user("d"))
        with pytest.raises(StopError):
            await inner_fails(tx)
    assert await emails(acme) == ["a", "c", "d"]


async def test_what_an_inner_transaction_kept_goes_with_the_outer_one(acme: Any) -> None:
    async def failing() -> None:
        async with acme.tx() as tx:
            async with tx.tx() as inner:
                await inner.user.create(user("a"))
            raise StopError

    with pytest.raises(StopError):
        await failing()
    assert await emails(acme) == []


async def test_the_outer_client_may_be_used_within_the_inner_block(acme: Any) -> None:
    async with asyncio.timeout(10), acme.tx() as tx, tx.tx() as inner:
        await inner.user.create(user("a"))
        await tx.user.create(user("b"))
        await tx.user.create_many([user("c"), user("d")])
        assert await emails(inner) == await emails(tx) == ["a", "b", "c", "d"]
    assert await emails(acme) == ["a", "b", "c", "d"]


async def test_a_refused_statement_in_an_inner_transaction_leaves_the_outer_one_usable(acme: Any) -> None:
    async def twice(tx: Any) -> None:
        async with tx.tx() as inner:
            await inner.user.create(user("a"))
            await inner.user.create(user("a"))

    async with acme.tx() as tx:
        with pytest.raises(rt.UniqueViolationError):
            await twice(tx)
        await tx.user.create(user("b"))
    assert await emails(acme) == ["b"]


async def test_a_write_of_many_rows_that_was_refused_leaves_the_transaction_usable(acme: Any) -> None:
    async with acme.tx() as tx:
        await tx.user.create(user("a"))
        with pytest.raises(rt.UniqueViolationError):
            await tx.user.create_many([user("b"), user("c"), user("a")])
        with pytest.raises(rt.UniqueViolationError):
            await tx.user.upsert({"email": "d"}, {"create": user("a"), "update": {}})
        with pytest.raises(rt.RecordNotFoundError):
            await tx.user.create({**user("e"), "workflows": {"connect": {"id": "missing"}}})
        assert await emails(tx) == ["a"]
    assert await emails(acme) == ["a"]


async def test_an_error_that_was_swallowed_is_no_silent_loss(acme: Any, flavor: Any) -> None:
    """PostgreSQL gives a transaction up at its first error; SQLite undoes the statement alone."""

    async def swallowing() -> None:
        async with acme.tx() as tx:
            await tx.user.create(user("a"))
            with pytest.raises(rt.UniqueViolationError):
                await tx.user.create(user("a"))

    if flavor.provider == "sqlite":
        await swallowing()
        assert await emails(acme) == ["a"]
        return
    with pytest.raises(rt.TransactionError) as caught:
        await swallowing()
    assert caught.value.code == "P2028"
    assert await emails(acme) == []


async def test_a_transaction_that_was_given_up_says_so_at_the_next_statement(acme: Any, flavor: Any) -> None:
    if flavor.provider == "sqlite":
        return

    async def going_on() -> None:
        async with acme.tx() as tx:
            with pytest.raises(rt.MissingRequiredValueError):
                await tx.user.create({})
            await tx.user.create(user("a"))
            with pytest.raises(rt.UniqueViolationError):
                await tx.user.create(user("a"))
            await tx.user.count()

    with pytest.raises(rt.TransactionError) as caught:
        await going_on()
    assert "earlier statement" in str(caught.value)


async def test_the_client_of_a_transaction_ends_with_it(acme: Any) -> None:
    async with acme.tx() as tx:
        repository = tx.user
        await repository.create(user("a"))
        async with tx.tx() as inner:
            within = inner.user
    for late in (tx.user.count, repository.count, within.count, lambda: tx.user.create_many([user("b"), user("c")])):
        with pytest.raises(rt.TransactionExpiredError) as caught:
            await late()
        assert caught.value.code == "P2028"
    with pytest.raises(rt.TransactionExpiredError):
        async with tx.tx():
            pass
    assert await emails(acme) == ["a"]


async def test_the_client_of_a_transaction_that_failed_ends_too(acme: Any) -> None:
    clients = []

    async def failing() -> None:
        async with acme.tx() as tx, tx.tx() as inner:
            clients.extend([tx, inner])
            raise StopError

    with pytest.raises(StopError):
        await failing()
    for client in clients:
        with pytest.raises(rt.TransactionExpiredError):
            await client.user.create(user("late"))
    assert await emails(acme) == []


async def test_an_inner_client_ends_with_its_block(acme: Any) -> None:
    async with acme.tx() as tx:
        async with tx.tx() as inner:
            await inner.user.create(user("a"))
        with pytest.raises(rt.TransactionExpiredError):
            await inner.user.count()
        assert await emails(tx) == ["a"]


async def test_a_transaction_of_the_whole_client_leads_to_tenants(metabuilder: Any, acme: Any, globex: Any) -> None:
    async def failing() -> None:
        async with metabuilder.tx() as tx:
            await tx.system_config.create({"key": "k", "value": "v"})
            await tx.tenant("acme").user.create(user("a"))
            await tx.tenant("globex").user.create(user("g"))
            assert await tx.tenant("acme").user.count() == 1
            assert await tx.unscoped(reason="test").user.count() == 2
            raise StopError

    with pytest.raises(StopError):
        await failing()
    assert [await client.user.count() for client in (acme, globex)] == [0, 0]
    assert await metabuilder.system_config.count() == 0


async def test_connections_go_back_clean(flavor: Any, metabuilder_url: str) -> None:
    """One connection serves all: what a transaction left open would be seen by whoever comes next."""
    limit = "?connection_limit=1&pool_timeout=5" if flavor.provider == "postgresql" else ""
    async with flavor.open(package, metabuilder_url + limit) as client:
        await client.unscoped(reason="test").tenant.create({"id": "acme", "name": "Acme"})
        acme = client.tenant("acme")

        async def leave(error: type[BaseException]) -> None:
            async with acme.tx() as tx:
                await tx.user.create(user("a"))
                if error is rt.UniqueViolationError:
                    await tx.user.create(user("a"))
                raise error

        for error in (StopError, rt.UniqueViolationError, KeyboardInterrupt):
            with pytest.raises(error):
                await leave(error)
            assert await emails(acme) == []
        await acme.user.create(user("b"))
    async with flavor.open(package, metabuilder_url) as client:
        assert await emails(client.tenant("acme")) == ["b"]


async def test_transactions_at_once_keep_apart(acme: Any, flavor: Any) -> None:
    async def work(number: int) -> None:
        async with acme.tx() as tx:
            await tx.user.create(user(f"{number}"))
            await asyncio.sleep(0.01)
            await tx.user.update({"level": number}, {"email": f"{number}"})
            if number % 2:
                raise StopError

    results = await flavor.at_once(*[lambda number=number: work(number) for number in range(8)])
    assert [type(result) for result in results] == [type(None), StopError] * 4
    assert [(row.email, row.level) for row in await acme.user.find_many(order={"email": "asc"})] == [
        (f"{number}", number) for number in (0, 2, 4, 6)
    ]


async def test_calls_at_once_within_a_transaction_follow_each_other(acme: Any, flavor: Any) -> None:
    async with acme.tx() as tx:
        calls = [lambda number=number: tx.user.create(user(f"{number}")) for number in range(10)]
        results = await flavor.at_once(*calls)
        assert sorted(row.email for row in results) == [f"{number}" for number in range(10)]
    assert await acme.user.count() == 10


async def test_a_deadlock_is_p2034_and_the_other_transaction_goes_through(postgres_flavor: Any, place: Any) -> None:
    async with postgres_flavor.open(package, place(postgres_flavor, "metabuilder")) as client:
        await client.system_config.create_many([{"key": key, "value": "0"} for key in "ab"])

        async def change(first: str, second: str) -> None:
            async with client.tx() as tx:
                await tx.system_config.update({"value": first}, {"key": first})
                await asyncio.sleep(0.2)
                await tx.system_config.update({"value": first}, {"key": second})

        results = await postgres_flavor.at_once(lambda: change("a", "b"), lambda: change("b", "a"))
        (error,) = [result for result in results if result is not None]
        assert isinstance(error, rt.WriteConflictError)
        assert error.code == "P2034"
        values = {row.value for row in await client.system_config.find_many()}
        assert len(values) == 1


async def test_a_serialization_failure_is_p2034(postgres_flavor: Any, place: Any) -> None:
    url = place(postgres_flavor, "metabuilder") + "?options=-cdefault_transaction_isolation%3Dserializable"
    async with postgres_flavor.open(package, url) as client:
        await client.system_config.create({"key": "k", "value": "0"})

        async def read_then_write() -> None:
            async with client.tx() as tx:
                row = await tx.system_config.get("k")
                await asyncio.sleep(0.2)
                await tx.system_config.update({"value": row.value + "1"}, {"key": "k"})

        results = await postgres_flavor.at_once(read_then_write, read_then_write)
        (error,) = [result for result in results if result is not None]
        assert isinstance(error, rt.WriteConflictError)
        assert (await client.system_config.get("k")).value == "01"
