"""What a database says of itself, so that two can be compared; the order of columns means nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Connection, text

OURS = ("alembic_version", "tenantry_history", "sqlite_sequence")
Catalog = Mapping[str, object]


def catalog(connection: Connection) -> Catalog:
    """The tables of the connection's own schema, and its enums."""
    return _sqlite(connection) if connection.dialect.name == "sqlite" else _postgresql(connection)


def _sqlite(connection: Connection) -> Catalog:
    found: dict[str, object] = {}
    tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    for name, sql in tables:
        if name in OURS:
            continue
        quoted = name.replace("'", "''")
        columns = connection.exec_driver_sql(f"PRAGMA table_xinfo('{quoted}')").all()
        keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list('{quoted}')").all()
        indexes = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (name,)
        ).scalars()
        found[name] = {
            "columns": {c[1]: (c[2].upper(), c[3], _plain(c[4]), c[5]) for c in columns},
            "keys": sorted(_grouped(keys)),
            "indexes": sorted(re.sub(r"\s*([(),])\s*", r"\1", sql.replace('"', "")) for sql in indexes),
            "autoincrement": "AUTOINCREMENT" in sql,
        }
    return found


def _plain(default: object) -> object:
    """SQLAlchemy puts parentheses around a signed number."""
    return re.sub(r"^\((.*)\)$", r"\1", default) if isinstance(default, str) else default


def _grouped(keys: object) -> list[tuple[object, ...]]:
    """One tuple a foreign key; `foreign_key_list` gives one row a column."""
    found: dict[int, list[object]] = {}
    for number, _, table, column, target, on_update, on_delete, _ in keys:  # type: ignore[attr-defined]  # rows
        found.setdefault(number, [table, on_update, on_delete]).append((column, target))
    return [tuple(key) for key in found.values()]


_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum)
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"""
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND contype IN ('p', 'f')"""
_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
_ENUMS = """
    SELECT t.typname, array_agg(e.enumlabel ORDER BY e.enumlabel) FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE t.typnamespace = current_schema()::regnamespace GROUP BY t.typname"""
_SEQUENCES = "SELECT sequencename, data_type::text FROM pg_sequences WHERE schemaname = current_schema()"


def _postgresql(connection: Connection) -> Catalog:
    queries = {
        "columns": _COLUMNS,
        "constraints": _CONSTRAINTS,
        "indexes": _INDEXES,
        "enums": _ENUMS,
        "sequences": _SEQUENCES,
    }
    return {name: sorted(map(str, connection.execute(text(query)).all())) for name, query in queries.items()}
