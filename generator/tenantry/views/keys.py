"""`keys.py`: each model's primary key."""

from __future__ import annotations

from dataclasses import dataclass

from tenantry import ir
from tenantry.views import imports, text, types, visible


@dataclass(frozen=True, slots=True)
class Key:
    """All four are ready text: a string literal and three tuples."""

    model: str
    fields: str
    types: str
    columns: str


@dataclass(frozen=True, slots=True)
class KeysFile:
    standard_imports: tuple[str, ...]
    has_enums: bool
    keys: tuple[Key, ...]


def keys_file(schema: ir.Schema) -> KeysFile:
    keys = tuple(_key(m, key) for m in visible.models(schema) if (key := visible.key(m)))
    mentioned = [k.types for k in keys]
    return KeysFile(imports.standard(mentioned), imports.mentions("enums", "\n".join(mentioned)), keys)


def _key(model: ir.Model, key: visible.Criterion) -> Key:
    return Key(
        text.string(model.name),
        text.tuple_of([text.string(f.name) for f in key.fields]),
        text.tuple_of([types.element(f) for f in key.fields]),
        text.tuple_of([text.string(f.column) for f in key.fields]),
    )
