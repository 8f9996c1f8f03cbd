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

async def furnish(client: Any, kinds: tuple[Kind, ...], t: str) -> None:
    """Rows 1 and 2 of every kind."""
    for kind in kinds:
        assert await getattr(client, kind.door).create_many([kind.row(t, n) for n in (1, 2)]) == 2


async def furnish_books(client: Any, t: str, first: int) -> None:
    """What `mapped` has under numbers: books by the same marks in every library, orders and events from `first` on."""
    await client.model.create_many([{"mark": n, "title": f"book {n} of {t}"} for n in (1, 2)])
    orders = [{"id": first + n, "bookMark": n, "placedById": f"{t}-member-{n}"} for n in (1, 2)]
    await client.order.create_many(orders)
    await client.event.create_many([{"id": first + n, "registry": t, "payload": {"n": n}} for n in (1, 2)])


def person(org: int, n: int) -> str:
    """The key of a person of `kitchen_sink`: a uuid."""
    return f"{org:08d}-0000-4000-8000-{n:012d}"


async def furnish_kitchen(client: Any, org: int) -> None:
    """Two people, a badge with a pin, a locked word, a post with a label, natives left out; numbers from 10 * org on."""
    await client.person.create_many([{"id": person(org, n), "fullName": f"{n} of {org}"} for n in (1, 2)])
    await client.badge.create_many([{"personId": person(org, n), "kind": "b"} for n in (1, 2)])
    await client.badge_pin.create({"id": f"pin-{org}", "personId": person(org, 1), "kind": "b"})
    await client.reserved_word.create_many([{"id": 10 * org + n, "from": "f", "class": "c"} for n in (1, 2)])
    await client.session.create({"id": 10 * org + 1, "lockId": 10 * org + 1})
    await client.label.create({"id": f"label-{org}", "word": f"w{org}"})
    await client.post.create(
        {"id": 10 * org + 1, "authorId": person(org, 1), "reviewerId": person(org, 2), "title": "t"}
    )
