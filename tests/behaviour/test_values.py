"""Every scalar goes into the database and comes back unharmed, on every way in."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from generated.mapped.enums import Shelf
from tenantry import runtime as rt

STRINGS = [
    "",
    " ",
    'it\'s "quoted" \\ `x`',
    "ünïcödé 🐍 \u2028",
    "%s %(x)s :p $1 ? {}",
    "a\nb\r\n\tc",
    "x" * 10_000,
    "NULL",
]
BIGINTS = [0, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)]
INTS = [0, -1, 2**31 - 1, -(2**31)]
FLOATS = [0.0, -0.5, 0.1, 1e-300, 1.7976931348623157e308, 3.0, 123456789.123456789]
DECIMALS = [Decimal(text) for text in ("0", "-0.01", "0.1", "12.50", "99999999.99", "1E+3", "1E-7")]
BYTES = [b"", b"\x00", bytes(range(256)), b"'; --", "ü".encode()]
MOMENTS = [
    dt.datetime(2026, 3, 29, 2, 30, 0, 123000, tzinfo=dt.UTC),
    dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
    dt.datetime(1900, 2, 28, 23, 59, 59, 999000, tzinfo=dt.UTC),
    dt.datetime(9999, 12, 31, 23, 59, 59, 999000, tzinfo=dt.UTC),
    dt.datetime(1, 1, 1, tzinfo=dt.UTC),
]
JSONS: list[Any] = [
    {},
    [],
    "",
    "text",
    "5",
    "null",
    0,
    -1.5,
    2**53,
    True,
    False,
    [None, 1, "x", [[]], {"a": {"b": [None]}}],
    {"it's": '"', "ü": "🐍\u2028\n", "": None, "5": 5},
]

VALUES: list[tuple[str, str, Any]] = [
    *[("member", "class", value) for value in STRINGS],
    *[("member", "balance", value) for value in BIGINTS],
    *[("model", "mark", value) for value in INTS],
    *[("model", "rating", value) for value in FLOATS],
    *[("model", "inPrint", value) for value in (True, False, None)],
    *[("model", "shelf", value) for value in Shelf],
    *[("member", "fee", value) for value in DECIMALS],
    *[("member", "photo", value) for value in (*BYTES, None)],
    *[("member", "createdAt", value) for value in MOMENTS],
    *[("member", "metadata", value) for value in JSONS],
    *[("member", "settings", value) for value in (*JSONS, None)],
]

Way = Callable[[Any, str, dict[str, Any]], Awaitable[None]]


async def by_create(library: Any, model: str, row: dict[str, Any]) -> None:
    await getattr(library, model).create(row)


async def by_create_many(library: Any, model: str, row: dict[str, Any]) -> None:
    """Two rows at least, since one alone takes another road on PostgreSQL."""
    other = {"mark": 77, "title": "other"} if model == "model" else {"email": "other"}
    await getattr(library, model).create_many([{**row, **other}, row])
    await getattr(library, model).delete_many(other)


async def by_skipping_duplicates(library: Any, model: str, row: dict[str, Any]) -> None:
    await getattr(library, model).create_many([row, row], skip_duplicates=True)


async def by_nesting(library: Any, model: str, row: dict[str, Any]) -> None:
    """Nested rows are checked against their tenant, which casts what it inserts."""
    if model == "member":
        await library.member.create({"email": "mentor", "mentees": {"create": row}})
        await library.member.update({"mentorId": None}, {"by_email": {"libraryId": "north", "email": row["email"]}})
        await library.member.delete_many({"email": "mentor"})
    else:
        await library.model.create(row)


async def by_update(library: Any, model: str, row: dict[str, Any]) -> None:
    own = {"mark": 78, "title": "t"} if model == "model" else {"email": "e"}
    await getattr(library, model).create(own)
    await getattr(library, model).update_many(row, own)


@pytest.mark.parametrize("way", [by_create, by_create_many, by_skipping_duplicates, by_nesting, by_update])
async def test_values_come_back_as_they_went_in(library: Any, way: Way) -> None:
    for model, field, value in VALUES:
        row: dict[str, Any] = {"mark": 1, "title": "t"} if model == "model" else {"email": "e"}
        repository = getattr(library, model)
        await way(library, model, {**row, field: value})
        (found,) = await repository.find_many()
        back = found.class_ if field == "class" else getattr(found, field)
        assert back == value, (model, field)
        assert type(back) is type(value), (model, field)
        if not isinstance(value, (dict, list)) and field not in ("metadata", "settings"):
            assert await repository.find_first({field: value}) == found, (model, field)
        await repository.delete_many("all")


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine stands in another time zone."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (dt.datetime(2026, 1, 2, 3, 4, 5), dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),  # noqa: DTZ001
        (dt.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")), dt.datetime(2026, 7, 1, 10, tzinfo=dt.UTC)),
        (dt.datetime(2026, 1, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")), dt.datetime(2026, 1, 1, 11, tzinfo=dt.UTC)),
        (
            dt.datetime(2025, 11, 2, 1, 30, fold=0, tzinfo=ZoneInfo("America/New_York")),
            dt.datetime(2025, 11, 2, 5, 30, tzinfo=dt.UTC),
        ),
        (
            dt.datetime(2025, 11, 2, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")),
            dt.datetime(2025, 11, 2, 6, 30, tzinfo=dt.UTC),
        ),
        (dt.datetime(2025, 3, 9, 2, 30, tzinfo=dt.UTC), dt.datetime(2025, 3, 9, 2, 30, tzinfo=dt.UTC)),
        (
            dt.datetime(2026, 1, 1, 0, 0, 0, 123999, tzinfo=dt.UTC),
            dt.datetime(2026, 1, 1, 0, 0, 0, 123000, tzinfo=dt.UTC),
        ),
    ],
    ids=["naive", "summer", "winter", "before the clock goes back", "after it went back", "a gap", "microseconds"],
)
async def test_moments_are_utc_to_the_millisecond(
    library: Any, given: dt.datetime, kept: dt.datetime, far_away: None
) -> None:
    """Naive ones are taken as UTC; the time zones of the server and of this machine have no say."""
    created = await library.member.create({"email": "e", "createdAt": given})
    (found,) = await library.member.find_many({"createdAt": given})
    assert found.createdAt == created.createdAt == kept
    assert found.createdAt.utcoffset() == dt.timedelta(0)


async def test_a_missing_json_value_is_not_the_json_value_null(library: Any) -> None:
    await library.member.create_many(
        [{"email": "missing", "settings": None}, {"email": "null", "settings": rt.JSON_NULL}]
    )
    rows = await library.member.find_many(order={"email": "asc"})
    assert [(row.email, row.settings) for row in rows] == [("missing", None), ("null", None)]
    assert [row.email for row in await library.member.find_many({"settings": None})] == ["missing"]
    assert [row.email for row in await library.member.find_many({"settings": {"equals": rt.JSON_NULL}})] == ["null"]
    await library.member.update_many({"settings": rt.JSON_NULL}, "all")
    assert await library.member.count({"settings": None}) == 0


async def test_a_json_column_that_must_have_a_value_takes_the_json_value_null(library: Any) -> None:
    for value in (rt.JSON_NULL, None):
        member = await library.member.create({"email": "e", "metadata": value})
        assert member.metadata is None
        assert await library.member.count({"metadata": {"equals": rt.JSON_NULL}}) == 1
        await library.member.delete({"id": member.id})


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        ("member", "class", 5),
        ("member", "class", None),
        ("member", "class", b"x"),
        ("member", "balance", "5"),
        ("member", "balance", 2**63),
        ("member", "balance", -(2**63) - 1),
        ("member", "balance", 1.0),
        ("model", "mark", 2**31),
        ("model", "mark", True),
        ("model", "rating", "1"),
        ("model", "rating", True),
        ("model", "inPrint", 1),
        ("model", "shelf", "open-shelf"),
        ("model", "shelf", None),
        ("member", "fee", 0.1),
        ("member", "fee", "ten"),
        ("member", "fee", Decimal("NaN")),
        ("member", "fee", Decimal("Infinity")),
        ("member", "photo", "x"),
        ("member", "createdAt", "2026-01-01T00:00:00Z"),
        ("member", "createdAt", dt.date(2026, 1, 1)),
        ("member", "createdAt", dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-1)))),
        ("member", "metadata", {"a": float("nan")}),
        ("member", "metadata", {"a": object()}),
        ("member", "metadata", {1, 2}),
    ],
)
async def test_a_value_of_another_type_is_refused(library: Any, model: str, field: str, value: Any) -> None:
    row: dict[str, Any] = {"mark": 1, "title": "t"} if model == "model" else {"email": "e"}
    repository = getattr(library, model)
    for failing in (
        lambda: repository.create({**row, field: value}),
        lambda: repository.create_many([row, {**row, field: value}]),
    ):
        with pytest.raises(rt.InputError) as caught:
            await failing()
        assert (caught.value.code, caught.value.target) == ("P2009", [field])
    assert await repository.count() == 0


async def test_what_stands_for_a_type_is_taken_as_it(library: Any) -> None:
    """Whole numbers for floats and decimals, text for decimals and enums, buffers for bytes, subclasses of str."""

    class Name(str):
        __slots__ = ()

    await library.member.create({"email": Name("e"), "fee": "12.34", "photo": bytearray(b"x")})
    (member,) = await library.member.find_many()
    assert (member.email, member.fee, member.photo) == ("e", Decimal("12.34"), b"x")
    assert (await library.member.update({"fee": 7}, {"id": member.id})).fee == Decimal(7)
    book = await library.model.create({"mark": 1, "title": "t", "rating": 3, "shelf": "closed"})
    assert (book.rating, type(book.rating), book.shelf) == (3.0, float, Shelf.closed)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"], ids=["NUL", "half a surrogate"])
async def test_text_that_no_database_keeps_is_refused(library: Any, text: str) -> None:
    for failing in (
        lambda: library.member.create({"email": text}),
        lambda: library.member.create_many([{"email": "a"}, {"email": text}]),
        lambda: library.member.find_many({"email": text}),
        lambda: library.member.find_many({"email": {"in": [text]}}),
        lambda: library.member.find_many({"email": {"contains": text}}),
    ):
        with pytest.raises(rt.InputError) as caught:
            await failing()
        assert caught.value.target == ["email"]
    assert await library.member.count() == 0


async def test_a_number_that_is_none_is_refused_or_kept(library: Any, flavor: Any) -> None:
    """SQLite would turn NaN into NULL without a word."""
    create = library.model.create({"mark": 1, "title": "t", "rating": float("nan")})
    if flavor.provider == "sqlite":
        with pytest.raises(rt.InputError):
            await create
    else:
        rating = (await create).rating
        assert math.isnan(rating)
    infinite = await library.model.create({"mark": 2, "title": "t", "rating": float("-inf")})
    assert infinite.rating == float("-inf")


async def test_the_database_holds_enum_values_by_their_other_name(library: Any, mapped_url: str, flavor: Any) -> None:
    await library.model.create_many([{"mark": mark, "title": "t", "shelf": shelf} for mark, shelf in enumerate(Shelf)])
    if flavor.provider == "sqlite":
        import sqlite3

        connection: Any = sqlite3.connect(mapped_url.removeprefix("file:"))
    else:
        import psycopg

        connection = psycopg.connect(mapped_url)
    try:
        stored = connection.execute("SELECT shelf FROM books ORDER BY shelf_mark").fetchall()
    finally:
        connection.close()
    assert [row[0] for row in stored] == ["open-shelf", "closed shelf", "reserved", "None"]
