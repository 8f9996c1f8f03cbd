"""Prisma Migrate's names for what the schema leaves unnamed.

Names are joined from database names (`@map`, `@@map`); what is too long for the connector is cut before the suffix,
at a character boundary, counted in UTF-8 bytes. Source: prisma-engines' `constraint_names.rs`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tenantry.ir import Provider

_LIMITS = {
    Provider.SQLITE: 10_000,
    Provider.POSTGRESQL: 63,
    Provider.COCKROACHDB: 63,
    Provider.MYSQL: 64,
    Provider.SQLSERVER: 128,
    Provider.MONGODB: 127,
    Provider.NONE: sys.maxsize,
}


def primary_key(table: str, provider: Provider) -> str:
    return _named(table, "_pkey", provider)


def unique(table: str, columns: Sequence[str], provider: Provider) -> str:
    return _named("_".join((table, *columns)), "_key", provider)


def index(table: str, columns: Sequence[str], provider: Provider) -> str:
    return _named("_".join((table, *columns)), "_idx", provider)


def foreign_key(table: str, columns: Sequence[str], provider: Provider) -> str:
    return _named("_".join((table, *columns)), "_fkey", provider)


def default(table: str, column: str, provider: Provider) -> str:
    return _named(f"{table}_{column}", "_df", provider)


def join_table(stem: str, provider: Provider) -> str:
    """The table of an implicit many-to-many relation; `stem` is `PostToTag` or the relation's name."""
    return _cut(f"_{stem}", _LIMITS[provider])


def join_key(table: str, provider: Provider) -> str:
    return _named(table, "_AB_pkey", provider)


def join_unique(table: str, provider: Provider) -> str:
    return _named(table, "_AB_unique", provider)


def join_index(table: str, provider: Provider) -> str:
    return _named(table, "_B_index", provider)


def join_foreign_key(table: str, side: str, provider: Provider) -> str:
    return _named(table, f"_{side}_fkey", provider)


def serial_sequence(table: str, column: str) -> str:
    """The sequence that PostgreSQL itself makes for a SERIAL column: it shortens the longer of the two names first.

    Source: `makeObjectName` in PostgreSQL's `indexcmds.c`.
    """
    room = _LIMITS[Provider.POSTGRESQL] - len("__seq")
    first, second = len(table.encode()), len(column.encode())
    while first + second > room:
        if first > second:
            first -= 1
        else:
            second -= 1
    return f"{_floor(table, first)}_{_floor(column, second)}_seq"


def aside(name: str) -> str:
    """What an enum is called while another takes its place."""
    return _named(name, "_old", Provider.POSTGRESQL)


def _named(stem: str, suffix: str, provider: Provider) -> str:
    return _cut(stem, _LIMITS[provider] - len(suffix)) + suffix


def _cut(text: str, limit: int) -> str:
    return text if len(text.encode()) < limit else _floor(text, limit)


def _floor(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")
