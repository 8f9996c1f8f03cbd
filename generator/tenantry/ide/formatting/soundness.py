"""Whether Prisma would complete the relations of a schema.

It does where names, types and attributes are in order, and asks for nothing else: it has not yet looked at the
datasource, at what the connector can do, or at relations as such. Our passes are cut differently, so what they find is
sorted here by code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tenantry import pipeline
from tenantry.psl import ast
from tenantry.resolve import resolve
from tenantry.text.diagnostics import Diagnostic, Severity

# What `resolve` finds and Prisma only later.
_LATE = frozenset(
    """action-on-back-side ambiguous-relation duplicate-table empty-index incomplete-relation many-to-many-arguments
    missing-back-relation missing-schema named-default no-clustering relation-on-both-sides unknown-function
    unknown-schema wrong-number-of-fields""".split()  # noqa: SIM905 - shorter so
)
_OURS = frozenset(
    """ambiguous-tenant global-refers-to-tenant model-without-tenant no-tenant-model unknown-tenant-model wrong-tenancy
    wrong-tenant-field wrong-tenant-model""".split()  # noqa: SIM905 - shorter so
)
# Of what is wrong inside a datasource or generator, all that Prisma finds before.
_OF_BLOCKS = frozenset(("duplicate-name", "duplicate-property", "reserved-name"))
# What `rules` finds and Prisma before.
_EARLY = frozenset(("bad-name", "empty-map", "optional-id"))


def is_sound(files: Sequence[ast.File]) -> bool:
    """Whether nothing of these files, which have been parsed without fault, keeps Prisma from completing relations."""
    if any(_stops(fault, files) for fault in resolve(files)[1]):
        return False
    # The rules are asked only about schemas without faults; so what is incomplete is left out.
    analysis = pipeline.understand([(file, ()) for file in _without_relations(files)])
    return not any(fault.code in _EARLY for fault in analysis.diagnostics)


def _stops(fault: Diagnostic, files: Sequence[ast.File]) -> bool:
    if fault.severity is not Severity.ERROR or fault.code in _LATE or fault.code in _OURS:
        return False
    return fault.code in _OF_BLOCKS or not _is_in_configuration(fault, files)


def _is_in_configuration(fault: Diagnostic, files: Sequence[ast.File]) -> bool:
    place = fault.span
    blocks = (block for file in files for block in file.blocks if isinstance(block, ast.ConfigBlock))
    return place is None or any(
        block.span.source is place.source and block.span.start <= place.start < block.span.end for block in blocks
    )


def _without_relations(files: Sequence[ast.File]) -> list[ast.File]:
    models = {block.name.text for file in files for block in file.blocks if isinstance(block, ast.Model)}
    return [replace(file, blocks=tuple(_without_fields(block, models) for block in file.blocks)) for file in files]


def _without_fields(block: ast.Block, types: set[str]) -> ast.Block:
    if not isinstance(block, ast.Model) or block.kind is ast.ModelKind.TYPE:
        return block
    return replace(block, fields=tuple(field for field in block.fields if field.type.text not in types))
