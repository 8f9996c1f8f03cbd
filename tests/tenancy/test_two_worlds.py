"""Random operations of two tenants on one database, held against each tenant's run alone in a database of its own.

Every answer and, in the end, every row must be the same: nothing that the other does, or has, can be noticed. Keys and
uniques are therefore each tenant's own, since what all tenants share (a free e-mail address) can be noticed; foreign
keys, connects, filters and names of rows are drawn from both.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
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
    "member": lambda far, m: [{"class": f"{m}"}, {"mentorId": f"{far}-{m}"}, {"mentorId": None}, {"balance": {"increment": m}}],
    "session": lambda far, m: [{"schema": {"increment": m}}, {"memberId": f"{far}-{m}"}],
    "note": lambda far, m: [{"text": f"{m}"}, {"sessionId": {"set": f"{far}-{m}"}}],
    "model": lambda far, m: [{"title": f"{m}"}, {"rating": float(m)}],
    "order": lambda far, m: [{"order": m}, {"approverId": f"{far}-{m}"}, {"bookMark": {"increment": 1}}, {"placedById": f"{far}-{m}"}],
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


class TwoWorlds(RuleBasedStateMachine):
    """`shared` holds both tenants; `alone[t]` only t."""

    template: Path

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.shared = self.database("shared", TENANTS)
        self.alone = {tenant: self.database(tenant, (tenant,)) for tenant in TENANTS}

    def database(self, name: str, tenants: tuple[str, ...]) -> mapped.Client:
        file = shutil.copy(self.template, self.folder / f"{name}.db")
        client = mapped.Client(datasource={"url": f"file:{file}"}).connect()
        everything = client.unscoped(reason="tests")
        everything.tag.create({"id": "all", "word": "everybody's"})
        for tenant in tenants:
            everything.library.create({"id": tenant, "name": tenant})
        return client

    def same(self, tenant: str, call: Callable[[mapped.TenantClient], Any]) -> None:
        """The call's answer, or error, is that of the tenant alone."""
        answers = []
        for client in (self.shared, self.alone[tenant]):
            try:
                answers.append(told(call(client.tenant(tenant))))
            except rt.TenantryError as error:
                answers.append((type(error).__name__, str(error), getattr(error, "target", None)))
        assert answers[0] == answers[1]

    @rule(door=DOOR, tenant=TENANT, n=NUMBERS, far=TENANT, m=NUMBERS, loose=st.booleans())
    def create(self, door: str, tenant: str, n: int, far: str, m: int, loose: bool) -> None:
        if door == "library":
            return
        row = payloads(tenant, n, far, m)[door]
        if loose:
            row.pop("mentorId", None)
        self.same(tenant, lambda client: getattr(client, door).create(row))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, m=NUMBERS, skip=st.booleans(), ns=st.lists(NUMBERS, max_size=3))
    def create_many(self, door: str, tenant: str, far: str, m: int, skip: bool, ns: list[int]) -> None:
        if door == "library":
            return
        rows = [payloads(tenant, n, far, m)[door] for n in ns]
        self.same(tenant, lambda client: getattr(client, door).create_many(rows, skip_duplicates=skip))

    @rule(tenant=TENANT, n=NUMBERS, far=TENANT, m=NUMBERS, which=st.integers(0, 6))
    def create_nested(self, tenant: str, n: int, far: str, m: int, which: int) -> None:
        rows = payloads(tenant, n, far, m)
        member = {"id": f"{tenant}-{n}", "email": f"{n}@{tenant}"}
        placed = {"id": number(tenant, n), "bookMark": 1, "placedBy": {"connect": {"id": f"{far}-{m}"}}}
        door, row = [
            ("member", {**member, "friends": {"connect": {"id": f"{far}-{m}"}}}),
            ("member", {**member, "mentees": {"connect": [{"id": f"{far}-{m}"}]}, "mentor": {"connect": {"id": f"{tenant}-{m}"}}}),
            ("member", {**member, "sessions": {"create": {"id": f"{tenant}-{n}"}, "connect": {"id": f"{far}-{m}"}}}),
            ("session", {"id": f"{tenant}-{n}", "member": {"create": {**member, "libraryId": far}}}),
            ("order", {**placed, "tags": {"connect": [{"id": "all"}, {"id": f"{far}-{m}"}]}}),
            ("tag", {**rows["tag"], "orders": {"connect": {"id": number(far, m)}}, "library": {"connect": {"id": far}}}),
            ("model", {**rows["model"], "orders": {"connect": {"id": number(far, m)}}}),
        ][which]
        self.same(tenant, lambda client: getattr(client, door).create(row))

    @rule(door=DOOR, tenant=TENANT, far=TENANT, n=NUMBERS, other=TENANT, m=NUMBERS, pick=st.integers(0, 3), many=st.booleans())
    def update(self, door: str, tenant: str, far: str, n: int, other: str, m: int, pick: int, many: bool) -> None:
        changes = CHANGES[door](other, m)
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
        self.same(tenant, lambda client: getattr(client, door).find_many(filtered, order=order, take=take, include=include))
        self.same(tenant, lambda client: getattr(client, door).find_unique(where(door, far, n), include=include))
        self.same(tenant, lambda client: getattr(client, door).count(filtered))

    @rule(tenant=TENANT, n=NUMBERS, far=TENANT, m=NUMBERS, fails=st.booleans())
    def transact(self, tenant: str, n: int, far: str, m: int, fails: bool) -> None:
        def run(client: mapped.TenantClient) -> Any:
            with client.tx() as tx:
                tx.tag.upsert({"id": f"{tenant}-{n}"}, {"create": payloads(tenant, n, far, m)["tag"], "update": {"word": "t"}})
                tx.note.delete_many({"id": f"{far}-{m}"})
                if fails:
                    tx.session.update({"memberId": f"{far}-9"}, {"id": f"{tenant}-{n}"})
                return tx.tag.find_many(order={"id": "asc"})

        self.same(tenant, run)

    @invariant()
    def rows_are_the_same(self) -> None:
        if not hasattr(self, "shared"):
            return
        for tenant in TENANTS:
            for door in DOORS:
                self.same(tenant, lambda client, door=door: sorted(map(repr, told(getattr(client, door).find_many()))))

    def teardown(self) -> None:
        if hasattr(self, "shared"):
            self.compare_files()
            for client in (self.shared, *self.alone.values()):
                client.disconnect()
            shutil.rmtree(self.folder)

    def compare_files(self) -> None:
        """Asked of the files themselves: the shared one holds what the two others hold together, and nothing else."""
        shared, alone = set(_rows(self.folder / "shared.db")), [set(_rows(self.folder / f"{t}.db")) for t in TENANTS]
        assert shared == alone[0] | alone[1]


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table.startswith("sqlite_"):
                continue
            names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            kept = [f'"{name}"' for name in names if name not in ("created_at", "updated_at", "from_time")]
            for row in connection.execute(f'SELECT {", ".join(kept)} FROM "{table}"'):
                yield table, repr(row)


@pytest.fixture
def machine(tmp_path: Path) -> type[TwoWorlds]:
    file = tmp_path / "template.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(ddl("mapped", "sqlite"))
    return type("TwoWorlds", (TwoWorlds,), {"template": file})


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
    run(machine, examples=15, steps=40)


@pytest.mark.slow
def test_two_tenants_do_not_notice_each_other_for_long(machine: type[TwoWorlds]) -> None:
    run(machine, examples=250, steps=80)
