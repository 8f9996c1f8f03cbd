"""Keys of tenants that look like another's, that are SQL, or that lie: each opens its own tenant and no other."""

from __future__ import annotations

from typing import Any

import pytest

from tenantry import runtime as rt
from tests.tenancy.disguises import Lying, Posing
from tests.tenancy.rows import METABUILDER
from tests.tenancy.world import World

STRANGERS = [
    "Acme", "ACME", "acme ", " acme", "acme\n", "acme\u200b", "\u200b", "\uff41\uff43\uff4d\uff45", "\u0430cme",
    "a\u0301cme", "acm", "acmee", "%", "_cme", "ac%", "*", "null", "None", "true", "0", "''", "acme'--",
    "acme' OR '1'='1", '"acme"', "acme\\", "\\'acme", "$1", "?", "%s", "%(p0)s", ":p0", "{t}", "acme,globex",
    "acme;DROP TABLE \"User\"", "['acme']", "acme/../globex", "x" * 20_000, "\U0001f600", "acme\u0001",
]  # fmt: skip
DOORS = [kind.door for kind in METABUILDER]


async def test_a_key_that_looks_like_a_tenants_sees_and_changes_nothing(metabuilder: World) -> None:
    before = [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")]
    for key in STRANGERS:
        stranger = metabuilder.client.tenant(key)
        assert stranger.tenant_key == key
        for door in ("user", "session", "workflow", "tenant", "feature_flag"):
            repository = getattr(stranger, door)
            assert await repository.find_many() == []
            assert await repository.count() == 0
        assert await stranger.user.update_many({"level": 9}, where="all") == 0
        assert await stranger.session.delete_many("all") == 0
        with pytest.raises(rt.ForeignKeyViolationError):
            await stranger.user.create({"email": "new@x.io", "password": "x"})
        with pytest.raises(rt.ForeignKeyViolationError):
            await stranger.session.create({**METABUILDER[1].row("acme", 9)})
    assert [await metabuilder.rows_of(tenant, DOORS) for tenant in ("acme", "globex")] == before


async def test_what_a_stranger_writes_stays_with_the_stranger(metabuilder: World) -> None:
    keys = [key for key in STRANGERS if len(key) < 100]
    for key in keys:  # no foreign key leads from an entry of the log to a tenant
        entry = {"id": f"of {key!a}", "action": "act", "entity": "e", "timestamp": 1}
        await metabuilder.client.tenant(key).audit_log.create(entry)
    for key in keys:
        (entry,) = await metabuilder.client.tenant(key).audit_log.find_many()
        assert (entry.id, entry.tenantId) == (f"of {key!a}", key)
    assert await metabuilder.client.tenant("acme").audit_log.count() == 2


@pytest.mark.parametrize("disguise", [Lying("globex"), Posing("globex", "acme")], ids=["lying", "posing"])
async def test_a_key_is_the_text_it_is_made_of(metabuilder: World, disguise: Any) -> None:
    client = metabuilder.client.tenant(disguise)
    assert type(client.tenant_key) is str
    assert {user.tenantId for user in await client.user.find_many()} == {"globex"}
    created = await client.user.create({"email": "new@x.io", "password": "x"})
    assert created.tenantId == "globex"
    with pytest.raises(rt.TenantMismatchError):
        await client.user.create({"email": "newer@x.io", "password": "x", "tenantId": "acme"})


DISGUISES: list[Any] = [
    Lying("globex"),
    Posing("globex", "acme"),
    {"set": "globex"},
    ["globex"],
    b"globex",
    None,
    0,
    "",
    "Acme",
    "acme ",
]


async def test_a_payload_cannot_disguise_another_tenant(metabuilder: World) -> None:
    for value in DISGUISES:
        await assert_payload_is_refused(metabuilder, value)


async def assert_payload_is_refused(metabuilder: World, value: Any) -> None:
    acme = metabuilder.tenant("acme")
    before = await metabuilder.rows_of("globex", DOORS)
    row = {"email": "new@x.io", "password": "x", "tenantId": value}
    calls = [
        lambda: acme.user.create(row),
        lambda: acme.user.create_many([row]),
        lambda: acme.user.create_many([row], skip_duplicates=True),
        lambda: acme.user.update({"tenantId": value}, {"id": "acme-user-1"}),
        lambda: acme.user.update_many({"tenantId": value}, where="all"),
        lambda: acme.user.upsert({"id": "acme-user-1"}, {"create": row, "update": {"tenantId": value}}),
        lambda: acme.user.upsert({"id": "acme-user-9"}, {"create": row, "update": {}}),
        lambda: acme.tenant.create({"id": value, "name": "New"}),
        lambda: acme.tenant.update({"id": value}, {"id": "acme"}),
    ]
    for call in calls:
        with pytest.raises(rt.TenantMismatchError):
            await call()
    assert await metabuilder.rows_of("globex", DOORS) == before
    assert await acme.user.count() == 2


async def test_a_foreign_key_cannot_pose_as_one_of_the_tenant(metabuilder: World) -> None:
    acme = metabuilder.tenant("acme")
    rows = [METABUILDER[1].row("acme", n) for n in (8, 9)]
    rows[1]["userId"] = Posing("globex-user-1", "acme-user-1")
    for skip in (False, True):
        with pytest.raises(rt.ForeignKeyViolationError):
            await acme.session.create_many(rows, skip_duplicates=skip)
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.session.create(rows[1])
    with pytest.raises(rt.ForeignKeyViolationError):
        await acme.session.update({"userId": Lying("globex-user-1")}, {"id": "acme-session-1"})
    assert await acme.session.find_unique({"id": Posing("globex-session-1", "acme-session-1")}) is None
    assert await metabuilder.client.tenant("globex").session.count() == 2


async def test_a_field_cannot_be_named_in_disguise(metabuilder: World) -> None:
    class Turning(str):
        """The field's name, but not the second time it is asked."""

        __slots__ = ("asked",)
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            self.asked = getattr(self, "asked", 0) + 1
            return self.asked != 2 and str.__eq__(self, other)

    acme = metabuilder.tenant("acme")
    with pytest.raises(rt.TenantMismatchError):
        await acme.user.update({Turning("tenantId"): "globex"}, {"id": "acme-user-1"})
    assert await acme.user.count() == 2
    assert await metabuilder.client.tenant("globex").user.count() == 2
