"""Whether a tenant is told the same with another tenant beside it as alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.tenancy.rows import Kind, Payload
from tests.tenancy.world import World

Question = tuple[Kind, Payload]
"""A model, and the arguments of a `find_many`."""


async def assert_same_alone(
    world: World, kinds: Sequence[Kind], questions: Sequence[Question], own: str, other: str, *also: str
) -> None:
    """Asks the questions, takes the other tenant's rows away (of the doors `also` first), and asks again."""
    client = world.tenant(own)

    async def answers() -> list[list[Any]]:
        return [[told(row) for row in await getattr(client, kind.door).find_many(**asked)] for kind, asked in questions]

    together = await answers()
    for door in dict.fromkeys([*also, *[kind.door for kind in reversed(kinds)]]):
        await getattr(world.client.tenant(other), door).delete_many("all")
    assert together == await answers()
    assert any(together)


def told(record: Any) -> Any:
    """All that a record says, the numbers of its relations too."""
    related = [value for value in vars(record).values() if isinstance(value, list) or hasattr(value, "model_dump")]
    rows = [row for value in related for row in (value if isinstance(value, list) else [value])]
    nested = [told(row) for row in rows if hasattr(row, "model_dump")]
    return record.model_dump(), dict(record.relation_counts), nested
