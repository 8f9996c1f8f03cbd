"""Batches are as narrow as the client that they come from."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt
from tests.tenancy.world import World

USER = {"email": "new@x.io", "password": "x"}
DOORS = ("tenant", "user", "session", "workflow", "comment")


async def test_a_batch_of_a_tenant_stays_inside(metabuilder: World) -> None:
    before = await metabuilder.rows_of("globex", DOORS)
    acme = metabuilder.client.tenant("acme")
    await metabuilder.statements.settle()
    metabuilder.statements.clear()
    async with acme.batch_() as batch:
        batch.user.create({**USER, "id": "a"})
        batch.user.create_many([{**USER, "email": "b"}, {**USER, "email": "c"}])
        batch.user.update({"level": 9}, {"id": "a"})
        batch.user.update_many({"level": 9}, where="all")
        batch.session.delete_many(where="all")
        batch.workflow.delete_many({"id": {"startswith": "globex"}})
        batch.user.upsert({"id": "a"}, {"create": USER, "update": {"bio": "x"}})
    await metabuilder.statements.settle()
    gaps = [gap for sql in metabuilder.statements.sent for gap in metabuilder.wall.gaps(sql, "acme")]
    assert not gaps
    assert await metabuilder.rows_of("globex", DOORS) == before
    assert await acme.user.count({"level": 9}) == 5
    assert await acme.session.count() == 0


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (rt.RecordNotFoundError, lambda batch: batch.user.update({"level": 9}, {"id": "globex-user-1"})),
        (rt.RecordNotFoundError, lambda batch: batch.user.delete({"id": "globex-user-1"})),
        (rt.TenantMismatchError, lambda batch: batch.user.create({**USER, "tenantId": "globex"})),
        (rt.TenantMismatchError, lambda batch: batch.user.create_many([{**USER, "tenantId": "globex"}])),
        (rt.TenantMismatchError, lambda batch: batch.user.update({"tenantId": "globex"}, {"id": "a"})),
        (
            rt.RecordNotFoundError,
            lambda batch: batch.user.create({**USER, "workflows": {"connect": {"id": "globex-workflow-1"}}}),
        ),
        (
            rt.UniqueViolationError,
            lambda batch: batch.user.upsert(
                {"id": "globex-user-1"}, {"create": {**USER, "id": "globex-user-1"}, "update": {"level": 9}}
            ),
        ),
    ],
)
async def test_a_batch_that_reaches_out_writes_nothing(metabuilder: World, error: Any, call: Any) -> None:
    acme = metabuilder.client.tenant("acme")
    before = [await metabuilder.rows_of(key, DOORS) for key in ("acme", "globex")]

    async def reaching() -> None:
        async with acme.batch_() as batch:
            batch.user.create({**USER, "id": "a", "email": "other"})
            call(batch)

    with pytest.raises(error):
        await reaching()
    assert [await metabuilder.rows_of(key, DOORS) for key in ("acme", "globex")] == before


async def test_batches_of_two_tenants_at_once_keep_to_themselves(metabuilder: World) -> None:
    clients = {key: metabuilder.client.tenant(key) for key in ("acme", "globex")}
    batches = {key: client.batch_() for key, client in clients.items()}
    for number in range(10):
        for key, batch in batches.items():
            batch.user.create({**USER, "email": f"{key}-{number}"})
            batch.user.update_many({"bio": key}, where="all")
    for batch in batches.values():
        await batch.commit()
    for key, client in clients.items():
        found = await client.user.find_many()
        assert {(row.tenantId, row.bio) for row in found} == {(key, key)}
        assert len(found) == 12


async def test_a_batch_without_tenant_has_no_models_of_tenants(metabuilder: World) -> None:
    batch = metabuilder.client.batch_()
    for name in ("user", "session", "workflow", "tenant"):
        with pytest.raises(AttributeError):
            getattr(batch, name)
