"""What only PostgreSQL has, in relations: uuid keys, padded text, numbered keys, compound one-to-one, no key at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from generated.kitchen_sink.enums import Color
from tenantry import runtime as rt

REQUIRED: dict[str, Any] = {
    "text": "t",
    "flag": False,
    "whole": -1,
    "large": -(2**63),
    "real": 0.1,
    "exact": Decimal("12345678901234567890123456789012345.123456789012345678901234567890"),
    "moment": dt.datetime(2026, 3, 29, 2, 30, 0, 123000, tzinfo=dt.UTC),
    "json": {"a": None},
    "bytes": b"\x00\xff",
    "color": Color.green,
}


def by_name(record: Any) -> dict[str, Any]:
    names = {field.alias or key: key for key, field in type(record).model_fields.items()}
    return {name: getattr(record, attribute) for name, attribute in names.items()}


async def test_every_scalar_required_and_optional(org: Any) -> None:
    optional = {f"{name}Maybe": value for name, value in REQUIRED.items()}
    for data in ({**REQUIRED, **optional}, REQUIRED, {**REQUIRED, **dict.fromkeys(optional)}):
        created = await org.all_types.create(data)
        expected = {**dict.fromkeys(optional), **data}
        assert {name: by_name(created)[name] for name in expected} == expected
        assert await org.all_types.get(created.id) == created
    await org.all_types.create_many([{**REQUIRED, **optional}, REQUIRED])
    assert await org.all_types.count(REQUIRED | {"json": {"equals": {"a": None}}}) == 5
    assert await org.all_types.count({name: None for name in optional if name != "jsonMaybe"}) == 3


async def test_hidden_fields_are_not_there(org: Any) -> None:
    created = await org.all_types.create(REQUIRED)
    assert not {"position", "secret"} & by_name(created).keys()
    for name in ("position", "secret"):
        with pytest.raises(rt.FieldNotFoundError):
            await org.all_types.find_many({name: "x"})
        with pytest.raises(rt.FieldNotFoundError):
            await org.all_types.create({**REQUIRED, name: "x"})


async def test_people_by_uuid_in_relations_of_every_kind(org: Any) -> None:
    boss = await org.person.create({"fullName": "boss"})
    spouse = await org.person.create({"fullName": "spouse"})
    person = await org.person.create(
        {
            "fullName": "person",
            "bossId": boss.id,
            "spouse": {"connect": {"id": spouse.id}},
            "follows": {"connect": [{"id": boss.id}], "create": [{"fullName": "star"}]},
        }
    )
    everything = {"boss": True, "team": True, "spouse": True, "spouseOf": True, "follows": True, "followedBy": True}
    people = {p.fullName: p for p in await org.person.find_many(include=everything)}
    found = people["person"]
    assert (found.id, found.boss.fullName, found.spouse.fullName) == (person.id, "boss", "spouse")
    assert (sorted(p.fullName for p in found.follows), found.followedBy, found.team) == (["boss", "star"], [], [])
    assert people["spouse"].spouseOf.id == person.id
    assert [p.id for p in people["boss"].team] == [p.id for p in people["boss"].followedBy] == [person.id]
    assert isinstance(person.id, str)
    shouted = await org.person.find_many({"id": {"in": [person.id.upper()]}})
    assert [p.fullName for p in shouted] == ["person"]


async def test_an_explicit_none_goes_before_a_default_of_the_database(org: Any) -> None:
    author = await org.person.create({"fullName": "author"})
    post = await org.post.create({"title": "t", "authorId": author.id, "reviewerId": None})
    assert post.reviewerId is None
    assert (post.body, post.words, post.meta) == ('It\'s "quoted" \\ and\nbroken', -1, {"tags": ["it's"]})
    with pytest.raises(rt.ForeignKeyViolationError):  # the default is a random uuid, of nobody
        await org.post.create({"title": "u", "authorId": author.id})


async def test_links_between_numbered_rows_and_words(org: Any) -> None:
    author = await org.person.create({"fullName": "author"})
    own = {"authorId": author.id, "reviewerId": None}
    first = await org.post.create({"title": "1", **own, "labels": {"create": [{"word": "a"}, {"word": "b"}]}})
    labels = await org.label.find_many(order={"word": "asc"})
    assert [label.word for label in labels] == ["a       ", "b       "]
    second = await org.post.create({"title": "2", **own, "labels": {"connect": [{"id": labels[0].id}]}})
    posts = await org.post.find_many(order={"id": "asc"}, include={"labels": True, "author": True, "reviewer": True})
    assert [[label.word.strip() for label in post.labels] for post in posts] == [["a", "b"], ["a"]]
    assert [(post.author.id, post.reviewer) for post in posts] == [(author.id, None)] * 2
    found = await org.label.find_many(order={"word": "asc"}, include={"posts": True})
    assert [[post.id for post in label.posts] for label in found] == [[first.id, second.id], [first.id]]
    assert await org.label.count({"word": "a"}) == await org.label.count({"word": {"in": ["a", "x"]}}) == 1


async def test_a_compound_key_is_referred_to_from_one_row(org: Any) -> None:
    person = await org.person.create({"fullName": "p"})
    badge = await org.badge.create(
        {"personId": person.id, "kind": "gold", "pin": {"create": {}}}, include={"pin": True}
    )
    assert (badge.pin.personId, badge.pin.kind) == (person.id, "gold")
    assert await org.badge.get((person.id, "gold"), include={"pin": True, "person": True}) == badge.model_copy(
        update={"person": await org.person.get(person.id)}
    )
    (pin,) = await org.badge_pin.find_many(include={"badge": True})
    assert pin.badge == badge.model_copy(update={"pin": None})
    with pytest.raises(rt.UniqueViolationError) as caught:
        await org.badge.create({"personId": person.id, "kind": "gold"})
    assert caught.value.target == ["personId", "kind"]


async def test_a_model_without_key_is_named_by_its_unique(kitchen_sink: Any) -> None:
    day = dt.datetime(2026, 3, 29, tzinfo=dt.UTC)
    rates = [{"base": base, "quote": "USD", "day": day, "rate": Decimal("1.05")} for base in ("EUR", "GBP", "CHF")]
    assert await kitchen_sink.rate.create_many(rates) == 3
    found = await kitchen_sink.rate.get(("EUR", "USD", day))
    assert (found.base, found.day, found.rate) == ("EUR", day, Decimal("1.05"))
    pages = [await kitchen_sink.rate.find_many(take=1, skip=skip) for skip in range(3)]
    assert [rate.base for (rate,) in pages] == ["CHF", "EUR", "GBP"]
    where = {"base_quote_day": {"base": "EUR", "quote": "USD", "day": day}}
    assert (await kitchen_sink.rate.update({"rate": 2}, where)).rate == 2
    assert (await kitchen_sink.rate.delete(where)).base == "EUR"


async def test_two_relations_to_one_model_and_a_payload_between(org: Any) -> None:
    a, b = [await org.person.create({"fullName": name}) for name in "ab"]
    parcel = await org.parcel.create({"senderId": a.id, "receiverId": b.id})
    assert (len(parcel.id), parcel.grams, parcel.dropped) == (
        10,
        Decimal("0.25"),
        dt.datetime(2024, 2, 29, 12, 30, tzinfo=dt.UTC),
    )
    people = await org.person.find_many(order={"fullName": "asc"}, include={"sent": True, "received": True})
    assert [(len(p.sent), len(p.received)) for p in people] == [(1, 0), (0, 1)]


async def test_the_tenant_may_be_a_number(kitchen_sink: Any, org: Any) -> None:
    assert isinstance(org.tenant_key, int)
    person = await org.person.create({"fullName": "p", "org": {"connect": {"id": org.tenant_key}}})
    assert person.orgId == org.tenant_key
    with pytest.raises(rt.TenantRequiredError):
        kitchen_sink.tenant(0)
    with pytest.raises(rt.TenantRequiredError):
        kitchen_sink.tenant(str(org.tenant_key))
