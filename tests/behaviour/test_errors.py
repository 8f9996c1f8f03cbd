"""Errors of what the database refuses: code, model, target, cause, and no value in the text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from generated import metabuilder as package
from tenantry import runtime as rt

SECRET = "s3cret-value"


async def refusal(failing: Awaitable[Any]) -> rt.DataError:
    """The error of a call; its cause is the driver's, and the caller's values are not in its text."""
    with pytest.raises(rt.DataError) as caught:
        await failing
    error = caught.value
    assert str(error).startswith(f"{error.code}: ")
    assert SECRET not in str(error)
    return error


def brief(error: rt.DataError) -> tuple[str, str | None, list[str]]:
    return error.code, error.model, error.target


async def test_p2002_names_the_fields_as_the_schema_does(library: Any, mapped: Any) -> None:
    first = await library.member.create({"email": SECRET})
    await library.member.create({"email": "b", "partnerId": first.id})
    await library.model.create({"mark": 1, "title": SECRET})
    await mapped.country.create({"code": "DE", "name": SECRET, "token": SECRET})
    for failing, target in (
        (library.member.create({"email": SECRET}), ["libraryId", "email"]),
        (library.member.create({"email": "c", "partnerId": first.id}), ["partnerId"]),
        (library.member.create({"email": "c", "id": first.id}), ["id"]),
        (library.model.create({"mark": 1, "title": SECRET}), ["libraryId", "mark"]),
        (library.model.create_many([{"mark": 2, "title": "t"}, {"mark": 1, "title": SECRET}]), ["libraryId", "mark"]),
        (library.member.update({"email": SECRET}, {"partnerId": first.id}), ["libraryId", "email"]),
    ):
        error = await refusal(failing)
        assert isinstance(error, rt.UniqueViolationError)
        assert (error.code, error.target) == ("P2002", target)
        assert error.__cause__ is not None
    for row, target in (({"code": "DE", "token": "x"}, ["code"]), ({"code": "FR", "token": SECRET}, ["token"])):
        assert brief(await refusal(mapped.country.create({"name": "n", **row}))) == ("P2002", "Country", target)


async def test_a_collision_on_two_uniques_names_the_narrower_on_every_database(acme: Any) -> None:
    """A user's email is unique, and so is it together with the tenant: each database finds another first."""
    user = {"email": SECRET, "password": "p"}
    await acme.user.create(user)
    for failing in (acme.user.create(user), acme.user.create_many([user]), acme.user.create_many([user, user])):
        assert brief(await refusal(failing)) == ("P2002", "User", ["email"])


async def test_p2003_when_a_reference_points_at_nothing(acme: Any, operator: Any) -> None:
    workflow = {"name": "w", "config": "", "userId": SECRET}
    error = await refusal(acme.workflow.create(workflow))
    assert (type(error), *brief(error)) == (rt.ForeignKeyViolationError, "P2003", "Workflow", ["userId"])
    for failing in (
        operator.workflow.create({**workflow, "tenantId": "acme"}),
        operator.workflow.create_many([{**workflow, "tenantId": "acme"}]),
    ):
        error = await refusal(failing)
        assert (type(error), error.code, error.model) == (rt.ForeignKeyViolationError, "P2003", "Workflow")
        assert error.__cause__ is not None


async def test_p2003_when_others_still_refer_to_the_row(library: Any, mapped: Any) -> None:
    member = await library.member.create({"email": SECRET})
    await library.model.create({"mark": 1, "title": "t"})
    await library.order.create({"bookMark": 1, "placedById": member.id})
    for failing, model in (
        (library.member.delete({"id": member.id}), "Member"),
        (library.model.delete_many("all"), "Model"),
    ):
        error = await refusal(failing)
        assert (type(error), error.code, error.model) == (rt.ForeignKeyViolationError, "P2003", model)
        assert error.__cause__ is not None


async def test_p2012_when_the_input_lacks_a_field(acme: Any) -> None:
    error = await refusal(acme.user.create({"level": 1}))
    assert (type(error), *brief(error)) == (rt.MissingRequiredValueError, "P2012", "User", ["email", "password"])


Change = Callable[..., str]
CREDENTIAL = {"username": SECRET, "passwordHash": SECRET}


