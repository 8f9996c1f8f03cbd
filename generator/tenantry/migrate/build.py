"""The database state that a schema asks for.

Tables in the order of the models, then the join tables; within a table, indexes and keys in the order in which Prisma
Migrate creates them, so that the SQL from empty is Prisma's statement for statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenantry import ir, prisma_names
from tenantry.migrate import types
from tenantry.migrate.state import (
    Column,
    ColumnType,
    Database,
    Enum,
    ForeignKey,
    Index,
    IndexColumn,
    PrimaryKey,
    Table,
)


class UnsupportedProviderError(ValueError):
    """Migrations are written for SQLite and PostgreSQL."""


def database(schema: ir.Schema, provider: ir.Provider) -> Database:
    """Raises UnsupportedProviderError for a provider that migrations are not written for."""
    if provider not in (ir.Provider.SQLITE, ir.Provider.POSTGRESQL):
        raise UnsupportedProviderError(
            f"Migrations for {provider.value} are not available yet: they are written for sqlite and postgresql"
        )
    models = [model for model in schema.models if not model.is_view]
    tables = [_table(model, schema, provider) for model in models]
    tables += [_join_table(relation, schema, provider) for relation in _many_to_many(schema)]
    return Database(
        provider=provider,
        schemas=_schemas(schema, provider),
        enums=tuple(_enums(schema)) if provider is ir.Provider.POSTGRESQL else (),
        tables=tuple(tables),
    )


def _schemas(schema: ir.Schema, provider: ir.Provider) -> tuple[str, ...]:
    if provider is not ir.Provider.POSTGRESQL:
        return ()
    return tuple(sorted(name for name in schema.datasource.schemas if types.own_schema(name)))


def _enums(schema: ir.Schema) -> Iterator[Enum]:
    for enum in schema.enums:
        yield Enum(enum.database, tuple(value.database for value in enum.values), types.own_schema(enum.schema))


def _table(model: ir.Model, schema: ir.Schema, provider: ir.Provider) -> Table:
    return Table(
        name=model.table,
        schema=_table_schema(model, provider),
        columns=tuple(_column(field, model, schema, provider) for field in model.scalars),
        key=_key(model, provider),
        indexes=tuple(_indexes(model, provider)),
        foreign_keys=tuple(_foreign_keys(model, schema, provider)),
    )


def _table_schema(model: ir.Model, provider: ir.Provider) -> str | None:
    return types.own_schema(model.schema) if provider is ir.Provider.POSTGRESQL else None


def _column(field: ir.ScalarField, model: ir.Model, schema: ir.Schema, provider: ir.Provider) -> Column:
    return Column(
        name=field.column,
        type=types.column_type(field, schema, provider),
        # Prisma leaves lists nullable: a missing list reads as an empty one.
        nullable=field.arity is not ir.Arity.REQUIRED,
        default=types.default_sql(field, schema, provider),
        autoincrement=_autoincrement(field, model, provider),
    )


def _autoincrement(field: ir.ScalarField, model: ir.Model, provider: ir.Provider) -> bool:
    """On SQLite every one-column key of type Int is: Prisma prints AUTOINCREMENT with or without the default."""
    if provider is not ir.Provider.SQLITE:
        return isinstance(field.default, ir.Autoincrement)
    is_key = model.key is not None and [part.name for part in model.key.fields] == [field.name]
    return is_key and field.type is ir.Scalar.INT


def _key(model: ir.Model, provider: ir.Provider) -> PrimaryKey | None:
    if model.key is None:
        return None
    columns = tuple(_columns(model, (part.name for part in model.key.fields)))
    if provider is ir.Provider.SQLITE:
        return PrimaryKey(columns)
    return PrimaryKey(columns, model.key.map or prisma_names.primary_key(model.table, provider))


def _indexes(model: ir.Model, provider: ir.Provider) -> Iterator[Index]:
    """Prisma's order: unique fields, then `@@index`, then `@@unique`."""
    on_fields = [unique for unique in model.uniques if unique.of_field]
    on_model = [unique for unique in model.uniques if not unique.of_field]
    declarations: list[ir.UniqueIndex | ir.Index] = [*on_fields, *model.indexes, *on_model]
    for declared in declarations:
        unique = isinstance(declared, ir.UniqueIndex)
        columns = tuple(_index_columns(model, declared.fields))
        default = (prisma_names.unique if unique else prisma_names.index)(
            model.table, [c.name for c in columns], provider
        )
        method = declared.method.upper() if isinstance(declared, ir.Index) and declared.method else None
        yield Index(declared.map or default, columns, unique, method)


