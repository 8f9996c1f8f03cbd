"""Every snippet of MetaBuilder's database document, in its Python form."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tenantry import runtime as rt


async def new_user(acme: Any, email: str = "user@example.com") -> Any:
    return await acme.user.create(
        {"email": email, "password": "a hash", "level": 2, "tenant": {"connect": {"id": "acme"}}}
    )


async def new_workflows(acme: Any, count: int, **data: Any) -> list[Any]:
    user = await new_user(acme)
    return [
        await acme.workflow.create({"name": f"w{number:02}", "config": "{}", "userId": user.id, **data})
        for number in range(count)
    ]


async def test_create_a_user_who_is_connected_to_the_tenant(acme: Any) -> None:
    user = await new_user(acme)
    assert (user.email, user.password, user.level, user.tenantId) == ("user@example.com", "a hash", 2, "acme")
    assert await acme.user.find_unique({"id": user.id}) == user


async def test_read_a_single_record(acme: Any) -> None:
    user = await new_user(acme)
    found = await acme.user.find_unique(where={"id": user.id})
    assert found is not None
    assert found.email == "user@example.com"
    assert await acme.user.find_unique(where={"id": "nobody"}) is None


async def test_read_the_newest_ten_active_workflows_of_the_tenant(acme: Any, globex: Any) -> None:
    user = await new_user(acme)
    days = [f"2026-01-{day:02}T00:00:00Z" for day in range(1, 15)]
    for day in days:
        at = {"createdAt": dt.datetime.fromisoformat(day), "config": "{}", "userId": user.id}
        await acme.workflow.create({"name": day, "status": "active", **at})
        await acme.workflow.create({"name": "draft", "status": "draft", **at})
    workflows = await acme.workflow.find_many(
        where={"tenantId": user.tenantId, "status": "active"}, order={"createdAt": "desc"}, take=10
    )
    assert [workflow.name for workflow in workflows] == days[:-11:-1]
    assert await globex.workflow.find_many(where={"tenantId": user.tenantId, "status": "active"}) == []


async def test_read_the_workflows_of_one_user(acme: Any) -> None:
    mine = await new_workflows(acme, 2)
    other = await new_user(acme, "other@example.com")
    await acme.workflow.create({"name": "not mine", "config": "{}", "userId": other.id})
    found = await acme.workflow.find_many(where={"tenantId": "acme", "userId": mine[0].userId}, order={"name": "asc"})
    assert found == mine


async def test_update_a_user(acme: Any) -> None:
    user = await new_user(acme)
    updated = await acme.user.update(where={"id": user.id}, data={"email": "newemail@example.com", "level": 3})
    assert updated is not None
    assert (updated.email, updated.level) == ("newemail@example.com", 3)
    assert await acme.user.get(user.id) == updated


async def test_delete_a_user(acme: Any) -> None:
    user = await new_user(acme)
    assert await acme.user.delete(where={"id": user.id}) == user
    assert await acme.user.count() == 0


async def test_include_related_data_and_loop_over_it(acme: Any) -> None:
    created = await new_workflows(acme, 3)
    user = await acme.user.find_unique(where={"id": created[0].userId}, include={"workflows": True, "tenant": True})
    assert sorted(workflow.name for workflow in user.workflows) == ["w00", "w01", "w02"]
    assert (user.tenant.id, user.tenant.name) == ("acme", "Acme")


async def test_a_transaction_returns_what_it_made(acme: Any) -> None:
    async with acme.tx() as tx:
        user = await new_user(tx)
        workflow = await tx.workflow.create({"name": "w", "config": "{}", "userId": user.id})
        result = {"user": user, "workflow": workflow}
    assert await acme.user.find_many() == [result["user"]]
    assert await acme.workflow.find_many() == [result["workflow"]]


async def test_a_transaction_keeps_nothing_when_its_second_operation_fails(acme: Any) -> None:
    async def both() -> None:
        async with acme.tx() as tx:
            user = await new_user(tx)
            assert await tx.user.count() == 1
            await tx.workflow.create({"name": "w", "config": "{}", "userId": f"not {user.id}"})

    with pytest.raises(rt.ForeignKeyViolationError):
        await both()
    assert await acme.user.count() == 0
    assert await acme.workflow.count() == 0


async def test_transfer_a_workflow_or_leave_everything_as_it_was(acme: Any) -> None:
    """The document's atomic, validated operation: `transfer_workflow` from one user to another."""
    (workflow,) = await new_workflows(acme, 1)
    heir = await new_user(acme, "heir@example.com")

    async def transfer(to: str) -> None:
        async with acme.tx() as tx:
            await tx.workflow.update({"version": {"increment": 1}}, {"id": workflow.id})
            await tx.user.get_or_raise(to)
            await tx.workflow.update({"userId": to}, {"id": workflow.id})

    await transfer(heir.id)
    with pytest.raises(rt.RecordNotFoundError):
        await transfer("nobody")
    moved = await acme.workflow.get(workflow.id)
    assert (moved.userId, moved.version) == (heir.id, 2)


