"""Whether Prisma would complete the relations of a schema.

It does where names, types and attributes are in order, and asks for nothing else: it has not yet looked at the
datasource, at what the connector can do, or at relations as such. So has a schema that `resolve` can make out, but not
only such a one.
"""

from __future__ import annotations

from collections.abc import Sequence

from tenantry.psl import ast
from tenantry.resolve import resolve
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Span

# What keeps `resolve` from making out a schema, and Prisma from nothing so far.
_LATE = frozenset(("duplicate-table", "missing-schema", "several-datasources", "several-generators", "unknown-schema"))
_OURS = frozenset(
    """ambiguous-tenant model-without-tenant no-tenant-model unknown-tenant-model wrong-tenancy wrong-tenant-field
    wrong-tenant-model""".split()  # noqa: SIM905 - shorter so
)


def is_sound(files: Sequence[ast.File]) -> bool:
    """Whether nothing of these files, which have been parsed without fault, keeps Prisma from completing relations."""
    schema, found = resolve(files)
    return schema is not None or not any(_stops(fault, files) for fault in found)


def _stops(fault: Diagnostic, files: Sequence[ast.File]) -> bool:
    if fault.severity is not Severity.ERROR or fault.code in _LATE or fault.code in _OURS or fault.span is None:
        return False
    block = _configuration_at(fault.span, files)
    if block is None or fault.code == "duplicate-property":
        return True
    # Prisma has read the lines of a datasource or generator, but not what they say.
    return fault.span == block.name.span and fault.code in ("duplicate-name", "reserved-name")


def _configuration_at(place: Span, files: Sequence[ast.File]) -> ast.ConfigBlock | None:
    for file in files:
        for block in file.blocks:
            if (
                isinstance(block, ast.ConfigBlock)
                and block.span.source is place.source
                and block.span.start <= place.start < block.span.end
            ):
                return block
    return None
