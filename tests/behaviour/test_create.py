"""create: a row, its defaults, and the rows nested in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tenantry import runtime as rt

USER = {"email": "a@x.io", "password": "p"}


async def test_create_returns_the_row_with_its_defaults(acme: Any) -> None:
    user = await acme.user.create(USER)
    assert (user.email, user.role, user.level, user.username, user.tenantId) == ("a@x.io", "user", 1, None, "acme")
    assert await acme.user.find_many() == [user]


async def test_create_returns_what_was_selected_or_included(acme: Any) -> None:
    user = await acme.user.create(USER, select={"email": True})
    assert user.email == "a@x.io"
    assert not hasattr(user, "id")
    other = await acme.user.create({**USER, "email": "b@x.io"}, include={"tenant": True, "workflows": True})
    assert (other.tenant.name, other.workflows) == ("Acme", [])


async def test_a_relation_that_was_not_included_is_none(acme: Any) -> None:
    user = await acme.user.create(USER)
    assert (user.tenant, user.workflows) == (None, None)


async def test_none_is_written_where_a_default_would_stand(library: Any) -> None:
    book = await library.model.create({"mark": 1, "title": "t", "inPrint": None})
    assert book.inPrint is None
    assert (await library.model.create({"mark": 2, "title": "t"})).inPrint is True


async def test_create_with_nested_rows_writes_them_all(acme: Any) -> None:
    workflows = [{"name": "w1", "config": "1"}, {"name": "w2", "config": "2"}]
    user = await acme.user.create(
        {**USER, "workflows": {"create": workflows}, "comments": {"create": {**COMMENT, "content": "one"}}},
        include={"workflows": True, "comments": True},
    )
    assert sorted((w.name, w.userId, w.tenantId) for w in user.workflows) == [
        ("w1", user.id, "acme"),
        ("w2", user.id, "acme"),
    ]
    assert [c.content for c in user.comments] == ["one"]


COMMENT = {"entityType": "page", "entityId": "1", "createdAt": 1}


async def test_nested_rows_have_their_defaults_too(library: Any) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    member = await library.member.create(
        {"email": "a@x.io", "mentees": {"create": [{"email": "b@x.io"}]}, "mentor": {"create": {"email": "c@x.io"}}}
    )
    members = await library.member.find_many()
    assert {(m.class_, m.fee, m.libraryId) for m in members} == {("reader", Decimal("12.5"), "north")}
    assert all(before < moment <= dt.datetime.now(dt.UTC) for m in members for moment in (m.createdAt, m.updatedAt))
    assert len({m.id for m in members}) == 3
    assert member.metadata == {}


async def test_create_nests_several_levels_down(library: Any) -> None:
    session = {"create": {"notes": {"create": [{"text": "n1"}, {"text": "n2"}]}}}
    await library.member.create({"email": "m@x.io", "sessions": session})
    (found,) = await library.session.find_many(include={"notes": True, "member": True})
    assert sorted(note.text for note in found.notes) == ["n1", "n2"]
    assert found.member.email == "m@x.io"


async def test_create_makes_the_row_that_it_refers_to(acme: Any) -> None:
    workflow = await acme.workflow.create(
        {"name": "w", "config": "{}", "user": {"create": USER}}, include={"user": True}
    )
    assert workflow.user.email == "a@x.io"
    assert workflow.user.tenantId == "acme"


async def test_create_connects_rows_that_are_there(acme: Any) -> None:
    first = await acme.user.create(USER)
    workflow = await acme.workflow.create({"name": "w", "config": "{}", "user": {"connect": {"email": "a@x.io"}}})
    assert workflow.userId == first.id
    second = await acme.user.create(
        {**USER, "email": "b@x.io", "workflows": {"connect": {"id": workflow.id}}}, include={"workflows": True}
    )
    assert [w.id for w in second.workflows] == [workflow.id]
    assert (await acme.workflow.get(workflow.id)).userId == second.id


async def test_create_connects_by_a_compound_key(library: Any) -> None:
    await library.model.create({"mark": 7, "title": "Emma"})
    await library.member.create({"email": "m@x.io"})
    order = await library.order.create(
        {
            "book": {"connect": {"place": {"libraryId": "north", "mark": 7}}},
            "placedBy": {"connect": {"by_email": {"libraryId": "north", "email": "m@x.io"}}},
        },
        include={"book": True, "placedBy": True, "approvedBy": True},
    )
    assert (order.book.title, order.placedBy.email, order.approvedBy) == ("Emma", "m@x.io", None)
    assert (order.libraryId, order.bookMark) == ("north", 7)


async def test_create_and_connect_write_links_of_many_to_many(library: Any) -> None:
    old = await library.tag.create({"word": "old"})
    await library.model.create({"mark": 1, "title": "t"})
    order = await library.order.create(
        {
            "bookMark": 1,
            "placedBy": {"create": {"email": "m@x.io"}},
            "tags": {"create": [{"word": "new"}], "connect": [{"id": old.id}, {"id": old.id}]},
        },
        include={"tags": True},
    )
    assert sorted(tag.word for tag in order.tags) == ["new", "old"]
    tags = await library.tag.find_many(include={"orders": True})
    assert [[o.id for o in tag.orders] for tag in tags] == [[order.id], [order.id]]


async def test_a_failing_nested_write_leaves_nothing(acme: Any) -> None:
    workflow = {"name": "w", "config": "{}"}
    with pytest.raises(rt.RecordNotFoundError) as caught:
        await acme.user.create({**USER, "workflows": {"create": [workflow], "connect": [{"id": "missing"}]}})
    assert caught.value.target == ["workflows"]
    assert await acme.user.count() == 0
    assert await acme.workflow.count() == 0


async def test_connecting_to_nothing_says_which_relation(acme: Any) -> None:
    with pytest.raises(rt.RecordNotFoundError) as caught:
        await acme.workflow.create({"name": "w", "config": "{}", "user": {"connect": {"id": "missing"}}})
    assert (caught.value.code, caught.value.model, caught.value.target) == ("P2025", "User", ["user"])


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"create": USER, "connect": {"id": "x"}},
        {"connect": [{"id": "x"}, {"id": "y"}]},
        {"conect": {"id": "x"}},
        {"id": "x"},
        "x",
        None,
    ],
)
async def test_a_nested_write_of_one_row_wants_create_or_connect(acme: Any, user: Any) -> None:
    with pytest.raises(rt.InputError):
        await acme.workflow.create({"name": "w", "config": "{}", "user": user})


async def test_a_key_and_its_relation_are_not_given_together(acme: Any) -> None:
    user = await acme.user.create(USER)
    with pytest.raises(rt.InputError) as caught:
        await acme.workflow.create(
            {"name": "w", "config": "{}", "userId": user.id, "user": {"connect": {"id": user.id}}}
        )
    assert caught.value.target == ["userId"]


async def test_all_missing_fields_are_named_at_once(acme: Any) -> None:
    with pytest.raises(rt.MissingRequiredValueError) as caught:
        await acme.workflow.create({"name": "w"})
    assert (caught.value.code, caught.value.target) == ("P2012", ["config", "userId"])


async def test_self_relations_are_written_in_one_call(library: Any) -> None:
    member = await library.member.create(
        {
            "email": "a@x.io",
            "mentor": {"create": {"email": "mentor@x.io"}},
            "partner": {"create": {"email": "partner@x.io"}},
            "mentees": {"create": [{"email": "m1@x.io"}, {"email": "m2@x.io"}]},
            "friends": {"create": [{"email": "friend@x.io"}]},
        },
        include={"mentor": True, "partner": True, "mentees": True, "friends": True, "friendOf": True},
    )
    assert (member.mentor.email, member.partner.email) == ("mentor@x.io", "partner@x.io")
    assert sorted(m.email for m in member.mentees) == ["m1@x.io", "m2@x.io"]
    assert ([f.email for f in member.friends], member.friendOf) == (["friend@x.io"], [])
