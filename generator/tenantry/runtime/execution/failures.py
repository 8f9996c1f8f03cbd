"""From a driver's exception to one of ours: by SQLSTATE or SQLite's extended result code, never by the text of a
message.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from tenantry.runtime import errors
from tenantry.runtime.catalog import Model

_SQLSTATE: dict[str, tuple[type[errors.DataError], str]] = {
    "23505": (errors.UniqueViolationError, "another row has this value"),
    "23503": (errors.ForeignKeyViolationError, "a foreign key does not fit"),
    "23001": (errors.ForeignKeyViolationError, "other rows still refer to the row"),
    "23502": (errors.NullConstraintViolationError, "a required column has no value"),
    "42P01": (errors.TableNotFoundError, "the database has no such table: run the migrations"),
    "42703": (errors.ColumnNotFoundError, "the database has no such column: run the migrations"),
    "42501": (errors.AccessDeniedError, "the database role may not do this"),
    "40001": (errors.WriteConflictError, "a concurrent transaction won: try the transaction again"),
    "40P01": (errors.WriteConflictError, "a deadlock was broken: try the transaction again"),
    "55P03": (errors.WriteConflictError, "a row or table is locked by another transaction"),
    "57014": (errors.DatabaseTimeoutError, "the database stopped the statement"),
    "57P01": (errors.DatabaseUnreachableError, "the database is shutting down"),
    "57P03": (errors.DatabaseUnreachableError, "the database is starting up"),
    "53300": (errors.DatabaseUnreachableError, "the database has too many connections"),
    "25P02": (errors.TransactionError, "an earlier statement of the transaction failed: leave its with block"),
}
_CLASSES: dict[str, tuple[type[errors.DataError], str]] = {
    "22": (errors.ValueOutOfRangeError, "a value does not fit its column"),
    "08": (errors.DatabaseUnreachableError, "the connection to the database broke"),
}
_SQLITE: dict[int, tuple[type[errors.DataError], str]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: _SQLSTATE["23505"],
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: _SQLSTATE["23505"],
    sqlite3.SQLITE_CONSTRAINT_ROWID: _SQLSTATE["23505"],
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: _SQLSTATE["23503"],
    sqlite3.SQLITE_CONSTRAINT_TRIGGER: _SQLSTATE["23503"],
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: _SQLSTATE["23502"],
    sqlite3.SQLITE_BUSY: (errors.WriteConflictError, "another connection is writing: try again"),
    sqlite3.SQLITE_LOCKED: (errors.WriteConflictError, "another connection is writing: try again"),
    sqlite3.SQLITE_CANTOPEN: (errors.DatabaseUnreachableError, "the database file cannot be opened"),
    sqlite3.SQLITE_READONLY: (errors.AccessDeniedError, "the database file is read-only"),
}


def translated(fault: BaseException, model: Model | None) -> errors.DataError | None:
    """Our error for a driver's; None when it is no error of the database. The caller chains the cause."""
    name = None if model is None else model.name
    if isinstance(fault, sqlite3.Error):
        return _sqlite(fault, model)
    sqlstate = getattr(fault, "sqlstate", None)
    if isinstance(sqlstate, str):
        kind, words = (
            _SQLSTATE.get(sqlstate)
            or _CLASSES.get(sqlstate[:2])
            or (errors.RawQueryError, "the database refused the statement")
        )
        return kind(f"{name or 'statement'}: {words}", model=name, target=_postgresql_target(fault, model))
    module = type(fault).__module__.partition(".")[0]
    if isinstance(fault, UnicodeEncodeError) or (module == "psycopg" and type(fault).__name__ == "DataError"):
        return errors.InputError(f"{name or 'statement'}: a text holds what no text in a database can", model=name)
    if module == "psycopg":
        return errors.DatabaseUnreachableError("the connection to the database broke", model=name)
    if module == "asyncpg":
        return errors.InputError(f"{name or 'statement'}: the driver cannot send a value", model=name)
    return None


def _sqlite(fault: sqlite3.Error, model: Model | None) -> errors.DataError:
    name = None if model is None else model.name
    code = getattr(fault, "sqlite_errorcode", None)
    found = None if code is None else _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    if found is not None:
        return found[0](f"{name or 'statement'}: {found[1]}", model=name, target=_sqlite_target(fault, model))
    # SQLite has one code, SQLITE_ERROR, for every statement it cannot prepare: a missing table or column among them.
    text = str(fault)
    if text.startswith("no such table"):
        return errors.TableNotFoundError(f"{name or 'statement'}: {_SQLSTATE['42P01'][1]}", model=name)
    if text.startswith("no such column") or " has no column named " in text:
        return errors.ColumnNotFoundError(f"{name or 'statement'}: {_SQLSTATE['42703'][1]}", model=name)
    return errors.RawQueryError(f"{name or 'statement'}: the database refused the statement", model=name)


def _postgresql_target(fault: BaseException, model: Model | None) -> Sequence[str]:
    """The fields of the constraint or column that the server names in its error."""
    if model is None:
        return ()
    source = getattr(fault, "diag", fault)
    constraint = getattr(source, "constraint_name", None)
    if isinstance(constraint, str) and constraint in model.constraints:
        return _narrowest(model, model.constraints[constraint])
    column = getattr(source, "column_name", None)
    return [c.name for c in model.columns if c.column == column]


def _sqlite_target(fault: sqlite3.Error, model: Model | None) -> Sequence[str]:
    """The fields named after the colon, `Table.column, Table.column`: SQLite has no other place for them."""
    if model is None:
        return ()
    named = re.findall(rf"{re.escape(model.table)}\.([^,]+)", str(fault).partition(": ")[2])
    by_column = {c.column: c.name for c in model.columns}
    return _narrowest(model, [by_column[column] for column in named if column in by_column])


def _narrowest(model: Model, fields: Sequence[str]) -> Sequence[str]:
    """Rows that agree on all of `fields` agree on a unique part of them too: the databases check the two in different
    orders, so the smaller is named.
    """
    parts = [unique for unique in model.constraints.values() if set(unique) < set(fields)]
    return min(parts, key=len, default=fields)
