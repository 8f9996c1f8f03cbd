"""Connecting: what is not there, what breaks, what is busy."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from generated import kitchen_sink, metabuilder
from tenantry import runtime as rt

ROW = {"key": "k", "value": "v"}
Place = Callable[[Any, str], str]


async def test_a_client_works_only_while_it_is_connected(flavor: Any, metabuilder_url: str) -> None:
    client = flavor.client(metabuilder, metabuilder_url)
    for _ in range(2):
        assert client.is_connected() is False
        for failing in (client.system_config.count, client.tenant("acme").user.count, client.health_check):
            with pytest.raises(rt.ClientNotConnectedError):
                await failing()
        with pytest.raises(rt.ClientNotConnectedError):
            async with client.tx():
                pass
        await client.connect()
        await client.connect()
        assert client.is_connected() is True
        assert await client.health_check() is True
        assert await client.system_config.count() == 0
        await client.disconnect()
        await client.disconnect()


async def test_the_database_comes_from_the_environment(
    flavor: Any, metabuilder_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", metabuilder_url)
    client = flavor.client(metabuilder, None)
    await client.connect()
    await client.system_config.create(ROW)
    await client.disconnect()
    async with flavor.open(metabuilder, metabuilder_url) as other:
        assert await other.system_config.count() == 1


@pytest.mark.parametrize(
    ("package", "url", "words"),
    [
        (metabuilder, None, "set DATABASE_URL"),
        (metabuilder, "mysql://localhost/x", "generated for"),
        (metabuilder, "nonsense", "begins with"),
        (metabuilder, "postgresql://u:s3cret@host/x?nonsense=1", "nonsense"),
        (kitchen_sink, "file:./x.db", "generated for postgresql, not for sqlite"),
    ],
)
async def test_a_database_that_cannot_be_meant_is_refused_at_once(
    package: Any, url: str | None, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for kind in (package.Client, package.AsyncClient):
        client = kind() if url is None else kind(datasource={"url": url})
        with pytest.raises(rt.ConfigurationError, match=words) as caught:
            await connect(client)
        assert "s3cret" not in str(caught.value)


async def connect(client: Any) -> None:
    connected = client.connect()
    if not isinstance(connected, rt.Client):
        await connected


async def unreachable(flavor: Any, url: str) -> None:
    async with flavor.open(metabuilder, url) as client:
        assert await client.health_check() is False
        with pytest.raises(rt.DatabaseUnreachableError) as caught:
            await client.system_config.count()
        assert caught.value.code == "P1001"
        assert caught.value.__cause__ is not None
        with pytest.raises(rt.DatabaseUnreachableError):
            async with client.tx():
                pass
    # The threads of aiosqlite tell the event loop that they end, so it has to be there still.
    async with asyncio.timeout(10):
        while any("_connection_worker_thread" in thread.name for thread in threading.enumerate()):
            await asyncio.sleep(0.01)


async def test_a_database_that_is_not_there_is_p1001(flavor: Any, tmp_path: Path) -> None:
    nowhere = {"sqlite": f"file:{tmp_path}/no/such/folder.db", "postgresql": "postgresql://u:p@127.0.0.1:1/x"}
    await unreachable(flavor, nowhere[flavor.provider])


async def test_a_server_without_that_database_is_p1001(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    await unreachable(postgres_flavor, url.replace("/tenantry_test", "/no_such"))


async def test_a_broken_connection_is_p1001_once_and_replaced(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(metabuilder, f"{url}?application_name=doomed") as client:
        await client.system_config.create(ROW)
        end_connections(url)
        with pytest.raises(rt.DatabaseUnreachableError) as caught:
            await client.system_config.count()
        assert caught.value.code == "P1001"
        assert await client.system_config.count() == 1

        async def broken() -> None:
            async with client.tx() as tx:
                await tx.system_config.create({"key": "lost", "value": "v"})
                end_connections(url)
                await tx.system_config.count()

        with pytest.raises(rt.DatabaseUnreachableError):
            await broken()
        assert await client.system_config.count() == 1


def end_connections(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'doomed'"
        ).fetchall()
    assert ended


async def test_a_pool_with_nothing_left_is_p2024(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(metabuilder, f"{url}?connection_limit=1&pool_timeout=1") as client:
        async with client.tx():
            with pytest.raises(rt.DatabaseTimeoutError) as caught:
                await client.system_config.count()
        assert caught.value.code == "P2024"
        assert await client.system_config.count() == 0


async def test_a_statement_that_takes_too_long_is_p2024(postgres_flavor: Any, place: Place) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(metabuilder, url) as client:
        await client.system_config.create(ROW)
    async with postgres_flavor.open(metabuilder, f"{url}?options=-cstatement_timeout%3D100") as client:
        with locked(url), pytest.raises(rt.DatabaseTimeoutError) as caught:
            await client.system_config.update({"value": "w"}, {"key": "k"})
        assert (caught.value.code, caught.value.model) == ("P2024", "SystemConfig")
        assert await client.system_config.update({"value": "w"}, {"key": "k"}) is not None


def locked(url: str) -> Any:
    """A transaction of somebody else that holds the row."""
    connection = psycopg.connect(url)
    connection.execute("""UPDATE "SystemConfig" SET "value" = 'theirs'""")
    return connection


async def test_a_lock_that_is_not_waited_for_is_p2034(flavor: Any, metabuilder_url: str) -> None:
    async with flavor.open(metabuilder, metabuilder_url) as client:
        await client.system_config.create(ROW)
    if flavor.provider == "sqlite":
        holder: Any = sqlite3.connect(metabuilder_url.removeprefix("file:"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        impatient = f"{metabuilder_url}?socket_timeout=0"
    else:
        holder = locked(metabuilder_url)
        impatient = f"{metabuilder_url}?options=-clock_timeout%3D50"
    with closing(holder):
        async with flavor.open(metabuilder, impatient) as client:
            with pytest.raises(rt.WriteConflictError) as caught:
                await client.system_config.update({"value": "w"}, {"key": "k"})
            assert caught.value.code == "P2034"
            assert caught.value.__cause__ is not None
            holder.rollback()
            assert await client.system_config.update({"value": "w"}, {"key": "k"}) is not None
