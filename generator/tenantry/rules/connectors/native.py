"""What a native type of a database is: the scalar types that it stores, and the arguments that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tenantry.ir import Scalar


class Takes(Enum):
    """What a native type expects between its parentheses, in Prisma's words."""

    NOTHING = "nothing"
    NUMBER = "a nonnegative integer"
    NUMBERS = "two nonnegative integers"
    NUMBER_OR_MAX = "an integer or `Max`"


@dataclass(frozen=True, slots=True)
class Limit:
    """How large the argument at `place` may be; `text` says it in a message. `scalar` narrows it to fields of that
    type."""

    low: int
    high: int
    text: str
    place: int = 0
    scalar: Scalar | None = None


@dataclass(frozen=True, slots=True)
class Native:
    """`required` says that the argument may not be left out."""

    scalars: tuple[Scalar, ...]
    takes: Takes = Takes.NOTHING
    required: bool = False
    limits: tuple[Limit, ...] = ()

    @property
    def arguments(self) -> int:
        """How many arguments there may be."""
        return {Takes.NOTHING: 0, Takes.NUMBERS: 2}.get(self.takes, 1)


def plain(*scalars: Scalar) -> Native:
    return Native(scalars)


def sized(scalar: Scalar, *limits: Limit) -> Native:
    """With one number, or none."""
    return Native((scalar,), Takes.NUMBER, limits=limits)


def measured(*scalars: Scalar, limits: tuple[Limit, ...] = ()) -> Native:
    """With one number, always."""
    return Native(scalars, Takes.NUMBER, required=True, limits=limits)


def decimal(*limits: Limit) -> Native:
    """With precision and scale, or neither."""
    return Native((Scalar.DECIMAL,), Takes.NUMBERS, limits=limits)


STRING = plain(Scalar.STRING)
BOOLEAN = plain(Scalar.BOOLEAN)
INT = plain(Scalar.INT)
BIGINT = plain(Scalar.BIGINT)
FLOAT = plain(Scalar.FLOAT)
DATETIME = plain(Scalar.DATETIME)
BYTES = plain(Scalar.BYTES)
JSON = plain(Scalar.JSON)
UNBOUNDED = 2**32 - 1
