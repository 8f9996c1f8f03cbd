"""A call's shape: which fields, operators and relations it uses, without the values.

Walking an argument gives its shape, a hashable tuple, and appends its values to a list in the same order in which the
compiler, which reads only the shape, will ask for them. A shape is written so:

    "email"                      equality with a value
    ("email", None)              IS NULL
    ("level", ("gte", "lt"))     operators with a value each; ("not", None) and ("not", (...)) nest
    ("level", (("gt", FieldRef),))   compared with another field
    ("meta", ("path", "gte"))    those of a Json column, at a path in it
    ("OR", (shape, shape))       alternatives; so AND and NOT
    ("posts", (("some", shape),))    what is said of the rows at a relation's other end; ("is", None): there is none
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from tenantry.runtime.catalog import ToOne
from tenantry.runtime.planning.documents import document_shape
from tenantry.runtime.planning.table import Table
from tenantry.runtime.references import FieldRef

Shape = tuple[Any, ...]

LOGIC = ("AND", "OR", "NOT")
_ALIASES = {"startsWith": "startswith", "endsWith": "endswith", "notIn": "not_in"}
_OF_ONE = ("is", "is_not", "isNot")
_OF_MANY = ("some", "every", "none")


def where_shape(table: Table, where: Any, values: list[Any]) -> Shape:
    """The shape of a filter; raises InputError when it is no dictionary."""
    if where is None:
        return ()
    if not isinstance(where, dict):
        table.wrong("wants a dictionary as filter")
    entries: list[Any] = []
    for name, value in cast("dict[str, Any]", where).items():
        if name in LOGIC:
            entries.append((name, _branches(table, name, value, values)))
        elif value is None:
            entries.append((name, _related(table, name, None, values) if name in table.relations else None))
        elif isinstance(value, dict):
            asked = _related if name in table.relations else _operators
            entries.append((name, asked(table, name, cast("dict[str, Any]", value), values)))
        elif name in table.columns:
            entries.append(name)
            values.append(value)
        elif name in table.relations:
            table.wrong("is a relation: it wants a dictionary as filter", name)
        else:
            table.unknown(name, (*table.columns, *table.relations))
    return tuple(entries)


def _related(table: Table, name: str, said: Mapping[str, Any] | None, values: list[Any]) -> Shape:
    """What is said of the rows at the other end. A to-one relation may be given the filter itself, which means `is`."""
    relation = table.relations[name]
    other = table.other(relation.model)
    if isinstance(relation, ToOne):
        if said is None or not said or not said.keys() <= set(_OF_ONE):
            said = {"is": said}
        known: tuple[str, ...] = _OF_ONE
    else:
        known = _OF_MANY
        if said is None:
            table.wrong(f"is a list: say {', '.join(known)}", name)
    entries: list[Any] = []
    for word, inner in said.items():
        if word not in known:
            table.unknown(word, known, f"operator on {name}")
        if inner is None and known is _OF_MANY:
            table.wrong(f"wants a dictionary for {word}", name)
        entries.append(
            ("is_not" if word == "isNot" else word, None if inner is None else where_shape(other, inner, values))
        )
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
        table.unknown(name, (*table.columns, *table.relations))
    if column.kind == "Json" and not column.many:
        return document_shape(table, name, operators, values)
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
        elif isinstance(value, FieldRef):
            entries.append((operator, _reference(table, name, value)))
        elif operator == "not" and isinstance(value, dict):
            entries.append((operator, _operators(table, name, cast("dict[str, Any]", value), values)))
        else:
            entries.append(operator)
            values.append(value)
    return tuple(entries)


def _reference(table: Table, name: str, said: FieldRef) -> FieldRef:
    """A field of the same rows, as the model spells it: what a caller made may equal anything."""
    if said.model != table.name:
        table.wrong(f"can only be compared with fields of {table.name}", name)
    return FieldRef(table.name, table.column(said.name).name)


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
