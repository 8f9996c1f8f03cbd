"""Rows whose tenant is null: hidden from every tenant, or readable by all and written by none."""

from __future__ import annotations

import pytest

from tenantry import runtime as rt
from tests.tenancy.rows import METABUILDER
from tests.tenancy.world import World

HIDDEN = ("user", "lua_script", "page_config", "installed_package", "package_permission", "key_value", "error_log")


async def test_rows_of_nobody_are_hidden(metabuilder: World) -> None:
    operator, acme = metabuilder.operator, metabuilder.tenant("acme")
    kinds = {kind.door: kind for kind in METABUILDER}
    for door in HIDDEN:
        kind = kinds[door]
        row = kind.row("nobody", 1)
        assert (await getattr(operator, door).create(row)).tenantId is None
        repository, where = getattr(acme, door), {kind.key: row[kind.key]}
        assert await repository.find_unique(where) is None
        assert await repository.find_many({"tenantId": None}) == []
        assert await repository.find_many({"OR": [{"tenantId": None}, where]}) == []
        assert await repository.count() == 2
        assert await repository.update(kind.change, where) is None
        assert await repository.update_many(kind.change, {"tenantId": None}) == 0
        assert await repository.delete(where) is None
        assert await repository.delete_many({"tenantId": {"equals": None}}) == 0
        for own in (row, {**row, "tenantId": "acme"}):
            with pytest.raises(rt.UniqueViolationError):
                await repository.upsert(where, {"create": own, "update": kind.change})
        with pytest.raises(rt.TenantMismatchError):
            await repository.upsert(where, {"create": {**row, "tenantId": None}, "update": kind.change})
        left = await getattr(operator, door).find_unique(where)
        field, value = next(iter(kind.change.items()))
        assert getattr(left, field) != value


async def test_rows_of_nobody_are_no_targets(metabuilder: World) -> None:
    operator, acme = metabuilder.operator, metabuilder.tenant("acme")
    await operator.user.create(METABUILDER[0].row("nobody", 1))
    flow = {"name": "n", "config": ""}
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.workflow.create({**flow, "userId": "nobody-user-1"})
    with pytest.raises(rt.RecordNotFoundError):
        await acme.workflow.create({**flow, "user": {"connect": {"id": "nobody-user-1"}}})
    await acme.workflow.delete_many("all")
    await acme.tenant.delete({"id": "acme"})
    with pytest.raises(rt.RecordNotFoundError):
        await acme.tenant.create({"name": "Acme", "users": {"connect": {"id": "nobody-user-1"}}})


async def test_shared_rows_are_read_by_all_and_written_by_none(metabuilder: World) -> None:
    operator = metabuilder.operator
    await operator.feature_flag.create({"id": "all", "name": "dark mode", "rollout": 0.25})
    where = {"id": "all"}
    for key in ("acme", "globex"):
        flags = metabuilder.tenant(key).feature_flag
        assert (await flags.get("all")).tenantId is None
        assert [flag.id for flag in await flags.find_many({"tenantId": None})] == ["all"]
        assert {flag.tenantId for flag in await flags.find_many()} == {None, key}
        assert await flags.count() == 3
        assert await flags.find_many({"NOT": {"tenantId": key}}) == []  # NULL is not unequal
        assert await flags.update({"rollout": 1}, where) is None
        assert await flags.update_many({"rollout": 1}, where) == 0
        assert await flags.update_many({"rollout": 1}, where="all") == 2
        assert await flags.delete(where) is None
        assert await flags.delete_many({"tenantId": None}) == 0
        with pytest.raises(rt.UniqueViolationError):
            await flags.upsert(where, {"create": {"id": "all", "name": "mine"}, "update": {"rollout": 1}})
        with pytest.raises(rt.TenantMismatchError):
            await flags.create({"name": "for all", "tenantId": None})
        with pytest.raises(rt.TenantMismatchError):
            await flags.update({"tenantId": None}, {"id": f"{key}-feature_flag-1"})
        own = await flags.create({"name": "dark mode"})
        assert own.tenantId == key
        assert await flags.delete_many("all") == 3
    assert (await operator.feature_flag.find_many())[0].rollout == 0.25
    assert await operator.feature_flag.count() == 1


async def test_shared_rows_can_be_linked_and_show_ones_own_links_only(mapped: World) -> None:
    operator = mapped.operator
    await operator.tag.create({"id": "all", "word": "new"})
    for library, order in (("north", 31), ("south", 32)):
        client = mapped.tenant(library)
        row = {"id": order, "bookMark": 1, "placedById": f"{library}-member-1", "tags": {"connect": {"id": "all"}}}
        made = await client.order.create(row, include={"tags": True})
        assert [tag.id for tag in made.tags] == ["all"]
    for library, order in (("north", 31), ("south", 32)):
        tag = await mapped.tenant(library).tag.get("all", include={"orders": True, "library": True})
        assert ([o.id for o in tag.orders], tag.library) == ([order], None)
        with pytest.raises(rt.UniqueViolationError):
            await mapped.tenant(library).tag.create({"id": "all", "word": "w", "orders": {"connect": {"id": order}}})
