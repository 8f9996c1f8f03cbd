"""`models.py`: the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenantry import ir
from tenantry.views import imports, names, text, types, visible


@dataclass(frozen=True, slots=True)
class Attribute:
    """`annotation` and `default` are ready text; `default` is None where there is none."""

    name: str
    annotation: str
    default: str | None
    docstring: str | None


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    docstring: str | None
    columns: tuple[Attribute, ...]
    relations: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class ModelsFile:
    standard_imports: tuple[str, ...]
    local_imports: tuple[str, ...]
    records: tuple[Record, ...]


def models_file(schema: ir.Schema) -> ModelsFile:
    records = tuple(_record(schema, m) for m in visible.models(schema))
    annotations = [a.annotation for r in records for a in (*r.columns, *r.relations)]
    local = imports.local(annotations, "enums", "models")
    return ModelsFile(imports.standard(annotations), local, records)


def _record(schema: ir.Schema, model: ir.Model) -> Record:
    return Record(
        names.record_class(model.name),
        text.docstring(model.documentation, 4),
        tuple(_column(f) for f in visible.scalars(model)),
        tuple(_relations(schema, model)),
    )


def _column(field: ir.ScalarField) -> Attribute:
    attribute = names.record_attribute(field.name)
    alias = f"rt.field({text.string(field.name)})" if attribute != field.name else None
    return Attribute(attribute, types.value(field), alias, text.docstring(field.documentation, 4))


def _relations(schema: ir.Schema, model: ir.Model) -> Iterator[Attribute]:
    """Where a field is called as a class is (`User User?`), classes are named through the module, past the field."""
    fields = visible.relations(schema, model)
    attributes = {names.record_attribute(f.name) for f in model.fields}
    is_hidden = any(names.record_class(f.target) in attributes for f in fields)
    module = f"{names.free('models', attributes)}." if is_hidden else ""
    for f in fields:
        attribute = names.record_attribute(f.name)
        target = module + names.record_class(f.target)
        held = f"list[{target}]" if f.is_list else target
        default = f"rt.field({text.string(f.name)}, None)" if attribute != f.name else "None"
        yield Attribute(attribute, f"{held} | None", default, text.docstring(f.documentation, 4))