async def with_credentials(flavor: Any, url: str, act: Callable[[Any], Awaitable[Any]]) -> rt.DataError:
    async with flavor.open(package, url) as client:
        return await refusal(act(client.credential))


async def test_p2011_when_the_database_wants_a_value_that_the_schema_does_not(
    flavor: Any, changed_place: Change
) -> None:
    url = changed_place(
        "metabuilder",
        'DROP TABLE "Credential"',
        'CREATE TABLE "Credential" ("username" TEXT NOT NULL PRIMARY KEY, "passwordHash" TEXT NOT NULL,'
        ' "firstLogin" BOOLEAN, "updatedAt" BIGINT NOT NULL)',
    )
    error = await with_credentials(flavor, url, lambda credential: credential.create(CREDENTIAL))
    assert (type(error), *brief(error)) == (rt.NullConstraintViolationError, "P2011", "Credential", ["updatedAt"])
    assert error.__cause__ is not None


async def test_p2021_when_the_table_is_missing(flavor: Any, changed_place: Change) -> None:
    url = changed_place("metabuilder", 'DROP TABLE "Credential"')
    for act in (
        lambda credential: credential.create(CREDENTIAL),
        lambda credential: credential.create_many([CREDENTIAL, CREDENTIAL]),
        lambda credential: credential.find_many({"username": SECRET}),
        lambda credential: credential.delete_many("all"),
    ):
        error = await with_credentials(flavor, url, act)
        assert (type(error), *brief(error)) == (rt.TableNotFoundError, "P2021", "Credential", [])
        assert "run the migrations" in str(error)
        assert error.__cause__ is not None


async def test_p2022_when_a_column_is_missing(flavor: Any, changed_place: Change) -> None:
    url = changed_place("metabuilder", 'ALTER TABLE "Credential" DROP COLUMN "updatedAt"')
    for act in (
        lambda credential: credential.create({**CREDENTIAL, "updatedAt": 1}),
        lambda credential: credential.find_many(),
    ):
        error = await with_credentials(flavor, url, act)
        assert (type(error), error.code, error.model) == (rt.ColumnNotFoundError, "P2022", "Credential")


async def test_p1010_when_the_role_may_not(flavor: Any, changed_place: Change) -> None:
    if flavor.provider == "sqlite":
        url = f"{changed_place('metabuilder')}?mode=ro"
    else:
        url = changed_place("metabuilder", 'REVOKE ALL ON "Credential" FROM tenantry_app')
    error = await with_credentials(flavor, url, lambda credential: credential.create(CREDENTIAL))
    assert (type(error), error.code, error.model) == (rt.AccessDeniedError, "P1010", "Credential")


async def test_p2020_when_a_result_does_not_fit(library: Any, flavor: Any) -> None:
    """SQLite's numbers do not overflow."""
    if flavor.provider == "sqlite":
        return
    member = await library.member.create({"email": SECRET, "balance": 2**63 - 1})
    for change in ({"increment": 1}, {"multiply": 2}):
        error = await refusal(library.member.update({"balance": change}, {"id": member.id}))
        assert (type(error), error.code, error.model) == (rt.ValueOutOfRangeError, "P2020", "Member")


async def test_p2009_says_what_was_meant(acme: Any) -> None:
    for failing, words in (
        (acme.user.find_many({"emial": SECRET}), "no field 'emial'. Did you mean 'email'?"),
        (acme.user.find_many({"email": {"contians": SECRET}}), "Did you mean 'contains'?"),
        (acme.user.find_many(include={"workflow": True}), "no relation 'workflow'. Did you mean 'workflows'?"),
        (acme.user.find_many(order={"emial": "asc"}), "Did you mean 'email'?"),
        (acme.user.find_many(select={"emial": True}), "Did you mean 'email'?"),
        (acme.user.find_unique({"emial": SECRET}), "Did you mean 'email'?"),
        (acme.user.find_unique({"password": SECRET}), "is not unique"),
        (acme.user.create({"emial": SECRET}), "Did you mean 'email'?"),
        (acme.user.create({"email": [SECRET], "password": "p"}), "wants a string"),
    ):
        error = await refusal(failing)
        assert (error.code, error.model) == ("P2009", "User")
        assert words in str(error)
