"""Strings that lie about themselves: what a caller could pass for a tenant's key or the name of a row."""

from __future__ import annotations

from typing import Any


class Lying(str):
    """Equal to everything, never empty, and shown as something else."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash("acme")

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return "acme"

    def __repr__(self) -> str:
        return "'acme'"

    def __len__(self) -> int:
        return 4

    def strip(self, _characters: str | None = None, /) -> str:
        return "acme"

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return b"acme"


class Posing(str):
    """Has one text, and takes the place of another in sets and comparisons."""

    posed: str

    def __new__(cls, text: str, posed: str) -> Posing:
        made = str.__new__(cls, text)
        made.posed = posed
        return made

    def __eq__(self, other: Any) -> bool:
        return self.posed == (other.posed if isinstance(other, Posing) else other)

    def __ne__(self, other: Any) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.posed)
