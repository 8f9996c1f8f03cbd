"""Rows named by their key: the map of keys, `get`, and every unique that names a row."""

from __future__ import annotations

from typing import Any

import pytest

from generated.kitchen_sink import keys as kitchen_sink_keys
from generated.mapped import keys as mapped_keys
from generated.metabuilder import keys as metabuilder_keys
from tenantry import runtime as rt


def test_the_map_of_keys_names_fields_types_and_columns() -> None:
    keys = metabuilder_keys.PRIMARY_KEYS
    assert {model: key.fields for model, key in keys.items() if key.fields != ("id",)} == {
        "Credential": ("username",),
        "InstalledPackage": ("packageId",),
        "PackageData": ("packageId",),
        "PasswordResetToken": ("username",),
        "SystemConfig": ("key",),
    }
    assert keys["Credential"] == rt.PrimaryKey(fields=("username",), types=(str,), columns=("username",))
    assert len(keys) == 26


def test_the_map_of_keys_knows_compound_keys_and_renamed_columns() -> None:
    assert mapped_keys.PRIMARY_KEYS["Model"] == rt.PrimaryKey(
        ("libraryId", "mark"), (str, int), ("library_fk", "shelf_mark")
    )
    assert mapped_keys.PRIMARY_KEYS["Order"] == rt.PrimaryKey(("id",), (int,), ("order_no",))
    assert kitchen_sink_keys.PRIMARY_KEYS["Badge"].columns == ("person_fk", "badge_kind")


async def test_get_reads_by_a_key_of_one_field(metabuilder: Any) -> None:
    bob = await metabuilder.credential.create({"username": "bob", "passwordHash": "h"})
    theme = await metabuilder.system_config.create({"key": "theme", "value": "dark"})
    assert await metabuilder.credential.get("bob") == bob
    assert await metabuilder.system_config.get("theme") == theme
    assert await metabuilder.credential.get("alice") is None


async def test_get_reads_by_the_tuple_of_a_compound_key(library: Any) -> None:
    book = await library.model.create({"mark": 7, "title": "Emma"})
    assert await library.model.get(("north", 7)) == book
    assert await library.model.get(("north", 8)) is None


async def test_get_or_raise_says_that_no_row_fits(metabuilder: Any) -> None:
    with pytest.raises(rt.RecordNotFoundError) as caught:
        await metabuilder.credential.get_or_raise("alice")
    assert (caught.value.code, caught.value.model) == ("P2025", "Credential")
    assert "alice" not in str(caught.value)
    bob = await metabuilder.credential.create({"username": "bob", "passwordHash": "h"})
    assert await metabuilder.credential.get_or_raise("bob") == bob


@pytest.mark.parametrize(
    "key", ["north", ("north",), ("north", 7, 1), ["north", 7], ("north", None), None, ("north", "7")]
)
async def test_a_compound_key_is_a_tuple_with_all_its_parts(library: Any, key: Any) -> None:
    with pytest.raises(rt.InputError):
        await library.model.get(key)


@pytest.mark.parametrize("key", [None, 7, b"bob", ("bob",)])
async def test_a_key_has_the_type_of_its_field(metabuilder: Any, key: Any) -> None:
    with pytest.raises(rt.InputError):
        await metabuilder.credential.get(key)


async def test_every_unique_names_a_row(acme: Any, library: Any) -> None:
    user = await acme.user.create({"email": "a@x.io", "username": "a", "password": "p"})
    for where in (
        {"id": user.id},
        {"email": "a@x.io"},
        {"username": "a"},
        {"email_tenantId": {"email": "a@x.io", "tenantId": "acme"}},
    ):
        assert await acme.user.find_unique(where) == user
    member = await library.member.create({"email": "m@x.io"})
    assert await library.member.find_unique({"by_email": {"libraryId": "north", "email": "m@x.io"}}) == member
    book = await library.model.create({"mark": 7, "title": "Emma"})
    assert await library.model.find_unique({"place": {"libraryId": "north", "mark": 7}}) == book


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"level": 1},
        {"id": "x", "email": "y"},
        {"email_tenantId": {"email": "a"}},
        {"email_tenantId": {"email": "a", "tenantId": None}},
        {"email_tenantId": "a"},
        {"username": None},
        {"id": {"in": ["x"]}},
        None,
    ],
)
async def test_what_names_no_row_for_certain_is_refused(acme: Any, where: Any) -> None:
    for operation in (acme.user.find_unique, acme.user.delete):
        with pytest.raises(rt.InputError):
            await operation(where)
    with pytest.raises(rt.InputError):
        await acme.user.update({"level": 2}, where)


async def test_update_and_delete_reach_a_row_by_its_compound_key(library: Any) -> None:
    await library.model.create_many([{"mark": mark, "title": f"t{mark}"} for mark in (1, 2, 3)])
    where = {"place": {"libraryId": "north", "mark": 2}}
    assert (await library.model.update({"title": "changed"}, where)).title == "changed"
    assert (await library.model.delete(where)).mark == 2
    assert [b.title for b in await library.model.find_many(order={"mark": "asc"})] == ["t1", "t3"]
    assert await library.model.update({"title": "changed"}, where) is None
    assert await library.model.delete(where) is None
