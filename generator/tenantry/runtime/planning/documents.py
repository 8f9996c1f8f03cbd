"""Conditions on a Json column: on the whole document, or on what stands at a path in it.

A shape is written as for other columns, and begins with "path" where one is given; the path itself is a value. What is
not there equals nothing and differs from nothing, as NULL does; a value of another kind fits no `string_...`,
`array_...` or comparison.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime import documents, encode
from tenantry.runtime.catalog import Column
from tenantry.runtime.dialect import Verbatim
from tenantry.runtime.jsontext import JSON_NULL
from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.planning.table import Table

_COMPARISONS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_TEXT = ("string_contains", "string_starts_with", "string_ends_with")
_ARRAY = ("array_contains", "array_starts_with", "array_ends_with")
WORDS = ("path", "equals", "not", *_COMPARISONS, *_TEXT, *_ARRAY, "mode")
_TIGHT = 7
"""So that SQLAlchemy takes these operators to bind closer than comparisons, as PostgreSQL does."""
_STEP = re.compile(r"""\.(?P<name>[^.\[\]"]+)|\."(?P<quoted>(?:[^"\\]|\\.)+)"|\[(?P<index>-?\d+)\]""")


def document_shape(table: Table, name: str, operators: Mapping[str, Any], values: list[Any]) -> tuple[Any, ...]:
    """The shape of what is said of a Json column, the path first."""
    entries: list[Any] = []
    if "path" in operators:
        if operators["path"] is None:
            table.wrong("wants a list of names and positions as path", name)
        entries.append("path")
        values.append(operators["path"])
    for word, value in operators.items():
        if word not in WORDS:
            table.unknown(word, WORDS, f"operator on {name}")
        if word == "mode" or value is None:
            entries.append((word, value))
        elif word != "path":
            entries.append(word)
            values.append(value)
    if entries == ["path"]:
        table.wrong("wants an operator beside the path", name)
    return tuple(entries)


def document_conditions(
    table: Table, source: sa.FromClause, column: Column, shape: tuple[Any, ...], parameters: Parameters
) -> list[sa.ColumnElement[bool]]:
    """One condition an operator."""
    name, document = column.name, source.c[column.column]
    element = table.element_encoder(name)
    is_sqlite = table.dialect.provider == "sqlite"
    insensitive = ("mode", "insensitive") in shape
    if insensitive and is_sqlite:
        table.wrong("has no mode 'insensitive' on this database", name)
    path: sa.ColumnElement[Any] | None = None
    terms: list[sa.ColumnElement[bool]] = []
    for entry in shape:
        word, is_null = (entry, False) if isinstance(entry, str) else (entry[0], True)
        if word == "path":
            path = parameters.value(_json_path if is_sqlite else path_segments, name)
        elif word == "mode":
            if entry[1] not in ("default", "insensitive"):
                table.wrong("wants 'default' or 'insensitive' as mode", name)
        elif is_null and word not in ("equals", "not"):
            table.wrong(f"cannot be compared with None by {word}", name)
        elif is_sqlite:
            right = None if is_null else parameters.value(_sqlite_encoder(word, element), name)
            terms.append(_on_sqlite(document, path, word, right))
        else:
            right = None if is_null else parameters.value(_encoder(word, element), name)
            terms.append(_on_postgresql(_extracted(document, column, path), word, right, insensitive))
    return terms


def _on_sqlite(
    document: sa.ColumnElement[Any],
    path: sa.ColumnElement[Any] | None,
    word: str,
    right: sa.ColumnElement[Any] | None,
) -> sa.ColumnElement[bool]:
    if word in ("equals", "not"):
        if right is None and path is None:
            return document.is_(None) if word == "equals" else document.is_not(None)
        left = getattr(sa.func, documents.CANONICAL)(_as_bytes(document), *([] if path is None else [path]))
        if right is None:
            return cast("sa.ColumnElement[bool]", left.is_(None) if word == "equals" else left.is_not(None))
        return cast("sa.ColumnElement[bool]", left == right if word == "equals" else left != right)
    place = sa.literal_column("'[]'", sa.String()) if path is None else path
    test = getattr(sa.func, documents.TEST)(
        _as_bytes(document), place, sa.literal_column(f"'{word}'", sa.String()), right, type_=sa.Boolean()
    )
    return cast("sa.ColumnElement[bool]", test)


def _as_bytes(document: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    is_text = sa.func.typeof(document) == sa.literal_column("'text'", sa.String())
    return sa.case((is_text, sa.cast(document, Verbatim("BLOB"))), else_=document)


def _extracted(
    document: sa.ColumnElement[Any], column: Column, path: sa.ColumnElement[Any] | None
) -> sa.ColumnElement[Any]:
    if column.postgresql == "JSON":
        document = sa.cast(document, Verbatim("JSONB"))
    if path is None:
        return document
    return document.op("#>", precedence=_TIGHT)(sa.cast(path, Verbatim("TEXT[]")))


def _on_postgresql(
    left: sa.ColumnElement[Any], word: str, right: sa.ColumnElement[Any] | None, insensitive: bool
) -> sa.ColumnElement[bool]:
    if right is None:
        return left.is_(None) if word == "equals" else left.is_not(None)
    if word in _TEXT:
        text = left.op("#>>", precedence=_TIGHT)(sa.literal_column("'{}'", sa.String()))
        like = text.ilike if insensitive else text.like
        return sa.and_(_is_kind(left, "string"), like(right, escape="/"))
    value = sa.cast(right, Verbatim("JSONB"))
    match word:
        case "equals":
            return left == value
        case "not":
            return left != value
        case "array_contains":
            return left.op("@>", is_comparison=True)(value)  # a list, which only a list contains
        case "array_starts_with" | "array_ends_with":
            place = sa.literal_column("0" if word == "array_starts_with" else "-1", sa.Integer())
            # An empty list has no first element, which would be NULL and not false.
            filled = left != sa.literal_column("'[]'::jsonb", sa.String())
            return sa.and_(_is_kind(left, "array"), filled, left.op("->", precedence=_TIGHT)(place) == value)
        case _:
            same = sa.func.jsonb_typeof(left) == sa.func.jsonb_typeof(value)
            return sa.and_(same, left.op(_COMPARISONS[word], is_comparison=True)(value))


def _is_kind(document: sa.ColumnElement[Any], kind: str) -> sa.ColumnElement[bool]:
    return sa.func.jsonb_typeof(document) == sa.literal_column(f"'{kind}'", sa.String())


def path_segments(path: Any) -> list[str]:
    """The segments of a path: a list of names and positions, or Prisma's text for SQLite and MySQL, `$.a.b[0]`."""
    if isinstance(path, str):
        return _from_text(path)
    if not isinstance(path, (list, tuple)):
        raise ValueError("wants a list of names and positions as path")
    segments: list[str] = []
    for segment in cast("list[Any]", path):
        if type(segment) is int:
            segments.append(str(segment))
        elif isinstance(segment, str):
            segments.append(encode.text(segment))
        else:
            raise ValueError("wants a list of names and positions as path")
    return segments


def _from_text(path: str) -> list[str]:
    rest, segments = encode.text(path), list[str]()
    at = 1
    while at < len(rest) and rest[0] == "$":
        step = _STEP.match(rest, at)
        if step is None:
            break
        quoted = step["quoted"]
        segments.append(json.loads(f'"{quoted}"') if quoted is not None else step["name"] or step["index"])
        at = step.end()
    if rest[:1] != "$" or at != len(rest):
        raise ValueError("wants a path as a list of names and positions, or written $.name[0]")
    return segments


def _json_path(path: Any) -> str:
    return json.dumps(path_segments(path))


def _sqlite_encoder(word: str, element: encode.Encoder) -> encode.Encoder:
    """Operands as JSON text, the equal ones in their one spelling."""
    if word in ("equals", "not"):
        return lambda value: documents.canonical(element(value))
    if word in _TEXT:
        return lambda value: json.dumps(encode.text(value))
    return _encoder(word, element)


def _encoder(word: str, element: encode.Encoder) -> encode.Encoder:
    match word:
        case "string_contains":
            return encode.pattern(encode.text, "%", "%")
        case "string_starts_with":
            return encode.pattern(encode.text, "", "%")
        case "string_ends_with":
            return encode.pattern(encode.text, "%", "")
        case "array_contains":
            return lambda value: element(value if isinstance(value, (list, tuple)) else [_bare(value)])
        case "lt" | "lte" | "gt" | "gte":
            return lambda value: element(_comparable(value))
        case _:
            return element


def _bare(value: Any) -> Any:
    return None if value is JSON_NULL else value


def _comparable(value: Any) -> Any:
    if isinstance(value, str) or value.__class__ is int or value.__class__ is float:
        return value
    raise ValueError("wants a number or a text to compare with")
