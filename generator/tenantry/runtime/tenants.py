"""From a tenant's key to a scope: a key that names nobody is refused before any statement is made."""

from __future__ import annotations

import logging
from typing import Any

from tenantry.runtime.catalog import Catalog, Root
from tenantry.runtime.encode import encoder, plain
from tenantry.runtime.errors import TenantRequiredError
from tenantry.runtime.scope import Scope

log = logging.getLogger("tenantry.tenancy")


def tenant_scope(catalog: Catalog, key: Any) -> Scope:
    """The scope of a tenant. Raises TenantRequiredError when the key is missing, empty, falsy or of the wrong type."""
    root = catalog.root()
    if root is None or not isinstance(root.tenancy, Root):
        raise TenantRequiredError("The schema names no tenant model: set tenantModel in its generator block.")
    key = plain(key)
    if not key or (isinstance(key, str) and not key.strip()):
        raise TenantRequiredError("A tenant is needed: its key is missing or empty.")
    (column,) = [c for c in root.columns if c.name == root.tenancy.field]
    try:
        encoder(column, "postgresql", catalog.stored)(key)
    except ValueError as fault:
        raise TenantRequiredError(f"A tenant is needed: its key {fault}.") from None
    if isinstance(key, str) and not _is_text(key):
        raise TenantRequiredError("A tenant is needed: its key is no text that a database can hold.")
    return Scope("tenant", key)


def _is_text(key: str) -> bool:
    """Neither half a surrogate pair nor NUL, at which PostgreSQL's text and some of SQLite's functions end."""
    try:
        return "\0" not in key and bool(key.encode())
    except UnicodeEncodeError:
        return False


def unscoped_scope(catalog: Catalog, reason: str) -> Scope:
    """The scope of everything; the reason is logged. Raises TenantRequiredError when none is given."""
    if not isinstance(reason, str) or not reason.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TenantRequiredError("Reaching every tenant's rows needs a reason: unscoped(reason=...).")
    log.info("unscoped access: %s", reason)
    return Scope("unscoped")
