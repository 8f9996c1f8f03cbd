"""Uniques that all tenants share: another tenant's row is in the way, and that is all there is to learn of it."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt
from tests.tenancy.rows import METABUILDER, Payload
from tests.tenancy.world import World

DOORS = [kind.door for kind in METABUILDER]
USER = {"email": "new@x.io", "password": "x"}


async def test_a_collision_with_a_foreign_row_reads_as_one_with_ones_own(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = await metabuilder.rows_of("globex", DOORS)
    user = METABUILDER[0].row("acme", 9)
    for field, values in (
        ("email", ("user1@globex.io", "user1@acme.io")),
        ("username", ("globex1", "acme1")),
        ("id", ("globex-user-1", "acme-user-1")),
    ):
        rows: list[Payload] = [{**user, field: value} for value in values]
        for call in (
            acme.user.create,
            lambda row: acme.user.create_many([row]),
            lambda row, f=field: acme.user.update({f: row[f]}, {"id": "acme-user-2"}),
            lambda row, f=field: acme.user.update_many({f: row[f]}, {"id": "acme-user-2"}),
            lambda row: acme.user.upsert({"id": "acme-user-9"}, {"create": row, "update": {}}),
            lambda row, f=field: acme.user.upsert({"id": "acme-user-2"}, {"create": user, "update": {f: row[f]}}),
        ):
            answers = [await metabuilder.answer(lambda r=row, c=call: c(r), *values) for row in rows]
            if field != "id":  # of one's own row, upsert finds that the key is no longer free
                assert answers[0] == answers[1]
            for answer in answers:
                assert answer.said.startswith("UniqueViolationError: P2002: User: another row has this value")
                assert f"'target': ['{field}']" in answer.said
    assert await metabuilder.rows_of("globex", DOORS) == before
    assert await acme.user.count() == 2


async def test_upsert_never_touches_a_foreign_row(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")]
    for kind in METABUILDER:
        foreign = kind.row("globex", 1)
        ours = {**foreign, **{field: f"acme-{door}-1" for field, door in kind.refers.items()}}
        if kind.door == "high_score":
            ours["userId"] = "acme-user-1"
        with pytest.raises(rt.UniqueViolationError):
            await getattr(acme, kind.door).upsert(
                {kind.key: foreign[kind.key]}, {"create": ours, "update": kind.change}, include={}
            )
    for where in ({"email": "user1@globex.io"}, {"username": "globex1"}):
        with pytest.raises(rt.UniqueViolationError):
            await acme.user.upsert(where, {"create": {**USER, **where}, "update": {"level": 9}})
    assert [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")] == before


async def test_upsert_by_another_tenants_compound_name_is_an_insert_of_ones_own(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    where = {"tenantId_key": {"tenantId": "globex", "key": "k1"}}
    with pytest.raises(rt.UniqueViolationError):
        await acme.key_value.upsert(where, {"create": {"key": "k1", "value": "mine"}, "update": {"value": "mine"}})
    created = await acme.key_value.upsert(where, {"create": {"key": "k9", "value": "mine"}, "update": {"value": "bad"}})
    assert (created.tenantId, created.value) == ("acme", "mine")
    with pytest.raises(rt.TenantMismatchError):
        named = {"key": "k1", "value": "mine", "tenantId": "globex"}
        await acme.key_value.upsert(where, {"create": named, "update": {"value": "mine"}})
    assert await metabuilder.client.tenant("globex").key_value.count({"value": "of globex"}) == 2


async def test_uniques_that_hold_the_tenant_collide_in_one_tenant_only(metabuilder: World) -> None:
    acme, globex = metabuilder.tenant("acme"), metabuilder.tenant("globex")
    page = {"path": "/new", "title": "t", "level": 1}
    assert (await acme.page_config.create(page)).tenantId == "acme"
    assert (await globex.page_config.create(page)).tenantId == "globex"
    with pytest.raises(rt.UniqueViolationError) as collision:
        await globex.page_config.create(page)
    assert collision.value.target == ["tenantId", "path"]


async def test_duplicates_that_are_skipped_change_no_foreign_row(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    before = await metabuilder.rows_of("globex", DOORS)
    rows = [{**USER, "email": f"user{n}@globex.io"} for n in (1, 2)] + [USER]
    assert await acme.user.create_many(rows, skip_duplicates=True) == 1
    packages = [{"packageId": key, "installedAt": 2, "version": "2"} for key in ("globex-installed_package-1", "p")]
    assert await acme.installed_package.create_many(packages, skip_duplicates=True) == 1
    assert await metabuilder.rows_of("globex", DOORS) == before


async def test_a_collision_in_the_middle_leaves_nothing(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    rows = [{**USER, "email": f"e{n}"} for n in range(40)]
    rows[30]["email"] = "user1@globex.io"
    with pytest.raises(rt.UniqueViolationError):
        await acme.user.create_many(rows)
    times = {"expiresAt": 1, "createdAt": 1, "lastActivity": 1}
    nested: dict[str, Any] = {"create": [{"token": "a", **times}, {"token": "globex-1", **times}]}
    with pytest.raises(rt.UniqueViolationError):
        await acme.user.create({**USER, "sessions": nested})
    assert await acme.user.count() == await acme.session.count() == 2


async def test_rows_that_are_created_and_given_back_are_the_tenants(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    row = {"name": "new", "config": "", "userId": "acme-user-1"}
    created = await acme.workflow.create_many_and_return([row, {**row, "tenantId": "acme"}], include={"tenant": True})
    assert [flow.tenant.id for flow in created] == ["acme", "acme"]
    with pytest.raises(rt.TenantMismatchError):
        await acme.workflow.create_many_and_return([row, {**row, "tenantId": "globex"}])
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.workflow.create_many_and_return([{**row, "userId": "globex-user-1"}])
    taken = {"email": "user1@globex.io", "password": "x"}
    assert await acme.user.create_many_and_return([taken, taken], skip_duplicates=True) == []
    with pytest.raises(rt.UniqueViolationError):
        await acme.user.create_many_and_return([taken])
