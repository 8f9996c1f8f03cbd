"""Every type of a column, there and back through SQLAlchemy, with both PostgreSQL drivers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from generated.kitchen_sink import enums
from generated.kitchen_sink import tables as t
from tests.cases.both_databases.expected import enums as sizes
from tests.cases.both_databases.expected import tables as both
from tests.cases.database_schemas.expected import tables as spread

MOMENT = dt.datetime(2024, 1, 2, 3, 4, 5, 678_000, tzinfo=dt.UTC)
ZONED = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=-5)))
ON_ITS_DAY = dt.datetime(2024, 1, 2, tzinfo=dt.UTC)
AT_ITS_TIME = dt.datetime(1970, 1, 1, 3, 4, 5, 678_000, tzinfo=dt.UTC)

NATIVE: dict[str, Any] = {
    "aText": "a",
    "aChar": "abcd",
    "aVarChar": "v",
    "aVarCharMax": "m",
    "aBit": "10101010",
    "aVarBit": "101",
    "aUuid": "7e1d6b4c-9f0f-4ad6-8a5e-111111111111",
    "aXml": "<a/>",
    "aInet": "10.0.0.1",
    "aBoolean": True,
    "aSmall": 1,
    "anInteger": 2,
    "anOid": 3,
    "aBig": 2**60,
    "aReal": 1.5,
    "aDouble": 2.5,
    "aDecimal": Decimal("1.20"),
    "aMoney": Decimal("1234.50"),
    "aTimestamp": MOMENT,
    "aTimestampZ": ZONED,
    "aDate": MOMENT,
    "aTime": MOMENT,
    "aTimeZ": MOMENT,
    "aJson": {"a": 1},
    "aJsonB": [1, None],
    "aByteA": b"\0\xff",
}
LISTS: dict[str, Any] = {
    "texts": ["a", "it's"],
    "numbers": [],
    "larges": [2**60],
    "exacts": [Decimal("1.5")],
    "moments": [MOMENT],
    "jsons": [{"a": [1]}],
    "blobs": [b"x"],
    "colors": [enums.Color.green],
    "levels": [enums.Loudness.loud, enums.Loudness.None_],
}
READ = {**NATIVE, "aTimestampZ": MOMENT, "aDate": ON_ITS_DAY, "aTime": AT_ITS_TIME, "aTimeZ": AT_ITS_TIME}

FOUND_BY_VALUES = sa.select(t.NativeTypes.id).where(
    t.NativeTypes.aBit == "10101010",
    t.NativeTypes.aInet == "10.0.0.1",
    t.NativeTypes.aMoney == Decimal("1234.50"),
    t.NativeTypes.aTimestamp == ZONED,
    t.NativeTypes.aUuid == NATIVE["aUuid"],
)
FOUND_BY_MEMBERS = sa.select(t.Lists.texts).where(
    t.Lists.texts.contains(["it's"]), t.Lists.levels.contains([enums.Loudness.loud])
)


def rows(*, has_xml: bool) -> list[t.Base]:
    org = t.Org(name="o")
    xml = NATIVE["aXml"] if has_xml else sa.type_coerce(NATIVE["aXml"], sa.Text())
    return [t.NativeTypes(org=org, **{**NATIVE, "aXml": xml}), t.Lists(org=org, **LISTS), t.Defaults(org=org)]


def create_all(connection: sa.Connection) -> bool:
    """Whether the server can read XML: built without, its type has no values, so the column becomes text."""
    t.Base.metadata.create_all(connection)
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("SELECT '<a/>'::xml")
    except sa.exc.DBAPIError:
        connection.exec_driver_sql('ALTER TABLE "NativeTypes" ALTER COLUMN "aXml" TYPE text')
        return False
    return True


def values(row: t.Base, names: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def check_defaults(row: t.Defaults) -> None:
    """What the database and the data layer fill in."""
    assert (row.serial, row.text, row.flag, row.large, row.exact) == (
        1,
        "text",
        True,
        9007199254740993,
        Decimal("3.14"),
    )
    assert (row.json_, row.bytes_, row.color, row.loud) == (
        [1, None, "x"],
        b"Hello",
        enums.Color.blue,
        enums.Loudness.loud,
    )
    assert (row.moment, row.touched.tzinfo) == (dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.UTC)
    assert [len(x) for x in (row.id, row.cuid1, row.cuid2, row.uuid7, row.nano, row.ulid)] == [32, 25, 24, 36, 21, 26]


def test_psycopg_takes_and_gives_every_type(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        has_xml = create_all(connection)
    with Session(engine) as session:
        session.add_all(rows(has_xml=has_xml))
        session.commit()
        assert values(session.scalars(sa.select(t.NativeTypes)).one(), NATIVE) == READ
        assert values(session.scalars(sa.select(t.Lists)).one(), LISTS) == LISTS
        assert session.scalars(sa.select(t.Lists)).one().reals == []
        check_defaults(session.scalars(sa.select(t.Defaults)).one())
        assert session.scalars(FOUND_BY_VALUES).all() == [1]
        assert session.scalars(FOUND_BY_MEMBERS).all() == [["a", "it's"]]
    engine.dispose()


async def test_asyncpg_takes_and_gives_every_type(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.begin() as connection:
        has_xml = await connection.run_sync(create_all)
    async with AsyncSession(engine) as session:
        session.add_all(rows(has_xml=has_xml))
        await session.commit()
        assert values((await session.scalars(sa.select(t.NativeTypes))).one(), NATIVE) == READ
        assert values((await session.scalars(sa.select(t.Lists))).one(), LISTS) == LISTS
        check_defaults((await session.scalars(sa.select(t.Defaults))).one())
        assert (await session.scalars(FOUND_BY_VALUES)).all() == [1]
        assert (await session.scalars(FOUND_BY_MEMBERS)).all() == [["a", "it's"]]
    await engine.dispose()


def test_tables_and_enums_live_in_schemas_of_their_own(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for name in ("accounts", "shop"):
            connection.execute(sa.schema.CreateSchema(name))
        spread.Base.metadata.create_all(connection)
    with Session(engine) as session:
        user = spread.User(id=1, orders=[spread.Order(id=1, tags=[spread.Tag(id=1)])])
        session.add_all([user, spread.Setting(key="k")])
        session.commit()
        assert (user.role, user.roles, user.orders[0].tags[0].orders) == ("guest", ["guest"], user.orders)
        found = {(table, schema) for schema in ("accounts", "shop", "public") for table in names_in(engine, schema)}
    wanted = {("users", "accounts"), ("Order", "shop"), ("Tag", "shop"), ("_OrderToTag", "shop"), ("Setting", "public")}
    assert found == wanted
    engine.dispose()


def names_in(engine: sa.Engine, schema: str) -> list[str]:
    return sa.inspect(engine).get_table_names(schema)


def test_defaults_of_the_database_are_the_same_on_both(database_url: str) -> None:
    engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    both.Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(both.Thing())
        session.commit()
        thing = session.scalars(sa.select(both.Thing)).one()
        assert (thing.id, thing.small, thing.raw, thing.size) == (1, -5, b"\0\1\2\xff", sizes.Size.large)
        assert thing.text == '50% of :this, it\'s "all"'
        assert (thing.meta, thing.empty) == ({"a": [1, None, True], "b": {}}, [])
        assert (thing.price, thing.weight) == (Decimal("1.5"), -2.0)
        assert thing.since == dt.datetime(2020, 2, 29, 10, 0, 0, 500_000, tzinfo=dt.UTC)
        assert thing.at.tzinfo is dt.UTC
    engine.dispose()
