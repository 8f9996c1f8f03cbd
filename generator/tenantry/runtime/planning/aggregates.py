"""Numbers about many rows: how many, average, sum, least and greatest; and what `having` says of them."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from typing import Any, cast

import sqlalchemy as sa

from tenantry.runtime import encode
from tenantry.runtime.catalog import Column
from tenantry.runtime.dialect import Verbatim
from tenantry.runtime.planning.frame import Frame
from tenantry.runtime.planning.operators import Condition, against, equals, matches
from tenantry.runtime.planning.shape import LOGIC, Shape, where_shape
from tenantry.runtime.planning.table import Table
from tenantry.runtime.references import FieldRef

Aggregate = tuple[str, str]
"""What is computed, and of which field: `("sum", "level")`; `("count", "_all")` counts rows."""

WORDS = ("count", "avg", "sum", "min", "max")
_NUMBERS = ("Int", "BigInt", "Float", "Decimal")
_COMPARISONS = ("equals", "not", "in", "not_in", "lt", "lte", "gt", "gte")


def aggregates_of(table: Table, word: str, said: Any) -> tuple[Aggregate, ...]:
    """What `count=True`, `avg={"level": True}` ask for. Raises InputError for what cannot be computed."""
    if said is None or said is False:
        return ()
    if said is True and word == "count":
        return ((word, "_all"),)
    if not isinstance(said, dict):
        table.wrong(f"wants a dictionary as {word}")
    for name in cast("dict[str, Any]", said):
        if word != "count" or name != "_all":
            _check(table, word, name)
    return tuple([(word, name) for name, wanted in cast("dict[str, Any]", said).items() if wanted])


def _check(table: Table, word: str, name: str) -> None:
    column = table.column(name)
    if word in ("avg", "sum") and (column.many or column.kind not in _NUMBERS):
        table.wrong(f"is no number, so there is no {word} of it", name)
    if word in ("min", "max") and (column.many or column.kind in ("Json", "Boolean", "Bytes")):
        table.wrong(f"has no {word}", name)


def expression(table: Table, source: sa.FromClause, aggregate: Aggregate) -> sa.ColumnElement[Any]:
    """The SQL of an aggregate over the rows of `source`."""
    word, name = aggregate
    if name == "_all":
        return sa.func.count()
    column = table.of(source, name)
    if word in ("min", "max") and not isinstance(table.columns[name].kind, str):
        return table.dialect.selected(getattr(sa.func, word)(column), table.columns[name])
    found: sa.ColumnElement[Any] = getattr(sa.func, word)(column)
    return found


def decoder(table: Table, aggregate: Aggregate) -> Callable[[Any], Any]:
    """From what the driver gives to the value that a caller gets; None stays None."""
    word, name = aggregate
    if word == "count":
        return int
    column = table.columns[name]
    if word in ("min", "max"):
        return table.value_decoder(name)
    if column.kind == "Decimal":
        return lambda value: None if value is None else decimal.Decimal(str(value))
    number: Callable[[Any], Any] = float if word == "avg" or column.kind == "Float" else int
    return lambda value: None if value is None else number(value)


def having_shape(table: Table, by: tuple[str, ...], having: Any, values: list[Any]) -> Shape:
    """The shape of `having`: conditions on the fields that rows are grouped by, `("level", "avg", ("gt",))` on
    aggregates.
    """
    if having is None:
        return ()
    if not isinstance(having, dict):
        table.wrong("wants a dictionary as having")
    entries: list[Any] = []
    for name, said in cast("dict[str, Any]", having).items():
        if name in LOGIC:
            branches = cast("list[Any]", said if isinstance(said, (list, tuple)) else [said])
            entries.append((name, tuple([having_shape(table, by, branch, values) for branch in branches])))
        elif isinstance(said, dict) and any(str(word).startswith("_") for word in cast("dict[str, Any]", said)):
            entries += _of_aggregates(table, name, cast("dict[str, Any]", said), values)
        else:
            table.column(name)
            if name not in by:
                table.wrong("is not among the fields that rows are grouped by", name)
            for other in _referred(said):
                table.known(other, by)
            entries += where_shape(table, {name: said}, values)
    return tuple(entries)


def _referred(said: Any) -> list[str]:
    """The names of the fields that operators compare with."""
    if isinstance(said, FieldRef):
        return [said.name]
    operators = cast("dict[str, Any]", said) if isinstance(said, dict) else {}
    return [name for value in operators.values() for name in _referred(value)]


def _of_aggregates(table: Table, name: str, said: Mapping[str, Any], values: list[Any]) -> list[Any]:
    entries: list[Any] = []
    for word, operators in said.items():
        plain = word.removeprefix("_")
        if not word.startswith("_") or plain not in WORDS:
            table.unknown(word, [f"_{known}" for known in WORDS], f"aggregate in having of {name}")
        _check(table, plain, name)
        asked = cast("dict[str, Any]", operators if isinstance(operators, dict) else {"equals": operators})
        for operator, value in asked.items():
            if operator not in _COMPARISONS:
                table.unknown(operator, _COMPARISONS, f"operator on {word} of {name}")
            if value is None:
                table.wrong(f"cannot be compared with None by {operator}", name)
            values.append(value)
        entries.append((name, plain, tuple(asked)))
    return entries


def having_condition(frame: Frame, table: Table, source: sa.FromClause, shape: Shape) -> Condition | None:
    """The condition of HAVING; None when it says nothing."""
    terms: list[Condition] = []
    for entry in shape:
        if isinstance(entry, str):
            terms.append(equals(table, source, entry, frame.parameters))
        elif entry[0] in LOGIC:
            branches = [having_condition(frame, table, source, branch) for branch in entry[1]]
            said = [term for term in branches if term is not None]
            if said:
                joined = sa.or_(*said) if entry[0] == "OR" else sa.and_(*said)
                terms.append(sa.not_(sa.or_(*said)) if entry[0] == "NOT" else joined)
        elif len(entry) == 3:
            terms += [_compared(frame, table, source, (entry[1], entry[0]), word) for word in entry[2]]
        elif entry[1] is None:
            terms.append(table.of(source, entry[0]).is_(None))
        else:
            terms += matches(table, source, entry[0], entry[1], frame.parameters)
    return sa.and_(*terms) if terms else None


def _compared(frame: Frame, table: Table, source: sa.FromClause, aggregate: Aggregate, word: str) -> Condition:
    left, (encoder, type_name) = expression(table, source, aggregate), _operand(table, aggregate)
    name, column = aggregate[1], table.columns[aggregate[1]]
    if word in ("in", "not_in"):
        if type_name is not None:
            column = Column("", "Float" if type_name == "DOUBLE PRECISION" else "BigInt", postgresql=type_name)
        many = encode.json_list(encoder) if table.dialect.provider == "sqlite" else encode.list_of(encoder)
        among = table.dialect.among(left, column, frame.parameters.value(many, name))
        return among if word == "in" else sa.not_(among)
    right: sa.ColumnElement[Any] = frame.parameters.value(encoder, name)
    if table.dialect.provider == "postgresql":
        right = table.dialect.written(right, column) if type_name is None else sa.cast(right, Verbatim(type_name))
    return against(left, word, right)


def _operand(table: Table, aggregate: Aggregate) -> tuple[encode.Encoder, str | None]:
    """How a value to compare an aggregate with is written, and its type where it is not the column's."""
    word, name = aggregate
    kind = table.columns[name].kind
    if word in ("min", "max"):
        return table.element_encoder(name), None
    if word == "count" or (word == "sum" and kind in ("Int", "BigInt")):
        return encode.encoder(Column("", "BigInt"), table.dialect.provider, {}), "BIGINT"
    if kind == "Decimal":
        return table.element_encoder(name), "NUMERIC"
    return encode.encoder(Column("", "Float"), table.dialect.provider, {}), "DOUBLE PRECISION"
