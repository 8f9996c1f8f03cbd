"""A call's shape: which fields, operators and relations it uses, without the values.

Walking an argument gives its shape, a hashable tuple, and appends its values to a list in the same order in which the
compiler, which reads only the shape, will ask for them. A shape is written so:

    "email"                      equality with a value
    ("email", None)              IS NULL
    ("level", ("gte", "lt"))     operators with a value each; ("not", None) and ("not", (...)) nest
    ("OR", (shape, shape))       alternatives; so AND and NOT
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from tenantry.runtime.planning.table import Table

Shape = tuple[Any, ...]

_LOGIC = ("AND", "OR", "NOT")
_ALIASES = {"startsWith": "startswith", "endsWith": "endswith", "notIn": "not_in"}


def where_shape(table: Table, where: Any, values: list[Any]) -> Shape:
    """The shape of a filter; raises InputError when it is no dictionary."""
    if where is None:
        return ()
    if not isinstance(where, dict):
        table.wrong("wants a dictionary as filter")
    entries: list[Any] = []
    for name, value in cast("dict[str, Any]", where).items():
        if name in _LOGIC:
            entries.append((name, _branches(table, name, value, values)))
        elif value is None:
            entries.append((name, None))
        elif isinstance(value, dict):
            entries.append((name, _operators(table, name, cast("dict[str, Any]", value), values)))
        elif name in table.columns:
            entries.append(name)
            values.append(value)
        else:
            table.unknown(name, table.columns)
    return tuple(entries)


def _branches(table: Table, name: str, value: Any, values: list[Any]) -> Shape:
    if isinstance(value, dict):
        return (where_shape(table, value, values),)
    if isinstance(value, (list, tuple)):
        return tuple([where_shape(table, branch, values) for branch in cast("list[Any]", value)])
    return table.wrong(f"wants a dictionary or a list of them under {name}")


def _operators(table: Table, name: str, operators: Mapping[str, Any], values: list[Any]) -> Shape:
    column = table.columns.get(name)
    if column is None:
        table.unknown(name, table.columns)
    entries: list[Any] = []
    for word, value in operators.items():
        operator = _ALIASES.get(word, word)
        if not isinstance(operator, str):  # pyright: ignore[reportUnnecessaryIsInstance] - what callers give
            table.wrong("wants words as operators", name)
        if value is None:
            entries.append((operator, None))
        elif operator in {"mode", "is_empty"}:
            wanted = str if operator == "mode" else bool
            if not isinstance(value, wanted):
                table.wrong(f"wants a {wanted.__name__} for {operator}", name)
            entries.append((operator, value))
        elif operator == "not" and isinstance(value, dict) and column.kind != "Json":
            entries.append((operator, _operators(table, name, cast("dict[str, Any]", value), values)))
        else:
            entries.append(operator)
            values.append(value)
    return tuple(entries)


def unique_shape(table: Table, where: Any, values: list[Any]) -> tuple[str, ...]:
    """The fields of the key or unique index that `where` names; their values are appended in that order.

    Raises InputError when it names none, more than one thing, or leaves a part out or None.
    """
    if not isinstance(where, dict) or len(cast("dict[str, Any]", where)) != 1:
        table.wrong(f"wants exactly one of {', '.join(table.uniques)} to name a row")
    ((name, value),) = cast("dict[str, Any]", where).items()
    fields = table.uniques.get(name)
    if fields is None:
        if name in table.columns:
            table.wrong(f"is not unique; a row is named by {', '.join(table.uniques)}", name)
        table.unknown(name, table.uniques, "unique field")
    if len(fields) == 1 and name == fields[0]:
        parts: list[Any] = [value]
    elif isinstance(value, dict) and cast("dict[str, Any]", value).keys() == set(fields):
        parts = [value[f] for f in fields]
    else:
        table.wrong(f"wants a dictionary with {', '.join(fields)}", name)
    if any(part is None for part in parts):
        table.wrong("cannot be None where a row is named: use find_first", name)
    values.extend(parts)
    return fields


def key_values(table: Table, key: Any) -> list[Any]:
    """The values of a primary key given as a scalar, or as the tuple of a composite key in the order of its fields."""
    fields = table.model.key
    if not fields:
        table.wrong("has no key")
    parts: tuple[Any, ...] = (key,)
    if len(fields) > 1:
        if key.__class__ is not tuple or len(key) != len(fields):
            table.wrong(f"wants a tuple ({', '.join(fields)}) as key")
        parts = key
    if any(part is None for part in parts):
        table.wrong("cannot have None as key")
    return list(parts)


def order_shape(table: Table, order: Any) -> tuple[tuple[str, str], ...]:
    """`{"a": "desc"}`, or a list of such, as pairs of field and direction."""
    if order is None:
        return ()
    pairs: list[tuple[str, str]] = []
    for term in cast("list[Any]", order if isinstance(order, (list, tuple)) else [order]):
        if not isinstance(term, dict):
            table.wrong("wants a dictionary, or a list of them, as order")
        for name, direction in cast("dict[str, Any]", term).items():
            column = table.column(name)
            if direction not in ("asc", "desc"):
                table.wrong("is ordered 'asc' or 'desc'", name)
            if column.many or column.kind == "Json":
                table.wrong("cannot order rows", name)
            pairs.append((name, direction))
    return tuple(pairs)


def selection_of(table: Table, select: Any) -> tuple[str, ...] | None:
    """The columns that `select` turns on, in the model's order; None when there is no `select`."""
    if select is None:
        return None
    if not isinstance(select, dict):
        table.wrong("wants a dictionary as select")
    for name in cast("dict[str, Any]", select):
        table.column(name)
    chosen = tuple([name for name in table.columns if cast("dict[str, Any]", select).get(name)])
    if not chosen:
        table.wrong("wants at least one field in select")
    return chosen


def included(table: Table, include: Any) -> list[str]:
    """Names of the relations that `include` turns on."""
    if include is None:
        return []
    if not isinstance(include, dict):
        table.wrong("wants a dictionary as include")
    names: list[str] = []
    for name, wanted in cast("dict[str, Any]", include).items():
        if name not in table.relations:
            table.unknown(name, table.relations, "relation")
        if wanted is True:
            names.append(name)
        elif wanted is not False:
            table.wrong("is included with True", name)
    return names
