"""Defaults: those that the client makes, those of the database, and the times that it stamps."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any

from generated.kitchen_sink.enums import Color, Loudness

FORMATS = {
    "cuid1": r"c[0-9a-z]{24}",
    "cuid2": r"[a-z][0-9a-z]{23}",
    "uuid4": r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "uuid7": r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "nano": r"[0-9A-Za-z_-]{21}",
    "ulid": r"[0-7][0-9A-HJKMNP-TV-Z]{25}",
    "id": r"[0-9a-f]{32}",
}
CONSTANTS = {
    "text": "text",
    "empty": "",
    "flag": True,
    "flagMaybe": False,
    "whole": 42,
    "large": 9007199254740993,
    "real": 1.5,
    "realWhole": 2.0,
    "exact": Decimal("3.14"),
    "moment": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    "json": [1, None, "x"],
    "bytes": b"Hello",
    "color": Color.blue,
    "loud": Loudness.loud,
}


async def test_every_kind_of_default_is_filled_in(org: Any) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    row = await org.defaults.create({})
    for name, value in CONSTANTS.items():
        found = attribute(row, name)
        assert (found, type(found)) == (value, type(value)), name
    for name, pattern in FORMATS.items():
        assert re.fullmatch(pattern, getattr(row, name)), name
    assert before < row.now <= dt.datetime.now(dt.UTC)
    assert before < row.touched <= dt.datetime.now(dt.UTC)
    assert row.today.time() == dt.time(0)
    assert row.serial == 1


def attribute(row: Any, name: str) -> Any:
    """A field by its name in the schema, whatever the record calls it."""
    names = {field.alias or key: key for key, field in type(row).model_fields.items()}
    return getattr(row, names[name])


async def test_many_rows_get_defaults_of_their_own(org: Any) -> None:
    await org.defaults.create_many([{} for _ in range(50)])
    await org.defaults.create_many([{} for _ in range(50)], skip_duplicates=True)
    rows = await org.defaults.find_many(order={"serial": "asc"})
    assert [row.serial for row in rows] == list(range(1, 101))
    for name, pattern in FORMATS.items():
        assert len({getattr(row, name) for row in rows}) == 100, name
        assert all(re.fullmatch(pattern, getattr(row, name)) for row in rows), name


async def test_ids_that_hold_the_time_sort_by_it(org: Any) -> None:
    row = await org.defaults.create({})
    for number in (uuid.UUID(row.uuid7).int, int_of_ulid(row.ulid)):
        assert abs((number >> 80) - milliseconds(row.now)) < 1000


def int_of_ulid(text: str) -> int:
    number = 0
    for letter in text:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    return number


def milliseconds(moment: dt.datetime) -> int:
    return round(moment.timestamp() * 1000)


async def test_what_is_given_goes_before_the_default(org: Any) -> None:
    given = {"text": "given", "flagMaybe": None, "whole": 0, "cuid1": "mine", "json": {}, "serial": 99, "id": "x"}
    row = await org.defaults.create(given)
    assert {name: attribute(row, name) for name in given} == given


async def test_each_row_has_a_json_default_of_its_own(library: Any) -> None:
    first = await library.member.create({"email": "a"})
    first.metadata["mine"] = True
    second = await library.member.create({"email": "b"})
    assert second.metadata == {}
    await library.member.create_many([{"email": "c"}, {"email": "d"}])
    assert await library.member.count({"metadata": {"equals": {}}}) == 4


async def test_defaults_are_the_same_on_both_databases(library: Any) -> None:
    member = await library.member.create({"email": "a"})
    assert (member.class_, member.metadata, member.settings, member.photo) == ("reader", {}, None, None)
    assert (member.fee, member.balance, member.mentorId) == (Decimal("12.5"), 0, None)
    assert re.fullmatch(FORMATS["cuid2"], member.id)
    session = await library.session.create({"memberId": member.id})
    assert re.fullmatch(FORMATS["nano"], session.id)
    assert (session.schema_, session.from_.tzinfo) == (1, dt.UTC)
    note = await library.note.create({"sessionId": session.id, "text": "t"})
    assert re.fullmatch(r"[0-9A-Za-z_-]{12}", note.id)
    assert re.fullmatch(FORMATS["ulid"], (await library.tag.create({"word": "w"})).id)


async def test_global_models_have_defaults_too(mapped: Any) -> None:
    country = await mapped.country.create({"code": "DE", "name": "Germany"})
    assert re.fullmatch(FORMATS["uuid7"], country.token)
    assert await mapped.country.find_unique({"token": country.token}) == country
