"""Rows for the scoped models of the packages, in an order in which they can be written.

The row `n` of a tenant `t` has the key `t-model-n`, so that a key tells whose it is. Foreign keys lead to rows 1 of
the same tenant. No row names its tenant: the client knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A model as a tenant's client offers it: the `door`, the fields of a row (in texts `{t}` stands for the tenant and
    `{n}` for the number), a `change` that suits it, the doors of what its foreign keys refer to, and its key's name.
    """

    door: str
    fields: Payload
    change: Payload
    refers: dict[str, str] = field(default_factory=dict[str, str])
    key: str = "id"

    def row(self, t: str, n: int) -> Payload:
        links = {field: f"{t}-{door}-1" for field, door in self.refers.items()}
        given = {name: v.format(t=t, n=n) if isinstance(v, str) else v for name, v in self.fields.items()}
        return {self.key: f"{t}-{self.door}-{n}", **links, **given}

    def where(self, t: str, n: int) -> Payload:
        return {self.key: f"{t}-{self.door}-{n}"}


METABUILDER = (
    Kind("user", {"email": "user{n}@{t}.io", "username": "{t}{n}", "password": "x"}, {"level": 3}),
    Kind(
        "session",
        {"token": "{t}-{n}", "expiresAt": 1, "createdAt": 1, "lastActivity": 1},
        {"ipAddress": "::1"},
        {"userId": "user"},
    ),
    Kind("api_key", {"name": "key{n}", "keyHash": "{t}-{n}", "createdAt": 1}, {"lastUsedAt": 5}, {"userId": "user"}),
    Kind(
        "power_transfer_request",
        {"createdAt": 1, "expiresAt": 2},
        {"status": "accepted"},
        {"fromUserId": "user", "toUserId": "user"},
    ),
    Kind("workflow", {"name": "flow {n}", "config": "of {t}"}, {"version": 7}, {"userId": "user"}),
    Kind("lua_script", {"name": "script {n}", "code": "return {n}"}, {"timeoutMs": 1}),
    Kind("page_config", {"path": "/{n}", "title": "of {t}", "level": 1}, {"title": "new"}),
    Kind("component_node", {"type": "box"}, {"order": 9}, {"pageId": "page_config"}),
    Kind("installed_package", {"installedAt": 1, "version": "1.{n}"}, {"enabled": False}, key="packageId"),
    Kind(
        "package_permission",
        {"packageId": "p", "resourceType": "r", "resourceId": "{n}", "permission": "run"},
        {"granted": False},
    ),
    Kind("key_value", {"key": "k{n}", "value": "of {t}"}, {"value": "new"}),
    Kind("feature_flag", {"name": "flag {n}"}, {"rollout": 0.5}),
    Kind("audit_log", {"action": "act", "entity": "e{n}", "timestamp": 1}, {"entityId": "x"}),
    Kind("error_log", {"message": "of {t}", "timestamp": 1}, {"resolved": True}),
    Kind(
        "comment",
        {"entityType": "e", "entityId": "1", "content": "of {t}", "createdAt": 1},
        {"content": "new"},
        {"userId": "user"},
    ),
    Kind(
        "notification",
        {"type": "t", "title": "of {t}", "message": "m", "createdAt": 1},
        {"read": True},
        {"userId": "user"},
    ),
    Kind("email_client", {"accountName": "a{n}", "emailAddress": "box{n}@{t}.io"}, {"syncEnabled": False}),
    Kind(
        "email_message",
        {"messageId": "m{n}", "from": "f", "to": [], "subject": "of {t}", "body": "b", "receivedAt": 1},
        {"isRead": True},
        {"emailClientId": "email_client"},
    ),
    Kind("game", {"slug": "g{n}", "title": "of {t}", "createdAt": 1}, {"title": "new"}),
    Kind("high_score", {"userId": "{t}-user-{n}", "score": 1, "createdAt": 1}, {"score": 9}, {"gameId": "game"}),
)

MAPPED = (
    Kind("member", {"email": "m{n}@{t}.io"}, {"class": "friend"}),
    Kind("session", {}, {"schema": 2}, {"memberId": "member"}),
    Kind("note", {"text": "of {t}"}, {"text": "new"}, {"sessionId": "session"}),
    Kind("tag", {"word": "word {n}"}, {"word": "new"}),
)


