"""Plans: one for each form of call, none for a value or a tenant."""

from __future__ import annotations

import functools
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from generated import metabuilder as package
from tenantry import runtime as rt
from tenantry.runtime import dialect
from tenantry.runtime.planning import planner
from tenantry.runtime.planning.plan import Cache
from tests.behaviour.flavors import FLAVORS


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SQL of each statement that is compiled from now on."""
    texts: list[str] = []
    compile_ = dialect.Dialect.compile

    def spy(self: dialect.Dialect, statement: Any) -> dialect.Compiled:
        made = compile_(self, statement)
        texts.append(made.sql)
        return made

    monkeypatch.setattr(dialect.Dialect, "compile", spy)
    return texts


def user(number: int, **data: Any) -> dict[str, Any]:
    return {"email": f"e{number}@x.io", "password": f"secret{number}", **data}


CALLS: dict[str, Callable[[Any, int], Awaitable[Any]]] = {
    "create": lambda client, n: client.user.create(user(n, level=n)),
    "nested create": lambda client, n: client.user.create(
        user(n + 1000, workflows={"create": [{"name": f"w{n}", "config": str(n)}]})
    ),
    "create_many": lambda client, n: client.user.create_many([user(n + 2000), user(n + 3000)]),
    "skip_duplicates": lambda client, n: client.user.create_many([user(n), user(n + 5000)], skip_duplicates=True),
    "find_unique": lambda client, n: client.user.find_unique({"email": f"e{n}@x.io"}),
    "compound": lambda client, n: client.user.find_unique({"email_tenantId": {"email": str(n), "tenantId": "acme"}}),
    "get": lambda client, n: client.user.get(f"id{n}"),
    "find_many": lambda client, n: client.user.find_many(
        {"level": {"gte": n, "in": list(range(n))}, "OR": [{"email": {"contains": str(n)}}, {"bio": None}]},
        order={"level": "desc"},
        take=n,
        skip=n,
    ),
    "include": lambda client, n: client.user.find_many({"level": {"lt": 9999 + n}}, include={"workflows": True}),
    "select": lambda client, n: client.user.find_many({"email": f"e{n}"}, select={"id": True}),
    "find_first": lambda client, n: client.user.find_first({"level": n}, order={"id": "asc"}),
    "count": lambda client, n: client.user.count({"level": {"lt": n}}),
    "update": lambda client, n: client.user.update({"level": {"increment": n}, "bio": str(n)}, {"email": f"e{n}@x.io"}),
    "update_many": lambda client, n: client.user.update_many({"level": n}, {"email": {"startswith": f"e{n}"}}),
    "upsert": lambda client, n: client.user.upsert({"id": "u"}, {"create": user(n + 6000, id="u"), "update": {}}),
    "delete_many": lambda client, n: client.workflow.delete_many({"name": f"w{n}"}),
    "delete": lambda client, n: client.user.delete({"email": f"e{n}@x.io"}),
}


@pytest.mark.parametrize("operation", CALLS)
async def test_a_call_of_the_same_form_is_not_compiled_again(
    acme: Any, globex: Any, compiled: list[str], operation: str
) -> None:
    """Not with other values, not as another tenant, not within a transaction."""
    call = CALLS[operation]
    if operation == "upsert":
        await call(acme, 10)
    elif operation in ("include", "skip_duplicates"):
        await acme.user.create(user(11))
    await call(acme, 11)
    assert compiled
    compiled.clear()
    await call(acme, 13)
    if operation not in ("upsert", "skip_duplicates"):
        await call(globex, 14)
    async with acme.tx() as tx:
        await call(tx, 15)
    assert compiled == []


async def test_another_form_is_compiled_once(acme: Any, compiled: list[str]) -> None:
    forms: list[Any] = [
        {},
        {"level": 1},
        {"level": None},
        {"level": {"gt": 1}},
        {"level": {"gt": 1, "lt": 5}},
        {"OR": [{"level": 1}]},
        {"OR": [{"level": 1}, {"level": 2}]},
        {"NOT": {"level": 1}},
    ]
    for _ in range(3):
        for form in forms:
            await acme.user.count(form)
    assert len(compiled) == len(forms)


async def test_no_statement_holds_a_value_or_a_tenant(acme: Any, globex: Any, compiled: list[str]) -> None:
    for name, call in CALLS.items():
        await call(acme, 4711)
        if name != "upsert":
            await call(globex, 94711)
    assert compiled
    for text in compiled:
        for value in ("acme", "globex", "4711", "secret", "@x.io"):
            assert value not in text


async def test_what_is_refused_leaves_no_plan(acme: Any, compiled: list[str]) -> None:
    for number in range(50):
        for failing in (
            acme.user.find_many({f"field{number}": 1}),
            acme.user.find_many({"email": {f"word{number}": "x"}}),
            acme.user.find_many({"email": {"equals": "x", "mode": f"mode{number}"}}),
            acme.user.find_many(order={f"field{number}": "asc"}),
            acme.user.create({f"field{number}": 1}),
        ):
            with pytest.raises(rt.InputError):
                await failing
    assert compiled == []


def test_the_plans_that_are_kept_are_bounded_and_the_used_ones_stay() -> None:
    cache: Cache[int] = Cache(size=3)
    for number in range(3):
        cache.put(("plan", number), number)
    assert cache.get(("plan", 0)) == 0
    cache.put(("plan", 3), 3)
    assert len(cache) == 3
    assert [cache.get(("plan", number)) for number in range(4)] == [0, None, 2, 3]


async def test_there_may_be_more_forms_than_room(
    flavor: Any, metabuilder_url: str, monkeypatch: pytest.MonkeyPatch, compiled: list[str]
) -> None:
    """A plan that was let go is made again."""
    monkeypatch.setattr(planner, "Cache", functools.partial(Cache, 4))
    async with flavor.open(package, metabuilder_url) as client:
        await client.system_config.create({"key": "k", "value": "v"})
        compiled.clear()
        for _ in range(2):
            for size in range(1, 10):
                assert await client.system_config.count({"OR": [{"key": "x"}] * size + [{"key": "k"}]}) == 1
    assert len(compiled) == 18


@pytest.mark.parametrize(
    "flavor", [flavor for flavor in FLAVORS if not flavor.is_async], ids=lambda flavor: flavor.provider
)
def test_threads_share_the_plans_and_get_their_own_answers(flavor: Any, place: Callable[[Any, str], str]) -> None:
    """Eight threads, two tenants, calls of the same forms, all at once from the first compilation on."""
    with package.Client(datasource={"url": place(flavor, "metabuilder")}) as client:
        operator = client.unscoped(reason="tests")
        operator.tenant.create_many([{"id": "acme", "name": "A"}, {"id": "globex", "name": "G"}])
        for key in ("acme", "globex"):
            client.tenant(key).user.create_many([{**user(n, level=n), "email": f"{key}{n}"} for n in range(20)])
        start = threading.Barrier(8)

        def work(number: int) -> None:
            key = ("acme", "globex")[number % 2]
            tenant = client.tenant(key)
            start.wait()
            for n in range(20):
                assert tenant.user.find_unique({"email": f"{key}{n}"}).level == n
                found = tenant.user.find_many({"level": {"gte": n}}, order={"level": "asc"}, include={"tenant": True})
                assert [(row.email, row.tenant.id) for row in found] == [(f"{key}{m}", key) for m in range(n, 20)]
                assert tenant.user.count({"level": {"in": [n, n + 1]}}) == (2 if n < 19 else 1)

        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(work, range(8))) == [None] * 8
