"""A plan is a compiled call: SQL, a function that puts the call's values in the driver's order, and what to make of
the rows.

Plans are kept by shape. They hold no value and no tenant: the tenant is one more parameter of each call.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(slots=True)
class Parameters:
    """Hands out a statement's parameters while it is being built, in the order of the call's values."""

    dialect: Dialect
    model: str
    _slots: dict[str, tuple[int, Encoder | None, str]] = field(
        default_factory=dict[str, tuple[int, "Encoder | None", str]]
    )
    _taken: int = 0

    def value(self, encoder: Encoder | None, target: str = "") -> sa.BindParameter[Any]:
        """A parameter for the next value of the call."""
        name = f"p{len(self._slots)}"
        self._slots[name] = (self._taken, encoder, target)
        self._taken += 1
        return sa.bindparam(name, type_=sa.types.NullType())

    def tenant(self, encoder: Encoder) -> sa.BindParameter[Any]:
        """A parameter for the tenant's key."""
        name = f"p{len(self._slots)}"
        self._slots[name] = (-1, encoder, "tenant")
        return sa.bindparam(name, type_=sa.types.NullType())

    def plan(self, statement: sa.ClauseElement) -> Plan:
        """Compiles the statement that these parameters were built into."""
        compiled = self.dialect.compile(statement)
        return Plan(compiled.sql, self._binder(compiled.parameters, compiled.constants))

    def _binder(self, order: tuple[str, ...], constants: dict[str, Any]) -> Bind:
        names: dict[str, Any] = {}
        terms: list[str] = []
        for position, name in enumerate(order):
            if name not in self._slots:
                names[f"c{position}"] = constants[name]
                terms.append(f"c{position}")
                continue
            index, encoder, target = self._slots[name]
            source = "t" if index < 0 else f"v[{index}]"
            if encoder is None:
                terms.append(source)
            else:
                names[f"e{position}"] = _explained(encoder, self.model, target)
                terms.append(f"e{position}({source})")
        code = f"lambda v, t: ({''.join(f'{term}, ' for term in terms)})"
        bind: Bind = eval(code, names)  # noqa: S307 - made of positions only
        return bind


def _explained(encoder: Encoder, model: str, target: str) -> Encoder:
    """The encoder, its complaint made an InputError that names the field."""

    def encode(value: Any) -> Any:
        try:
            return encoder(value)
        except ValueError as fault:
            raise InputError(f"{model}.{target} {fault}.", model=model, target=[target]) from None

    return encode


class PlanCache:
    """The most recently used plans, bounded; safe between threads."""

    def __init__(self, size: int = 2000) -> None:
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._size = size
        self._lock = threading.Lock()

    def get(self, shape: Hashable) -> Plan | None:
        plan = self._plans.get(shape)
        if plan is not None:
            with suppress(KeyError):  # evicted by another thread meanwhile; the plan in hand is as good as before
                self._plans.move_to_end(shape)
        return plan

    def put(self, shape: Hashable, plan: Plan) -> Plan:
        with self._lock:
            self._plans[shape] = plan
            while len(self._plans) > self._size:
                self._plans.popitem(last=False)
        return plan

    def __len__(self) -> int:
        return len(self._plans)
