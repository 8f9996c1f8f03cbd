"""`metabuilder`, `mapped`, `kitchen_sink`: a `World` with two furnished tenants, on each database, sync and async."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.behaviour.flavors import FLAVORS, Flavor
from tests.behaviour.places import SqlitePlaces
from tests.tenancy.places import PostgresHouse, SqliteHouse
from tests.tenancy.rows import FURNISHERS
from tests.tenancy.statements import Statements, recorded
from tests.tenancy.wall import Wall
from tests.tenancy.world import World


def _parameters(*flavors: Flavor) -> list[Any]:
    return [
        pytest.param(flavor, id=str(flavor), marks=pytest.mark.postgresql if flavor.provider == "postgresql" else ())
        for flavor in flavors
    ]


@pytest.fixture(params=_parameters(*FLAVORS))
def flavor(request: pytest.FixtureRequest) -> Flavor:
    found: Flavor = request.param
    return found


@pytest.fixture(params=_parameters(*[flavor for flavor in FLAVORS if flavor.provider == "postgresql"]))
def postgres_flavor(request: pytest.FixtureRequest) -> Flavor:
    found: Flavor = request.param
    return found


@pytest.fixture
def statements() -> Iterator[Statements]:
    with recorded() as found:
        yield found


@pytest.fixture(scope="session")
def sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> SqliteHouse:
    return SqliteHouse(SqlitePlaces(tmp_path_factory.mktemp("tables")), tmp_path_factory.mktemp("furnished"))


@pytest.fixture(scope="session")
def postgres_house(request: pytest.FixtureRequest) -> Iterator[PostgresHouse]:
    """The role is neither superuser nor owner of a table: that is asserted before the first test."""
    house = PostgresHouse(lambda: request.getfixturevalue("postgres_server"))
    yield house
    house.close()


@pytest.fixture
def opened(
    sqlite_house: SqliteHouse, postgres_house: PostgresHouse, statements: Statements, tmp_path: Path
) -> Callable[[Flavor, str], AbstractAsyncContextManager[World]]:
    """A world of a package with two furnished tenants, as a context."""

    @asynccontextmanager
    async def world(flavor: Flavor, schema: str) -> AsyncIterator[World]:
        on_sqlite = flavor.provider == "sqlite"
        url, furnished = sqlite_house.url(schema, tmp_path) if on_sqlite else postgres_house.url(schema)
        package = importlib.import_module(f"generated.{schema}")
        if not furnished:
            async with Flavor(flavor.provider, is_async=False).open(package, url) as client:
                await FURNISHERS[schema](client)
            if on_sqlite:
                sqlite_house.keep(schema, url)
            else:
                postgres_house.keep(schema)
        catalog = importlib.import_module(f"generated.{schema}.catalog").CATALOG
        async with flavor.open(package, url) as client:
            assert await client.health_check()  # what a new connection sends is sent here
            yield World(flavor, client, client.unscoped(reason="tests"), statements, Wall(catalog))

    return world


Opened = Callable[[Flavor, str], AbstractAsyncContextManager[World]]


@pytest.fixture
async def metabuilder(flavor: Flavor, opened: Opened) -> AsyncIterator[World]:
    async with opened(flavor, "metabuilder") as world:
        yield world


@pytest.fixture
async def mapped(flavor: Flavor, opened: Opened) -> AsyncIterator[World]:
    async with opened(flavor, "mapped") as world:
        yield world


@pytest.fixture
async def kitchen_sink(postgres_flavor: Flavor, opened: Opened) -> AsyncIterator[World]:
    async with opened(postgres_flavor, "kitchen_sink") as world:
        yield world
