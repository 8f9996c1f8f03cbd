"""What the data of a create or an update does to the rows at the ends of relations."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt


@pytest.fixture
async def people(library: Any) -> Any:
    """Ann mentors Bob and Cy; Di has nobody. Bob's partner is Ann. Ann has sessions 1 and 2."""
    for name, more in (
        ("ann", {"sessions": {"create": [{"schema": 1}, {"schema": 2}]}}),
        ("bob", {"mentor": {"connect": by("ann", library)}, "partner": {"connect": by("ann", library)}}),
        ("cy", {"mentor": {"connect": by("ann", library)}}),
        ("di", {}),
    ):
        await library.member.create({"email": name, **more})
    await library.model.create({"mark": 1, "title": "one"})
    return library


def by(email: str, library: Any) -> dict[str, Any]:
    return {"by_email": {"libraryId": library.tenant_key, "email": email}}


async def change(library: Any, email: str, data: dict[str, Any]) -> Any:
    return await library.member.update(data, by(email, library))


async def mentees(library: Any, email: str) -> list[str]:
    found = await library.member.find_unique(by(email, library), include={"mentees": {"order": {"email": "asc"}}})
    return [m.email for m in found.mentees]


async def one(library: Any, email: str, relation: str) -> str | None:
    found = getattr(await library.member.find_unique(by(email, library), include={relation: True}), relation)
    return found and found.email


async def test_the_owner_of_a_key_changes_what_it_refers_to(people: Any) -> None:
    changed = await change(people, "bob", {"fee": 3, "mentor": {"connect": by("di", people)}})
    assert (float(changed.fee), await one(people, "bob", "mentor")) == (3.0, "di")
    await change(people, "bob", {"mentor": {"create": {"email": "eve"}}})
    assert await one(people, "bob", "mentor") == "eve"
    await change(
        people, "bob", {"mentor": {"connect_or_create": {"where": by("fay", people), "create": {"email": "fay"}}}}
    )
    await change(
        people, "cy", {"mentor": {"connect_or_create": {"where": by("fay", people), "create": {"email": "fay"}}}}
    )
    assert await mentees(people, "fay") == ["bob", "cy"]
    await change(people, "bob", {"mentor": {"update": {"email": "faye", "mentor": {"connect": by("di", people)}}}})
    assert (await one(people, "bob", "mentor"), await one(people, "faye", "mentor")) == ("faye", "di")
    await change(people, "cy", {"mentor": {"disconnect": True}})
    assert await one(people, "cy", "mentor") is None
    asked = {"mentor": {"upsert": {"create": {"email": "new"}, "update": {"class": "x"}}}}
    await change(people, "cy", asked)
    await change(people, "cy", asked)
    assert await one(people, "cy", "mentor") == "new"
    assert (await people.member.find_unique(by("new", people))).class_ == "x"
    await change(people, "cy", {"mentor": {"delete": True}})
    assert await people.member.find_unique(by("new", people)) is None
    assert await one(people, "cy", "mentor") is None


async def test_the_other_side_of_a_one_to_one(people: Any) -> None:
    await change(people, "ann", {"partnerOf": {"connect": by("cy", people)}})
    assert (await one(people, "ann", "partnerOf"), await one(people, "bob", "partner")) == ("cy", None)
    await change(people, "ann", {"partnerOf": {"create": {"email": "eve"}}})
    assert (await one(people, "ann", "partnerOf"), await one(people, "cy", "partner")) == ("eve", None)
    await change(people, "ann", {"partnerOf": {"update": {"class": "x"}}})
    await change(people, "ann", {"partnerOf": {"upsert": {"create": {"email": "no"}, "update": {"email": "eva"}}}})
    assert await one(people, "ann", "partnerOf") == "eva"
    await change(people, "ann", {"partnerOf": {"disconnect": True}})
    assert await one(people, "eva", "partner") is None
    await change(people, "ann", {"partnerOf": {"upsert": {"create": {"email": "flo"}, "update": {}}}})
    await change(people, "ann", {"partnerOf": {"delete": True}})
    assert await people.member.find_unique(by("flo", people)) is None
    for word, argument in (("delete", True), ("update", {"class": "y"})):
        with pytest.raises(rt.RecordNotFoundError):
            await change(people, "ann", {"partnerOf": {word: argument}})


