"""`catalog.py`: the light metadata that the runtime plans from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from tenantry import ir
from tenantry.views import defaults, imports, names, native, text, visible
from tenantry.views.storage import Storage


@dataclass(frozen=True, slots=True)
class Model:
    """All ready text: `columns` and `relations` are calls, `arguments` the rest, as keyword arguments."""

    constant: str
    name: str
    columns: tuple[str, ...]
    relations: tuple[str, ...]
    arguments: tuple[str, ...]
    record: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An enum some of whose values the database holds under another name; `values` is a dictionary's entries."""

    enum: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """`helpers` are modules of the runtime, `names` what comes from its catalog, `arguments` those of `Catalog`."""

    standard_imports: tuple[str, ...]
    has_enums: bool
    helpers: tuple[str, ...]
    names: tuple[str, ...]
    models: tuple[Model, ...]
    stored: tuple[Stored, ...]
    arguments: tuple[str, ...]


def catalog_file(schema: ir.Schema, storage: Storage) -> CatalogFile:
    models = tuple(_model(schema, m, storage) for m in visible.models(schema))
    stored = tuple(_stored(schema))
    calls = [call for m in models for call in (*m.columns, *m.relations, *m.arguments)]
    whole = "\n".join([*calls, *(s.enum for s in stored)])
    arguments = [f"providers={text.tuple_of([text.string(p.value) for p in schema.providers])}"]
    if schema.datasource.url_env not in (None, "DATABASE_URL"):
        arguments.append(f"environment={text.string(schema.datasource.url_env or '')}")
    mentioned = ("DATABASE", "ManyToMany", "Root", "Scoped", "Through", "ToMany", "ToOne")
    needed = {"Catalog", *(("Column", "Model") if models else ()), *(n for n in mentioned if _uses(n, whole))}
    return CatalogFile(
        imports.standard(calls),
        imports.mentions("enums", whole),
        tuple(module for module in ("ids", "jsontext") if imports.mentions(module, whole)),
        tuple(sorted(needed, key=_import_order)),
        models,
        stored,
        tuple(arguments),
    )


def _uses(name: str, calls: str) -> bool:
    return re.search(rf"\b{name}\b", calls) is not None


def _import_order(name: str) -> tuple[bool, str]:
    """Constants first, as import sorters have it."""
    return not name.isupper(), name


def _model(schema: ir.Schema, model: ir.Model, storage: Storage) -> Model:
    return Model(
        names.constant(model.name),
        text.string(model.name),
        tuple(_column(schema, f) for f in visible.catalogued(model)),
        tuple(_relation(schema, model, f, storage) for f in visible.relations(schema, model)),
        tuple(_arguments(model, storage)),
        names.record_class(model.name),
    )


def _column(schema: ir.Schema, field: ir.ScalarField) -> str:
    arguments = [text.string(field.name), _kind(field)]
    if field.is_optional:
        arguments.append("optional=True")
    if field.is_list:
        arguments.append("many=True")
    default = defaults.expression(field, in_database="DATABASE")
    if default is not None:
        arguments.append(f"default={default}")
    if field.updated_at:
        arguments.append("updated_at=True")
    if field.column != field.name:
        arguments.append(f"column={text.string(field.column)}")
    attribute = names.record_attribute(field.name)
    if attribute != field.name:
        arguments.append(f"attribute={text.string(attribute)}")
    if ir.Provider.POSTGRESQL in schema.providers:
        type_name = native.postgresql(schema, field)
        if type_name != native.usual(field):
            arguments.append(f"postgresql={text.string(type_name)}")
    if isinstance(field.type, ir.Unsupported):
        arguments.append("hidden=True")
    return f"Column({', '.join(arguments)})"


def _kind(field: ir.ScalarField) -> str:
    match field.type:
        case ir.Scalar():
            return text.string(field.type.value)
        case ir.EnumType(name):
            return f"enums.{names.enum_class(name)}"
        case ir.Unsupported() | ir.Composite():
            return '"String"'
        case _:
            assert_never(field.type)


def _relation(schema: ir.Schema, model: ir.Model, field: ir.RelationField, storage: Storage) -> str:
    relation = schema.relation(field.relation)
    arguments = [text.string(field.name), text.string(field.target)]
    match relation:
        case ir.ForeignKeyRelation():
            kind = "ToMany" if field.is_list else "ToOne"
            owns = (relation.model, relation.field) == (model.name, field.name)
            here, there = (relation.fields, relation.references) if owns else (relation.references, relation.fields)
            arguments += [f"local={_names(here)}", f"remote={_names(there)}"]
            if not owns and not field.is_list:
                arguments.append("owner=False")
        case ir.ManyToMany():
            kind = "ManyToMany"
            side, other = "AB" if (relation.a_model, relation.a_field) == (model.name, field.name) else "BA"
            shared = native.own_schema(schema.model(relation.a_model).schema)
            table = storage.join_table(relation.stem, shared)
            arguments += [f"table={text.string(table.name)}", f'here="{side}"', f'there="{other}"']
            if shared:
                arguments.append(f"schema={text.string(shared)}")
        case _:
            assert_never(relation)
    attribute = names.record_attribute(field.name)
    if attribute != field.name:
        arguments.append(f"attribute={text.string(attribute)}")
    return f"{kind}({', '.join(arguments)})"


def _arguments(model: ir.Model, storage: Storage) -> Iterator[str]:
    key = visible.key(model)
    yield f"key={_names(f.name for f in key.fields) if key else '()'}"
    if key and key.is_compound and key.key != "_".join(f.name for f in key.fields):
        yield f"key_name={text.string(key.key)}"
    uniques = [f"{text.string(c.key)}: {_names(f.name for f in c.fields)}" for c in visible.uniques(model)]
    if uniques:
        yield f"uniques={{{', '.join(uniques)}}}"
    constraints = [f"{text.string(name)}: {_names(fields)}" for name, fields in storage.constraints(model).items()]
    if constraints:
        yield f"constraints={{{', '.join(constraints)}}}"
    match model.tenancy:
        case ir.TenantRoot(field):
            yield f"tenancy=Root({text.string(field)})"
        case ir.TenantScoped(field, nulls):
            shared = ", shared=True" if nulls is ir.NullTenant.SHARED else ""
            yield f"tenancy=Scoped({text.string(field)}{shared})"
        case ir.TenantThrough(relation):
            yield f"tenancy=Through({text.string(relation)})"
        case ir.TenantNone():
            pass
        case _:
            assert_never(model.tenancy)
    if model.table != model.name:
        yield f"table={text.string(model.table)}"
    own = native.own_schema(model.schema)
    if own:
        yield f"schema={text.string(own)}"


def _stored(schema: ir.Schema) -> Iterator[Stored]:
    for enum in schema.enums:
        values = [f"{text.string(v.name)}: {text.string(v.database)}" for v in enum.values if v.database != v.name]
        if values:
            yield Stored(f"enums.{names.enum_class(enum.name)}", tuple(values))


def _names(fields: Iterable[str]) -> str:
    return text.tuple_of([text.string(name) for name in fields])
