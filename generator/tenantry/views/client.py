"""`client.py`: the clients, with a door for each repository they have."""

from __future__ import annotations

from dataclasses import dataclass

from tenantry import ir
from tenantry.views import imports, names, repositories, types, visible


@dataclass(frozen=True, slots=True)
class Door:
    """A client's attribute: `accessor` leads to the class `repository`."""

    accessor: str
    repository: str
    async_repository: str


@dataclass(frozen=True, slots=True)
class Tenancy:
    """`key` is the type of a tenant's key."""

    key: str
    standard_imports: tuple[str, ...]
    has_enums: bool


@dataclass(frozen=True, slots=True)
class ClientFile:
    """`tenancy` is None without a tenant model. `entrance` are the doors of the client that leads to the others."""

    tenancy: Tenancy | None
    doors: tuple[Door, ...]
    entrance: tuple[Door, ...]


def client_file(schema: ir.Schema) -> ClientFile:
    called = repositories.repository_names(schema)
    accessors = accessor_names(schema)
    doors = {m.name: Door(accessors[m.name], *called[m.name]) for m in visible.models(schema)}
    entrance = tuple(doors[m.name] for m in visible.models(schema) if is_global(m))
    return ClientFile(_tenancy(schema), tuple(doors.values()), entrance)


def accessor_names(schema: ir.Schema) -> dict[str, str]:
    """For each model, the attribute of the clients."""
    return {m.name: names.accessor(m.name, is_global=is_global(m)) for m in visible.models(schema)}


def is_global(model: ir.Model) -> bool:
    return isinstance(model.tenancy, ir.TenantNone)


def _tenancy(schema: ir.Schema) -> Tenancy | None:
    for model in schema.models:
        if isinstance(model.tenancy, ir.TenantRoot):
            key = types.element(model.scalar(model.tenancy.field))
            return Tenancy(key, imports.standard([key]), imports.mentions("enums", key))
    return None
