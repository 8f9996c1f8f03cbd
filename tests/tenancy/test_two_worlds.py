"""Random operations of two tenants on one database, held against each tenant's run alone in a database of its own.

Every answer and, in the end, every row must be the same: nothing that the other does, or has, can be noticed. Keys and
uniques are therefore each tenant's own, since what all tenants share (a free e-mail address) can be noticed; foreign
keys, connects, filters and names of rows are drawn from both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from generated import mapped
from tenantry import runtime as rt
from tests.behaviour.places import ddl

TENANTS = ("north", "south")
DOORS = ("library", "member", "session", "note", "model", "order", "tag", "event")
NUMBERS = st.integers(1, 3)
NEW = st.integers(1, 6)
TENANT = st.sampled_from(TENANTS)


def number(tenant: str, n: int) -> int:
    return n + 10 * TENANTS.index(tenant)


def payloads(tenant: str, n: int, far: str, m: int) -> dict[str, dict[str, Any]]:
    """A row of each model for `tenant`, that refers to rows `m` of `far`: of either tenant."""
    return {
        "member": {"id": f"{tenant}-{n}", "email": f"{n}@{tenant}", "mentorId": f"{far}-{m}"},
        "session": {"id": f"{tenant}-{n}", "memberId": f"{far}-{m}"},
        "note": {"id": f"{tenant}-{n}", "sessionId": f"{far}-{m}", "text": f"{n}"},
        "model": {"mark": n, "title": f"{tenant}-{n}"},
        "order": {"id": number(tenant, n), "bookMark": m, "placedById": f"{far}-{m}"},
        "tag": {"id": f"{tenant}-{n}", "word": f"{n}"},
        "event": {"id": number(tenant, n), "registry": f"{n}", "payload": {"n": n}},
    }


CHANGES: dict[str, Callable[[str, int], list[dict[str, Any]]]] = {
    "library": lambda far, m: [{"name": f"{far} renamed {m}"}],
    "member": lambda far, m: [
        {"class": f"{m}"},
        {"mentorId": f"{far}-{m}"},
        {"mentorId": None, "libraryId": far},
        {"balance": {"increment": m}},
    ],
    "session": lambda far, m: [{"schema": {"increment": m}}, {"memberId": f"{far}-{m}"}],
    "note": lambda far, m: [{"text": f"{m}"}, {"sessionId": {"set": f"{far}-{m}"}}],
    "model": lambda far, m: [{"title": f"{m}"}, {"rating": float(m)}],
    "order": lambda far, m: [
        {"order": m},
        {"approverId": f"{far}-{m}"},
        {"bookMark": {"increment": 1}},
        {"placedById": f"{far}-{m}"},
    ],
    "tag": lambda far, m: [{"word": f"{m}{m}"}],
    "event": lambda far, m: [{"registry": f"{m}"}, {"payload": [m, far]}],
}
RELATIONS: dict[str, list[str]] = {
    "library": ["members", "orders", "tags"],
    "member": ["mentor", "mentees", "friends", "friendOf", "sessions", "placed", "library"],
    "session": ["member", "notes"],
    "note": ["session"],
    "model": ["orders", "library"],
    "order": ["book", "placedBy", "approvedBy", "tags"],
    "tag": ["orders", "library"],
    "event": ["library"],
}
STAMPS = {"createdAt", "updatedAt", "from_"}
DOOR = st.sampled_from(DOORS)


def where(door: str, tenant: str, n: int) -> dict[str, Any]:
    """Names row `n` of a tenant."""
    if door == "model":
        return {"place": {"libraryId": tenant, "mark": n}}
    if door == "library":
        return {"id": tenant}
    return {"id": number(tenant, n) if door in ("order", "event") else f"{tenant}-{n}"}


def filters(door: str, tenant: str, n: int) -> list[dict[str, Any]]:
    """Filters that name the tenant, and rows of either."""
    key = {"libraryId": tenant, "mark": n} if door == "model" else where(door, tenant, n)
    tenant_field = "id" if door == "library" else "libraryId"
    own_field = [{tenant_field: tenant}, {"NOT": {tenant_field: tenant}}] if door not in ("session", "note") else []
    return [{}, key, {"NOT": [key]}, {"OR": [key, {"AND": []}]}, {"OR": [key]}, *own_field]


def told(record: Any) -> Any:
    """A record without its times."""
    if isinstance(record, list):
        return [told(one) for one in record]
    if isinstance(record, rt.Record):
        return {name: told(value) for name, value in record if name not in STAMPS}
    return record


class Worlds:
    """`shared` holds both tenants; `alone[t]` only t. Clients and their plans live through all examples."""

    def __init__(self, folder: Path) -> None:
        self.files = {name: folder / f"{name}.db" for name in ("shared", *TENANTS)}
        for file in self.files.values():
            with closing(sqlite3.connect(file)) as connection:
                connection.executescript("PRAGMA journal_mode = MEMORY;" + ddl("mapped", "sqlite"))
        self.clients = {
            name: mapped.Client(datasource={"url": f"file:{file}"}).connect() for name, file in self.files.items()
        }

    def begin(self) -> None:
        """Back to the tenants with rows 1 and 2 of each model, which refer to rows 1 of their own."""
        for name, client in self.clients.items():
            with closing(sqlite3.connect(self.files[name])) as connection:
                for table in _tables(connection):
                    connection.execute(f'DELETE FROM "{table}"')
                connection.commit()
            everything = client.unscoped(reason="tests")
            everything.tag.create({"id": "all", "word": "everybody's"})
            for tenant in [t for t in TENANTS if name in ("shared", t)]:
                everything.library.create({"id": tenant, "name": tenant})
                for door in DOORS[1:]:
                    rows = [payloads(tenant, n, tenant, 1)[door] for n in (1, 2)]
                    for row in rows:
                        row.pop("mentorId", None)
                    getattr(client.tenant(tenant), door).create_many(rows)

    def rows(self, name: str) -> set[tuple[str, str]]:
        """Every row in the file of a world, without its times."""
        found: set[tuple[str, str]] = set()
        with closing(sqlite3.connect(self.files[name])) as connection:
            for table in _tables(connection):
                names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
                kept = [f'"{column}"' for column in names if column not in ("created_at", "updated_at", "from_time")]
                rows = connection.execute(f'SELECT {", ".join(kept)} FROM "{table}"')
                found |= {(table, repr(row)) for row in rows}
        return found

    def close(self) -> None:
        for client in self.clients.values():
            client.disconnect()


def _tables(connection: sqlite3.Connection) -> list[str]:
    named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [table for (table,) in named if not table.startswith("sqlite_")]


class TwoWorlds(RuleBasedStateMachine):
    worlds: Worlds

    @initialize()
    def start(self) -> None:
        self.worlds.begin()

    def same(self, tenant: str, call: Callable[[mapped.TenantClient], Any]) -> None:
        """The call's answer, or error, is that of the tenant alone."""
        answers = []
        for world in ("shared", tenant):
            try:
                answers.append(told(call(self.worlds.clients[world].tenant(tenant))))
            except rt.TenantryError as error:
                answers.append((type(error).__name__, str(error), getattr(error, "target", None)))
        assert answers[0] == answers[1]

    @rule(door=DOOR, tenant=TENANT, n=NEW, far=TENANT, m=NUMBERS, loose=st.booleans())
    def create(self, door: str, tenant: str, n: int, far: str, m: int, loose: bool) -> None:
        if door == "library":
            return
        row = payloads(tenant, n, far, m)[door]
        if loose:
            row.pop("mentorId", None)
        self.same(tenant, lambda client: getattr(client, door).create(row))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, m=NUMBERS, skip=st.booleans(), ns=st.lists(NEW, max_size=3))
    def create_many(self, door: str, tenant: str, far: str, m: int, skip: bool, ns: list[int]) -> None:
        if door == "library":
            return
        rows = [payloads(tenant, n, far, m)[door] for n in ns]
        self.same(tenant, lambda client: getattr(client, door).create_many(rows, skip_duplicates=skip))

    @rule(tenant=TENANT, n=NEW, far=TENANT, m=NUMBERS, which=st.integers(0, 7))
    def create_nested(self, tenant: str, n: int, far: str, m: int, which: int) -> None:
        rows = payloads(tenant, n, far, m)
        member = {"id": f"{tenant}-{n}", "email": f"{n}@{tenant}"}
        near, there, numbered = ({"connect": {"id": k}} for k in (f"{tenant}-{m}", f"{far}-{m}", number(far, m)))
        placed = {"id": number(tenant, n), "bookMark": 1, "placedBy": there}
        door, row = [
            ("member", {**member, "friends": there}),
            ("member", {**member, "mentees": there}),
            ("member", {**member, "partnerOf": there, "mentor": near}),
            ("member", {**member, "sessions": {**there, "create": {"id": f"{tenant}-{n}"}}}),
            ("session", {"id": f"{tenant}-{n}", "member": {"create": {**member, "libraryId": far}}}),
            ("order", {**placed, "tags": {"connect": [{"id": "all"}, {"id": f"{far}-{m}"}]}}),
            ("tag", {**rows["tag"], "orders": numbered, "library": {"connect": {"id": far}}}),
            ("model", {**rows["model"], "orders": numbered}),
        ][which]
        self.same(tenant, lambda client: getattr(client, door).create(row))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, n=NUMBERS, m=NUMBERS, pick=st.integers(0, 3), many=st.booleans())
    def update(self, door: str, tenant: str, far: str, n: int, m: int, pick: int, many: bool) -> None:
        changes = CHANGES[door](tenant if door == "library" else TENANTS[m % 2], m)  # a library's name is unique to all
        change = changes[pick % len(changes)]
        if many:
            filtered = filters(door, far, n)[pick] or "all"
            self.same(tenant, lambda client: getattr(client, door).update_many(change, where=filtered))
        else:
            self.same(tenant, lambda client: getattr(client, door).update(change, where(door, far, n)))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, n=NUMBERS, m=NUMBERS)
    def upsert(self, door: str, tenant: str, far: str, n: int, m: int) -> None:
        if door == "library":
            return
        data = {"create": payloads(tenant, n, far, m)[door], "update": CHANGES[door](far, m)[0]}
        self.same(tenant, lambda client: getattr(client, door).upsert(where(door, far, n), data))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, n=NUMBERS, pick=st.integers(0, 4), many=st.booleans())
    def delete(self, door: str, tenant: str, far: str, n: int, pick: int, many: bool) -> None:
        if door == "library":
            return
        if many:
            filtered = filters(door, far, n)[pick] or "all"
            self.same(tenant, lambda client: getattr(client, door).delete_many(filtered))
        else:
            self.same(tenant, lambda client: getattr(client, door).delete(where(door, far, n)))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, n=NUMBERS, pick=st.integers(0, 6), take=st.none() | st.integers(0, 3))
    def read(self, door: str, tenant: str, far: str, n: int, pick: int, take: int | None) -> None:
        offered = filters(door, far, n)
        filtered, include = offered[pick % len(offered)], dict.fromkeys(RELATIONS[door], True)
        order = [{"libraryId": "desc"}, {"mark": "asc"}] if door == "model" else {"id": "desc"}
        self.same(
            tenant, lambda client: getattr(client, door).find_many(filtered, order=order, take=take, include=include)
        )
        self.same(tenant, lambda client: getattr(client, door).find_unique(where(door, far, n), include=include))
        self.same(tenant, lambda client: getattr(client, door).count(filtered))

    @rule(tenant=TENANT, n=NUMBERS, far=TENANT, m=NUMBERS, fails=st.booleans())
    def transact(self, tenant: str, n: int, far: str, m: int, fails: bool) -> None:
        def run(client: mapped.TenantClient) -> Any:
            with client.tx() as tx:
                tag = payloads(tenant, n, far, m)["tag"]
                tx.tag.upsert({"id": f"{tenant}-{n}"}, {"create": tag, "update": {"word": "t"}})
                tx.note.delete_many({"id": f"{far}-{m}"})
                if fails:
                    tx.session.update({"memberId": f"{far}-9"}, {"id": f"{tenant}-{n}"})
                return tx.tag.find_many(order={"id": "asc"})

        self.same(tenant, run)

    @invariant()
    def rows_are_the_same(self) -> None:
        """Asked of the files themselves: the shared one holds what the two others hold together, and nothing else."""
        assert self.worlds.rows("shared") == self.worlds.rows(TENANTS[0]) | self.worlds.rows(TENANTS[1])


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[type[TwoWorlds]]:
    worlds = Worlds(tmp_path)
    yield type("TwoWorlds", (TwoWorlds,), {"worlds": worlds})
    worlds.close()


def run(machine: type[TwoWorlds], examples: int, steps: int) -> None:
    limits = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=limits)


def test_two_tenants_do_not_notice_each_other(machine: type[TwoWorlds]) -> None:
    run(machine, examples=50, steps=40)


@pytest.mark.slow
def test_two_tenants_do_not_notice_each_other_for_long(machine: type[TwoWorlds]) -> None:
    run(machine, examples=300, steps=60)
