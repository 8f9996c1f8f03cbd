"""query_raw, query_first, execute_raw: SQL of the caller's own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pydantic
import pytest

from tenantry import runtime as rt
from tests.behaviour.flavors import Flavor

MOMENT = dt.datetime(2026, 1, 2, 3, 4, 5, 6000, tzinfo=dt.UTC)


class Line(pydantic.BaseModel):
    email_address: str
    balance_cents: int


@pytest.fixture
async def everything(mapped: Any, library: Any) -> Any:
    """An unscoped client, with Ann and Bob."""
    for name, balance in (("ann", 2**40), ("bob", 5)):
        data = {"email": name, "balance": balance, "metadata": {"n": [1]}, "fee": Decimal("1.50"), "createdAt": MOMENT}
        await library.member.create({**data, "settings": None})
    return mapped.unscoped(reason="tests")


async def test_rows_are_dictionaries(everything: Any) -> None:
    sql = "SELECT email_address AS email, balance_cents FROM members WHERE balance_cents > $1 ORDER BY email_address"
    assert await everything.query_raw(sql, 4) == [
        {"email": "ann", "balance_cents": 2**40},
        {"email": "bob", "balance_cents": 5},
    ]
    assert await everything.query_raw(sql, 2**50) == []
    assert await everything.query_first(sql, 4) == {"email": "ann", "balance_cents": 2**40}
    assert await everything.query_first(sql, 2**50) is None


async def test_rows_become_instances_of_a_model(everything: Any) -> None:
    sql = "SELECT * FROM members ORDER BY email_address"
    assert await everything.query_raw(sql, model=Line) == [
        Line(email_address="ann", balance_cents=2**40),
        Line(email_address="bob", balance_cents=5),
    ]
    assert await everything.query_first(sql, model=Line) == Line(email_address="ann", balance_cents=2**40)


async def test_rows_become_records_whatever_their_columns_are_called(everything: Any) -> None:
    (ann,) = await everything.member.query_raw("SELECT *, 1 AS one FROM members WHERE email_address = $1", "ann")
    whole = await everything.member.find_first({"email": "ann"})
    assert ann.model_dump() == {n: v for n, v in whole.model_dump().items() if n in ann.model_dump()}
    assert (ann.createdAt, ann.fee, ann.metadata, ann.settings) == (MOMENT, Decimal("1.5"), {"n": [1]}, None)
    some = await everything.member.query_first(
        "SELECT balance_cents, email_address FROM members WHERE balance_cents < 9"
    )
    assert some.model_dump() == {"email": "bob", "balance": 5}
    with pytest.raises(AttributeError, match="was not selected"):
        _ = some.fee
    with pytest.raises(rt.InputError):
        await everything.member.query_raw("SELECT 1 AS one")


async def test_how_many_rows_a_statement_touched(everything: Any) -> None:
    touched = await everything.execute_raw("UPDATE members SET class_name = $2 WHERE balance_cents < $1", 9, "x")
    assert touched == 1
    assert await everything.execute_raw("DELETE FROM members") == 2


async def test_a_value_may_stand_in_several_places(everything: Any) -> None:
    sql = "SELECT email_address FROM members WHERE email_address = $2 OR (class_name <> $1 AND class_name = $2)"
    assert await everything.query_raw(sql, "x", "ann") == [{"email_address": "ann"}]


async def test_question_marks_are_placeholders_on_sqlite(everything: Any, flavor: Flavor) -> None:
    sql = "SELECT email_address FROM members WHERE email_address = ?"
    if flavor.provider == "sqlite":
        assert await everything.query_raw(sql, "ann") == [{"email_address": "ann"}]
    else:
        with pytest.raises(rt.InputError, match="0 placeholders"):
            await everything.query_raw(sql, "ann")


@pytest.mark.parametrize(
    "text",
    ["'$1 ? % it''s'", "'100%'", "'%s'", "'/* $1'"],
)
async def test_what_stands_in_a_text_is_no_placeholder(everything: Any, text: str) -> None:
    expected = text[1:-1].replace("''", "'")
    sql: Any = f'SELECT {text} AS "a $1 ?%" /* $2 ? % */ FROM members WHERE email_address = $1 -- $3 ?'
    (row,) = await everything.query_raw(sql, "ann")
    assert list(row.values()) == [expected]
    (row,) = await everything.query_raw(f"SELECT {text} AS t, 7 % 4 AS rest")  # type: ignore[arg-type]
    assert row == {"t": expected, "rest": 3}


async def test_the_number_of_values_must_fit(everything: Any) -> None:
    for values in ((), ("a", "b")):
        with pytest.raises(rt.InputError, match="1 placeholders"):
            await everything.query_raw("SELECT 1 FROM members WHERE email_address = $1", *values)


async def test_values_never_become_text(everything: Any) -> None:
    nasty = "x' OR '1'='1"
    assert await everything.query_raw("SELECT 1 AS one FROM members WHERE email_address = $1", nasty) == []
    assert await everything.member.count() == 2


async def test_what_the_database_refuses(everything: Any) -> None:
    with pytest.raises(rt.DataError) as caught:
        await everything.query_raw("SELEC 1")
    assert caught.value.code == "P2010"
    with pytest.raises(rt.TableNotFoundError):
        await everything.query_raw("SELECT * FROM nothing_there")


async def test_inside_a_transaction(everything: Any) -> None:
    with pytest.raises(RuntimeError):
        async with everything.tx() as tx:
            await tx.execute_raw("DELETE FROM members")
            assert await tx.query_raw("SELECT * FROM members") == []
            raise RuntimeError
    assert await everything.member.count() == 2


async def test_a_tenants_client_has_no_raw_sql(mapped: Any, library: Any) -> None:
    for client in (mapped, library):
        for name in ("query_raw", "query_first", "execute_raw"):
            assert not hasattr(client, name)
    for call in (library.member.query_raw, library.member.query_first, library.tag.query_raw):
        with pytest.raises(rt.TenantRequiredError):
            await call("SELECT * FROM members")


async def test_json_is_read_on_every_driver(everything: Any, flavor: Flavor) -> None:
    row = await everything.query_first("SELECT metadata FROM members WHERE email_address = 'ann'")
    assert row["metadata"] == ('{"n":[1]}' if flavor.provider == "sqlite" else {"n": [1]})  # SQLite knows texts only
