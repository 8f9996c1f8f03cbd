"""Databases for tests: fresh ones on PostgreSQL, under roles that prove something.

Two roles, neither a superuser nor allowed to pass row level security: `tenantry_owner` owns the database, and what it
creates in it `tenantry_app` may use. `tenantry_app` may create tables too, which it then owns; a test of row level
security lets the owner create them instead.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit, urlunsplit

import psycopg
from filelock import FileLock

OWNER: LiteralString = "tenantry_owner"
APP: LiteralString = "tenantry_app"
PASSWORD: LiteralString = "tenantry"


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """One database, by the URLs of the three who may connect; psycopg, asyncpg, SQLAlchemy and Prisma take each."""

    url: str
    owner_url: str
    admin_url: str


class PostgresServer:
    """Makes databases on the server behind an administrator's URL."""

    def __init__(self, admin_url: str, lock: Path) -> None:
        """`lock` is a file that all who use the server at the same time share."""
        self.admin_url = admin_url
        with FileLock(lock), self.connect() as connection:
            for role in (OWNER, APP):
                ensure_role(connection, role)

    @contextmanager
    def fresh(self) -> Iterator[PostgresDatabase]:
        """An empty database, dropped on leaving with whoever is still connected."""
        name = f"tenantry_test_{uuid.uuid4().hex[:16]}"
        database = PostgresDatabase(
            url=with_database(self.admin_url, name, APP),
            owner_url=with_database(self.admin_url, name, OWNER),
            admin_url=with_database(self.admin_url, name),
        )
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        try:
            with psycopg.connect(database.admin_url, autocommit=True) as connection:
                connection.execute(f"GRANT ALL ON SCHEMA public TO {OWNER}, {APP}")
                connection.execute(f"GRANT CREATE ON DATABASE {name} TO {APP}")
                for kind in ("TABLES", "SEQUENCES", "FUNCTIONS", "TYPES", "SCHEMAS"):
                    connection.execute(f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT ALL ON {kind} TO {APP}")
            yield database
        finally:
            with self.connect() as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.admin_url, autocommit=True, connect_timeout=10)


def ensure_role(connection: psycopg.Connection[tuple[object, ...]], role: LiteralString) -> None:
    """Create the role, unless an earlier run did; refuse one that proves nothing about row level security."""
    known = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s"
    if connection.execute(known, [role]).fetchone() is None:
        connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{PASSWORD}'")
    found = connection.execute(known, [role]).fetchone()
    assert found == (False, False), f"{role} is a superuser or passes row level security: {found}"


def with_database(url: str, name: str, role: str | None = None) -> str:
    """The same server's URL for another database, and if given for one of our roles."""
    parts = urlsplit(url)
    _, _, place = parts.netloc.rpartition("@")
    netloc = f"{role}:{PASSWORD}@{place}" if role else parts.netloc
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{name}"))


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
