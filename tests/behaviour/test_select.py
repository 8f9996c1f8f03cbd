"""select and omit: only what is asked for is fetched, and only that is there."""

from __future__ import annotations

from typing import Any

import pytest

PERSON = {"email": "ann", "metadata": {"a": 1}, "sessions": {"create": [{"schema": 1}, {"schema": 2}]}}


@pytest.fixture
async def ann(library: Any) -> Any:
    mentor = await library.member.create({"email": "mentor"})
    return await library.member.create({**PERSON, "mentorId": mentor.id})


def has(record: Any) -> set[str]:
    return set(record.model_dump())


async def test_relations_are_selected_with_their_own_selections(library: Any, ann: Any) -> None:
    select: dict[str, Any] = {
        "email": True,
        "mentor": {"select": {"email": True}},
        "sessions": {"select": {"schema": True}, "order": {"schema": "desc"}, "take": 1},
    }
    member = await library.member.find_unique({"id": ann.id}, select=select)
    assert member.model_dump() == {"email": "ann", "mentor": {"email": "mentor"}, "sessions": [{"schema_": 2}]}
    assert member.model_fields_set == {"email", "mentor", "sessions"}
    for name in ("id", "mentorId", "partner"):
        with pytest.raises(AttributeError, match="was not selected"):
            getattr(member, name)
    with pytest.raises(AttributeError):
        _ = member.sessions[0].memberId


async def test_a_selected_relation_is_whole_unless_said(library: Any, ann: Any) -> None:
    member = await library.member.find_first({"email": "ann"}, select={"mentor": True, "friends": True})
    assert (member.mentor.email, member.friends) == ("mentor", [])
    assert has(member) == {"mentor", "friends"}


async def test_counts_are_selected(library: Any, ann: Any) -> None:
    member = await library.member.find_first({"email": "ann"}, select={"email": True, "_count": True})
    assert (has(member), member.relation_counts["sessions"]) == ({"email"}, 2)


async def test_what_is_omitted_is_not_there(library: Any, ann: Any) -> None:
    (member,) = await library.member.find_many({"email": "ann"}, omit={"metadata": True, "photo": True, "fee": False})
    assert {"metadata", "photo"}.isdisjoint(has(member))
    assert {"id", "email", "fee", "mentor"} - has(member) <= {"mentor"}
    with pytest.raises(AttributeError, match="was not selected"):
        _ = member.metadata
    asked = {"mentor": {"omit": {"id": True}}, "sessions": {"omit": {"memberId": True, "id": True}}}
    member = await library.member.find_unique({"id": ann.id}, include=asked, omit={"mentorId": True, "id": True})
    assert member.mentor.email == "mentor"
    assert "id" not in has(member.mentor)
    assert sorted(s.schema_ for s in member.sessions) == [1, 2]
    assert {"id", "mentorId"}.isdisjoint(has(member))


async def test_writes_give_back_what_is_selected(library: Any, ann: Any) -> None:
    select: dict[str, Any] = {"email": True, "mentor": {"select": {"email": True}}, "_count": True}
    made = await library.member.create({"email": "bob", "mentorId": ann.id}, select=select)
    assert made.model_dump() == {"email": "bob", "mentor": {"email": "ann"}}
    assert made.model_fields_set == {"email", "mentor"}
    assert made.relation_counts["sessions"] == 0
    changed = await library.member.update({"fee": 3}, {"id": ann.id}, select=select)
    assert changed.model_dump() == {"email": "ann", "mentor": {"email": "mentor"}}
    changed = await library.member.update({"fee": 3}, {"id": ann.id}, omit={"id": True, "fee": True})
    assert {"id", "fee"}.isdisjoint(has(changed))
    by_email = {"by_email": {"libraryId": library.tenant_key, "email": "ann"}}
    data: dict[str, Any] = {"create": {"email": "ann"}, "update": {"fee": 4}}
    assert (await library.member.upsert(by_email, data, select=select)).model_dump() == changed_as(changed)
    gone = await library.member.delete({"id": ann.id}, select=select)
    assert gone.model_dump() == {"email": "ann", "mentor": {"email": "mentor"}}
    assert gone.relation_counts["mentees"] == 1


def changed_as(record: Any) -> dict[str, Any]:
    return {"email": record.email, "mentor": {"email": "mentor"}}
