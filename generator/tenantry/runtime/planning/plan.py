"""A plan is a compiled call: SQL, a function that puts the call's values in the driver's order, and what to make of
the rows.

Plans are kept by shape. They hold no value and no tenant: the tenant is one more parameter of each call.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from tenantry.runtime.dialect import Dialect
from tenantry.runtime.encode import Encoder
from tenantry.runtime.errors import InputError

Bind = Callable[[list[Any], Any], tuple[Any, ...]]


@dataclass(slots=True)
class Plan:
    """`bind(values, tenant)` gives the driver's parameters."""

    sql: str
    bind: Bind


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a parameter's value comes from: the call's value of that index, or the tenant's key below 0."""

    index: int
    encoder: Encoder | None
    target: str
    optional: bool = False


@dataclass(slots=True)
class Parameters:
    """Hands out a statement's parameters while it is being built, in the order of the call's values."""

    dialect: Dialect
    model: str
    _slots: dict[str, Slot] = field(default_factory=dict[str, Slot])
    _taken: int = 0

    def value(
        self,
        encoder: Encoder | None,
        target: str = "",
        optional: bool = False,
        type_: sa.types.TypeEngine[Any] | None = None,
    ) -> sa.BindParameter[Any]:
        """A parameter for the next value of the call; None is a value where it is `optional`."""
        name = f"p{len(self._slots)}"
        self._slots[name] = Slot(self._taken, encoder, target, optional)
        self._taken += 1
        return sa.bindparam(name, type_=sa.types.NullType() if type_ is None else type_)

    def tenant(self, encoder: Encoder) -> sa.BindParameter[Any]:
        """A parameter for the tenant's key."""
        name = f"p{len(self._slots)}"
        self._slots[name] = Slot(-1, encoder, "tenant")
        return sa.bindparam(name, type_=sa.types.NullType())

    def plan(self, statement: sa.ClauseElement) -> Plan:
        """Compiles the statement that these parameters were built into."""
        compiled = self.dialect.compile(statement)
        return Plan(compiled.sql, self._binder(compiled.parameters, compiled.constants))

    def _binder(self, order: tuple[str, ...], constants: dict[str, Any]) -> Bind:
        """Straight-line code from a call's values to the driver's parameters; a complaint is explained afterwards."""
        slots = [self._slots.get(name) for name in order]
        names: dict[str, Any] = {"explain": _explainer(self.model, [slot for slot in slots if slot is not None])}
        terms: list[str] = []
        for position, (name, slot) in enumerate(zip(order, slots, strict=True)):
            if slot is None:
                names[f"c{position}"] = constants[name]
                terms.append(f"c{position}")
                continue
            source = "t" if slot.index < 0 else f"v[{slot.index}]"
            if slot.encoder is None:
                terms.append(source)
                continue
            names[f"e{position}"] = slot.encoder
            term = f"e{position}({source})"
            terms.append(f"None if {source} is None else {term}" if slot.optional else term)
        code = (
            "def bind(v, t):\n"
            "    try:\n"
            f"        return ({''.join(f'{term}, ' for term in terms)})\n"
            "    except ValueError:\n"
            "        explain(v, t)\n"
            "        raise\n"
        )
        exec(code, names)  # noqa: S102 - made of positions only
        bind: Bind = names["bind"]
        return bind


def _explainer(model: str, slots: Sequence[Slot]) -> Callable[[list[Any], Any], None]:
    """Raises the complaint of the first value that does not fit as an InputError that names its field."""

    def explain(values: list[Any], tenant: Any) -> None:
        for slot in slots:
            value = tenant if slot.index < 0 else values[slot.index]
            if slot.encoder is None or (slot.optional and value is None):
                continue
            try:
                slot.encoder(value)
            except ValueError as fault:
                raise InputError(f"{model}.{slot.target} {fault}.", model=model, target=[slot.target]) from None

    return explain


V = TypeVar("V")


class Cache(Generic[V]):
    """The most recently used, by shape; bounded; safe between threads."""

    def __init__(self, size: int = 2000) -> None:
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._size = size
        self._lock = threading.Lock()

    def get(self, shape: Hashable) -> V | None:
        """What is kept under that shape. Raises TypeError for one that cannot be a key."""
        found = self._kept.get(shape)
        if found is not None:
            with suppress(KeyError):  # evicted by another thread meanwhile; what is in hand is as good as before
                self._kept.move_to_end(shape)
        return found

    def put(self, shape: Hashable, value: V) -> V:
        """Keeps a value, and lets go of the one that was asked for longest ago."""
        with self._lock:
            self._kept[shape] = value
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._kept)
