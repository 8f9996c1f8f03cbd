"""How a client shows its repositories: made on first use, kept by the client."""

from __future__ import annotations

from typing import Any, Generic, Protocol, Self, TypeVar, overload

from tenantry.runtime.scope import Scope


class HasScope(Protocol):
    """A client, as a door needs it."""

    @property
    def _session(self) -> Any: ...
    @property
    def _scope(self) -> Scope: ...


R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class RepositoryClass(Protocol[R_co]):
    def __call__(self, session: Any, scope: Scope, /) -> R_co: ...


class Door(Generic[R]):
    """A client's attribute that is the repository of a model."""

    __slots__ = ("_make", "_name")

    def __init__(self, repository: RepositoryClass[R]) -> None:
        self._make = repository

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, client: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, client: HasScope, owner: type[Any]) -> R: ...
    def __get__(self, client: HasScope | None, owner: type[Any]) -> R | Self:
        if client is None:
            return self
        made = self._make(client._session, client._scope)  # pyright: ignore[reportPrivateUsage] - the client's own part
        client.__dict__[self._name] = made
        return made
