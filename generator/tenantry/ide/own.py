"""What Prisma's own language server does not tell: faults of tenancy and of our generator block."""

from __future__ import annotations

from tenantry.ide.snapshot import Snapshot
from tenantry.psl import ast
from tenantry.text.diagnostics import Diagnostic

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

_IN_OUR_BLOCK = frozenset({"unknown-property", "wrong-value"})


def is_ours(snapshot: Snapshot, fault: Diagnostic) -> bool:
    """Whether we alone tell it: Prisma takes any property in the block of a generator that is not its own."""
    if fault.code in CODES:
        return True
    if fault.code not in _IN_OUR_BLOCK or fault.span is None:
        return False
    for block in snapshot.blocks_of(fault.span.source.name):
        if isinstance(block, ast.ConfigBlock) and block.kind == "generator" and _is_tenantry(block):
            span = snapshot.place(block.span)
            if span.start <= fault.span.start < span.end:
                return True
    return False


def _is_tenantry(block: ast.ConfigBlock) -> bool:
    providers = [p.value for p in block.properties if p.name.text == "provider"]
    return any(isinstance(value, ast.String) and value.value == "tenantry" for value in providers)
