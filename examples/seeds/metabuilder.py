"""Rows to develop with: two tenants of MetaBuilder. Run again, it changes nothing.

DATABASE_URL names the database, as everywhere; `tenantry db seed` sets it from the project's configuration.
"""

from generated.metabuilder import Client

NOW = 1_700_000_000_000  # milliseconds since 1970, as the BigInt times of this schema


def seed(db: Client) -> None:
    """Two tenants with a user each, workflows of one of them, and what belongs to nobody."""
    everything = db.unscoped(reason="seeding")
    for key, name in (("acme", "Acme Corporation"), ("globex", "Globex")):
        everything.tenant.upsert({"id": key}, {"create": {"id": key, "name": name}, "update": {"name": name}})
    _acme(db)
    db.tenant("globex").user.upsert(
        {"email": "hank@globex.test"},
        {"create": {"email": "hank@globex.test", "password": "-", "level": 2}, "update": {}},
    )
    _shared(db)


def _acme(db: Client) -> None:
    acme = db.tenant("acme")
    ada = acme.user.upsert(
        {"email": "ada@acme.test"},
        {"create": {"email": "ada@acme.test", "password": "-", "level": 3}, "update": {}},
    )
    for number, name in enumerate(("Welcome mail", "Nightly report", "Clean up"), start=1):
        acme.workflow.upsert(
            {"id": f"acme-workflow-{number}"},
            {
                "create": {
                    "id": f"acme-workflow-{number}",
                    "name": name,
                    "config": "{}",
                    "status": "active" if number < 3 else "draft",
                    "userId": ada.id,
                },
                "update": {},
            },
        )


def _shared(db: Client) -> None:
    db.credential.upsert(
        {"username": "bob"}, {"create": {"username": "bob", "passwordHash": "-", "updatedAt": NOW}, "update": {}}
    )
    db.system_config.upsert({"key": "theme"}, {"create": {"key": "theme", "value": "dark"}, "update": {}})


if __name__ == "__main__":
    with Client() as client:
        seed(client)
        print("MetaBuilder is seeded: tenants acme and globex.")