async def test_pages_are_disjoint_and_add_up(acme: Any) -> None:
    await new_workflows(acme, 45)
    page_size = 20
    pages = [
        await acme.workflow.find_many(where={"tenantId": "acme"}, skip=(page - 1) * page_size, take=page_size)
        for page in (1, 2, 3, 4)
    ]
    assert [len(page) for page in pages] == [20, 20, 5, 0]
    assert len({workflow.id for page in pages for workflow in page}) == 45
    assert await acme.workflow.count(where={"tenantId": "acme"}) == 45


async def test_pages_are_disjoint_when_all_rows_are_equal_in_the_order_asked_for(acme: Any) -> None:
    await new_workflows(acme, 25, status="same")
    seen: list[str] = []
    for skip in range(0, 25, 10):
        seen += [w.id for w in await acme.workflow.find_many(order={"status": "asc"}, take=10, skip=skip)]
    assert len(set(seen)) == 25


async def test_select_specific_fields(acme: Any) -> None:
    created = await new_user(acme)
    (user,) = await acme.user.find_many(select={"id": True, "email": True, "level": True})
    assert (user.id, user.email, user.level) == (created.id, "user@example.com", 2)
    with pytest.raises(AttributeError, match="was not selected"):
        _ = user.password


async def test_a_taken_email_is_caught_as_p2002(acme: Any) -> None:
    await new_user(acme)
    messages = []
    try:
        await new_user(acme)
    except rt.DataError as error:
        if error.code == "P2002":
            messages.append(("Email already exists", error.model, error.target))
    assert messages == [("Email already exists", "User", ["email"])]


async def test_keys_that_are_not_called_id_name_a_row(metabuilder: Any, acme: Any) -> None:
    """The document's five models: read, update and delete by the key that each of them has."""
    await metabuilder.credential.create({"username": "bob", "passwordHash": "h"})
    await metabuilder.package_data.create({"packageId": "forum", "data": "{}"})
    await metabuilder.password_reset_token.create({"username": "bob", "token": "t", "expiresAt": 2, "createdAt": 1})
    await metabuilder.system_config.create({"key": "theme", "value": "dark"})
    await acme.installed_package.create({"packageId": "forum", "installedAt": 1, "version": "1.0"})
    repositories = [
        (metabuilder.credential, "bob", {"passwordHash": "changed"}),
        (metabuilder.package_data, "forum", {"data": "changed"}),
        (metabuilder.password_reset_token, "bob", {"token": "changed"}),
        (metabuilder.system_config, "theme", {"value": "changed"}),
        (acme.installed_package, "forum", {"version": "changed"}),
    ]
    names = ["username", "packageId", "username", "key", "packageId"]
    for (repository, key, change), name in zip(repositories, names, strict=True):
        found = await repository.get(key)
        assert getattr(found, name) == key
        updated = await repository.update(change, {name: key})
        assert [getattr(updated, field) for field in change] == ["changed"]
        assert await repository.delete({name: key}) == updated
        assert await repository.get(key) is None
