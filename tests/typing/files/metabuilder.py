"""How a program uses a generated package. A line with a mark is a mistake that both type checkers must see."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

from generated.metabuilder import (
    AsyncClient,
    AsyncTenantClient,
    Client,
    TenantClient,
    UnscopedClient,
    models,
    repositories,
)
from tenantry.runtime import get_client, register


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
    acme.email_message.find_many({"to": {"path": ["list", 0], "string_contains": "@", "not": {"a": None}}})
    acme.email_message.find_many({"to": {"path": ["list"], "string_contain": "@"}})  # E: no such operator
    acme.email_message.find_many({"to": {"path": ["list"], "string_contains": 1}})  # E: text
    acme.email_message.find_many({"to": {"path": 1, "equals": 1}})  # E: a list of names and positions
    acme.user.find_many({"level": {"gt": acme.user.fields["level"]}, "bio": {"not": acme.user.fields["email"]}})
    acme.user.find_many({"level": {"gt": acme.user.fields["levl"]}})  # E: no such field
    acme.user.find_many({"bio": {"search": "cat & dog"}})


def shapes(acme: TenantClient) -> None:
    acme.workflow.find_many(order={"createdAt": "desc"}, take=20, skip=20, include={"user": True})
    acme.workflow.find_many(order=[{"status": "asc"}, {"createdAt": "desc"}], select={"id": True, "name": True})
    acme.workflow.find_many(order={"createdAt": "down"})  # E: asc or desc
    acme.workflow.find_many(order={"created": "desc"})  # E: no such field
    acme.workflow.find_many(include={"users": True})  # E: no such relation
    acme.workflow.find_many(select={"users": True})  # E: no such relation
    acme.workflow.find_many(take="20")  # E: a number


def relations(acme: TenantClient) -> None:
    acme.user.find_many({"workflows": {"some": {"status": "active"}}, "tenant": {"is": {"name": "x"}}})
    acme.workflow.find_many({"user": {"email": {"contains": "@"}, "workflows": {"every": {"user": {"level": 1}}}}})
    acme.workflow.find_many({"user": None, "tenant": {"is_not": None}})
    acme.user.find_many({"workflows": {"any": {}}})  # E: no such operator
    acme.user.find_many({"workflows": {"some": {"stat": "active"}}})  # E: no such field
    acme.workflow.find_many({"user": {"is": {"level": "1"}}})  # E: a number
    acme.user.find_many(
        include={
            "workflows": {
                "where": {"enabled": True},
                "order": {"user": {"email": "desc"}},
                "take": -3,
                "cursor": {"id": "w"},
                "distinct": ["status"],
                "include": {"user": {"select": {"email": True, "_count": True}}},
            },
            "_count": {"select": {"workflows": {"where": {"enabled": True}}, "sessions": True}},
        },
        order=[{"workflows": {"_count": "desc"}}, {"bio": {"sort": "asc", "nulls": "last"}}],
        distinct=["level", "email"],
        cursor={"id": "u"},
    )
    acme.user.find_many(include={"workflows": {"wher": {}}})  # E: no such argument
    acme.user.find_many(include={"workflows": {"where": {"stat": "x"}}})  # E: no such field
    acme.user.find_many(include={"workflows": {"include": {"usr": True}}})  # E: no such relation
    acme.user.find_many(include={"workflows": {"take": "3"}})  # E: a number
    acme.user.find_many(include={"_count": {"select": {"tenant": True}}})  # E: no list
    acme.user.find_many(order={"workflows": "asc"})  # E: a list is ordered by its count
    acme.user.find_many(order={"email": {"sort": "asc", "nulls": "last"}})  # E: it is never null
    acme.user.find_many(distinct=["levl"])  # E: no such field
    acme.user.find_many(omit={"passwrd": True})  # E: no such field
    acme.user.find_many(select={"email": True, "workflows": {"select": {"name": True}}}, omit=None)
    acme.user.find_many(select={"workflows": {"select": {"nam": True}}})  # E: no such field


def numbers(acme: TenantClient) -> None:
    total: int = acme.user.count({"level": {"gt": 1}})
    counts = acme.user.count(select={"_all": True, "bio": True})
    assert_type(counts["_all"], int)
    acme.user.count(select={"bo": True})  # E: no such field
    found = acme.user.aggregate(avg={"level": True}, max={"email": True}, count=True)
    assert_type(found["_max"]["email"], str)
    found["_median"]  # E: no such number
    acme.user.aggregate(avg={"lvl": True})  # E: no such field
    for group in acme.user.group_by(["level"], count=True, having={"level": {"_avg": {"gt": 2}}}):
        assert_type(group["level"], int)
        total += group["_count"]["_all"]
    acme.user.group_by(["lvl"])  # E: no such field


def nested_changes(acme: TenantClient) -> None:
    acme.user.update(
        {
            "level": {"increment": 1},
            "tenant": {"disconnect": True},
            "workflows": {
                "create": {"name": "w", "config": "{}"},
                "connect_or_create": {"where": {"id": "w"}, "create": {"name": "w", "config": "{}"}},
                "create_many": {"data": [{"name": "w", "config": "{}"}], "skip_duplicates": True},
                "update": [{"where": {"id": "w"}, "data": {"version": {"increment": 1}}}],
                "upsert": {"where": {"id": "w"}, "create": {"name": "w", "config": ""}, "update": {"name": "x"}},
                "update_many": {"where": {"enabled": False}, "data": {"status": "off"}},
                "delete_many": {"status": "off"},
                "set": [],
            },
        },
        {"id": "u"},
    )
    acme.user.update({"workflows": {"remove": {"id": "w"}}}, {"id": "u"})  # E: no such write
    acme.user.update({"workflows": {"update": {"where": {"id": "w"}, "data": {"nm": ""}}}}, {"id": "u"})  # E: no field
    acme.user.update({"workflows": {"update": {"where": {"id": "w"}}}}, {"id": "u"})  # E: data is missing
    acme.user.update({"workflows": {"create": {"name": "w"}}}, {"id": "u"})  # E: config is missing
    acme.user.update({"workflows": {"create_many": {"data": [{"nme": "w"}]}}}, {"id": "u"})  # E: no such field
    acme.user.update({"tenant": {"upsert": {"create": {"name": "x"}}}}, {"id": "u"})  # E: update is missing
    acme.user.update({"workflows": {"set": {"name": "x"}}}, {"id": "u"})  # E: not unique


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


def batches(db: Client, acme: TenantClient) -> None:
    with acme.batch_() as batch:
        assert_type(batch.user.create({"email": "a@x.io", "password": "hash"}), None)
        batch.user.create_many([{"email": "a@x.io", "password": "hash"}], skip_duplicates=True)
        batch.user.update({"level": {"increment": 1}}, {"id": "u"})
        batch.user.upsert({"id": "u"}, {"create": {"email": "a@x.io", "password": "hash"}, "update": {"level": 2}})
        batch.user.delete({"email_tenantId": {"email": "a@x.io", "tenantId": "acme"}})
        batch.workflow.delete_many({"status": "draft"})
        batch.user.create({"email": "a@x.io"})  # E: no password
        batch.user.create({"email": "a@x.io", "password": "hash", "levle": 2})  # E: no such field
        batch.user.update({"level": "2"}, {"id": "u"})  # E: a number
        batch.user.delete({"level": 1})  # E: not unique
        batch.user.delete_many()  # E: every row has to be said
        batch.user.delete_many({"emial": "a@x.io"})  # E: no such field
        batch.workflow.create_many([{"name": "w", "config": "{}"}])  # E: no user
        batch.user.find_many()  # E: nothing is read
        batch.users.create({})  # E: no such model
    db.batch_().system_config.create({"key": "theme", "value": "dark"})
    db.batch_().user.create({"email": "a@x.io", "password": "hash"})  # E: a model of tenants
    db.batch_().commit()


def transactions(acme: TenantClient) -> None:
    assert_type(acme.run_in_tx(lambda tx: tx.user.count()), int)
    with acme.tx(isolation_level="serializable", timeout=5000, max_wait=dt.timedelta(seconds=2)) as tx:
        assert_type(tx, TenantClient)
    acme.tx(isolation_level="chaos")  # E: no such level
    acme.tx(timeout="5s")  # E: a time


def registered(db: Client, acme: TenantClient) -> None:
    register(db)
    register(Client)
    assert_type(get_client(Client), Client)
    register(acme)  # E: what is ambient does not decide on a tenant
    get_client(TenantClient)  # E: nor is it there


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
    async with acme.batch_() as batch:
        batch.user.create({"email": "a@x.io", "password": "hash"})
        await batch.commit()
    with acme.batch_():  # E: its end is awaited
        pass
    assert_type(await acme.run_in_tx(renamed), models.User | None)
    len(acme.user.find_many())  # E: not awaited
    await db.user.find_many()  # E: a model of tenants is not on the client


async def renamed(tx: AsyncTenantClient) -> models.User | None:
    return await tx.user.update({"username": "ada"}, {"id": "u"})
