"""`models.py`: the records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
    """`aliases` are second names, and the classes that they are of."""

    standard_imports: tuple[str, ...]
    has_enums: bool
    records: tuple[Record, ...]
    aliases: tuple[tuple[str, str], ...]


def models_file(schema: ir.Schema) -> ModelsFile:
    models = visible.models(schema)
    attributes = {m.name: {names.record_attribute(f.name) for f in m.fields} for m in models}
    aliases = hidden_classes(schema, attributes, names.record_class)
    records = tuple(_record(schema, m, attributes[m.name], aliases) for m in models)
    annotations = [a.annotation for r in records for a in (*r.columns, *r.relations)]
    has_enums = imports.mentions("enums", "\n".join(annotations))
    return ModelsFile(imports.standard(annotations), has_enums, records, tuple((a, c) for c, a in aliases.items()))


def hidden_classes(
    schema: ir.Schema, attributes: Mapping[str, Collection[str]], class_name: Callable[[str], str]
) -> dict[str, str]:
    """Classes that a field is called as (`User User?`), with a second name for the annotations beside that field."""
    targets = {m.name: {class_name(f.target) for f in visible.relations(schema, m)} for m in visible.models(schema)}
    hidden = {name for model, wanted in targets.items() for name in wanted if name in attributes[model]}
    taken = names.Derived([*attributes, *(name for group in attributes.values() for name in group)])
    return {name: taken.name(f"{name}_") for name in sorted(hidden)}


def _record(schema: ir.Schema, model: ir.Model, attributes: Collection[str], aliases: Mapping[str, str]) -> Record:
    return Record(
        names.record_class(model.name),
        text.docstring(model.documentation, 4),
        tuple(_column(f) for f in visible.scalars(model)),
        tuple(_relation(f, attributes, aliases) for f in visible.relations(schema, model)),
    )


def _column(field: ir.ScalarField) -> Attribute:
    attribute = names.record_attribute(field.name)
    alias = f"rt.field({text.string(field.name)})" if attribute != field.name else None
    return Attribute(attribute, types.value(field), alias, text.docstring(field.documentation, 4))


def _relation(field: ir.RelationField, attributes: Collection[str], aliases: Mapping[str, str]) -> Attribute:
    attribute = names.record_attribute(field.name)
    target = names.record_class(field.target)
    held = aliases[target] if target in attributes else target
    default = f"rt.field({text.string(field.name)}, None)" if attribute != field.name else "None"
    annotation = f"list[{held}] | None" if field.is_list else f"{held} | None"
    return Attribute(attribute, annotation, default, text.docstring(field.documentation, 4))
