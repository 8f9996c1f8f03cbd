"""What a repository returns: Pydantic classes, filled from rows without validating what the database just said.

A Pydantic instance has four slots; `filler` writes them directly, in code made once for a model and a choice of
columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field


def field(name: str, default: Any = ...) -> Any:
    """A record's attribute that has another name in the schema, because Python or Pydantic reserve that one."""
    return Field(default, alias=name)


class Record(BaseModel):
    """Base of all records.

    Relations are None unless they were included; a column that `select` left out is no attribute at all.
    """

    model_config = ConfigDict(defer_build=True, populate_by_name=True, protected_namespaces=())

    @property
    def relation_counts(self) -> Mapping[str, int]:
        """How many rows each relation leads to, of those that `_count` asked for; empty where it did not."""
        private: dict[str, Any] = self.__pydantic_private__ or {}
        counts: dict[str, int] = private.get(_COUNTS, {})
        return counts

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in type(self).model_fields:
                raise AttributeError(f"{type(self).__name__}.{name} was not selected: add it to the query's select.")
            return super().__getattr__(name)


_COUNTS = "_relation_counts"


def set_counts(record: Record, relation: str, total: int) -> None:
    """Makes `relation_counts` tell how many rows a relation leads to."""
    private = record.__pydantic_private__
    if private is None:
        private = {_COUNTS: dict[str, int]()}
        _SLOTS["__pydantic_private__"](record, private)
    private[_COUNTS][relation] = total


def set_fields(record: Record, names: AbstractSet[str]) -> None:
    """Says which attributes a record has; the set is shared by all records of a query, so it is never changed."""
    _SLOTS["__pydantic_fields_set__"](record, names)


Fill = Callable[[Iterable[Sequence[Any]]], list[Any]]

_SLOTS = {
    slot: BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
}


def filler(record: type[Any], columns: Sequence[tuple[str, str]], absent: Sequence[str], names: dict[str, Any]) -> Fill:
    """A function from rows to records.

    `columns` gives for each column of the row its attribute and the expression that decodes the variable `v`, in
    terms of
    `names`; `absent` are the attributes to set to None. Only our own words enter the code that is compiled here.
    """
    variables = [f"v{position}" for position in range(len(columns))]
    entries = [
        f"{attribute!r}: {expression.replace('@', variable)}"
        for variable, (attribute, expression) in zip(variables, columns, strict=True)
    ]
    entries += [f"{attribute!r}: None" for attribute in absent]
    known = {attribute for attribute, _ in columns} | set(absent)
    code = (
        "def fill(rows):\n"
        "    records = []\n"
        "    append = records.append\n"
        f"    for {', '.join(variables)}, in rows:\n"
        "        record = new(cls)\n"
        f"        set_dict(record, {{{', '.join(entries)}}})\n"
        "        set_fields(record, known)\n"
        "        set_extra(record, None)\n"
        "        set_private(record, None)\n"
        "        append(record)\n"
        "    return records\n"
    )
    namespace: dict[str, Any] = {
        **names,
        "new": object.__new__,
        "cls": record,
        "known": known,
        "set_dict": _SLOTS["__dict__"],
        "set_fields": _SLOTS["__pydantic_fields_set__"],
        "set_extra": _SLOTS["__pydantic_extra__"],
        "set_private": _SLOTS["__pydantic_private__"],
    }
    exec(code, namespace)  # noqa: S102 - the text is built from column positions and the generated package's own names
    fill: Fill = namespace["fill"]
    return fill
