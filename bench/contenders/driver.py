"""The floor: SQL written by hand on a driver's held connection, rows made into the same records by the same converters.

It takes no pool, no query builder and no check of the input; what the client adds to it is what the client costs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg

from bench.generated import catalog, models
from tenantry.runtime import decode, encode, records
from tenantry.runtime.jsontext import dumps
from tenantry.urls import DatabaseUrl

ITEM = ("id", "tenantId", "projectId", "title", "status", "active", "priority", "amount", "meta", "score", "createdAt")
PROJECT = ("id", "tenantId", "name", "createdAt")


def filler(
    model: str, record: type[Any], names: Sequence[str], provider: str, relations: Sequence[str]
) -> records.Fill:
    """Our own converter of rows that hold `names`."""
    known = catalog.CATALOG.model(model)
    columns = tuple(next(column for column in known.columns if column.name == name) for name in names)
    expressions = [(column.attribute, decode.expression(column, provider)) for column in columns]
    return records.filler(record, expressions, relations, decode.names(columns, {}))


def columns(names: Sequence[str], **instead: str) -> str:
    return ", ".join(instead.get(name, f'"{name}"') for name in names)


class Driver:
    """What both drivers share. `mark` is the driver's parameter, `select` its list of an item's columns."""

    name = "driver"
    provider: str
    mark: str
    select: str
    among: str

    def __init__(self) -> None:
        mark, select = self.mark, self.select
        self.fill = filler("Item", models.Item, ITEM, self.provider, ("tenant", "project"))
        self.fill_projects = filler("Project", models.Project, PROJECT, self.provider, ("tenant", "items"))
        own = f'FROM "Item" WHERE "tenantId" = {mark}'
        self.unique = f'SELECT {select} {own} AND "id" = {mark}'
        self.page = (
            f'SELECT {select} {own} AND "status" = {mark} AND "priority" >= {mark}'
            f' ORDER BY "createdAt" DESC, "id" DESC LIMIT 20'
        )
        self.thousand = f'SELECT {select} {own} ORDER BY "id" LIMIT 1000'
        self.counted = f'SELECT count(*) {own} AND "status" = {mark}'
        self.projects = f'SELECT {columns(PROJECT)} FROM "Project" WHERE "tenantId" = {mark} ORDER BY "id" LIMIT 20'
        self.children = f'SELECT {select} {own} AND "projectId" {self.among}'
        names = [f'"{name}"' for name in ITEM[1:]]
        marks = ", ".join([mark] * len(names))
        self.insert = f'INSERT INTO "Item" ({", ".join(names)}) VALUES ({marks})'
        self.insert_one = f"{self.insert} RETURNING {select}"
        self.change = (
            f'UPDATE "Item" SET "priority" = {mark}, "status" = {mark} WHERE "tenantId" = {mark} AND "id" = {mark}'
            f" RETURNING {select}"
        )

    def rows(self, sql: str, parameters: tuple[Any, ...]) -> list[Any]:
        raise NotImplementedError

    def keys(self, keys: list[int]) -> object:
        raise NotImplementedError

    def values(self, tenant: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """An item's columns but for the key, as the driver wants them."""
        raise NotImplementedError

    def find_unique(self, tenant: str, key: int) -> Any:
        found = self.fill(self.rows(self.unique, (tenant, key)))
        return found[0] if found else None

    def find_many_20(self, tenant: str, status: str, priority: int) -> list[Any]:
        return self.fill(self.rows(self.page, (tenant, status, priority)))

    def find_many_1000(self, tenant: str) -> list[Any]:
        return self.fill(self.rows(self.thousand, (tenant,)))

    def include_20x10(self, tenant: str) -> list[Any]:
        projects = self.fill_projects(self.rows(self.projects, (tenant,)))
        by_key: dict[int, list[Any]] = {}
        for project in projects:
            by_key[project.id] = project.__dict__["items"] = []
        for item in self.fill(self.rows(self.children, (tenant, self.keys(list(by_key))))):
            by_key[item.projectId].append(item)
        return projects

    def count(self, tenant: str, status: str) -> int:
        return int(self.rows(self.counted, (tenant, status))[0][0])

    def create(self, tenant: str, values: Mapping[str, Any]) -> Any:
        return self.fill(self.rows(self.insert_one, self.values(tenant, values)))[0]

    def update(self, tenant: str, key: int, values: Mapping[str, Any]) -> Any:
        changed = self.fill(self.rows(self.change, (values["priority"], values["status"], tenant, key)))
        return changed[0] if changed else None


class Sqlite(Driver):
    provider = "sqlite"
    mark = "?"
    select = columns(ITEM)
    among = "IN (SELECT value FROM json_each(?))"

    def __init__(self, address: DatabaseUrl) -> None:
        super().__init__()
        file = address.sync.database
        assert file is not None
        self.connection = sqlite3.connect(file, isolation_level=None, cached_statements=1024)
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.moment: Callable[[Any], str] = encode.encoder(_column("createdAt"), "sqlite", {})

    def rows(self, sql: str, parameters: tuple[Any, ...]) -> list[Any]:
        return self.connection.execute(sql, parameters).fetchall()

    def keys(self, keys: list[int]) -> object:
        return dumps(keys)

    def values(self, tenant: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (
            tenant,
            row["projectId"],
            row["title"],
            row["status"],
            row["active"],
            row["priority"],
            float(row["amount"]),
            dumps(row["meta"]),
            row["score"],
            self.moment(row["createdAt"]),
        )

    def create_many_10000(self, tenant: str, rows: Sequence[Mapping[str, Any]]) -> int:
        self.connection.execute("BEGIN")
        self.connection.executemany(self.insert, [self.values(tenant, row) for row in rows])
        self.connection.execute("COMMIT")
        return len(rows)

    def close(self) -> None:
        self.connection.close()


class Psycopg(Driver):
    provider = "postgresql"
    mark = "%s"
    select = columns(ITEM, meta='"meta"::text')
    among = "= ANY(%s)"

    def __init__(self, address: DatabaseUrl) -> None:
        super().__init__()
        url = address.sync.set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.prepared_max = 1000

    def rows(self, sql: str, parameters: tuple[Any, ...]) -> list[Any]:
        return self.connection.execute(sql, parameters).fetchall()

    def keys(self, keys: list[int]) -> object:
        return keys

    def values(self, tenant: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (
            tenant,
            row["projectId"],
            row["title"],
            row["status"],
            row["active"],
            row["priority"],
            row["amount"],
            dumps(row["meta"]),
            row["score"],
            row["createdAt"].replace(tzinfo=None),
        )

    def create_many_10000(self, tenant: str, rows: Sequence[Mapping[str, Any]]) -> int:
        names = ", ".join(f'"{name}"' for name in ITEM[1:])
        copying = f'COPY "Item" ({names}) FROM STDIN'
        with self.connection.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row(self.values(tenant, row))
        return len(rows)

    def close(self) -> None:
        self.connection.close()


def _column(name: str) -> Any:
    return next(column for column in catalog.CATALOG.model("Item").columns if column.name == name)


def driver(address: DatabaseUrl) -> Sqlite | Psycopg:
    return Sqlite(address) if address.provider == "sqlite" else Psycopg(address)
