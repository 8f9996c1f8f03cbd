"""include: relations of every kind, one statement each, with every scalar unharmed."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest


async def people(library: Any, *names: str, **data: Any) -> dict[str, Any]:
    return {name: await library.member.create({"email": name, **data}) for name in names}


async def test_to_one_and_to_many(acme: Any) -> None:
    for owner in ("a", "b", "c"):
        await acme.user.create(
            {
                "email": owner,
                "password": "p",
                "workflows": {"create": [{"name": f"{owner}{n}", "config": ""} for n in range("abc".index(owner))]},
            }
        )
    users = await acme.user.find_many(order={"email": "asc"}, include={"workflows": True})
    assert [sorted(w.name for w in user.workflows) for user in users] == [[], ["b0"], ["c0", "c1"]]
    workflows = await acme.workflow.find_many(order={"name": "asc"}, include={"user": True, "tenant": True})
    assert [(w.name, w.user.email, w.tenant.name) for w in workflows] == [
        ("b0", "b", "Acme"),
        ("c0", "c", "Acme"),
        ("c1", "c", "Acme"),
    ]
    assert all(w.user.workflows is None for w in workflows)


async def test_a_relation_to_nothing_is_none(operator: Any) -> None:
    user = await operator.user.create({"email": "a", "password": "p"}, include={"tenant": True})
    assert (user.tenantId, user.tenant) == (None, None)
    assert (await operator.tenant.find_first(include={"owner": True})).owner is None


async def test_one_to_one_from_both_sides(library: Any) -> None:
    found = await people(library, "a", "b", "single")
    await library.member.update({"partnerId": found["b"].id}, {"id": found["a"].id})
    rows = await library.member.find_many(order={"email": "asc"}, include={"partner": True, "partnerOf": True})
    assert [(m.email, m.partner and m.partner.email, m.partnerOf and m.partnerOf.email) for m in rows] == [
        ("a", "b", None),
        ("b", None, "a"),
        ("single", None, None),
    ]


async def test_a_model_related_to_itself_one_to_many(library: Any) -> None:
    found = await people(library, "mentor")
    await people(library, "m1", "m2", mentorId=found["mentor"].id)
    rows = await library.member.find_many(order={"email": "asc"}, include={"mentor": True, "mentees": True})
    assert [(m.email, m.mentor and m.mentor.email, sorted(x.email for x in m.mentees)) for m in rows] == [
        ("m1", "mentor", []),
        ("m2", "mentor", []),
        ("mentor", None, ["m1", "m2"]),
    ]


async def test_a_model_related_to_itself_many_to_many(library: Any) -> None:
    found = await people(library, "a", "b")
    await library.member.create({"email": "c", "friends": {"connect": [{"id": found["a"].id}, {"id": found["b"].id}]}})
    await library.member.create({"email": "d", "friends": {"connect": [{"id": found["a"].id}]}})
    rows = await library.member.find_many(order={"email": "asc"}, include={"friends": True, "friendOf": True})
    seen = {m.email: (sorted(f.email for f in m.friends), sorted(f.email for f in m.friendOf)) for m in rows}
    assert seen == {"a": ([], ["c", "d"]), "b": ([], ["c"]), "c": (["a", "b"], []), "d": (["a"], [])}


async def test_many_to_many_from_both_sides(library: Any) -> None:
    placed = (await people(library, "m"))["m"]
    await library.model.create({"mark": 1, "title": "t"})
    for words in (["x", "y"], ["y"], []):
        tags = [await library.tag.upsert(*tag(word)) for word in words]
        await library.order.create(
            {"bookMark": 1, "placedById": placed.id, "tags": {"connect": [{"id": t.id} for t in tags]}}
        )
    orders = await library.order.find_many(order={"id": "asc"}, include={"tags": True})
    assert [sorted(t.word for t in order.tags) for order in orders] == [["x", "y"], ["y"], []]
    tags = await library.tag.find_many(order={"word": "asc"}, include={"orders": True})
    assert [sorted(o.id for o in t.orders) for t in tags] == [[orders[0].id], [orders[0].id, orders[1].id]]


def tag(word: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"libraryId_word": {"libraryId": "north", "word": word}}, {"create": {"word": word}, "update": {}}


async def test_relations_by_a_compound_key(library: Any) -> None:
    """Enough rows for several statements: compound keys are asked for in portions."""
    placed = (await people(library, "m"))["m"]
    await library.model.create_many([{"mark": mark, "title": f"t{mark}"} for mark in range(300)])
    await library.order.create_many([{"bookMark": mark % 290, "placedById": placed.id} for mark in range(580)])
    orders = await library.order.find_many(include={"book": True})
    assert all(order.book.mark == order.bookMark and order.book.title == f"t{order.bookMark}" for order in orders)
    books = await library.model.find_many(order={"mark": "asc"}, include={"orders": True})
    assert [len(book.orders) for book in books] == [2] * 290 + [0] * 10


async def test_several_relations_to_one_model_are_told_apart(library: Any) -> None:
    found = await people(library, "placed", "approved")
    await library.model.create({"mark": 1, "title": "t"})
    order = {"bookMark": 1, "placedById": found["placed"].id}
    await library.order.create_many([{**order, "approverId": found["approved"].id}, order])
    orders = await library.order.find_many(order={"id": "asc"}, include={"placedBy": True, "approvedBy": True})
    assert [(o.placedBy.email, o.approvedBy and o.approvedBy.email) for o in orders] == [
        ("placed", "approved"),
        ("placed", None),
    ]
    members = await library.member.find_many(order={"email": "asc"}, include={"placed": True, "approved": True})
    assert [(len(m.placed), len(m.approved)) for m in members] == [(0, 1), (2, 0)]


async def test_scalars_come_unharmed_through_an_include(library: Any) -> None:
    data = {
        "email": "ünï 'quoted' \"c\" \\ 🐍",
        "metadata": {"deep": [{"n": None, "x": 1.5, "big": 2**53 + 1}], "text": "\u2028"},
        "settings": [],
        "photo": bytes(range(256)),
        "fee": Decimal("1234.56"),
        "balance": -(2**63),
        "createdAt": dt.datetime(2026, 3, 29, 2, 30, 59, 999000, tzinfo=dt.UTC),
    }
    member = await library.member.create({**data, "sessions": {"create": {"from": data["createdAt"]}}})
    (session,) = await library.session.find_many(include={"member": True})
    assert session.member == member
    assert {name: getattr(session.member, name) for name in data} == data
    assert session.from_ == data["createdAt"]


@pytest.mark.parametrize("operation", ["find_unique", "find_first", "get", "update", "upsert", "delete"])
async def test_every_operation_on_a_row_can_include(acme: Any, operation: str) -> None:
    """Sessions go with their user, so the delete gives what was there before."""
    times = {"expiresAt": 3, "createdAt": 1, "lastActivity": 2}
    user = await acme.user.create({"email": "a", "password": "p", "sessions": {"create": {"token": "t", **times}}})
    where, include = {"id": user.id}, {"sessions": True, "tenant": True}
    calls = {
        "find_unique": lambda: acme.user.find_unique(where, include),
        "find_first": lambda: acme.user.find_first(where, include=include),
        "get": lambda: acme.user.get(user.id, include),
        "update": lambda: acme.user.update({"level": 1}, where, include),
        "upsert": lambda: acme.user.upsert(where, {"create": {}, "update": {"level": 1}}, include),
        "delete": lambda: acme.user.delete(where, include),
    }
    found = await calls[operation]()
    assert ([session.token for session in found.sessions], found.tenant.name) == (["t"], "Acme")
    assert await acme.session.count() == (0 if operation == "delete" else 1)


async def test_include_gives_what_one_query_a_record_would(library: Any) -> None:
    """The same answer as asking for each record's rows, on random data."""
    numbers = random.Random(20)
    placed = (await people(library, "m"))["m"]
    await library.model.create_many([{"mark": mark, "title": "t"} for mark in range(20)])
    await library.order.create_many([{"bookMark": numbers.randrange(20), "placedById": placed.id} for _ in range(50)])
    for book in await library.model.find_many(where={"mark": {"lt": 12}}, include={"orders": True}):
        alone = await library.order.find_many({"bookMark": book.mark}, order={"id": "asc"})
        assert book.orders == alone


async def test_a_relation_that_is_turned_off_is_not_read(acme: Any) -> None:
    await acme.user.create({"email": "a", "password": "p"})
    (user,) = await acme.user.find_many(include={"workflows": False, "tenant": True})
    assert (user.workflows, user.tenant.id) == (None, "acme")
