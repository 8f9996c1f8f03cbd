"""create_many: thousands of rows, all or none, and what is left out where rows collide."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt


def users(count: int, start: int = 0) -> list[dict[str, Any]]:
    return [{"email": f"{number}@x.io", "password": "p"} for number in range(start, start + count)]


async def test_create_many_writes_the_rows_with_their_defaults(acme: Any) -> None:
    assert await acme.user.create_many(users(3)) == 3
    rows = await acme.user.find_many(order={"email": "asc"})
    assert [row.email for row in rows] == ["0@x.io", "1@x.io", "2@x.io"]
    assert len({row.id for row in rows}) == 3
    assert {(row.level, row.tenantId) for row in rows} == {(1, "acme")}


async def test_create_many_of_nothing_writes_nothing(acme: Any) -> None:
    assert await acme.user.create_many([]) == 0
    assert await acme.user.create_many([], skip_duplicates=True) == 0


async def test_rows_may_have_different_fields(acme: Any) -> None:
    rows = [
        {"email": "a", "password": "p"},
        {"email": "b", "password": "p", "level": 5},
        {"password": "p", "email": "c"},
    ]
    assert await acme.user.create_many(rows) == 3
    assert [(u.email, u.level) for u in await acme.user.find_many(order={"email": "asc"})] == [
        ("a", 1),
        ("b", 5),
        ("c", 1),
    ]


async def test_thousands_of_rows_arrive_unharmed(metabuilder: Any) -> None:
    rows = [{"key": f"k{number:05}", "value": f"'{number}' \\ \t \n ä"} for number in range(5000)]
    assert await metabuilder.system_config.create_many(rows) == 5000
    assert await metabuilder.system_config.count() == 5000
    found = await metabuilder.system_config.find_many(order={"key": "asc"}, skip=4999)
    assert [(row.key, row.value) for row in found] == [("k04999", "'4999' \\ \t \n ä")]


async def test_one_bad_row_among_many_leaves_none(metabuilder: Any) -> None:
    rows = [{"key": f"k{number}", "value": "v"} for number in range(1000)]
    with pytest.raises(rt.UniqueViolationError) as caught:
        await metabuilder.system_config.create_many([*rows, rows[10]])
    assert (caught.value.code, caught.value.target) == ("P2002", ["key"])
    assert await metabuilder.system_config.count() == 0
    with pytest.raises(rt.InputError):
        await metabuilder.system_config.create_many([*rows, {"key": "k", "value": 7}])
    assert await metabuilder.system_config.count() == 0


async def test_skip_duplicates_leaves_out_what_collides(acme: Any) -> None:
    await acme.user.create_many(users(5))
    assert await acme.user.create_many(users(10), skip_duplicates=True) == 5
    assert await acme.user.create_many([*users(3, 10), *users(3, 10)], skip_duplicates=True) == 3
    assert await acme.user.count() == 13


async def test_skip_duplicates_writes_thousands_of_rows(metabuilder: Any) -> None:
    rows = [{"key": f"k{number}", "value": "v"} for number in range(3000)]
    await metabuilder.system_config.create_many(rows[::2])
    assert await metabuilder.system_config.create_many(rows, skip_duplicates=True) == 1500
    assert await metabuilder.system_config.count() == 3000


async def test_skip_duplicates_still_refuses_other_faults(acme: Any) -> None:
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.workflow.create_many([{"name": "w", "config": "", "userId": "missing"}], skip_duplicates=True)
    with pytest.raises(rt.MissingRequiredValueError):
        await acme.user.create_many([{"email": "a"}], skip_duplicates=True)


async def test_rows_that_refer_to_nothing_are_refused_together(acme: Any) -> None:
    user = await acme.user.create(users(1)[0])
    rows = [{"name": "w", "config": "", "userId": owner} for owner in (user.id, "missing", user.id)]
    with pytest.raises(rt.ForeignKeyViolationError) as caught:
        await acme.workflow.create_many(rows)
    assert caught.value.target == ["userId"]
    assert await acme.workflow.count() == 0


async def test_create_many_writes_no_nested_rows(acme: Any) -> None:
    with pytest.raises(rt.InputError) as caught:
        await acme.user.create_many([{**users(1)[0], "workflows": {"create": []}}])
    assert caught.value.target == ["workflows"]


@pytest.mark.parametrize("data", [None, {}, "rows", [None], ["row"], [{"emial": "x"}]])
async def test_create_many_wants_a_list_of_dictionaries(acme: Any, data: Any) -> None:
    with pytest.raises(rt.InputError):
        await acme.user.create_many(data)


@pytest.mark.parametrize("skip_duplicates", [False, True])
async def test_numbered_keys_count_on(library: Any, skip_duplicates: bool) -> None:
    events = [{"registry": f"r{number}", "payload": number} for number in range(5)]
    assert await library.event.create_many(events[:4], skip_duplicates=skip_duplicates) == 4
    last = await library.event.create(events[4])
    found = await library.event.find_many(order={"id": "asc"})
    assert [event.payload for event in found] == [0, 1, 2, 3, 4]
    assert found[-1] == last
    assert len({event.id for event in found}) == 5


async def test_compound_references_are_checked(library: Any) -> None:
    member = await library.member.create({"email": "m@x.io"})
    await library.model.create_many([{"mark": mark, "title": "t"} for mark in range(300)])
    orders = [{"bookMark": mark, "placedById": member.id} for mark in range(300)]
    assert await library.order.create_many(orders) == 300
    with pytest.raises(rt.ForeignKeyViolationError):
        await library.order.create_many([*orders, {"bookMark": 300, "placedById": member.id}])
    assert await library.order.count() == 300


async def test_created_rows_are_given_back_in_their_order(acme: Any) -> None:
    rows = users(300)
    for number in (3, 100, 299):
        rows[number] = {**rows[number], "bio": str(number)}  # other fields, so another statement
    created = await acme.user.create_many_and_return(rows)
    assert [user.email for user in created] == [row["email"] for row in rows]
    assert [user.bio for user in created] == [row.get("bio") for row in rows]
    assert sorted(created, key=lambda user: user.id) == await acme.user.find_many(order={"id": "asc"})
    assert {user.tenantId for user in created} == {"acme"}


async def test_rows_with_numbers_of_the_database_are_given_back(library: Any) -> None:
    created = await library.event.create_many_and_return([{"registry": f"r{n}", "payload": {"n": n}} for n in range(5)])
    assert [(event.registry, event.payload) for event in created] == [(f"r{n}", {"n": n}) for n in range(5)]
    assert [event.id for event in created] == sorted({event.id for event in created})
    assert created == await library.event.find_many(order={"id": "asc"})


async def test_what_was_left_out_is_not_given_back(acme: Any) -> None:
    await acme.user.create_many(users(2))
    created = await acme.user.create_many_and_return(users(6), skip_duplicates=True)
    assert [user.email for user in created] == ["2@x.io", "3@x.io", "4@x.io", "5@x.io"]
    assert await acme.user.create_many_and_return(users(6), skip_duplicates=True) == []
    assert await acme.user.create_many_and_return([]) == []
    with pytest.raises(rt.UniqueViolationError):
        await acme.user.create_many_and_return(users(9))
    assert await acme.user.count() == 6


async def test_created_rows_come_with_what_is_asked_for(acme: Any) -> None:
    await acme.user.create_many([{"id": "u", **users(1)[0]}])
    flows = [{"name": f"w{n}", "config": "{}", "userId": "u"} for n in range(3)]
    created = await acme.workflow.create_many_and_return(flows, include={"user": True})
    assert [(flow.name, flow.user.email) for flow in created] == [(f"w{n}", "0@x.io") for n in range(3)]
    chosen, *_ = await acme.workflow.create_many_and_return(flows, select={"name": True, "user": True})
    assert (chosen.name, chosen.user.id) == ("w0", "u")
    with pytest.raises(AttributeError):
        _ = chosen.config
    left, *_ = await acme.workflow.create_many_and_return(flows, omit={"config": True})
    assert left.status == "draft"
    with pytest.raises(AttributeError):
        _ = left.config
    with pytest.raises(rt.InputError):
        await acme.workflow.create_many_and_return(flows, include={"users": True})
    assert await acme.workflow.count() == 9
