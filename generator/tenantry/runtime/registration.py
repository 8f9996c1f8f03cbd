"""One client of the process, for code that is not handed any: `register(client)`, then `get_client()`.

Only a client that leads to the others can be registered, never a tenant's: what is ambient must not decide on a tenant.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar, overload

from tenantry.runtime.errors import ClientAlreadyRegisteredError, ClientNotRegisteredError


class Registrable:
    """A client that owns its connections."""


ClientT = TypeVar("ClientT", bound=Registrable)

_lock = threading.Lock()
_registered: Registrable | Callable[[], Registrable] | None = None


def register(client: Registrable | Callable[[], Registrable]) -> None:
    """Makes this the client of the process, or the function whose client is asked for each time.

    Raises ClientAlreadyRegisteredError when there is one.
    """
    global _registered  # noqa: PLW0603 - one for the process is what it is for
    if not isinstance(client, Registrable) and not callable(client):
        raise TypeError(f"register wants a client, or a function that returns one, not a {type(client).__name__}")
    with _lock:
        if _registered is not None:
            raise ClientAlreadyRegisteredError
        _registered = client


def unregister() -> None:
    """Forgets the client, so that a test can register its own. Raises ClientNotRegisteredError when there is none."""
    global _registered  # noqa: PLW0603 - as above
    with _lock:
        if _registered is None:
            raise ClientNotRegisteredError
        _registered = None


@overload
def get_client() -> Any: ...


@overload
def get_client(kind: type[ClientT]) -> ClientT: ...


def get_client(kind: type[Any] = Registrable) -> Any:
    """The client of the process; `kind`, a package's `Client` or `AsyncClient`, tells type checkers which.

    Raises ClientNotRegisteredError, and TypeError when it is another kind of client.
    """
    registered = _registered
    if registered is None:
        raise ClientNotRegisteredError
    client = registered if isinstance(registered, Registrable) else registered()
    if not isinstance(client, kind):
        raise TypeError(f"the registered client is a {type(client).__name__}, not a {kind.__name__}")
    return client
