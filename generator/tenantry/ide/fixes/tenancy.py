"""Whose rows a model's are, said above it."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry.ide.fixes.site import Fix, Site
from tenantry.ide.rename import Edit
from tenantry.psl import ast
from tenantry.text.source import Span


def whose_rows(site: Site) -> Iterator[Fix]:
    """Through each relation that it could be, or for all tenants on purpose."""
    if not isinstance(site.block, ast.Model):
        return
    text = site.span.source.text
    start = text.rfind("\n", 0, site.snapshot.place(site.block.span).start) + 1
    above = Span(site.span.source, start, start)
    words = [
        f'@tenant(through: "{field.name.text}")'
        for field in site.block.fields
        if site.snapshot.is_model(field.type.text)
        and field.type.text != site.block.name.text
        and any(argument.name is not None and argument.name.text == "fields"
                for attribute in field.attributes for argument in attribute.arguments)
    ]  # fmt: skip
    for word in [*words, "@tenant(none)"]:
        yield Fix(f"Write `/// {word}` above it", (Edit(above, f"/// {word}\n"),))
