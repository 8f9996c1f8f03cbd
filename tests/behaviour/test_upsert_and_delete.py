"""upsert, delete, delete_many."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt

USER = {"email": "a@x.io", "password": "p"}


def both(create: dict[str, Any], update: dict[str, Any]) -> dict[str, Any]:
    return {"create": create, "update": update}


async def test_upsert_creates_once_and_updates_afterwards(acme: Any) -> None:
    data = both({**USER, "level": 2}, {"level": {"increment": 10}})
    created = await acme.user.upsert({"email": "a@x.io"}, data)
    assert (created.level, created.tenantId) == (2, "acme")
    updated = await acme.user.upsert({"email": "a@x.io"}, data, {"tenant": True})
    assert (updated.id, updated.level, updated.tenant.name) == (created.id, 12, "Acme")
    assert await acme.user.count() == 1


async def test_upsert_by_a_compound_key(library: Any) -> None:
    place = {"place": {"libraryId": "north", "mark": 1}}
    for title in ("first", "second"):
        book = await library.model.upsert(place, both({"mark": 1, "title": "new"}, {"title": title}))
    assert book.title == "second"
    assert await library.model.count() == 1


async def test_upsert_creates_nested_rows_too(acme: Any) -> None:
    data = both({**USER, "workflows": {"create": [{"name": "w", "config": ""}]}}, {"level": 9})
    for _ in range(2):
        user = await acme.user.upsert({"email": "a@x.io"}, data, {"workflows": True})
    assert (user.level, [w.name for w in user.workflows]) == (9, ["w"])


async def test_upsert_that_runs_into_another_row_changes_nothing(acme: Any) -> None:
    await acme.user.create({**USER, "username": "taken"})
    data = both({"email": "b@x.io", "password": "p", "username": "taken"}, {"level": 9})
    with pytest.raises(rt.UniqueViolationError) as caught:
        await acme.user.upsert({"email": "b@x.io"}, data)
    assert caught.value.target == ["username"]
    assert [(u.email, u.level) for u in await acme.user.find_many()] == [("a@x.io", 1)]


async def test_upserts_at_once_make_one_row_and_count_all_the_others(metabuilder: Any, flavor: Any) -> None:
    data = both({"id": "default", "host": "h", "fromEmail": "f", "port": 0}, {"port": {"increment": 1}})
    calls = [lambda: metabuilder.smtp_config.upsert({"id": "default"}, data)] * 12
    results = await flavor.at_once(*calls)
    assert sorted(r.port for r in results) == list(range(12))
    assert await metabuilder.smtp_config.count() == 1


async def test_upsert_within_a_transaction_goes_with_it(acme: Any) -> None:
    async def twice() -> None:
        async with acme.tx() as tx:
            await tx.user.upsert({"email": "a@x.io"}, both(USER, {}))
            await tx.user.upsert({"email": "a@x.io"}, both(USER, {"level": 7}))
            assert (await tx.user.find_first()).level == 7
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await twice()
    assert await acme.user.count() == 0


@pytest.mark.parametrize(
    "data", [{}, {"create": USER}, {"update": {}}, {"create": USER, "update": {}, "x": 1}, None, []]
)
async def test_upsert_wants_both_halves(acme: Any, data: Any) -> None:
    with pytest.raises(rt.InputError):
        await acme.user.upsert({"email": "a@x.io"}, data)
    assert await acme.user.count() == 0


async def test_delete_gives_the_row_as_it_was(acme: Any) -> None:
    user = await acme.user.create(USER)
    assert await acme.user.delete({"email": "a@x.io"}) == user
    assert await acme.user.delete({"email": "a@x.io"}) is None


async def test_delete_takes_with_it_what_the_schema_says(acme: Any, operator: Any) -> None:
    node = {"type": "text"}
    page = await acme.page_config.create(
        {"path": "/", "title": "t", "level": 1, "nodes": {"create": [node, node]}}, include={"nodes": True}
    )
    assert len(page.nodes) == 2
    await acme.page_config.delete({"id": page.id})
    assert await acme.component_node.count() == 0
    user = await acme.user.create({**USER, "ownedTenants": {"connect": {"id": "acme"}}})
    assert (await operator.tenant.get("acme")).ownerId == user.id
    await acme.user.delete({"id": user.id})
    assert (await operator.tenant.get("acme")).ownerId is None


async def test_a_row_that_others_need_is_not_deleted(acme: Any) -> None:
    user = await acme.user.create({**USER, "workflows": {"create": {"name": "w", "config": ""}}})
    for failing in (acme.user.delete({"id": user.id}), acme.user.delete_many({"id": user.id})):
        with pytest.raises(rt.ForeignKeyViolationError) as caught:
            await failing
        assert (caught.value.code, caught.value.model) == ("P2003", "User")
        assert caught.value.__cause__ is not None
    assert await acme.user.count() == 1


async def test_delete_many_says_how_many(library: Any) -> None:
    await library.model.create_many([{"mark": mark, "title": "t"} for mark in range(5)])
    assert await library.model.delete_many({"mark": {"lt": 2}}) == 2
    assert await library.model.delete_many({"mark": {"lt": 2}}) == 0
    assert await library.model.delete_many("all") == 3
    assert await library.model.count() == 0


@pytest.mark.parametrize("where", [{}, None, [], "", "ALL"])
async def test_delete_many_of_everything_has_to_be_said(library: Any, where: Any) -> None:
    await library.model.create({"mark": 1, "title": "t"})
    with pytest.raises(rt.InputError):
        await library.model.delete_many(where)
    assert await library.model.count() == 1


async def test_delete_many_of_all_reaches_only_the_tenant(acme: Any, globex: Any) -> None:
    await acme.user.create(USER)
    await globex.user.create({**USER, "email": "g@x.io"})
    assert await acme.user.delete_many("all") == 1
    assert await globex.user.count() == 1
