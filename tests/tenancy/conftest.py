"""`metabuilder`, `mapped`, `kitchen_sink`: a `World` with two furnished tenants, on each database, sync and async."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.behaviour.flavors import FLAVORS, Flavor
from tests.behaviour.places import PostgresPlaces, SqlitePlaces
from tests.tenancy.rows import MAPPED, METABUILDER, furnish, furnish_books, furnish_kitchen
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
def sqlite_places(tmp_path_factory: pytest.TempPathFactory) -> SqlitePlaces:
    return SqlitePlaces(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="session")
def postgres_places(request: pytest.FixtureRequest) -> Iterator[PostgresPlaces]:
    """The role is neither superuser nor owner of a table, which making the place asserts."""
    places = PostgresPlaces(request.getfixturevalue("postgres_server"))
    yield places
    places.close()


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Flavor, str], str]:
    """The URL of a database with the empty tables of a schema: `place(flavor, "metabuilder")`."""

    def url(flavor: Flavor, schema: str) -> str:
        if flavor.provider == "sqlite":
            return str(request.getfixturevalue("sqlite_places").url(schema, tmp_path))
        return str(request.getfixturevalue("postgres_places").url(schema))

    return url


@pytest.fixture
def opened(place: Callable[[Flavor, str], str], statements: Statements) -> Callable[[Flavor, str], Any]:
    """A world of a package without rows, as a context."""

    def open_world(flavor: Flavor, schema: str) -> Any:
        return _opened(flavor, schema, place(flavor, schema), statements)

    return open_world


@asynccontextmanager
async def _opened(flavor: Flavor, schema: str, url: str, statements: Statements) -> AsyncIterator[World]:
    package = importlib.import_module(f"generated.{schema}")
    catalog = importlib.import_module(f"generated.{schema}.catalog").CATALOG
    async with flavor.open(package, url) as client:
        yield World(flavor, client, client.unscoped(reason="furnish"), statements, Wall(catalog))


@pytest.fixture
async def metabuilder(flavor: Flavor, opened: Callable[[Flavor, str], Any]) -> AsyncIterator[World]:
    async with opened(flavor, "metabuilder") as world:
        await world.operator.tenant.create_many([{"id": "acme", "name": "Acme"}, {"id": "globex", "name": "Globex"}])
        for tenant in ("acme", "globex"):
            await furnish(world.tenant(tenant), METABUILDER, tenant)
        yield world


@pytest.fixture
async def mapped(flavor: Flavor, opened: Callable[[Flavor, str], Any]) -> AsyncIterator[World]:
    async with opened(flavor, "mapped") as world:
        await world.operator.library.create_many([{"id": "north", "name": "North"}, {"id": "south", "name": "South"}])
        for tenant in ("north", "south"):
            await furnish(world.tenant(tenant), MAPPED, tenant)
        await furnish_books(world.tenant("north"), "north", 10)
        await furnish_books(world.tenant("south"), "south", 20)
        yield world


@pytest.fixture
async def kitchen_sink(postgres_flavor: Flavor, opened: Callable[[Flavor, str], Any]) -> AsyncIterator[World]:
    async with opened(postgres_flavor, "kitchen_sink") as world:
        await world.operator.org.create_many([{"id": 1, "name": "One"}, {"id": 2, "name": "Two"}])
        for org in (1, 2):
            await furnish_kitchen(world.tenant(org), org)
        yield world
