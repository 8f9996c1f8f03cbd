"""Models of everybody that meet models of tenants, and children with parents that are shared, optional or compound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tenantry import runtime as rt
from tests.behaviour.flavors import Flavor
from tests.tenancy.world import World


async def test_without_tenant_no_relation_leads_to_models_of_tenants(crossing: World) -> None:
    client = crossing.client
    topic = {"id": "new", "name": "new"}
    for include in ({"notes": True}, {"featured": True}):
        for call in (
            lambda i=include: client.topic.find_many(include=i),
            lambda i=include: client.topic.find_many({"id": "nothing"}, include=i),
            lambda i=include: client.topic.get("topic", include=i),
            lambda i=include: client.topic.get("nothing", include=i),
            lambda i=include: client.topic.create(topic, include=i),
            lambda i=include: client.topic.update({"name": "x"}, {"id": "topic"}, include=i),
            lambda i=include: client.topic.upsert({"id": "topic"}, {"create": topic, "update": {}}, include=i),
            lambda i=include: client.topic.delete({"id": "topic"}, include=i),
        ):
            with pytest.raises(rt.TenantRequiredError):
                await call()
    note = {"id": "new", "tenantId": "a"}
    for data in (
        {"notes": {"create": note}},
        {"notes": {"connect": {"id": "a-note"}}},
        {"notes": {"connect": {"id": "nothing"}}},
        {"featured": {"create": note}},
        {"featured": {"connect": {"id": "a-note"}}},
        {"featured": {"connect": {"id": "nothing"}}},
        {"featuredId": "a-note"},
        {"featuredId": "nothing"},
        {"entries": {"create": {"id": "new", "tenantId": "a"}}},
        {"entries": {"create": {"id": "new", "tenantId": "nobody"}}},
        {"entries": {"connect": {"id": "a-entry"}}},
    ):
        with pytest.raises(rt.TenantRequiredError):
            await client.topic.create({**topic, **data})
    for data in ({"notes": {"create": note}}, {"notes": {"connect": {"id": "a-note"}}}):
        with pytest.raises(rt.TenantRequiredError):
            await client.word.create({"id": "new", **data})
    with pytest.raises(rt.TenantRequiredError):
        await client.topic.create_many([{**topic, "featuredId": "a-note"}])
    with pytest.raises(rt.TenantRequiredError):
        await client.topic.update({"featuredId": "a-note"}, {"id": "topic"})
    with pytest.raises(rt.TenantRequiredError):
        await client.topic.update_many({"featuredId": "a-note"}, where="all")
    assert [(t.id, t.name, t.featuredId) for t in await client.topic.find_many()] == [("topic", "topic", None)]
    assert await client.word.count() == 1


async def test_a_global_row_shows_each_tenant_its_own(crossing: World) -> None:
    for key in "ab":
        tenant = crossing.tenant(key)
        topic = await tenant.topic.get("topic", include={"notes": True, "featured": True})
        assert [note.id for note in topic.notes] == [f"{key}-note"]
        word = await tenant.word.get("word", include={"notes": True})
        assert [note.id for note in word.notes] == [f"{key}-note"]
    await crossing.tenant("a").topic.update({"featuredId": "a-note"}, {"id": "topic"})
    assert (await crossing.tenant("a").topic.get("topic", include={"featured": True})).featured.id == "a-note"
    assert (await crossing.tenant("b").topic.get("topic", include={"featured": True})).featured is None
    assert (await crossing.tenant("b").note.get("b-note", include={"featuredIn": True})).featuredIn == []


async def test_a_global_row_refers_to_the_tenants_rows_only(crossing: World) -> None:
    b = crossing.tenant("b")
    topic = {"id": "new", "name": "new"}

    async def same(call: Any, error: str) -> None:
        answers = [await crossing.answer(lambda k=k: call(k), "a-note", "nothing") for k in ("a-note", "nothing")]
        assert answers[0] == answers[1]
        assert answers[0].said.startswith(error)

    refused, absent = "ForeignKeyViolationError: P2003", "RecordNotFoundError: P2025"
    await same(lambda k: b.topic.create({**topic, "featuredId": k}), refused)
    await same(lambda k: b.topic.create_many([{**topic, "featuredId": k}]), refused)
    await same(lambda k: b.topic.update({"featuredId": k}, {"id": "topic"}), refused)
    await same(lambda k: b.topic.update_many({"featuredId": k}, where="all"), refused)
    await same(lambda k: b.topic.create({**topic, "featured": {"connect": {"id": k}}}), absent)
    await same(lambda k: b.topic.create({**topic, "notes": {"connect": [{"id": k}]}}), absent)
    await same(lambda k: b.word.create({"id": "new", "notes": {"connect": [{"id": k}]}}), absent)
    with pytest.raises(rt.TenantMismatchError):
        await b.topic.create({**topic, "notes": {"create": {"id": "n", "tenantId": "a"}}})
    made = await b.topic.create({**topic, "notes": {"create": {"id": "n"}}}, include={"notes": True})
    assert [note.tenantId for note in made.notes] == ["b"]
    assert await crossing.tenant("a").note.count() == 1


async def test_a_child_without_parent_is_refused_and_not_lost(crossing: World) -> None:
    a = crossing.tenant("a")
    for call in (
        lambda: a.draft.create({"id": "new"}),
        lambda: a.draft.create({"id": "new", "noteId": None}),
        lambda: a.draft.create_many([{"id": "n", "noteId": "a-note"}, {"id": "new"}]),
        lambda: a.draft.update({"noteId": None}, {"id": "a-draft"}),
        lambda: a.draft.update({"noteId": {"set": None}}, {"id": "a-draft"}),
        lambda: a.draft.update_many({"noteId": None}, where="all"),
        lambda: a.draft.upsert({"id": "new"}, {"create": {"id": "new"}, "update": {}}),
        lambda: a.draft.upsert({"id": "a-draft"}, {"create": {"id": "new"}, "update": {"noteId": None}}),
    ):
        with pytest.raises(rt.MissingRequiredValueError) as refused:
            await call()
        assert refused.value.target == ["noteId"]
    assert [draft.id for draft in await a.draft.find_many()] == ["a-draft"]
    assert await crossing.operator.draft.count() == 2
    assert (await a.draft.create({"id": "new", "note": {"connect": {"id": "a-note"}}})).noteId == "a-note"
    assert (await crossing.operator.draft.create({"id": "orphan"})).noteId is None
    assert await a.draft.get("orphan") is None


async def test_a_child_of_the_tenant_itself_is_held_to_it(crossing: World) -> None:
    a = crossing.tenant("a")
    assert [seat.id for seat in await a.seat.find_many(include={"owner": True})] == ["a-seat"]
    assert await a.seat.update({"ownerId": "a"}, {"id": "b-seat"}) is None
    for owner in ("b", "nobody"):
        for call in (
            lambda o=owner: a.seat.create({"id": "new", "ownerId": o}),
            lambda o=owner: a.seat.create_many([{"id": "new", "ownerId": o}]),
            lambda o=owner: a.seat.update({"ownerId": o}, {"id": "a-seat"}),
            lambda o=owner: a.seat.update_many({"ownerId": o}, where="all"),
        ):
            with pytest.raises(rt.ForeignKeyViolationError):
                await call()
        with pytest.raises(rt.RecordNotFoundError):
            await a.seat.create({"id": "new", "owner": {"connect": {"id": owner}}})
    assert await a.seat.delete_many("all") == 1
    assert await crossing.operator.seat.count() == 1


async def test_children_of_shared_rows_are_read_by_all_and_written_by_none(crossing: World) -> None:
    operator = crossing.operator
    await operator.form.create({"id": "form"})
    await operator.question.create({"id": "question", "formId": "form"})
    for key in "ab":
        tenant = crossing.tenant(key)
        assert {q.id for q in await tenant.question.find_many()} == {"question", f"{key}-question"}
        assert (await tenant.question.get("question", include={"form": True})).form.tenantId is None
        assert [q.id for q in (await tenant.form.get("form", include={"questions": True})).questions] == ["question"]
        assert await tenant.question.update({"text": "mine"}, {"id": "question"}) is None
        assert await tenant.question.update_many({"text": "mine"}, where="all") == 1
        assert await tenant.question.delete({"id": "question"}) is None
        assert await tenant.question.delete_many({"formId": "form"}) == 0
    assert (await operator.question.get("question")).text is None


async def test_a_compound_key_given_by_half_refers_to_nothing(crossing: World) -> None:
    a = crossing.tenant("a")
    for row in ({"room": 1}, {"level": 1}, {"room": 1, "level": None}, {}):
        book = await a.book.create({"id": f"book {row}", **row}, include={"shelf": True})
        assert book.shelf is None
        await a.book.create_many([{"id": f"many {row}", **row}])
    for row in ({"room": 1, "level": 1}, {"room": 9, "level": 9}):
        with pytest.raises(rt.ForeignKeyViolationError):
            await a.book.create({"id": "new", **row})
        with pytest.raises(rt.ForeignKeyViolationError):
            await a.book.create_many([{"id": "new", **row}])
    for change in ({"room": 1}, {"room": {"increment": 1}}, {"room": 7}):
        with pytest.raises(rt.ForeignKeyViolationError):
            await a.book.update(change, {"id": "a-book"})
    await a.book.update({"room": None}, {"id": "a-book"})
    assert (await a.book.update({"room": 0}, {"id": "a-book"}, include={"shelf": True})).shelf.level == 1


async def test_a_value_that_a_filter_cannot_read_is_no_error_of_another_tenant(
    flavor: Flavor, crossing: World, tmp_path: Path
) -> None:
    """JSON that is none, as other software may have written it, must not turn another tenant's query into an error."""
    if flavor.provider != "sqlite":
        pytest.skip("PostgreSQL lets nobody write it")
    with closing(sqlite3.connect(tmp_path / "tenancy_crossing.db")) as connection:
        connection.execute("UPDATE \"Note\" SET meta = '{broken' WHERE id = 'a-note'")
        connection.execute("UPDATE \"Draft\" SET meta = '{broken' WHERE id = 'a-draft'")
        connection.commit()
    for door in ("note", "draft"):
        repository = getattr(crossing.tenant("b"), door)
        where = {"meta": {"equals": {}}}
        assert await repository.count(where) == 1
        assert [row.id for row in await repository.find_many(where)] == [f"b-{door}"]
        assert await repository.update_many({}, where) == 1
        assert await repository.delete_many({"meta": {"not": {}}}) == 0
