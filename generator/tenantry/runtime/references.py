"""Fields that a filter compares with: `{"score": {"gt": game.fields["goal"]}}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

FieldT = TypeVar("FieldT", bound=str)


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The value of another field of the same row."""

    model: str
    name: str


class Fields(Generic[FieldT]):
    """A model's fields by name, to compare others with."""

    __slots__ = ("_model",)

    def __init__(self, model: str) -> None:
        self._model = model

    def __getitem__(self, name: FieldT) -> FieldRef:
        return FieldRef(self._model, name)