async def test_a_list_of_children(people: Any) -> None:
    await change(people, "ann", {"mentees": {"create": [{"email": "e"}, {"email": "f"}], "connect": by("di", people)}})
    assert await mentees(people, "ann") == ["bob", "cy", "di", "e", "f"]
    await change(people, "ann", {"mentees": {"disconnect": [by("di", people), by("e", people)]}})
    assert await mentees(people, "ann") == ["bob", "cy", "f"]
    await change(people, "ann", {"mentees": {"set": [by("bob", people), by("di", people)]}})
    assert await mentees(people, "ann") == ["bob", "di"]
    await change(people, "ann", {"mentees": {"create_many": {"data": [{"email": "g"}, {"email": "h"}]}}})
    again = {"data": [{"email": "g"}, {"email": "i"}], "skip_duplicates": True}
    await change(people, "ann", {"mentees": {"create_many": again}})
    assert await mentees(people, "ann") == ["bob", "di", "g", "h", "i"]
    await change(people, "ann", {"mentees": {"update": {"where": by("g", people), "data": {"email": "gg"}}}})
    many = {"where": {"email": {"in": ["h", "i"]}}, "data": {"class": "late"}}
    await change(people, "ann", {"mentees": {"update_many": many}})
    assert await people.member.count({"class": "late"}) == 2
    both = [
        {"where": by("gg", people), "create": {"email": "no"}, "update": {"class": "seen"}},
        {"where": by("new", people), "create": {"email": "new"}, "update": {"class": "no"}},
    ]
    await change(people, "ann", {"mentees": {"upsert": both}})
    assert await mentees(people, "ann") == ["bob", "di", "gg", "h", "i", "new"]
    assert [m.email for m in await people.member.find_many({"class": "seen"})] == ["gg"]
    await change(people, "ann", {"mentees": {"delete": by("new", people), "delete_many": {"class": "late"}}})
    assert await mentees(people, "ann") == ["bob", "di", "gg"]
    await change(people, "ann", {"mentees": {"set": []}})
    assert (await mentees(people, "ann"), await people.member.count()) == ([], 7)
    found = {"connect_or_create": [{"where": by(e, people), "create": {"email": e}} for e in ("bob", "z")]}
    await change(people, "ann", {"mentees": found})
    assert await mentees(people, "ann") == ["bob", "z"]


async def test_a_child_of_another_row_is_none_of_this_one(people: Any) -> None:
    for word, argument in (
        ("update", {"where": by("bob", people), "data": {"class": "x"}}),
        ("delete", by("bob", people)),
    ):
        with pytest.raises(rt.RecordNotFoundError) as caught:
            await change(people, "di", {"class": "changed", "mentees": {word: argument}})
        assert (caught.value.model, caught.value.target) == ("Member", ["mentees"])
    await change(people, "di", {"mentees": {"disconnect": by("bob", people)}})
    await change(people, "di", {"mentees": {"delete_many": {}, "update_many": {"where": {}, "data": {"class": "x"}}}})
    assert await mentees(people, "ann") == ["bob", "cy"]
    assert await people.member.count({"class": {"not": "reader"}}) == 0  # what was begun was undone


async def test_what_must_refer_to_something_is_not_let_go(people: Any) -> None:
    before = await people.session.count()
    for data in ({"sessions": {"set": []}}, {"sessions": {"disconnect": {"id": (await first(people)).id}}}):
        with pytest.raises(rt.RequiredRelationError) as caught:
            await change(people, "ann", data)
        assert (caught.value.code, caught.value.model) == ("P2014", "Session")
    with pytest.raises(rt.RequiredRelationError):
        await people.session.update({"member": {"disconnect": True}}, {"id": (await first(people)).id})
    assert await people.session.count() == before
    await change(people, "di", {"sessions": {"set": []}})  # it has none


async def first(people: Any) -> Any:
    return await people.session.find_first({"member": {"email": "ann"}}, order={"schema": "asc"})


async def test_rows_behind_a_join_table(people: Any) -> None:
    async def friends(email: str) -> list[str]:
        found = await people.member.find_unique(by(email, people), include={"friends": {"order": {"email": "asc"}}})
        return [m.email for m in found.friends]

    await change(
        people, "ann", {"friends": {"connect": [by("bob", people), by("cy", people)], "create": {"email": "e"}}}
    )
    await change(people, "ann", {"friends": {"connect": by("bob", people)}})
    assert await friends("ann") == ["bob", "cy", "e"]
    await change(people, "ann", {"friends": {"disconnect": [by("bob", people), by("di", people)]}})
    assert await friends("ann") == ["cy", "e"]
    await change(people, "ann", {"friends": {"set": [by("di", people), by("e", people)]}})
    assert await friends("ann") == ["di", "e"]
    await change(people, "ann", {"friends": {"update": {"where": by("e", people), "data": {"email": "ee"}}}})
    await change(people, "ann", {"friends": {"update_many": {"where": {"email": "di"}, "data": {"class": "x"}}}})
    assert [m.email for m in await people.member.find_many({"class": "x"})] == ["di"]
    both = [{"where": by(e, people), "create": {"email": e}, "update": {"class": "y"}} for e in ("ee", "new")]
    await change(people, "ann", {"friends": {"upsert": both}})
    assert await friends("ann") == ["di", "ee", "new"]
    either = {"where": by("cy", people), "create": {"email": "no"}}
    await change(people, "ann", {"friends": {"connect_or_create": either, "delete": by("new", people)}})
    assert (await friends("ann"), await people.member.find_unique(by("new", people))) == (["cy", "di", "ee"], None)
    for word, argument in (("delete", by("bob", people)), ("update", {"where": by("bob", people), "data": {}})):
        with pytest.raises(rt.RecordNotFoundError):
            await change(people, "ann", {"friends": {word: argument}})
    await change(people, "ann", {"friends": {"delete_many": {"class": "y"}}})
    assert (await friends("ann"), await people.member.count({"email": "ee"})) == (["cy", "di"], 0)
    await change(people, "ann", {"friends": {"set": []}})
    assert (await friends("ann"), await people.member.count({"email": "di"})) == ([], 1)


