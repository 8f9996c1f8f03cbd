"""log_queries, log_values and slow_query_ms: what a client tells of the statements that it sends."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest

from generated import metabuilder as package
from tenantry import runtime as rt

USER = {"email": "secret-email", "password": "secret-password"}


@pytest.fixture
def told() -> list[rt.Query]:
    return []


async def furnished(client: Any) -> Any:
    await client.unscoped(reason="test").tenant.create({"id": "secret-tenant", "name": "n"})
    return client.tenant("secret-tenant")


CALLS: list[tuple[str, str, int, Any]] = [
    ("create", "User", 1, lambda c: c.user.create(USER)),
    ("create_many", "User", 2, lambda c: c.user.create_many([{**USER, "email": e} for e in ("secret-b", "secret-c")])),
    ("create_many", "User", 0, lambda c: c.user.create_many([USER], skip_duplicates=True)),
    ("find_unique", "User", 1, lambda c: c.user.find_unique({"email": "secret-email"})),
    ("find_unique", "User", 0, lambda c: c.user.get("secret-id")),
    ("find_first", "User", 1, lambda c: c.user.find_first({"password": {"contains": "secret"}})),
    ("find_many", "User", 3, lambda c: c.user.find_many({"email": {"startswith": "secret"}}, take=77_123)),
    ("count", "User", 1, lambda c: c.user.count({"email": {"in": ["secret-email"]}})),
    ("aggregate", "User", 1, lambda c: c.user.aggregate(avg={"level": True})),
    ("group_by", "User", 1, lambda c: c.user.group_by(["level"], count=True)),
    ("update", "User", 1, lambda c: c.user.update({"bio": "secret-bio"}, {"email": "secret-email"})),
    ("update_many", "User", 3, lambda c: c.user.update_many({"bio": "secret-bio"}, where="all")),
    (
        "upsert",
        "User",
        1,
        lambda c: c.user.upsert({"email": "secret-email"}, {"create": USER, "update": {"bio": "secret"}}),
    ),
    ("delete", "User", 1, lambda c: c.user.delete({"email": "secret-email"})),
    ("delete_many", "User", 2, lambda c: c.user.delete_many({"email": {"startswith": "secret"}})),
]


async def test_each_statement_is_told_of_without_values(flavor: Any, metabuilder_url: str, told: Any) -> None:
    async with flavor.open(package, metabuilder_url, log_queries=told.append) as client:
        tenant = await furnished(client)
        for operation, model, rows, call in CALLS:
            told.clear()
            await call(tenant)
            assert [(q.operation, q.model, q.rows, q.error) for q in told] == [(operation, model, rows, None)]
            (query,) = told
            assert query.values is None
            assert "secret" not in repr(query)
            assert "77123" not in query.sql
            assert "User" in query.sql
            assert 0 < query.duration_ms < 10_000


async def test_statements_of_a_transaction_and_of_relations_are_told_of(
    flavor: Any, metabuilder_url: str, told: Any
) -> None:
    async with flavor.open(package, metabuilder_url, log_queries=told.append) as client:
        tenant = await furnished(client)
        told.clear()
        async with tenant.tx(timeout=20_000) as tx, tx.tx() as inner:
            await inner.user.create({**USER, "workflows": {"create": [{"name": "w", "config": "secret"}]}})
            await tx.user.find_many(include={"workflows": True})
        seen = [(q.operation, q.model) for q in told]
        assert seen[-2:] == [("find_many", "User"), ("find_many", "Workflow")]
        assert {*seen[:-2]} == {("create", "User"), ("create", "Workflow")}
        told.clear()
        async with tenant.batch_() as batch:
            batch.user.update({"level": 3}, {"email": USER["email"]})
            batch.session.delete_many(where="all")
        assert [(q.operation, q.model, q.rows) for q in told] == [("update", "User", 1), ("delete_many", "Session", 0)]


async def test_sql_of_the_caller_s_own_is_told_of(flavor: Any, metabuilder_url: str, told: Any) -> None:
    async with flavor.open(package, metabuilder_url, log_queries=told.append) as client:
        everything = client.unscoped(reason="test")
        await everything.query_raw('SELECT * FROM "User" WHERE "email" = $1', "secret")
        await everything.user.query_raw('SELECT * FROM "User"')
        await everything.execute_raw('DELETE FROM "User" WHERE "email" = $1', "secret")
        assert [(q.operation, q.model, q.rows) for q in told] == [
            ("query_raw", None, 0),
            ("query_raw", "User", 0),
            ("execute_raw", None, 0),
        ]
        assert "secret" not in repr(told)


async def test_a_statement_that_failed_is_told_of_with_its_code(flavor: Any, metabuilder_url: str, told: Any) -> None:
    async with flavor.open(package, metabuilder_url, log_queries=told.append) as client:
        tenant = await furnished(client)
        await tenant.user.create(USER)
        told.clear()
        with pytest.raises(rt.UniqueViolationError):
            await tenant.user.create(USER)
        assert [(q.operation, q.rows, q.error) for q in told] == [("create", None, "P2002")]
        assert "secret" not in repr(told)


async def test_values_are_told_where_that_was_asked_for(flavor: Any, metabuilder_url: str, told: Any) -> None:
    async with flavor.open(package, metabuilder_url, log_queries=told.append, log_values=True) as client:
        tenant = await furnished(client)
        told.clear()
        await tenant.user.find_unique({"email": "secret-email"})
        (query,) = told
        assert {"secret-email", "secret-tenant"} <= {*query.values}


async def test_the_logger_has_them_for_true(
    flavor: Any, metabuilder_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with flavor.open(package, metabuilder_url, log_queries=True) as client:
        with caplog.at_level(logging.INFO, "tenantry.query"):
            await client.system_config.create({"key": "secret", "value": "100 %s"})
        (record,) = caplog.records
        assert (record.name, record.levelname) == ("tenantry.query", "INFO")
        assert record.getMessage().startswith("SystemConfig.create: 1 rows, ")
        assert "secret" not in record.getMessage()
    caplog.clear()
    async with flavor.open(package, metabuilder_url, log_queries=True, log_values=True) as client:
        with caplog.at_level(logging.INFO, "tenantry.query"):
            assert await client.system_config.get("secret")
        assert "secret" in caplog.text


async def test_only_slow_ones_are_warned_of(
    flavor: Any, metabuilder_url: str, caplog: pytest.LogCaptureFixture, told: list[rt.Query]
) -> None:
    for limit, seen in ((0, 1), (60_000, 0)):
        async with flavor.open(package, metabuilder_url, slow_query_ms=limit) as client:
            await client.system_config.count()
        assert [record.levelname for record in caplog.records] == ["WARNING"] * seen
        caplog.clear()
        async with flavor.open(package, metabuilder_url, slow_query_ms=limit, log_queries=told.append) as client:
            await client.system_config.count()
        assert (len(told), caplog.records) == (1, [])


async def test_a_function_that_fails_costs_nobody_the_result(
    flavor: Any, metabuilder_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(_: rt.Query) -> None:
        raise ZeroDivisionError

    async with flavor.open(package, metabuilder_url, log_queries=failing) as client:
        assert (await client.system_config.create({"key": "k", "value": "v"})).key == "k"
        assert await client.system_config.count() == 1
    assert "ZeroDivisionError" in caplog.text


async def test_a_client_is_silent_by_itself(
    flavor: Any, metabuilder_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "tenantry.query"):
        async with flavor.open(package, metabuilder_url) as client:
            await client.system_config.count()
    assert [record for record in caplog.records if record.name == "tenantry.query"] == []


async def test_the_time_is_the_statement_s(postgres_flavor: Any, place: Any, told: list[rt.Query]) -> None:
    url = place(postgres_flavor, "metabuilder")
    async with postgres_flavor.open(package, url, log_queries=told.append) as client:
        started = time.perf_counter()
        await client.unscoped(reason="test").query_raw("SELECT pg_sleep(0.1)")
        assert 100 <= told[0].duration_ms <= (time.perf_counter() - started) * 1000


def test_a_limit_that_means_nothing_is_refused() -> None:
    for kind in (package.Client, package.AsyncClient):
        with pytest.raises(rt.ConfigurationError, match="slow_query_ms"):
            kind(slow_query_ms=-1)
