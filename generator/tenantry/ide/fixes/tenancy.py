"""Whose rows a model's are, said above it."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry import ir
from tenantry.ide.fixes.relations import fields_of
from tenantry.ide.fixes.site import Fix, Site
from tenantry.ide.rename import Edit
from tenantry.psl import ast
from tenantry.text.source import Span


def by_field(site: Site) -> Iterator[Fix]:
    """One of several relations to the tenant."""
    if not isinstance(site.block, ast.Model):
        return
    root = next((v.value for g in site.snapshot.names.generators for p in g.properties
                 if p.name.text == "tenantModel" and isinstance(v := p.value, ast.String)), None)  # fmt: skip
    for field in site.block.fields:
        columns = fields_of(field, "fields") if field.type.text == root else []
        if len(columns) == 1:
            word = f'@tenant(field: "{columns[0]}")'
            yield Fix(f"Write `/// {word}` above it", (_above(site, word),))


def across(site: Site) -> Iterator[Fix]:
    """A unique within each tenant, or one over all of them on purpose."""
    model = site.block
    schema = site.snapshot.last_schema
    if site.field is None or site.attribute is None or schema is None or not isinstance(model, ast.Model):
        return
    tenancy = next((m.tenancy for m in schema.models if m.name == model.name.text), None)
    if isinstance(tenancy, ir.TenantScoped):
        line = f"@@{site.attribute.name.text}([{tenancy.field}, {site.field.name.text}])"
        edits = (site.removed(site.attribute.span), site.new_line(model, line, of_block=True))
        yield Fix(f"Write `{line}`", edits)
    text = site.span.source.text
    start = text.rfind("\n", 0, site.snapshot.place(site.field.span).start) + 1
    above = Edit(Span(site.span.source, start, start), "  /// @tenant(none)\n")
    yield Fix("Write `/// @tenant(none)` above it", (above,))


def whose_rows(site: Site) -> Iterator[Fix]:
    """Through each relation that it could be, or for all tenants on purpose."""
    if not isinstance(site.block, ast.Model):
        return
    words = [
        f'@tenant(through: "{field.name.text}")'
        for field in site.block.fields
        if site.snapshot.is_model(field.type.text)
        and field.type.text != site.block.name.text
        and any(argument.name is not None and argument.name.text == "fields"
                for attribute in field.attributes for argument in attribute.arguments)
    ]  # fmt: skip
    for word in [*words, "@tenant(none)"]:
        yield Fix(f"Write `/// {word}` above it", (_above(site, word),))


def _above(site: Site, word: str) -> Edit:
    text = site.span.source.text
    start = text.rfind("\n", 0, site.span.start) + 1
    return Edit(Span(site.span.source, start, start), f"/// {word}\n")
