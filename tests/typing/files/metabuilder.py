"""How a program uses a generated package. A line with a mark is a mistake that both type checkers must see."""

from __future__ import annotations

from typing import assert_type

from generated.metabuilder import AsyncClient, Client, TenantClient, UnscopedClient, models, repositories


def clients(db: Client) -> None:
    assert_type(db.tenant("acme"), TenantClient)
    assert_type(db.unscoped(reason="report"), UnscopedClient)
    assert_type(db.credential, repositories.CredentialRepository)
    db.user.find_many()  # E: a model of tenants is not on the client
    db.tenant(1)  # E: a tenant's key is text
    db.unscoped()  # E: everything needs a reason
    db.credentials.find_many()  # E: no such model


def reads(acme: TenantClient) -> None:
    assert_type(acme.user.find_unique({"email": "a@x.io"}), models.User | None)
    assert_type(acme.user.find_unique_or_raise({"id": "u"}), models.User)
    assert_type(acme.user.find_many(), list[models.User])
    assert_type(acme.user.count({"level": {"gte": 2}}), int)
    assert_type(acme.credential.get("bob"), models.Credential | None)
    acme.user.find_unique({"email_tenantId": {"email": "a@x.io", "tenantId": "acme"}})
    acme.user.find_unique({"level": 1})  # E: not unique
    acme.user.find_unique({"email_tenantId": {"email": "a@x.io"}})  # E: half a key
    acme.user.find_unique({})  # E: nothing named
    acme.credential.get(1)  # E: the key is text


def filters(acme: TenantClient) -> None:
    acme.user.find_many({"OR": [{"email": {"startswith": "a", "not": {"in": ["a@x.io"]}}}, {"tenantId": None}]})
    acme.user.find_many({"AND": {"NOT": {"level": 1}}, "level": {"not": None}})
    acme.email_message.find_many({"from": {"contains": "@"}, "to": {"equals": ["a@x.io"]}})
    acme.user.find_many({"emial": "a@x.io"})  # E: no such field
    acme.user.find_many({"email": {"contans": "a"}})  # E: no such operator
    acme.user.find_many({"level": {"contains": "1"}})  # E: not an operator of numbers
    acme.user.find_many({"level": "2"})  # E: a number
    acme.user.find_many({"email": None})  # E: required, so never NULL
    acme.user.find_many({"OR": {"level": 1}})  # E: a list of alternatives
    acme.email_message.find_many({"from": 1})  # E: text, also under a word of Python
    acme.email_message.find_many({"to": ["a@x.io"]})  # E: Json has filters only


def shapes(acme: TenantClient) -> None:
    acme.workflow.find_many(order={"createdAt": "desc"}, take=20, skip=20, include={"user": True})
    acme.workflow.find_many(order=[{"status": "asc"}, {"createdAt": "desc"}], select={"id": True, "name": True})
    acme.workflow.find_many(order={"createdAt": "down"})  # E: asc or desc
    acme.workflow.find_many(order={"created": "desc"})  # E: no such field
    acme.workflow.find_many(include={"users": True})  # E: no such relation
    acme.workflow.find_many(select={"users": True})  # E: no such relation
    acme.workflow.find_many(take="20")  # E: a number


def writes(acme: TenantClient, db: Client) -> None:
    acme.user.create(
        {
            "email": "a@x.io",
            "password": "hash",
            "tenant": {"connect": {"id": "acme"}},
            "workflows": {"create": [{"name": "w", "config": "{}"}], "connect": {"id": "w"}},
        }
    )
    acme.workflow.create_many([{"name": "w", "config": "{}", "userId": "u"}])
    acme.user.update({"level": {"increment": 1}, "bio": None}, {"id": "u"})
    acme.user.update_many({"level": 1}, "all")
    acme.user.upsert({"id": "u"}, {"create": {"email": "a@x.io", "password": "hash"}, "update": {"level": 2}})
    acme.audit_log.create({"action": "a", "entity": "e", "timestamp": 1, "newValue": {"a": [1, None, {"b": True}]}})
    db.system_config.create({"key": "theme", "value": "dark"})
    acme.user.create({"email": "a@x.io"})  # E: no password
    acme.user.create({"email": "a@x.io", "password": "hash", "levle": 2})  # E: no such field
    acme.user.create({"email": "a@x.io", "password": None})  # E: required
    acme.user.create({"email": "a@x.io", "password": "hash", "workflows": {"create": {"name": "w"}}})  # E: no config
    acme.user.create({"email": "a@x.io", "password": "hash", "workflows": {"connect": {"name": "w"}}})  # E: not unique
    acme.workflow.create_many([{"name": "w", "config": "{}"}])  # E: no user
    acme.workflow.create_many([{"name": "w", "config": "{}", "user": {"connect": {"id": "u"}}}])  # E: nothing nested
    acme.user.update({"tenantId": "globex"}, {"id": "u"})  # E: a row never changes tenant
    acme.user.update({"email": {"increment": 1}}, {"id": "u"})  # E: not a number
    acme.user.update_many({"level": 1}, "everything")  # E: only "all"


def records(user: models.User) -> None:
    assert_type(user.email, str)
    assert_type(user.bio, str | None)
    assert_type(user.workflows, list[models.Workflow] | None)
    for workflow in user.workflows:  # E: None unless it was included
        print(workflow)
    print(user.emial)  # E: no such field


async def asynchronous(db: AsyncClient) -> None:
    acme = db.tenant("acme")
    assert_type(await acme.user.find_many(), list[models.User])
    assert_type(await acme.user.find_first(include={"tenant": True}), models.User | None)
    async with db.tenant("acme").tx() as tx:
        await tx.user.delete_many({"level": 1})
    len(acme.user.find_many())  # E: not awaited
    await db.user.find_many()  # E: a model of tenants is not on the client
