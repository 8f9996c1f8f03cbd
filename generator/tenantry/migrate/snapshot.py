"""A database state as text: what stands beside each revision, and what the next one is compared with.

Canonical: the same state is the same bytes. Keys are sorted, what has its default is left out, and whatever fits
stands on one line, so that a changed column is one changed line in a review.
"""

from __future__ import annotations

import hashlib
import json

from pydantic import JsonValue, TypeAdapter, ValidationError

from tenantry import ir
from tenantry.migrate import build
from tenantry.migrate.state import Database

FORMAT = 1
_WIDTH = 120
_ADAPTER = TypeAdapter(Database)


class SnapshotError(ValueError):
    """A snapshot that cannot be read: the text says why and what to do."""


def snapshot(schema: ir.Schema, provider: ir.Provider) -> str:
    """The state that `schema` asks for, as text. Raises UnsupportedProviderError."""
    return dump(build.database(schema, provider))


def dump(state: Database) -> str:
    content = _ADAPTER.dump_python(state, mode="json", exclude_defaults=True)
    return _layout({"format": FORMAT, "database": content}, 0) + "\n"


def load(text: str) -> Database:
    """Raises SnapshotError."""
    try:
        content: JsonValue = json.loads(text)
    except ValueError as error:
        raise SnapshotError(f"The snapshot is not JSON ({error}): restore it from version control") from error
    fields = content if isinstance(content, dict) else dict[str, JsonValue]()
    found = fields.get("format")
    if found != FORMAT:
        raise SnapshotError(
            f"The snapshot has format {found!r}, this tenantry reads {FORMAT}: use the version that wrote it"
        )
    try:
        return _ADAPTER.validate_python(fields["database"])
    except (KeyError, ValidationError) as error:
        raise SnapshotError("The snapshot is damaged: restore it from version control") from error


def digest(text: str) -> str:
    """What a revision carries of its snapshot: the sha256 of its bytes, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _layout(value: JsonValue, indent: int) -> str:
    line = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if indent + len(line) <= _WIDTH or not value or not isinstance(value, dict | list):
        return line
    pad, end = "\n" + " " * (indent + 1), "\n" + " " * indent
    if isinstance(value, dict):
        items = [f"{json.dumps(k, ensure_ascii=False)}: {_layout(value[k], indent + 1)}" for k in sorted(value)]
        return "{" + pad + f",{pad}".join(items) + end + "}"
    return "[" + pad + f",{pad}".join(_layout(item, indent + 1) for item in value) + end + "]"
