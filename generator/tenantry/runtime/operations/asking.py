"""What a caller asks of rows: which, in what order, which page and columns, and the rows at the ends of relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from tenantry.runtime.catalog import ManyToMany, Relation, ToOne
from tenantry.runtime.errors import TenantRequiredError
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.listing import Reading
from tenantry.runtime.planning.order import order_shape
from tenantry.runtime.planning.shape import Shape, unique_shape, where_shape
from tenantry.runtime.planning.table import Table

_OF_MANY = ("where", "order", "take", "skip", "cursor", "distinct", "include", "select", "omit")
_OF_ONE = ("include", "select", "omit")
_ALIASES = {"order_by": "order", "orderBy": "order"}
_MOST = 1 << 63


@dataclass(slots=True)
class Ask:
    """A reading and its values. `surplus` are attributes of columns that are fetched for a relation's sake only;
    `start` and `end` bound the page of each of many lists, which are `None` where it is open."""

    reading: Reading
    values: list[Any]
    take: int | None
    skip: int | None
    relations: Sequence[Related | Counted]
    surplus: tuple[str, ...] = ()

    def page(self) -> list[int]:
        """The values of a page of one list."""
        return [number for number in (self.take, self.skip) if number is not None]

    def page_of_each(self) -> list[int]:
        """The values of a page of each of many lists: after how many rows it starts, and with how many it ends."""
        bounds = [] if self.skip is None else [self.skip]
        return bounds if self.take is None else [*bounds, min((self.skip or 0) + self.take, _MOST - 1)]


@dataclass(frozen=True, slots=True)
class Related:
    """A relation whose rows are asked for too."""

    relation: Relation
    ask: Ask


@dataclass(frozen=True, slots=True)
class Counted:
    """A relation whose rows are counted, those that fit the filter."""

    relation: Relation
    filters: Shape
    values: list[Any]


def asked(
    bound: Bound,
    where: Any = None,
    order: Any = None,
    take: Any = None,
    skip: Any = None,
    cursor: Any = None,
    distinct: Any = None,
    include: Any = None,
    select: Any = None,
    omit: Any = None,
    also: tuple[str, ...] = (),
) -> Ask:
    """Reads the arguments of a `find_many`, or of one list in an `include`.

    `also` are columns to fetch whatever is selected. Raises InputError for what does not fit the model, and
    TenantRequiredError for a relation to a model of tenants from a client without one, whether or not there are rows.
    """
    table, values = bound.table, list[Any]()
    relations, selection, surplus = chosen(bound, include, select, omit, also)
    filters = () if where is None else where_shape(table, where, values)
    named = () if cursor is None else unique_shape(table, cursor, values)
    ordering = () if order is None else order_shape(table, order)
    backward = take.__class__ is int and take < 0
    taken = None if take is None else _whole(table, "take", -take if backward else take)
    skipped = None if skip is None else _whole(table, "skip", skip)
    different = () if distinct is None else _distinct(table, distinct)
    reading = Reading(filters, ordering, taken is not None, skipped is not None, backward, named, different, selection)
    return Ask(reading, values, taken, skipped, relations, surplus)


def chosen(
    bound: Bound, include: Any, select: Any, omit: Any = None, also: tuple[str, ...] = ()
) -> tuple[Sequence[Related | Counted], tuple[str, ...] | None, tuple[str, ...]]:
    """The relations to fetch, the columns to select (None: all), and the attributes to take away afterwards."""
    if select is None and omit is None:
        return (() if include is None else _included(bound, include)), None, ()
    table = bound.table
    if select is not None and (include is not None or omit is not None):
        table.wrong("takes include or select, not both" if include is not None else "takes select or omit, not both")
    if select is not None:
        wanted, relations = _selected(bound, select)
    else:
        wanted, relations = _without(table, omit), () if include is None else _included(bound, include)
    needed = {*also, *(name for one in relations for name in _local(table, one.relation))}
    fetched = tuple([name for name in table.columns if name in wanted or name in needed])
    return relations, fetched, tuple([table.attribute(name) for name in fetched if name not in wanted])


def _selected(bound: Bound, select: Any) -> tuple[tuple[str, ...], Sequence[Related | Counted]]:
    table = bound.table
    if not isinstance(select, dict):
        table.wrong("wants a dictionary as select")
    said = cast("dict[str, Any]", select)
    related: dict[str, Any] = {}
    for name, value in said.items():
        if name in table.relations or name == "_count":
            related[name] = value
        else:
            table.known(name, (*table.columns, *table.relations))
            if value is not True and value is not False:
                table.wrong("is selected with True", name)
    columns = tuple([name for name in table.columns if said.get(name)])
    relations = _included(bound, related, "selected")
    if not columns and not relations:
        table.wrong("wants at least one field in select")
    return columns, relations


def _without(table: Table, omit: Any) -> tuple[str, ...]:
    if not isinstance(omit, dict):
        table.wrong("wants a dictionary as omit")
    said = cast("dict[str, Any]", omit)
    for name, value in said.items():
        table.column(name)
        if value is not True and value is not False:
            table.wrong("is omitted with True", name)
    return tuple([name for name in table.columns if not said.get(name)])


def _included(bound: Bound, include: Any, how: str = "included") -> Sequence[Related | Counted]:
    table = bound.table
    if not isinstance(include, dict):
        table.wrong("wants a dictionary as include")
    found: list[Related | Counted] = []
    for name, said in cast("dict[str, Any]", include).items():
        if name == "_count":
            found += _counted(bound, said)
            continue
        relation = table.relations.get(name)
        if relation is None:
            table.unknown(name, table.relations, "relation")
        if said is False or said is None:
            continue
        other = _reached(bound, relation)
        arguments: dict[str, Any] = {}
        if said is not True:
            if not isinstance(said, dict):
                table.wrong(f"is {how} with True, or with a dictionary", name)
            arguments = _arguments(table, relation, cast("dict[str, Any]", said))
        also = () if isinstance(relation, ManyToMany) else relation.remote
        found.append(Related(relation, asked(other, **arguments, also=also)))
    return found


def _arguments(table: Table, relation: Relation, said: dict[str, Any]) -> dict[str, Any]:
    known = _OF_ONE if isinstance(relation, ToOne) else _OF_MANY
    arguments = {_ALIASES.get(word, word): value for word, value in said.items()}
    for word in arguments:
        if word not in known:
            table.unknown(word, known, f"argument for {relation.name}")
    return arguments


def _counted(bound: Bound, said: Any) -> list[Counted]:
    """`True` for every list, or `{"select": {"posts": True, "likes": {"where": {...}}}}`."""
    table = bound.table
    lists = {name: r for name, r in table.relations.items() if not isinstance(r, ToOne)}
    if said is False or said is None:
        return []
    if said is True:
        wanted: dict[str, Any] = dict.fromkeys(lists, True)
    else:
        wanted = _dictionary(table, _dictionary(table, said, "_count").get("select"), "_count.select")
    found: list[Counted] = []
    for name, value in wanted.items():
        relation = lists.get(name)
        if relation is None:
            table.unknown(name, lists, "relation to count")
        if value is False:
            continue
        other, values = _reached(bound, relation), list[Any]()
        filters = (
            () if value is True else where_shape(other.table, _dictionary(table, value, name).get("where"), values)
        )
        found.append(Counted(relation, filters, values))
    return found


def _dictionary(table: Table, said: Any, name: str) -> dict[str, Any]:
    if not isinstance(said, dict):
        table.wrong("wants True or a dictionary", name)
    return cast("dict[str, Any]", said)


def _reached(bound: Bound, relation: Relation) -> Bound:
    other = bound.other(relation.model)
    if bound.scope.reach == "global" and other.table.is_scoped:
        raise TenantRequiredError(f"{bound.table.name}.{relation.name} belongs to tenants: use client.tenant(key).")
    return other


def _local(table: Table, relation: Relation) -> tuple[str, ...]:
    """The columns by which the rows at the other end are found."""
    return table.model.key if isinstance(relation, ManyToMany) else relation.local


def _distinct(table: Table, said: Any) -> tuple[str, ...]:
    names = [said] if isinstance(said, str) else said
    if not isinstance(names, (list, tuple)) or not names:
        table.wrong("wants a list of fields as distinct")
    for name in cast("list[Any]", names):
        if table.column(name).kind == "Json":
            table.wrong("is Json: rows cannot be distinct by it", name)
    return tuple(cast("list[str]", names))


def _whole(table: Table, word: str, number: Any) -> int:
    if number.__class__ is int and 0 <= number < _MOST:
        return int(number)
    wanted = "a whole number, below 0 to count from the end" if word == "take" else "a whole number from 0 on"
    return table.wrong(f"wants {wanted} as {word}")
