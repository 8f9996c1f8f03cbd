"""Random database states that a schema could ask for, and states a few edits away from one another."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tenantry import prisma_names
from tenantry.ir import Provider
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

TABLES = ("User", "Post", "tag list", "org_unit")
FIELDS = ("a", "b", "createdAt", "full name", "n%")
VALUES = ("A", "B", "it's", "d")
ACTIONS = ("CASCADE", "RESTRICT", "SET NULL", "NO ACTION")

# Types with the defaults that each may have.
SQLITE = {
    ColumnType("TEXT"): ("'x'", "'it''s :a 100%'", "''"),
    ColumnType("INTEGER"): ("0", "-5"),
    ColumnType("BIGINT"): ("9007199254740993",),
    ColumnType("REAL"): ("1.5",),
    ColumnType("BOOLEAN"): ("true",),
    ColumnType("DATETIME"): ("CURRENT_TIMESTAMP",),
    ColumnType("JSONB"): ("'{}'",),
    ColumnType("BLOB"): ("X'00ff'",),
}
POSTGRESQL = {
    ColumnType("TEXT"): ("'x'", "'it''s :a 100%'", "''"),
    ColumnType("VARCHAR", ("20",)): ("'x'",),
    ColumnType("INTEGER"): ("0", "-5"),
    ColumnType("BIGINT"): ("7",),
    ColumnType("DOUBLE PRECISION"): ("1.5",),
    ColumnType("DECIMAL", ("10", "2")): ("1.10",),
    ColumnType("BOOLEAN"): ("true",),
    ColumnType("TIMESTAMP", ("3",)): ("CURRENT_TIMESTAMP",),
    ColumnType("TIMESTAMPTZ", ("6",)): ("CURRENT_TIMESTAMP",),
    ColumnType("DATE"): ("'2024-02-29'",),
    ColumnType("JSONB"): ("'{}'",),
    ColumnType("UUID"): ("gen_random_uuid()",),
    ColumnType("BYTEA"): ("'\\x00ff'",),
    ColumnType("TEXT", is_array=True): ("ARRAY['a', 'b''c']::TEXT[]", "ARRAY[]::TEXT[]"),
    ColumnType("Role", is_enum=True): ("'A'",),
    ColumnType("Role", is_enum=True, is_array=True): ("ARRAY['A']::\"Role\"[]",),
    ColumnType("Mood", is_enum=True): ("'A'",),
}


@st.composite
def databases(draw: st.DrawFn, provider: Provider) -> Database:
    """Foreign keys refer to the key `id`, whose type is fixed for each table's name, so that any two fit."""
    wanted = draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=3, unique=True))
    enums = ("Role", "Mood") if provider is Provider.POSTGRESQL else ()
    tables = tuple(draw(_tables(name, wanted, provider)) for name in wanted)
    return Database(provider, enums=tuple(draw(_enums(name)) for name in enums), tables=tables)


@st.composite
def _enums(draw: st.DrawFn, name: str) -> Enum:
    """With `A` always: it is what defaults say."""
    values = draw(st.lists(st.sampled_from(VALUES[1:]), unique=True))
    place = draw(st.integers(0, len(values)))
    return Enum(name, (*values[:place], "A", *values[place:]))


@st.composite
def _tables(draw: st.DrawFn, name: str, tables: list[str], provider: Provider) -> Table:
    key_type = ColumnType("INTEGER" if len(name) % 2 else "TEXT")
    counted = key_type.name == "INTEGER" and (provider is Provider.SQLITE or draw(st.booleans()))
    columns = [Column("id", key_type, autoincrement=counted)]
    fields = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=4))
    columns += [draw(_columns(field, provider)) for field in fields]
    foreign = [draw(_references(name, target, provider)) for target in tables if draw(st.booleans())]
    columns += [Column(k.columns[0], ColumnType("INTEGER" if len(k.table) % 2 else "TEXT"), True) for k in foreign]
    plain = [c.name for c in columns if not c.type.name.startswith("JSON")]
    indexes = draw(st.lists(_indexes(name, plain, provider), max_size=3, unique_by=lambda index: index.name))
    map_name = draw(st.sampled_from([prisma_names.primary_key(name, provider), f"{name} pk"]))
    key = PrimaryKey(("id",), None if provider is Provider.SQLITE else map_name)
    return Table(name, tuple(columns), key, tuple(indexes), tuple(foreign))


@st.composite
def _columns(draw: st.DrawFn, name: str, provider: Provider) -> Column:
    types = SQLITE if provider is Provider.SQLITE else POSTGRESQL
    type = draw(st.sampled_from(list(types)))
    default = draw(st.sampled_from([None, *types[type]]))
    nullable = type.is_array or draw(st.booleans())
    counted = provider is Provider.POSTGRESQL and type.name in {"INTEGER", "BIGINT"} and draw(st.booleans())
    return Column(name, type, nullable and not counted, None if counted else default, counted)


@st.composite
def _references(draw: st.DrawFn, table: str, target: str, provider: Provider) -> ForeignKey:
    column = f"{target}Id"
    name = draw(st.sampled_from([prisma_names.foreign_key(table, [column], provider), f"{table}_{target}_own"]))
    actions = st.sampled_from(ACTIONS)
    return ForeignKey(name, (column,), target, ("id",), draw(actions), draw(actions))


@st.composite
def _indexes(draw: st.DrawFn, table: str, columns: list[str], provider: Provider) -> Index:
    chosen = draw(st.lists(st.sampled_from(columns), min_size=1, max_size=2, unique=True))
    parts = tuple(IndexColumn(column, draw(st.booleans())) for column in chosen)
    unique = draw(st.booleans())
    default = (prisma_names.unique if unique else prisma_names.index)(table, chosen, provider)
    return Index(draw(st.sampled_from([default, f"{table}_{len(chosen)}_own"])), parts, unique)


def canonical(state: Database) -> Database:
    """With the order taken out that says nothing."""
    return replace(
        state,
        enums=tuple(sorted((replace(e, values=tuple(sorted(e.values))) for e in state.enums), key=lambda e: e.name)),
        tables=tuple(sorted((_canonical(table) for table in state.tables), key=lambda table: table.name)),
    )


def _canonical(table: Table) -> Table:
    return replace(
        table,
        columns=tuple(sorted(table.columns, key=lambda column: column.name)),
        indexes=tuple(sorted(table.indexes, key=lambda index: index.name)),
        foreign_keys=tuple(sorted(table.foreign_keys, key=lambda key: key.name)),
    )
