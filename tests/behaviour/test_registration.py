"""register() and get_client(): the one client of a process."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from generated import automation, metabuilder
from tenantry import runtime as rt

DATASOURCE = {"url": "file:./nowhere.db"}


@pytest.fixture(autouse=True)
def nothing_registered() -> Iterator[None]:
    yield
    with suppress(rt.ClientNotRegisteredError):
        rt.unregister()


@pytest.mark.parametrize("kind", [metabuilder.Client, metabuilder.AsyncClient, automation.Client])
def test_what_was_registered_is_given(kind: Any) -> None:
    client = kind(datasource=DATASOURCE)
    rt.register(client)
    assert rt.get_client() is client
    assert rt.get_client(kind) is client


def test_a_function_is_asked_each_time() -> None:
    made: list[metabuilder.Client] = []

    def make() -> metabuilder.Client:
        made.append(metabuilder.Client(datasource=DATASOURCE))
        return made[-1]

    rt.register(make)
    assert made == []
    assert [rt.get_client(), rt.get_client(metabuilder.Client)] == made


def test_a_client_may_register_itself() -> None:
    client = metabuilder.AsyncClient(datasource=DATASOURCE, auto_register=True)
    assert rt.get_client() is client


def test_without_a_client_the_error_says_what_to_do() -> None:
    for call in (rt.get_client, rt.unregister):
        with pytest.raises(rt.ClientNotRegisteredError, match=r"register\(client\)"):
            call()


def test_there_is_one() -> None:
    client = metabuilder.Client(datasource=DATASOURCE)
    rt.register(client)
    for second in (client, metabuilder.Client(datasource=DATASOURCE), lambda: client):
        with pytest.raises(rt.ClientAlreadyRegisteredError):
            rt.register(second)
    with pytest.raises(rt.ClientAlreadyRegisteredError):
        metabuilder.Client(datasource=DATASOURCE, auto_register=True)
    assert rt.get_client() is client
    rt.unregister()
    rt.register(lambda: client)


def test_one_of_many_threads_registers() -> None:
    clients = [metabuilder.Client(datasource=DATASOURCE) for _ in range(50)]

    def register(client: Any) -> bool:
        try:
            rt.register(client)
        except rt.ClientAlreadyRegisteredError:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(register, clients))
    assert won.count(True) == 1
    assert rt.get_client() is clients[won.index(True)]


def test_what_is_no_client_is_refused() -> None:
    for wrong in (None, "client", metabuilder.Client(datasource=DATASOURCE).tenant("acme")):
        with pytest.raises(TypeError, match="wants a client"):
            rt.register(wrong)  # type: ignore[arg-type]
    rt.register(lambda: metabuilder.Client(datasource=DATASOURCE).tenant("acme"))  # type: ignore[arg-type, return-value]
    with pytest.raises(TypeError, match="TenantClient"):
        rt.get_client()


def test_another_package_s_client_is_not_taken_for_this_one_s() -> None:
    rt.register(metabuilder.Client(datasource=DATASOURCE))
    for kind in (automation.Client, metabuilder.AsyncClient):
        with pytest.raises(TypeError, match="not a"):
            rt.get_client(kind)
