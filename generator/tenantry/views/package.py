"""`__init__.py`: the package as its users import it."""

from __future__ import annotations

from dataclasses import dataclass

from tenantry import ir


@dataclass(frozen=True, slots=True)
class PackageFile:
    """`clients` are the names to export, sorted."""

    clients: tuple[str, ...]


def package_file(schema: ir.Schema) -> PackageFile:
    has_tenants = any(isinstance(m.tenancy, ir.TenantRoot) for m in schema.models)
    kinds = ("Client", "TenantClient", "UnscopedClient") if has_tenants else ("Client",)
    return PackageFile(tuple(sorted(f"{mode}{kind}" for kind in kinds for mode in ("", "Async"))))
