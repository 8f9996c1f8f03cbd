"""A schema in Prisma's layout."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry.psl.formatting.layout import reformat
from tenantry.text.source import Source


def format_schema(sources: Sequence[Source], *, tab_size: int = 2) -> dict[str, str]:
    """The text of each file as `prisma format` leaves it, by name; a broken file is formatted as far as it can be read.

    The files are one schema. Never raises.
    """
    return {source.name: reformat(source.text, tab_size=tab_size) for source in sources}
