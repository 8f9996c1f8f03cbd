"""The manifest: what `generate` wrote last time, kept in the output folder as `.tenantry.json`.

It is what tells a file that the schema has outgrown from one that was edited by hand, and ours from everybody else's.
It holds no time and no absolute path: the same input writes the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenantry.text.source import Source
from tenantry.workspace.untyped import as_table, as_texts

NAME = ".tenantry.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """`schema` and `files` map a path to the sha256 of its text; `tenantry` is the version that wrote it."""

    tenantry: str
    schema: Mapping[str, str]
    files: Mapping[str, str]

    def text(self) -> str:
        content = {
            "format": FORMAT,
            "tenantry": self.tenantry,
            "schema": dict(sorted(self.schema.items())),
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def of(version: str, sources: Sequence[Source], tree: Mapping[str, str]) -> Manifest:
    """The manifest of a freshly made tree."""
    return Manifest(
        version,
        {source.name: digest(source.text) for source in sources},
        {path: digest(text) for path, text in tree.items()},
    )


def parse(text: str) -> Manifest | None:
    """None where the text is no manifest of a format that we know (a merge conflict in it, a newer tenantry)."""
    try:
        content: object = json.loads(text)
    except ValueError:
        return None
    table = as_table(content) or {}
    version, schema, files = table.get("tenantry"), as_texts(table.get("schema")), as_texts(table.get("files"))
    if table.get("format") != FORMAT or not isinstance(version, str) or schema is None or files is None:
        return None
    return Manifest(version, schema, files)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
