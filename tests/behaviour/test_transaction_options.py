"""tx(isolation_level=, timeout=, max_wait=) and run_in_tx()."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
import pytest

from generated import metabuilder as package
from tenantry import runtime as rt

ROW = {"key": "k", "value": "0"}
Place = Callable[[Any, str], str]


def row(key: str) -> dict[str, str]:
    return {"key": key, "value": "v"}


async def keys(client: Any) -> list[str]:
    return [found.key for found in await client.system_config.find_many(order={"key": "asc"})]


@pytest.mark.parametrize("timeout", [60, 60.5, dt.timedelta(milliseconds=60)])
async def test_a_transaction_that_ran_out_is_told_at_its_next_statement(metabuilder: Any, timeout: Any) -> None:
    async def slow() -> None:
        async with metabuilder.tx(timeout=timeout) as tx:
            await tx.system_config.create(row("a"))
            time.sleep(0.1)
            with pytest.raises(rt.TransactionExpiredError) as caught:
                await tx.system_config.create(row("b"))
            assert caught.value.code == "P2028"

    with pytest.raises(rt.TransactionExpiredError):
        await slow()
    assert await keys(metabuilder) == []
    await metabuilder.system_config.create(row("a"))


async def test_a_transaction_that_ran_out_is_not_kept(metabuilder: Any) -> None:
    async def slow() -> None:
        async with metabuilder.tx(timeout=60) as tx:
            await tx.system_config.create(row("a"))
            time.sleep(0.1)

    with pytest.raises(rt.TransactionExpiredError):
        await slow()
    assert await keys(metabuilder) == []


async def test_a_transaction_that_ran_out_within_another_is_undone_with_it(metabuilder: Any) -> None:
    async def slow() -> None:
        async with metabuilder.tx(timeout=60) as tx:
            await tx.system_config.create(row("a"))
            async with tx.tx() as inner:
                await inner.system_config.create(row("b"))
                time.sleep(0.1)
                with pytest.raises(rt.TransactionExpiredError):
                    await inner.system_config.count()

    with pytest.raises(rt.TransactionExpiredError):
        await slow()
    assert await keys(metabuilder) == []


async def test_an_operation_of_many_statements_ends_when_the_time_does(flavor: Any, metabuilder_url: str) -> None:
    sent: list[rt.Query] = []

    def slowly(query: rt.Query) -> None:
        sent.append(query)
        time.sleep(0.03)

    async with flavor.open(package, metabuilder_url, log_queries=slowly) as client:
        everything = client.unscoped(reason="test")
        workflows = [{"name": f"{n}", "config": "{}", "tenant": {"connect": {"id": "t"}}} for n in range(20)]
        user = {"email": "a", "password": "p", "workflows": {"create": workflows}}
        tenant = {"id": "t", "name": "t", "users": {"create": [user]}}

        async def slow() -> None:
            async with everything.tx(timeout=100) as tx:
                await tx.tenant.create(tenant)

        with pytest.raises(rt.TransactionExpiredError):
            await slow()
        stopped = len(sent)
        assert await everything.tenant.count() == 0
        sent.clear()
        await everything.tenant.create(tenant)
        assert stopped < len(sent)


async def test_a_transaction_within_its_time_is_kept(metabuilder: Any) -> None:
    async with metabuilder.tx(timeout=dt.timedelta(seconds=20), max_wait=2000) as tx:
        await tx.system_config.create_many([row("a"), row("b")])
        async with tx.tx() as inner:
            await inner.system_config.create(row("c"))
            assert await keys(inner) == ["a", "b", "c"]
    assert await keys(metabuilder) == ["a", "b", "c"]


async def test_the_server_stops_a_statement_that_outlasts_its_transaction(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(package, f"{url}?connection_limit=1") as client:
        await client.system_config.create(ROW)

        async def waiting() -> None:
            async with client.tx(timeout=200) as tx:
                await tx.system_config.create(row("a"))
                await tx.system_config.update({"value": "ours"}, {"key": "k"})

        with psycopg.connect(url) as holder:
            holder.execute("""UPDATE "SystemConfig" SET "value" = 'theirs'""")
            started = time.monotonic()
            with pytest.raises(rt.DatabaseTimeoutError) as caught:
                await waiting()
            assert 0.15 < time.monotonic() - started < 5
            assert caught.value.code == "P2024"
        assert await keys(client) == ["k"]
        assert await server_timeout(client.unscoped(reason="test")) == 0


async def test_the_server_is_told_what_time_is_left(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with (
        postgres_flavor.open(package, url) as client,
        client.unscoped(reason="test").tx(timeout=1000) as tx,
    ):
        assert 500 < await server_timeout(tx) <= 1000
        time.sleep(0.5)
        assert 0 < await server_timeout(tx) <= 500


async def test_what_the_server_was_told_ends_with_the_transaction(postgres_flavor: Any, place: Place) -> None:
    url = f"{place(postgres_flavor, 'metabuilder')}?connection_limit=1"
    async with postgres_flavor.open(package, url) as client:
        everything = client.unscoped(reason="test")
        async with everything.tx(timeout=5000) as tx:
            assert await server_timeout(tx) > 0
        assert await server_timeout(everything) == 0
        async with everything.tx() as tx:
            assert await server_timeout(tx) == 0


async def server_timeout(client: Any) -> int:
    (found,) = await client.query_raw("SELECT setting FROM pg_settings WHERE name = 'statement_timeout'")
    return int(found["setting"])


async def test_nobody_waits_longer_than_max_wait_to_begin(flavor: Any, metabuilder_url: str) -> None:
    limit = "?connection_limit=1" if flavor.provider == "postgresql" else ""
    async with flavor.open(package, metabuilder_url + limit) as client:

        async def second() -> None:
            async with client.tx(max_wait=100):
                pass

        async with client.tx() as first:
            started = time.monotonic()
            with pytest.raises(rt.TransactionNotStartedError) as caught:
                await second()
            assert 0.05 < time.monotonic() - started < 3
            assert caught.value.code == "P2028"
            await first.system_config.create(row("a"))
        await second()
        assert await keys(client) == ["a"]
        if flavor.provider == "sqlite":
            found = await client.unscoped(reason="test").query_raw("PRAGMA busy_timeout")
            assert list(found[0].values()) == [5000]


async def test_a_place_that_comes_free_within_max_wait_is_taken(flavor: Any, metabuilder_url: str) -> None:
    limit = "?connection_limit=1" if flavor.provider == "postgresql" else ""
    async with flavor.open(package, metabuilder_url + limit) as client:

        async def first() -> None:
            async with client.tx() as tx:
                await tx.system_config.create(row("a"))

        async def second() -> None:
            async with client.tx(max_wait=dt.timedelta(seconds=20)) as tx:
                await tx.system_config.create(row("b"))

        assert await flavor.at_once(first, second) == [None, None]
        assert await keys(client) == ["a", "b"]


LEVELS = ["read_uncommitted", "read_committed", "repeatable_read", "serializable"]


@pytest.mark.parametrize("level", LEVELS)
async def test_the_isolation_level_is_that_of_the_transaction(metabuilder: Any, flavor: Any, level: Any) -> None:
    everything = metabuilder.unscoped(reason="test")
    if flavor.provider == "sqlite":
        if level == "serializable":
            async with metabuilder.tx(isolation_level=level) as tx:
                await tx.system_config.create(row("a"))
            assert await keys(metabuilder) == ["a"]
            return
        with pytest.raises(rt.InputError, match="always serializable"):
            async with metabuilder.tx(isolation_level=level):
                pass
        return
    async with everything.tx(isolation_level=level) as tx:
        assert await isolation(tx) == level.replace("_", " ")
    async with everything.tx() as tx:
        assert await isolation(tx) == "read committed"


async def isolation(client: Any) -> str:
    (found,) = await client.query_raw("SHOW transaction_isolation")
    return str(found["transaction_isolation"])


@pytest.mark.parametrize(
    "options",
    [
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": dt.timedelta(0)},
        {"timeout": "5"},
        {"timeout": True},
        {"timeout": float("nan")},
        {"max_wait": -5},
        {"max_wait": [1]},
        {"isolation_level": "chaos"},
        {"isolation_level": "SERIALIZABLE; COMMIT"},
    ],
)
async def test_options_that_mean_nothing_are_refused(metabuilder: Any, options: Any) -> None:
    with pytest.raises(rt.InputError):
        async with metabuilder.tx(**options):
            pass
    assert await keys(metabuilder) == []


@pytest.mark.parametrize("options", [{"timeout": 100}, {"max_wait": 100}, {"isolation_level": "serializable"}])
async def test_a_savepoint_takes_no_options(metabuilder: Any, options: Any) -> None:
    async with metabuilder.tx() as tx:
        with pytest.raises(rt.TransactionError, match="savepoint"):
            async with tx.tx(**options):
                pass
        await tx.system_config.create(row("a"))
    assert await keys(metabuilder) == ["a"]


async def test_a_conflict_is_tried_again_from_the_start(metabuilder: Any) -> None:
    tries: list[list[str]] = []

    async def work(tx: Any) -> str:
        tries.append(await keys(tx))
        await tx.system_config.create(row(f"{len(tries)}"))
        if len(tries) < 3:
            raise rt.WriteConflictError("somebody else won")
        return "done"

    assert await metabuilder.run_in_tx(work) == "done"
    assert tries == [[], [], []]
    assert await keys(metabuilder) == ["3"]


async def test_a_conflict_that_stays_is_raised_after_the_last_try(metabuilder: Any) -> None:
    tries = 0

    async def work(tx: Any) -> None:
        nonlocal tries
        tries += 1
        await tx.system_config.create(row("a"))
        raise rt.WriteConflictError("somebody else won")

    with pytest.raises(rt.WriteConflictError):
        await metabuilder.run_in_tx(work, retries=2)
    assert tries == 3
    with pytest.raises(rt.WriteConflictError):
        await metabuilder.run_in_tx(work, retries=0)
    assert tries == 4
    assert await keys(metabuilder) == []


async def test_other_errors_are_not_tried_again(metabuilder: Any) -> None:
    tries = 0

    async def work(tx: Any) -> None:
        nonlocal tries
        tries += 1
        await tx.system_config.create(row("a"))
        await tx.system_config.create(row("a"))

    with pytest.raises(rt.UniqueViolationError):
        await metabuilder.run_in_tx(work)
    assert tries == 1
    assert await keys(metabuilder) == []


async def test_a_transaction_is_not_tried_again_in_part(metabuilder: Any) -> None:
    async with metabuilder.tx() as tx:

        async def work(_: Any) -> None:
            raise AssertionError

        with pytest.raises(rt.TransactionError, match="within one"):
            await tx.run_in_tx(work)


async def test_a_function_in_a_transaction_has_its_options(metabuilder: Any) -> None:
    async def slow(tx: Any) -> None:
        await tx.system_config.create(row("a"))
        time.sleep(0.1)

    with pytest.raises(rt.TransactionExpiredError):
        await metabuilder.run_in_tx(slow, timeout=50, isolation_level="serializable")
    assert await keys(metabuilder) == []


async def test_counters_that_collide_all_count(flavor: Any, metabuilder: Any) -> None:
    """Read, then write what was read and one more: only whole transactions, one after the other, end at the sum."""
    await metabuilder.system_config.create(ROW)

    async def add(tx: Any) -> None:
        value = (await tx.system_config.get("k")).value
        await tx.system_config.update({"value": str(int(value) + 1)}, {"key": "k"})

    async def work() -> None:
        await metabuilder.run_in_tx(add, retries=30, isolation_level="serializable")

    assert await flavor.at_once(*[work] * 6) == [None] * 6
    assert (await metabuilder.system_config.get("k")).value == "6"


async def test_a_conflict_that_only_the_commit_finds_is_p2034(postgres_flavor: Any, place: Place) -> None:
    """Each reads what the other writes, so neither could have come second; no statement sees it."""
    async with postgres_flavor.open(package, place(postgres_flavor, "metabuilder")) as client:

        async def first() -> None:
            async with client.tx(isolation_level="serializable") as one:
                await one.system_config.create({"key": "one", "value": str(await one.system_config.count())})
                async with client.tx(isolation_level="serializable") as two:
                    await two.system_config.create({"key": "two", "value": str(await two.system_config.count())})

        with pytest.raises(rt.WriteConflictError) as caught:
            await first()
        assert caught.value.code == "P2034"
        assert caught.value.__cause__ is not None
        assert await keys(client) == ["two"]
        await client.system_config.create(row("after"))


async def test_a_reader_that_keeps_sqlite_from_committing_is_p2034(flavor: Any, place: Place) -> None:
    if flavor.provider != "sqlite":
        return
    url = place(flavor, "metabuilder")
    with closing(sqlite3.connect(url.removeprefix("file:"), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute('SELECT count(*) FROM "SystemConfig"').fetchall()
        async with flavor.open(package, f"{url}?socket_timeout=0") as client:

            async def writing() -> None:
                async with client.tx() as tx:
                    await tx.system_config.create(row("a"))

            for work in (writing, lambda: client.system_config.create_many([row("a"), row("b")])):
                with pytest.raises(rt.WriteConflictError) as caught:
                    await work()
                assert caught.value.code == "P2034"
            reader.execute("COMMIT")
            assert await keys(client) == []
            await writing()
            assert await keys(client) == ["a"]
