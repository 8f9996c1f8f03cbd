"""`metabuilder`, `mapped`, `kitchen_sink`, `crossing`: a `World` of two furnished tenants.

A test that asks for one runs on each database, synchronous and asynchronous (`kitchen_sink` on PostgreSQL only).
"""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generated import kitchen_sink as kitchen_sink_package
from generated import mapped as mapped_package
from generated import metabuilder as metabuilder_package
from tenantry import pipeline
from tenantry.text.source import Source
from tests.behaviour.flavors import FLAVORS, Flavor
from tests.tenancy.places import PostgresHouse, SqliteHouse, schema_of
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
    return SqliteHouse(tmp_path_factory.mktemp("furnished"))


@pytest.fixture(scope="session")
def postgres_house(request: pytest.FixtureRequest) -> Iterator[PostgresHouse]:
    """The role is neither superuser nor owner of a table: that is asserted before the first test."""
    house = PostgresHouse(lambda: request.getfixturevalue("postgres_server"))
    yield house
    house.close()


@pytest.fixture(scope="session")
def crossing_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """What `crossing.prisma` generates."""
    source = Source("crossing.prisma", (Path(__file__).parent / "crossing.prisma").read_text())
    folder = tmp_path_factory.mktemp("generated")
    for path, text in pipeline.run([source]).tree.items():
        file = folder / "tenancy_crossing" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield importlib.import_module("tenancy_crossing")


@pytest.fixture
def opened(
    sqlite_house: SqliteHouse, postgres_house: PostgresHouse, statements: Statements, tmp_path: Path
) -> Callable[[Flavor, ModuleType], AbstractAsyncContextManager[World]]:
    """A world of a package with two furnished tenants, as a context."""

    @asynccontextmanager
    async def world(flavor: Flavor, package: ModuleType) -> AsyncIterator[World]:
        house = sqlite_house if flavor.provider == "sqlite" else postgres_house
        url, furnished = sqlite_house.url(package, tmp_path) if house is sqlite_house else postgres_house.url(package)
        if not furnished:
            async with Flavor(flavor.provider, is_async=False).open(package, url) as client:
                await FURNISHERS[schema_of(package)](client)
            house.keep(package, url)
        catalog = importlib.import_module(f"{package.__name__}.catalog").CATALOG
        async with flavor.open(package, url) as client:
            assert await client.health_check()  # what a new connection sends is sent here
            yield World(flavor, client, client.unscoped(reason="tests"), statements, Wall(catalog))

    return world


Opened = Callable[[Flavor, ModuleType], AbstractAsyncContextManager[World]]


@pytest.fixture
async def metabuilder(flavor: Flavor, opened: Opened) -> AsyncIterator[World]:
    async with opened(flavor, metabuilder_package) as world:
        yield world


@pytest.fixture
async def mapped(flavor: Flavor, opened: Opened) -> AsyncIterator[World]:
    async with opened(flavor, mapped_package) as world:
        yield world


@pytest.fixture
async def kitchen_sink(postgres_flavor: Flavor, opened: Opened) -> AsyncIterator[World]:
    async with opened(postgres_flavor, kitchen_sink_package) as world:
        yield world


@pytest.fixture
async def crossing(flavor: Flavor, opened: Opened, crossing_package: ModuleType) -> AsyncIterator[World]:
    async with opened(flavor, crossing_package) as world:
        yield world
