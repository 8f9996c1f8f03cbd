"""Conditions on one column, with Prisma's meaning of each operator."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tenantry.runtime import encode
from tenantry.runtime.catalog import Column
from tenantry.runtime.dialect import Verbatim, is_any
from tenantry.runtime.planning.documents import document_conditions
from tenantry.runtime.planning.plan import Parameters
from tenantry.runtime.planning.shape import Shape
from tenantry.runtime.planning.table import Table
from tenantry.runtime.references import FieldRef
from tenantry.runtime.textsearch import search_query

Condition = sa.ColumnElement[bool]

_COMPARISONS = ("lt", "lte", "gt", "gte")
_TEXT = {"contains": ("%", "%"), "startswith": ("", "%"), "endswith": ("%", "")}
_LIST = ("has", "has_every", "has_some", "is_empty")


def equals(table: Table, source: sa.FromClause, name: str, parameters: Parameters) -> Condition:
    """The column has the value."""
    column = table.column(name)
    if column.many:
        table.wrong("is a list: use equals, has, has_every, has_some or is_empty", name)
    if column.kind == "Json":
        table.wrong("is Json: use equals", name)
    return source.c[column.column] == parameters.value(table.element_encoder(name), name)


def matches(
    table: Table, source: sa.FromClause, name: str, operators: Shape, parameters: Parameters
) -> list[Condition]:
    """One condition an operator."""
    column = table.column(name)
    if column.kind == "Json" and not column.many:
        return document_conditions(table, source, column, operators, parameters)
    insensitive = ("mode", "insensitive") in operators
    if insensitive and (column.kind != "String" or table.dialect.provider == "sqlite"):
        table.wrong("has no mode 'insensitive' on this database", name)
    terms: list[Condition] = []
    for entry in operators:
        if isinstance(entry, str):
            terms.append(_operator(table, source, column, entry, insensitive, parameters))
        elif isinstance(entry[1], FieldRef):
            terms.append(_referred(table, source, column, entry[0], table.column(entry[1].name), insensitive))
        elif entry[0] == "mode":
            if entry[1] not in ("default", "insensitive"):
                table.wrong("wants 'default' or 'insensitive' as mode", name)
        elif entry[0] == "is_empty" and column.many:
            terms.append(_is_empty(source.c[column.column], entry[1]))
        elif entry[0] == "equals" and entry[1] is None:
            terms.append(source.c[column.column].is_(None))
        elif entry[0] == "not" and entry[1] is None:
            terms.append(source.c[column.column].is_not(None))
        elif entry[0] == "not" and isinstance(entry[1], tuple):
            inner = matches(table, source, name, entry[1], parameters)
            terms.append(sa.not_(sa.and_(*inner)) if inner else sa.false())
        else:
            table.wrong(f"cannot be compared with None by {entry[0]}", name)
    return terms


def _operator(
    table: Table, source: sa.FromClause, column: Column, word: str, insensitive: bool, parameters: Parameters
) -> Condition:
    name, left = column.name, source.c[column.column]
    if column.many:
        return _list_operator(table, left, column, word, parameters)
    one = table.element_encoder(name)
    if word in ("equals", "not"):
        return _compared(table, left, column, word, insensitive, parameters)
    if word in ("in", "not_in"):
        many = encode.json_list(one) if table.dialect.provider == "sqlite" else encode.list_of(one)
        if column.kind == "Bytes" and table.dialect.provider == "sqlite":
            table.wrong("is Bytes: SQLite has no in for it, use OR", name)
        if insensitive:
            table.wrong(f"has no {word} with mode 'insensitive'", name)
        among = table.dialect.among(left, column, parameters.value(many, name))
        return among if word == "in" else sa.not_(among)
    if word in _COMPARISONS and word in _operators_of(column):
        return against(left, word, parameters.value(one, name))
    if word in _TEXT and column.kind == "String":
        like = parameters.value(encode.pattern(one, *_TEXT[word]), name)
        return left.ilike(like, escape=encode.ESCAPE) if insensitive else left.like(like, escape=encode.ESCAPE)
    if word == "search" and column.kind == "String":
        if table.dialect.provider == "sqlite":
            table.wrong("cannot be searched: SQLite has no full-text search here, use contains", name)
        query = sa.func.to_tsquery(sa.cast(parameters.value(search_query, name), Verbatim("TEXT")))
        return sa.func.to_tsvector(sa.cast(left, Verbatim("TEXT"))).op("@@", is_comparison=True)(query)
    return table.unknown(word, _operators_of(column), f"operator on {name}")


def _compared(
    table: Table, left: sa.ColumnElement[Any], column: Column, word: str, insensitive: bool, parameters: Parameters
) -> Condition:
    right: sa.ColumnElement[Any] = parameters.value(table.element_encoder(column.name), column.name)
    if insensitive:
        left, right = sa.func.lower(left), sa.func.lower(right)
    return against(left, word, right)


def against(left: sa.ColumnElement[Any], word: str, right: sa.ColumnElement[Any]) -> Condition:
    """The comparison that an operator means."""
    match word:
        case "equals":
            return left == right
        case "not":
            return left != right
        case "lt":
            return left < right
        case "lte":
            return left <= right
        case "gt":
            return left > right
        case _:
            return left >= right


def _referred(
    table: Table, source: sa.FromClause, column: Column, word: str, other: Column, insensitive: bool
) -> Condition:
    """The column against another one of the same row."""
    known = [known for known in ("equals", "not", *_COMPARISONS) if known in _operators_of(column)]
    if column.many or other.many:
        table.wrong("cannot be compared with a field: there is a list", column.name)
    if word not in known:
        table.unknown(word, known, f"operator that compares {column.name} with a field")
    if column.kind != other.kind or not table.dialect.are_comparable(column, other):
        table.wrong(f"cannot be compared with {other.name}, whose type is another", column.name)
    left, right = source.c[column.column], source.c[other.column]
    if insensitive:
        return against(sa.func.lower(left), word, sa.func.lower(right))
    return against(left, word, right)


def _list_operator(
    table: Table, left: sa.ColumnElement[Any], column: Column, word: str, parameters: Parameters
) -> Condition:
    """A list that is NULL counts as empty, as it reads."""
    element, name = table.element_encoder(column.name), column.name
    cast = table.dialect.cast
    if word == "has":
        return is_any(cast(parameters.value(element, name), column, many=False), left)
    if word not in ("equals", "has_every", "has_some"):
        return table.unknown(word, ("equals", *_LIST), f"operator on {name}")
    right = cast(parameters.value(encode.list_of(element), name), column, many=True)
    whole = sa.func.coalesce(left, cast(sa.literal_column("'{}'", sa.String()), column, many=True))
    operator = {"equals": "=", "has_every": "@>", "has_some": "&&"}[word]
    return whole.op(operator, is_comparison=True)(right)


def _is_empty(left: sa.ColumnElement[Any], wanted: bool) -> Condition:
    size: sa.ColumnElement[int] = sa.func.coalesce(sa.func.cardinality(left), 0)
    return size == sa.literal_column("0", sa.Integer()) if wanted else size > sa.literal_column("0", sa.Integer())


def _operators_of(column: Column) -> tuple[str, ...]:
    if column.kind in ("Boolean", "Bytes") or not isinstance(column.kind, str):
        return ("equals", "not", "in", "not_in")
    plain = ("equals", "not", "in", "not_in", *_COMPARISONS)
    return (*plain, *_TEXT, "search", "mode") if column.kind == "String" else plain
