"""No text that leaves the data layer holds a value: not an error's, not a log's. Names of models and fields it may."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tenantry import runtime as rt
from tests.behaviour.flavors import Flavor
from tests.tenancy.world import World

SECRET = "s3cret-of-acme"


def failing(client: Any) -> list[Callable[[], Awaitable[Any]]]:
    """Calls that fail, each with the secret as the value at fault."""
    user = {"email": SECRET, "password": SECRET}
    flow = {"name": SECRET, "config": SECRET}
    return [
        lambda: client.user.create(user),
        lambda: client.user.create_many([user, user]),
        lambda: client.user.create({**user, "tenantId": SECRET}),
        lambda: client.user.create({**user, "tenant": {"connect": {"id": SECRET}}}),
        lambda: client.user.create({**user, "tenant": {"connect": {"name": SECRET}}}),
        lambda: client.user.create({**user, "level": SECRET}),
        lambda: client.user.create({"password": SECRET}),
        lambda: client.user.create({**user, "createdAt": SECRET}),
        lambda: client.user.create({**user, "workflows": SECRET}),
        lambda: client.user.create({**user, "workflows": {"create": [SECRET]}}),
        lambda: client.user.create(SECRET),
        lambda: client.workflow.create({**flow, "userId": SECRET}),
        lambda: client.workflow.create({**flow, "user": {"connect": {"id": SECRET}}}),
        lambda: client.workflow.create({**flow, "user": {"connect": {"email": SECRET}}}),
        lambda: client.workflow.create({**flow, "userId": SECRET, "user": {"connect": {"id": SECRET}}}),
        lambda: client.workflow.update({"userId": SECRET}, {"id": "acme-workflow-1"}),
        lambda: client.workflow.update({"tenantId": SECRET}, {"id": "acme-workflow-1"}),
        lambda: client.workflow.update({"version": SECRET}, {"id": "acme-workflow-1"}),
        lambda: client.workflow.update({"version": {"increment": SECRET}}, {"id": "acme-workflow-1"}),
        lambda: client.workflow.update({"enabled": SECRET}, {"id": SECRET}),
        lambda: client.workflow.find_unique_or_raise({"id": SECRET}),
        lambda: client.workflow.find_unique({"id": [SECRET]}),
        lambda: client.workflow.find_unique({"name": SECRET}),
        lambda: client.workflow.get_or_raise(SECRET),
        lambda: client.workflow.get((SECRET, SECRET)),
        lambda: client.workflow.find_first_or_raise({"name": SECRET}),
        lambda: client.workflow.find_many({"version": SECRET}),
        lambda: client.workflow.find_many({"version": {"in": [SECRET]}}),
        lambda: client.workflow.find_many({"name": {"in": SECRET}}),
        lambda: client.workflow.find_many({"OR": SECRET}),
        lambda: client.workflow.find_many(SECRET),
        lambda: client.workflow.find_many(order=SECRET),
        lambda: client.workflow.find_many(order={"name": SECRET}),
        lambda: client.workflow.find_many(take=SECRET),
        lambda: client.workflow.find_many(include={"user": SECRET}),
        lambda: client.workflow.find_many(select=SECRET),
        lambda: client.workflow.update_many({}, where=SECRET),
        lambda: client.workflow.delete_many({"enabled": SECRET}),
        lambda: client.user.upsert({"email": "other"}, {"create": user, "update": {}}),
        lambda: client.user.upsert({"email": SECRET}, {"create": {**user, "tenantId": SECRET}, "update": {"id": 5}}),
        lambda: client.user.upsert({"email": SECRET}, SECRET),
    ]


async def test_no_error_repeats_a_value(metabuilder: World) -> None:
    await metabuilder.client.tenant("globex").user.create({"email": SECRET, "password": "x"})
    for number, call in enumerate(failing(metabuilder.tenant("acme"))):
        with pytest.raises(rt.TenantryError) as failure:
            await call()
        error = failure.value
        told = f"{error} {error!r} {error.args} {getattr(error, 'model', '')} {getattr(error, 'target', '')}"
        assert SECRET not in told, number
        assert "globex" not in told, number


async def test_no_log_repeats_a_value(flavor: Flavor, metabuilder: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await metabuilder.client.tenant("globex").user.create({"email": SECRET, "password": "x"})
    acme = metabuilder.tenant("acme")
    for call in failing(acme):
        with pytest.raises(rt.TenantryError):
            await call()
    await acme.user.create({"email": f"x{SECRET}", "password": SECRET})
    await acme.user.find_many({"password": SECRET})
    ours = [record for record in caplog.records if record.name != "aiosqlite"]  # aiosqlite tells all, at DEBUG
    assert [record for record in ours if SECRET in record.getMessage()] == []


async def test_an_error_of_a_foreign_row_tells_no_more_than_its_cause(metabuilder: World) -> None:
    """The driver's own error stays reachable as the cause, for those who handle it; it is no part of the text."""
    acme = metabuilder.tenant("acme")
    with pytest.raises(rt.UniqueViolationError) as failure:
        await acme.user.create({"email": "user1@globex.io", "password": "x"})
    assert failure.value.__cause__ is not None
    assert "globex" not in str(failure.value)
    assert (failure.value.model, failure.value.target) == ("User", ["email"])
    with pytest.raises(rt.ForeignKeyViolationError) as refused:
        await acme.workflow.create({"name": "n", "config": "", "userId": "globex-user-1"})
    assert refused.value.__cause__ is None