def _index_columns(model: ir.Model, parts: Iterable[ir.IndexField]) -> Iterator[IndexColumn]:
    for part in parts:
        descending = part.sort is ir.SortOrder.DESC
        yield IndexColumn(model.scalar(part.name).column, descending, _operator_class(part.operator_class))


def _operator_class(name: str | None) -> str | None:
    """`raw:gin_trgm_ops` is the database's own word; `JsonbPathOps` is Prisma's for `jsonb_path_ops`."""
    if name is None:
        return None
    if name.startswith("raw:"):
        return name.removeprefix("raw:")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).removeprefix("_")


def _foreign_keys(model: ir.Model, schema: ir.Schema, provider: ir.Provider) -> Iterator[ForeignKey]:
    if not schema.datasource.foreign_keys:
        return
    order = {field.name: place for place, field in enumerate(model.fields)}
    for relation in sorted(schema.foreign_keys_of(model.name), key=lambda relation: order[relation.field]):
        target = schema.model(relation.target)
        if target.is_view:
            continue
        columns = tuple(_columns(model, relation.fields))
        yield ForeignKey(
            name=relation.map or prisma_names.foreign_key(model.table, columns, provider),
            columns=columns,
            table=target.table,
            schema=_table_schema(target, provider),
            references=tuple(_columns(target, relation.references)),
            on_delete=_ACTIONS[relation.on_delete],
            on_update=_ACTIONS[relation.on_update],
        )


_ACTIONS = {
    ir.Action.CASCADE: "CASCADE",
    ir.Action.RESTRICT: "RESTRICT",
    ir.Action.NO_ACTION: "NO ACTION",
    ir.Action.SET_NULL: "SET NULL",
    ir.Action.SET_DEFAULT: "SET DEFAULT",
}


def _columns(model: ir.Model, fields: Iterable[str]) -> Iterator[str]:
    for name in fields:
        yield model.scalar(name).column


def _many_to_many(schema: ir.Schema) -> list[ir.ManyToMany]:
    """In the order of the fields on side A."""
    place = {(m.name, f.name): (i, j) for i, m in enumerate(schema.models) for j, f in enumerate(m.fields)}
    found = [relation for relation in schema.relations if isinstance(relation, ir.ManyToMany)]
    return sorted(found, key=lambda relation: place[relation.a_model, relation.a_field])


def _join_table(relation: ir.ManyToMany, schema: ir.Schema, provider: ir.Provider) -> Table:
    name = prisma_names.join_table(relation.stem, provider)
    sides = {"A": schema.model(relation.a_model), "B": schema.model(relation.b_model)}
    pair = (IndexColumn("A"), IndexColumn("B"))
    indexes = [Index(prisma_names.join_index(name, provider), (IndexColumn("B"),))]
    if provider is ir.Provider.SQLITE:
        indexes.insert(0, Index(prisma_names.join_unique(name, provider), pair, unique=True))
    return Table(
        name=name,
        schema=_table_schema(sides["A"], provider),
        columns=tuple(Column(side, _key_type(model, schema, provider)) for side, model in sides.items()),
        key=None if provider is ir.Provider.SQLITE else PrimaryKey(("A", "B"), prisma_names.join_key(name, provider)),
        indexes=tuple(indexes),
        foreign_keys=tuple(_join_foreign_keys(name, sides, schema, provider)),
    )


def _join_foreign_keys(
    table: str, sides: dict[str, ir.Model], schema: ir.Schema, provider: ir.Provider
) -> Iterator[ForeignKey]:
    if not schema.datasource.foreign_keys:
        return
    for side, model in sides.items():
        yield ForeignKey(
            name=prisma_names.join_foreign_key(table, side, provider),
            columns=(side,),
            table=model.table,
            schema=_table_schema(model, provider),
            references=(model.scalar(_key_field(model)).column,),
            on_delete="CASCADE",
            on_update="CASCADE",
        )


def _key_field(model: ir.Model) -> str:
    """What an implicit many-to-many relation refers to: the one-column key, or else the first unique column."""
    if model.key is not None:
        return model.key.fields[0].name
    return next(unique.fields[0].name for unique in model.uniques if len(unique.fields) == 1)


def _key_type(model: ir.Model, schema: ir.Schema, provider: ir.Provider) -> ColumnType:
    return types.column_type(model.scalar(_key_field(model)), schema, provider)
