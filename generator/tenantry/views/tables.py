"""`tables.py`: the SQLAlchemy classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.views import columns, imports, indexes, names, native, relationships, text, visible
from tenantry.views.models import hidden_classes
from tenantry.views.relationships import JoinTable
from tenantry.views.storage import Storage


@dataclass(frozen=True, slots=True)
class EnumType:
    """`constant` holds the column type that `call` makes."""

    constant: str
    call: str


@dataclass(frozen=True, slots=True)
class Table:
    """Ready text: statements, and the `arguments` of `__table_args__`. `mapper_key` is for one without a key."""

    name: str
    docstring: str | None
    table: str
    columns: tuple[str, ...]
    relationships: tuple[str, ...]
    arguments: tuple[str, ...]
    mapper_key: str | None


@dataclass(frozen=True, slots=True)
class TablesFile:
    standard_imports: tuple[str, ...]
    uses_mapper_keys: bool
    orm_imports: tuple[str, ...]
    uses_sqlalchemy: bool
    uses_runtime: bool
    runtime_imports: tuple[str, ...]
    has_enums: bool
    enums: tuple[EnumType, ...]
    join_tables: tuple[JoinTable, ...]
    tables: tuple[Table, ...]
    aliases: tuple[tuple[str, str], ...]


def tables_file(schema: ir.Schema, storage: Storage) -> TablesFile:
    """Views have no class: they are no tables, and Alembic would create them."""
    models = [m for m in schema.models if not m.is_view]
    constants = names.Derived(name for m in schema.models for name in _taken(m))
    enums = {e.name: constants.name(names.snake(e.name).upper()) for e in schema.enums}
    joins = {
        r.name: relationships.join_table(schema, r, storage, constants, enums)
        for r in schema.relations
        if isinstance(r, ir.ManyToMany)
    }
    attributes = {m.name: {names.table_attribute(f.name) for f in m.fields} for m in schema.models}
    aliases = hidden_classes(schema, attributes, names.table_class)
    tables = tuple(_table(schema, m, storage, enums, joins, aliases) for m in models)
    enum_types = tuple(EnumType(enums[e.name], _enum_call(e)) for e in schema.enums)
    statements = [s for t in tables for s in (*t.columns, *t.relationships)]
    calls = [*(e.call for e in enum_types), *(c for j in joins.values() for c in j.columns)]
    whole = "\n".join([*statements, *calls, *(a for t in tables for a in t.arguments)])
    orm = ["DeclarativeBase", *(["Mapped", "mapped_column"] if tables else [])]
    orm += [
        name for name in ("foreign", "relationship") if any(f" {name}(" in s for t in tables for s in t.relationships)
    ]
    return TablesFile(
        imports.standard(statements),
        any(t.mapper_key for t in tables),
        tuple(sorted(orm)),
        bool(joins) or imports.mentions("sa", whole),
        imports.mentions("rt", whole),
        tuple(module for module in ("ids", "types") if imports.mentions(module, whole)),
        imports.mentions("enums", whole),
        enum_types,
        tuple(joins.values()),
        tables,
        tuple((a, c) for c, a in aliases.items()),
    )


def _taken(model: ir.Model) -> Iterator[str]:
    yield names.table_class(model.name)
    yield from (names.table_attribute(f.name) for f in model.fields)


def _enum_call(enum: ir.Enum_) -> str:
    arguments = [f"enums.{names.enum_class(enum.name)}", text.string(enum.database), "Base.metadata"]
    schema = native.own_schema(enum.schema)
    if schema:
        arguments.append(f"schema={text.string(schema)}")
    stored = [f"{text.string(v.name)}: {text.string(v.database)}" for v in enum.values if v.database != v.name]
    if stored:
        arguments.append(f"stored={{{', '.join(stored)}}}")
    return f"types.enum({', '.join(arguments)})"


def _table(
    schema: ir.Schema,
    model: ir.Model,
    storage: Storage,
    enums: Mapping[str, str],
    joins: Mapping[str, JoinTable],
    aliases: Mapping[str, str],
) -> Table:
    arguments = [*_constraints(schema, model, storage), *indexes.indexes(model, storage)]
    own = native.own_schema(model.schema)
    options = [f'"schema": {text.string(own)}'] if own else []
    if columns.counts_on_sqlite(model, storage):
        options.append('"sqlite_autoincrement": True')
    if options:
        arguments.append(f"{{{', '.join(options)}}}")
    return Table(
        names.table_class(model.name),
        text.docstring(model.documentation, 4),
        text.string(model.table),
        tuple(columns.column(schema, model, f, storage, enums) for f in model.scalars),
        tuple(relationships.relationships(schema, model, joins, aliases)),
        tuple(arguments),
        _mapper_key(model),
    )


def _mapper_key(model: ir.Model) -> str | None:
    """What tells the rows of a table without a key apart."""
    key = visible.key(model)
    if key is None or model.key is not None:
        return None
    return text.tuple_of([text.string(names.table_attribute(f.name)) for f in key.fields])


def _constraints(schema: ir.Schema, model: ir.Model, storage: Storage) -> Iterator[str]:
    """The key where its name or order is not what columns alone would give, and foreign keys of several columns."""
    table = storage.table(model.table, model.schema)
    if table is None:
        return
    attributes = {f.column: names.table_attribute(f.name) for f in model.scalars}
    if table.key and model.key:
        order = tuple(f.column for f in model.scalars if f.column in table.key.columns)
        named = table.key.name is not None and table.key.name != f"{model.table}_pkey"
        if named or order != table.key.columns:
            name = f", name={text.string(table.key.name)}" if named and table.key.name else ""
            yield f"sa.PrimaryKeyConstraint({', '.join(attributes[c] for c in table.key.columns)}{name})"
    for key in table.foreign_keys:
        if len(key.columns) > 1:
            local = ", ".join(text.string(c) for c in key.columns)
            remote = ", ".join(text.string(c) for c in columns.addresses(key))
            yield f"sa.ForeignKeyConstraint([{local}], [{remote}], {columns.actions(key)})"
