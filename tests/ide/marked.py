"""Schemas with a cursor in them: `<|>`."""

from __future__ import annotations

from tenantry.ide.chunks import Chunks
from tenantry.ide.snapshot import Snapshot, take
from tenantry.text.source import Source

CURSOR = "<|>"
POSTGRESQL = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n\n'


def marked(*texts: str) -> tuple[Snapshot, str, int]:
    """The schema of these files (`a.prisma`, `b.prisma`, ...), the file with the cursor, and the offset of that."""
    names = [f"{chr(ord('a') + index)}.prisma" for index in range(len(texts))]
    file, text = next((name, text) for name, text in zip(names, texts, strict=True) if CURSOR in text)
    sources = [Source(name, text.replace(CURSOR, "")) for name, text in zip(names, texts, strict=True)]
    return take(sources, Chunks()), file, text.index(CURSOR)


def snapshot_of(*texts: str) -> Snapshot:
    """The schema of these files, without a cursor."""
    return marked(texts[0] + CURSOR, *texts[1:])[0]
