"""Which of a schema's databases a url is for."""

from __future__ import annotations

from tenantry import ir
from tenantry.urls import DatabaseUrl
from tenantry.workspace.errors import ProjectError


def provider_of(schema: ir.Schema, url: DatabaseUrl) -> ir.Provider:
    """The one of the schema's databases that the url is for. Raises ProjectError."""
    for provider in schema.providers:
        if provider.value == url.provider:
            return provider
    listed = " and ".join(provider.value for provider in schema.providers)
    raise ProjectError(
        "wrong-database",
        f"the schema is for {listed}, and {url.safe} is {url.provider}",
        "give the url of such a database, or set portable = true in the generator block",
    )