async def test_writes_nest_to_any_depth(people: Any) -> None:
    data: dict[str, Any] = {
        "mentees": {
            "update": {
                "where": by("bob", people),
                "data": {
                    "sessions": {"create": {"schema": 7, "notes": {"create_many": {"data": [{"text": "n"}]}}}},
                    "mentees": {"create": {"email": "deep", "mentees": {"create": {"email": "deeper"}}}},
                },
            }
        }
    }
    include: dict[str, Any] = {
        "mentees": {
            "where": {"email": "bob"},
            "include": {
                "sessions": {"include": {"notes": True}},
                "mentees": {"include": {"mentees": {"select": {"email": True}}}},
            },
        }
    }
    ann = await people.member.update(data, by("ann", people), include=include)
    (bob,) = ann.mentees
    assert [note.text for note in bob.sessions[0].notes] == ["n"]
    assert bob.mentees[0].mentees[0].email == "deeper"


async def test_all_of_it_or_nothing(people: Any) -> None:
    before = [m.model_dump() for m in await people.member.find_many(order={"email": "asc"})]
    wrong = {"create": [{"email": "x"}, {"email": "bob"}]}
    with pytest.raises(rt.UniqueViolationError):
        await change(people, "ann", {"class": "changed", "friends": {"connect": by("di", people)}, "mentees": wrong})
    assert [m.model_dump() for m in await people.member.find_many(order={"email": "asc"})] == before
    assert (await people.member.find_first({"email": "ann"}, include={"friends": True})).friends == []


async def test_no_row_no_writes(people: Any) -> None:
    assert await change(people, "nobody", {"mentees": {"create": {"email": "x"}}}) is None
    assert await people.member.count({"email": "x"}) == 0


async def test_an_upsert_nests_either_way(people: Any) -> None:
    data: dict[str, Any] = {
        "create": {"email": "new", "mentees": {"connect": by("di", people)}},
        "update": {"mentees": {"disconnect": by("di", people), "create_many": {"data": [{"email": "n"}]}}},
    }
    await people.member.upsert(by("new", people), data)
    assert await mentees(people, "new") == ["di"]
    await people.member.upsert(by("new", people), data)
    assert await mentees(people, "new") == ["n"]


async def test_a_compound_foreign_key_with_the_tenant_in_it(people: Any) -> None:
    order: dict[str, Any] = {"placedBy": {"connect": by("ann", people)}, "tags": {"create": {"word": "w"}}}
    await people.model.update({"orders": {"create": order}}, {"place": {"libraryId": people.tenant_key, "mark": 1}})
    made = await people.order.find_first(include={"book": True, "tags": True})
    assert (made.book.title, made.tags[0].word) == ("one", "w")
    await people.order.update({"book": {"create": {"mark": 2, "title": "two"}}}, {"id": made.id})
    await people.order.update({"book": {"update": {"title": "second"}}}, {"id": made.id})
    assert (await people.order.find_first(include={"book": True})).book.title == "second"
    with pytest.raises(rt.RequiredRelationError) as caught:
        await people.order.update({"book": {"disconnect": True}}, {"id": made.id})
    assert caught.value.target == ["bookMark"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"mentees": {}}, "create"),
        ({"mentees": {"creat": {}}}, "create"),
        ({"mentees": {"update": {"where": {}}}}, "where and data"),
        ({"mentees": {"upsert": {"where": {}, "update": {}}}}, "where and create and update"),
        ({"mentees": {"create_many": [{}]}}, "data for create_many"),
        ({"mentees": {"create_many": {"rows": []}}}, "rows"),
        ({"mentees": {"create": {"mentorId": "x", "email": "e"}}}, "is set by the row"),
        ({"mentor": {"create": {"email": "x"}, "disconnect": True}}, "one of"),
        ({"mentor": {"set": []}}, "set"),
        ({"mentor": {"connect": {}}, "mentorId": "x"}, "give one of the two"),
        ({"friends": {"create_many": {"data": []}}}, "create_many"),
        ({"partnerOf": {"create": {"email": "x"}, "connect": {}}}, "one of"),
    ],
    ids=str,
)
async def test_what_does_not_fit_is_refused_in_words(people: Any, data: dict[str, Any], words: str) -> None:
    with pytest.raises(rt.InputError, match=words):
        await change(people, "ann", data)
