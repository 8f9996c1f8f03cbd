"""Two tenants in one database, each behind a client that holds every statement against the wall."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tenantry import runtime as rt
from tenantry.runtime.catalog import Model
from tests.behaviour.flavors import Awaited, Flavor
from tests.tenancy.statements import Statements
from tests.tenancy.wall import Wall

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00:00)?")


@dataclass(frozen=True)
class World:
    """`client` is the package's own, `operator` its unscoped one: what these send is not looked at."""

    flavor: Flavor
    client: Any
    operator: Any
    statements: Statements
    wall: Wall

    def tenant(self, key: Any) -> Any:
        """The tenant's client; a statement of it that leaves the tenant fails the test."""
        return Watched(self.client.tenant(key), self, key)

    def model(self, door: str) -> Model:
        """The model behind a client's attribute."""
        (found,) = [model for model in self.wall.catalog.models if door_of(model.name) == door]
        return found

    async def rows_of(self, key: Any, doors: Iterable[str]) -> dict[str, list[Any]]:
        """All that a tenant has, by door."""
        client = self.client.tenant(key)
        found: dict[str, list[Any]] = {}
        for door in doors:
            order = [{name: "asc"} for name in self.model(door).key]
            found[door] = [record.model_dump() for record in await getattr(client, door).find_many(order=order)]
        return found

    async def answer(self, call: Callable[[], Awaitable[Any]], *names: Any) -> Answer:
        """What a call gave or raised and what it sent, `names` blotted out of all three."""
        await self.statements.settle()
        self.statements.clear()
        try:
            said = repr(await call())
        except rt.TenantryError as error:
            causes = type(error.__cause__).__name__
            said = f"{type(error).__name__}: {error} {vars(error)} because of {causes}"
        return Answer(_blotted(said, names), tuple(_blotted(sql, names) for sql in self.statements.sent))


@dataclass(frozen=True)
class Answer:
    said: str
    sent: tuple[str, ...]


def _blotted(text: str, names: tuple[Any, ...]) -> str:
    for name in names:
        text = re.sub(rf"(?<![\w-]){re.escape(str(name))}(?![\w-])", "?", text)
    return _MOMENT.sub("now", text)


def door_of(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


class Watched:
    """A tenant's client or repository whose statements are held against the wall."""

    def __init__(self, inner: Any, world: World, key: Any) -> None:
        self._inner, self._world, self._key = inner, world, key

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name == "tx":
            return self._transaction
        if isinstance(found, (Awaited, rt.AsyncRepository)):
            return Watched(found, self._world, self._key)
        if not callable(found):
            return found

        async def call(*arguments: Any, **named: Any) -> Any:
            sent = self._world.statements.sent
            await self._world.statements.settle()
            before = len(sent)
            try:
                return await found(*arguments, **named)
            finally:
                await self._world.statements.settle()
                gaps = [gap for sql in sent[before:] for gap in self._world.wall.gaps(sql, self._key)]
                assert not gaps, gaps

        return call

    @asynccontextmanager
    async def _transaction(self, **options: Any) -> AsyncIterator[Watched]:
        async with self._inner.tx(**options) as inner:
            yield Watched(inner, self._world, self._key)
