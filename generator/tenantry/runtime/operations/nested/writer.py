"""What nested writes ask of those that they are nested in: they nest in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from tenantry.runtime.catalog import Relation
from tenantry.runtime.errors import RecordNotFoundError, RequiredRelationError
from tenantry.runtime.execution.steps import Steps
from tenantry.runtime.operations.bound import Bound
from tenantry.runtime.planning.shape import unique_shape
from tenantry.runtime.planning.table import Table


@dataclass(frozen=True, slots=True)
class Writer:
    """`create(bound, data)` gives the new record; `change(bound, where, data)` the changed one, or None where the scope
    has no such row.
    """

    create: Callable[[Bound, Any], Steps[Any]]
    change: Callable[[Bound, Any, Any], Steps[Any]]


Word = tuple[str, Any]


def words_of(table: Table, relation: Relation, said: Any, known: tuple[str, ...]) -> list[Word]:
    """What is to be done, in the order in which it was said."""
    if not isinstance(said, dict) or not said:
        table.wrong(f"wants a dictionary with {' or '.join(known)}", relation.name)
    for word in cast("dict[str, Any]", said):
        if word not in known:
            table.unknown(word, known, f"nested write in {relation.name}")
    return list(cast("dict[str, Any]", said).items())


def listed(value: Any) -> list[Any]:
    """One thing, or several."""
    return list(cast("list[Any]", value)) if isinstance(value, (list, tuple)) else [value]


def parts(table: Table, relation: Relation, word: str, said: Any, *names: str) -> list[Any]:
    """The values of a dictionary that has exactly these keys."""
    if not isinstance(said, dict) or cast("dict[str, Any]", said).keys() != set(names):
        table.wrong(f"wants a dictionary with {' and '.join(names)} for {word}", relation.name)
    return [said[name] for name in names]


def plain_where(table: Table, where: Any) -> dict[str, Any]:
    """A filter on the fields of the key or unique index that `where` names."""
    values: list[Any] = []
    fields = unique_shape(table, where, values)
    return dict(zip(fields, values, strict=True))


def key_of(table: Table, record: Any) -> dict[str, Any]:
    """What names a record's row: its key, or its first unique index that has no null."""
    for name, fields in table.uniques.items():
        values = {field: getattr(record, table.attribute(field)) for field in fields}
        if None not in values.values():
            return values if list(values) == [name] else {name: values}
    return table.wrong("has no key")


def nothing_to(done: str, bound: Bound, relation: Relation) -> NoReturn:
    """Raises the error of a row that is not there, or is another tenant's."""
    raise RecordNotFoundError(
        f"no {relation.model} to {done} {bound.table.name}.{relation.name}",
        model=relation.model,
        target=[relation.name],
    )


def required(table: Table, relation: Relation, fields: list[str]) -> NoReturn:
    """Raises the error of a row that would be left without what it must refer to."""
    raise RequiredRelationError(
        f"{table.name}.{', '.join(fields)} cannot be empty: the row belongs to {relation.name}",
        model=table.name,
        target=fields,
    )
