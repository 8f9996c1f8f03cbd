"""What Prisma's own language server does not tell: faults of tenancy and of our generator block."""

from __future__ import annotations

CODES = frozenset(
    {
        "ambiguous-tenant",
        "global-refers-to-tenant",
        "key-across-tenants",
        "model-without-tenant",
        "no-row-level-security",
        "no-tenant-model",
        "optional-tenant-path",
        "several-generators",
        "unique-across-tenants",
        "unknown-tenant-model",
        "wrong-portable",
        "wrong-tenancy",
        "wrong-tenant-field",
        "wrong-tenant-model",
    }
)
