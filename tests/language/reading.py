"""From the text of a schema to what the claims of this folder are about."""

from __future__ import annotations

from tenantry import ir, resolve, rules
from tenantry.psl import ast
from tenantry.psl.parser import parse
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source

DATASOURCE = 'datasource db {\n  provider = "%s"\n}\n'


def parsed(text: str) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """The tree of a file and the faults of its lines."""
    return parse(Source("schema.prisma", text))


def tree(text: str) -> ast.File:
    """The tree of a file without faults."""
    file, found = parsed(text)
    assert not found, [fault.message for fault in found]
    return file


def resolved(*texts: str, provider: str | None = "postgresql") -> ir.Schema:
    """The schema that these files make, which must be in order; a datasource is added unless `provider` is None."""
    if provider is not None:
        texts = (*texts, DATASOURCE % provider)
    schema, found = resolve.resolve([tree(text) for text in texts])
    assert schema is not None, [fault.message for fault in found]
    assert not [fault.message for fault in (*found, *rules.check(schema)) if fault.severity == "error"]
    return schema


def faults(*texts: str, provider: str | None = "postgresql") -> list[Diagnostic]:
    """Everything that is wrong with these files together."""
    if provider is not None:
        texts = (*texts, DATASOURCE % provider)
    files = [parse(Source(f"{number}.prisma", text)) for number, text in enumerate(texts)]
    schema, found = resolve.resolve([file for file, _ in files])
    syntax = [fault for _, of_file in files for fault in of_file]
    if schema is None or any(fault.severity is Severity.ERROR for fault in syntax):
        return [*syntax, *found]
    return [*syntax, *found, *rules.check(schema)]
