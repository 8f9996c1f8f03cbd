"""A row of another tenant and no row at all: the same answer, error, text and statements, whatever is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from tenantry.runtime.catalog import ToOne
from tests.tenancy.rows import MAPPED, METABUILDER, Kind, Payload
from tests.tenancy.world import World

Ask = Callable[[Any], Awaitable[Any]]
"""An operation on the key of a row that is not the tenant's."""


NOTHING = ("None", "0", "[]", "RecordNotFoundError: P2025", "ForeignKeyViolationError: P2003")
"""How an answer to a question about no row begins; anything else would be a question wrongly put."""


def readings(repository: Any, kind: Kind, relations: list[str]) -> Iterator[tuple[str, Ask]]:
    key = kind.key
    every = dict.fromkeys(relations, True)
    yield "get", repository.get
    yield "get_or_raise", repository.get_or_raise
    yield "find_unique", lambda k: repository.find_unique({key: k})
    yield "find_unique with all relations", lambda k: repository.find_unique({key: k}, include=every)
    yield "find_unique with select", lambda k: repository.find_unique({key: k}, select={key: True})
    yield "find_unique_or_raise", lambda k: repository.find_unique_or_raise({key: k})
    yield "find_first", lambda k: repository.find_first({key: k}, include=every)
    yield "find_first_or_raise", lambda k: repository.find_first_or_raise({"OR": [{key: k}]})
    yield "find_many", lambda k: repository.find_many({key: {"in": [k]}}, include=every)
    yield (
        "find_many in order",
        lambda k: repository.find_many({"NOT": [{key: {"not": k}}]}, order={key: "desc"}, take=3),
    )
    yield "count", lambda k: repository.count({"OR": [{key: k}, {key: {"gte": k, "lte": k}}]})


def writings(repository: Any, kind: Kind, relations: list[str]) -> Iterator[tuple[str, Ask]]:
    key, change = kind.key, kind.change
    every = dict.fromkeys(relations, True)
    yield "update", lambda k: repository.update(change, {key: k})
    yield "update with all relations", lambda k: repository.update(change, {key: k}, include=every)
    yield "update of nothing", lambda k: repository.update({}, {key: k})
    yield "update_many", lambda k: repository.update_many(change, {key: k})
    yield "delete", lambda k: repository.delete({key: k})
    yield "delete with all relations", lambda k: repository.delete({key: k}, include=every)
    yield "delete_many", lambda k: repository.delete_many({key: {"in": [k]}})


def references(repository: Any, kind: Kind, field: str, relation: str, own: str) -> Iterator[tuple[str, Ask]]:
    """A foreign key written as a scalar, and its relation connected."""
    new, where = kind.where(own, 9), kind.where(own, 1)
    row = {**kind.row(own, 9), **({"userId": f"{own}-user-1"} if kind.door == "high_score" else {})}

    def to(k: Any) -> Payload:
        return {**row, field: k}

    def connected(k: Any) -> Payload:
        return {**{name: v for name, v in row.items() if name != field}, relation: {"connect": {"id": k}}}

    yield f"create with {field}", lambda k: repository.create(to(k))
    yield f"create with {relation}", lambda k: repository.create(connected(k))
    yield f"create_many with {field}", lambda k: repository.create_many([to(k)])
    yield f"create_many of the new with {field}", lambda k: repository.create_many([to(k)], skip_duplicates=True)
    yield f"update to {field}", lambda k: repository.update({field: k}, where)
    yield f"update to set {field}", lambda k: repository.update({field: {"set": k}}, where)
    yield f"update_many to {field}", lambda k: repository.update_many({field: k}, where)
    yield f"upsert with {field}", lambda k: repository.upsert(new, {"create": to(k), "update": {}})
    yield f"upsert to {field}", lambda k: repository.upsert(where, {"create": to(k), "update": {field: k}})


async def differences(world: World, kinds: tuple[Kind, ...], own: str, other: str) -> list[str]:
    """Where an answer tells a row of `other` from none."""
    found: list[str] = []
    client = world.tenant(own)
    for kind in kinds:
        repository, model = getattr(client, kind.door), world.model(kind.door)
        owners = {r.local[0]: r.name for r in model.relations if isinstance(r, ToOne) and r.owner}
        names = [relation.name for relation in model.relations]
        asked = [(kind.door, ask) for ask in (*readings(repository, kind, names), *writings(repository, kind, names))]
        asked += [
            (door, ask)
            for field, door in kind.refers.items()
            for ask in references(repository, kind, field, owners[field], own)
        ]
        for door, (name, ask) in asked:
            foreign, missing = f"{other}-{door}-1", f"{other}-{door}-x"
            answers = [await world.answer(lambda k=k, ask=ask: ask(k), foreign, missing) for k in (foreign, missing)]
            if answers[0] != answers[1] or not answers[0].said.startswith(NOTHING):
                found.append(f"{kind.door}: {name}: {answers[0]} but {answers[1]}")
    return found


async def test_foreign_rows_are_missing_rows_in_metabuilder(metabuilder: World) -> None:
    doors = [kind.door for kind in METABUILDER]
    before = [await metabuilder.rows_of(tenant, doors) for tenant in ("acme", "globex")]
    assert await differences(metabuilder, METABUILDER, "acme", "globex") == []
    assert [await metabuilder.rows_of(tenant, doors) for tenant in ("acme", "globex")] == before


async def test_foreign_rows_are_missing_rows_in_a_mapped_schema(mapped: World) -> None:
    doors = [kind.door for kind in MAPPED]
    before = [await mapped.rows_of(tenant, doors) for tenant in ("north", "south")]
    assert await differences(mapped, MAPPED, "north", "south") == []
    assert [await mapped.rows_of(tenant, doors) for tenant in ("north", "south")] == before