def person(org: int, n: int) -> str:
    """The key of a person of `kitchen_sink`: a uuid."""
    return f"{org:08d}-0000-4000-8000-{n:012d}"


async def _metabuilder(client: Any) -> None:
    operator = client.unscoped(reason="furnish")
    await operator.tenant.create_many([{"id": "acme", "name": "Acme"}, {"id": "globex", "name": "Globex"}])
    for tenant in ("acme", "globex"):
        await _rows_of_kinds(client.tenant(tenant), METABUILDER, tenant)


async def _mapped(client: Any) -> None:
    """Books have the same marks in every library; orders and events have numbers, 11 and 12 or 21 and 22."""
    operator = client.unscoped(reason="furnish")
    await operator.library.create_many([{"id": "north", "name": "North"}, {"id": "south", "name": "South"}])
    for library, first in (("north", 10), ("south", 20)):
        tenant = client.tenant(library)
        await _rows_of_kinds(tenant, MAPPED, library)
        await tenant.model.create_many([{"mark": n, "title": f"book {n} of {library}"} for n in (1, 2)])
        orders = [{"id": first + n, "bookMark": n, "placedById": f"{library}-member-{n}"} for n in (1, 2)]
        await tenant.order.create_many(orders)
        await tenant.event.create_many([{"id": first + n, "registry": library, "payload": {"n": n}} for n in (1, 2)])


async def _kitchen_sink(client: Any) -> None:
    """Tenants 1 and 2; what has a number has 11 and 12 or 21 and 22."""
    await client.unscoped(reason="furnish").org.create_many([{"id": 1, "name": "One"}, {"id": 2, "name": "Two"}])
    for org in (1, 2):
        tenant, first = client.tenant(org), 10 * org + 1
        await tenant.person.create_many([{"id": person(org, n), "fullName": f"{n} of {org}"} for n in (1, 2)])
        await tenant.badge.create_many([{"personId": person(org, n), "kind": "b"} for n in (1, 2)])
        await tenant.badge_pin.create({"id": f"pin-{org}", "personId": person(org, 1), "kind": "b"})
        await tenant.reserved_word.create_many([{"id": first + n, "from": "f", "class": "c"} for n in (0, 1)])
        await tenant.session.create({"id": first, "lockId": first})
        await tenant.label.create({"id": f"label-{org}", "word": f"w{org}"})
        people = {"authorId": person(org, 1), "reviewerId": person(org, 2)}
        await tenant.post.create({"id": first, "title": "t", **people})


async def _crossing(client: Any) -> None:
    """Tenants a and b with a row of each model of theirs; a topic and a word of everybody's."""
    await client.topic.create({"id": "topic", "name": "topic"})
    await client.word.create({"id": "word"})
    await client.unscoped(reason="furnish").tenant.create_many([{"id": "a"}, {"id": "b"}])
    for number, t in enumerate("ab"):
        tenant = client.tenant(t)
        await tenant.note.create({"id": f"{t}-note", "topicId": "topic", "words": {"connect": {"id": "word"}}})
        await tenant.draft.create({"id": f"{t}-draft", "noteId": f"{t}-note"})
        await tenant.entry.create({"id": f"{t}-entry", "topicId": "topic"})
        await tenant.seat.create({"id": f"{t}-seat", "ownerId": t})
        await tenant.form.create({"id": f"{t}-form"})
        await tenant.question.create({"id": f"{t}-question", "formId": f"{t}-form"})
        await tenant.shelf.create({"room": number, "level": 1})
        await tenant.book.create({"id": f"{t}-book", "room": number, "level": 1})


async def _rows_of_kinds(client: Any, kinds: tuple[Kind, ...], t: str) -> None:
    for kind in kinds:
        assert await getattr(client, kind.door).create_many([kind.row(t, n) for n in (1, 2)]) == 2


FURNISHERS = {
    "metabuilder": _metabuilder,
    "mapped": _mapped,
    "kitchen_sink": _kitchen_sink,
    "tenancy_crossing": _crossing,
}
"""What fills an empty database of a package with two tenants and rows 1 and 2 of theirs."""
