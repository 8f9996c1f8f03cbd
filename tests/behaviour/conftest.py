"""Clients of the generated packages over each database, synchronous and asynchronous.

`metabuilder`, `mapped`  clients of the packages that run on both databases; a test that asks for one runs four times
`kitchen_sink`           PostgreSQL only: lists and native types
`acme`, `globex`         two tenants of `metabuilder`;  `library`: one of `mapped`;  `org`: one of `kitchen_sink`

Every test finds empty tables but for those tenants.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from generated import kitchen_sink as kitchen_sink_package
from generated import mapped as mapped_package
from generated import metabuilder as metabuilder_package
from tests.behaviour.flavors import FLAVORS, Flavor
from tests.behaviour.places import PostgresPlaces, SqlitePlaces


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


@pytest.fixture(scope="session")
def sqlite_places(tmp_path_factory: pytest.TempPathFactory) -> SqlitePlaces:
    return SqlitePlaces(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="session")
def postgres_places(request: pytest.FixtureRequest) -> Iterator[PostgresPlaces]:
    places = PostgresPlaces(request.getfixturevalue("postgres_server"))
    yield places
    places.close()


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: SQLite waits for the disk at each commit."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="tenantry-test-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def place(request: pytest.FixtureRequest, quick_folder: Path) -> Callable[[Flavor, str], str]:
    """The URL of a database with the empty tables of a schema: `place(flavor, "metabuilder")`."""

    def url(flavor: Flavor, schema: str) -> str:
        if flavor.provider == "sqlite":
            return str(request.getfixturevalue("sqlite_places").url(schema, quick_folder))
        return str(request.getfixturevalue("postgres_places").url(schema))

    return url


@pytest.fixture
def changed_place(request: pytest.FixtureRequest, quick_folder: Path, flavor: Flavor) -> Iterator[Callable[..., str]]:
    """The URL of a database that the client does not know so: `changed_place("metabuilder", "DROP TABLE ...")`."""
    with ExitStack() as stack:

        def url(schema: str, *statements: Any) -> str:
            if flavor.provider == "sqlite":
                return str(request.getfixturevalue("sqlite_places").url(schema, quick_folder, *statements))
            places: PostgresPlaces = request.getfixturevalue("postgres_places")
            return stack.enter_context(places.fresh(schema, *statements))

        yield url


@pytest.fixture
def metabuilder_url(flavor: Flavor, place: Callable[[Flavor, str], str]) -> str:
    return place(flavor, "metabuilder")


@pytest.fixture
async def metabuilder(flavor: Flavor, metabuilder_url: str) -> AsyncIterator[Any]:
    async with flavor.open(metabuilder_package, metabuilder_url) as client:
        yield client


@pytest.fixture
async def operator(metabuilder: Any) -> Any:
    """Sees every tenant. The tenants are there."""
    client = metabuilder.unscoped(reason="tests")
    await client.tenant.create_many([{"id": "acme", "name": "Acme"}, {"id": "globex", "name": "Globex"}])
    return client


@pytest.fixture
def acme(metabuilder: Any, operator: Any) -> Any:
    return metabuilder.tenant("acme")


@pytest.fixture
def globex(metabuilder: Any, operator: Any) -> Any:
    return metabuilder.tenant("globex")


@pytest.fixture
def mapped_url(flavor: Flavor, place: Callable[[Flavor, str], str]) -> str:
    return place(flavor, "mapped")


@pytest.fixture
async def mapped(flavor: Flavor, mapped_url: str) -> AsyncIterator[Any]:
    async with flavor.open(mapped_package, mapped_url) as client:
        yield client


@pytest.fixture
async def library(mapped: Any) -> Any:
    await mapped.unscoped(reason="tests").library.create({"id": "north", "name": "North"})
    return mapped.tenant("north")


@pytest.fixture
def kitchen_sink_url(postgres_flavor: Flavor, place: Callable[[Flavor, str], str]) -> str:
    return place(postgres_flavor, "kitchen_sink")


@pytest.fixture
async def kitchen_sink(postgres_flavor: Flavor, kitchen_sink_url: str) -> AsyncIterator[Any]:
    async with postgres_flavor.open(kitchen_sink_package, kitchen_sink_url) as client:
        yield client


@pytest.fixture
async def org(kitchen_sink: Any) -> Any:
    created = await kitchen_sink.unscoped(reason="tests").org.create({"name": "Org"})
    return kitchen_sink.tenant(created.id)
