"""The relationships of a table class, as statements of its body, and the tables behind implicit many-to-many ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from tenantry import ir
from tenantry.views import columns, names, native, text, visible
from tenantry.views.storage import Storage, Table


@dataclass(frozen=True, slots=True)
class JoinTable:
    """`columns` are the arguments after name and metadata, ready text."""

    constant: str
    name: str
    columns: tuple[str, ...]


def join_table(
    schema: ir.Schema, relation: ir.ManyToMany, storage: Storage, constants: names.Derived, enums: Mapping[str, str]
) -> JoinTable:
    """The table of an implicit many-to-many relation: a key on PostgreSQL, a unique index on SQLite."""
    shared = native.own_schema(schema.model(relation.a_model).schema)
    table = storage.join_table(relation.stem, shared)
    constant = constants.name(_constant(table.name))
    arguments = list(_join_columns(schema, relation, table, enums))
    for provider in storage.providers:
        own = storage.join_table(relation.stem, shared, provider)
        condition = f'.ddl_if(dialect="{provider.value}")' if len(storage.providers) > 1 else ""
        if own.key and own.key.name:
            arguments.append(f'sa.PrimaryKeyConstraint("A", "B", name={text.string(own.key.name)}){condition}')
        for index in own.indexes:
            listed = ", ".join(f'"{c.name}"' for c in index.columns)
            if index.unique:
                arguments.append(f"sa.Index({text.string(index.name)}, {listed}, unique=True){condition}")
            elif provider is storage.leading:
                arguments.append(f"sa.Index({text.string(index.name)}, {listed})")
    if shared:
        arguments.append(f"schema={text.string(shared)}")
    return JoinTable(constant, text.string(table.name), tuple(arguments))


def _constant(table: str) -> str:
    """`_PostToTag` is `POST_TO_TAG`; what a relation is called may be no identifier, and of any length."""
    words = re.sub(r"\W", "_", names.snake(table.removeprefix("_"))).upper()[:80]
    return words if words.isidentifier() else f"_{words}"


def relationships(
    schema: ir.Schema, model: ir.Model, joins: Mapping[str, JoinTable], aliases: Mapping[str, str]
) -> Iterator[str]:
    """`tenant: Mapped[Tenant] = relationship(foreign_keys=[tenantId], back_populates="users")`."""
    fields = [f for f in visible.relations(schema, model) if not schema.model(f.target).is_view]
    attributes = {names.table_attribute(f.name) for f in model.fields}
    for field in fields:
        target = names.table_class(field.target)
        held = aliases[target] if target in attributes else target
        arguments = [text.string(target)] if held != target else []
        relation = schema.relation(field.relation)
        match relation:
            case ir.ForeignKeyRelation():
                owns = (relation.model, relation.field) == (model.name, field.name)
                arguments += _along_foreign_key(schema, relation, owns=owns)
                optional = field.is_optional or not owns
            case ir.ManyToMany():
                arguments += _through_join_table(schema, relation, model, field, joins[relation.name])
                optional = False
            case _:
                assert_never(relation)
        annotation = f"list[{held}]" if field.is_list else f"{held} | None" if optional else held
        yield f"{names.table_attribute(field.name)}: Mapped[{annotation}] = relationship({', '.join(arguments)})"


def join_key(model: ir.Model) -> str:
    """The field that a join table refers to: the key of one column, else the first unique one."""
    if model.key is not None:
        return model.key.fields[0].name
    return next(u.fields[0].name for u in model.uniques if len(u.fields) == 1)


def _along_foreign_key(schema: ir.Schema, relation: ir.ForeignKeyRelation, *, owns: bool) -> Iterator[str]:
    owner = schema.model(relation.model)
    kept = [names.table_attribute(f) for f in relation.fields]
    qualified = [f"{names.table_class(owner.name)}.{f}" for f in kept]
    if not schema.datasource.foreign_keys:
        yield f"primaryjoin={text.string(_join(relation, qualified, owns=owns))}"
    elif owns:
        yield f"foreign_keys=[{', '.join(kept)}]"
        if relation.target == relation.model:
            yield f"remote_side=[{', '.join(names.table_attribute(f) for f in relation.references)}]"
    else:
        listed = ", ".join(qualified)
        yield f"foreign_keys={text.string(listed if len(qualified) == 1 else f'[{listed}]')}"
    other = relation.target_field if owns else relation.field
    yield from _back_populates(schema.model(relation.target if owns else relation.model), other)
    overlaps = _overlaps(schema, relation)
    if overlaps:
        yield f"overlaps={text.string(','.join(overlaps))}"
    if _is_set_later(schema, relation):
        yield "post_update=True"
    if not owns and schema.datasource.foreign_keys:
        yield 'passive_deletes="all"'


def _join(relation: ir.ForeignKeyRelation, kept: list[str], *, owns: bool) -> str:
    """The condition of a relation that no foreign key of the database tells of.

    In a relation of a table to itself, a column that both rows have in common leads nowhere.
    """
    target = names.table_class(relation.target)
    referenced = [f"{target}.{names.table_attribute(f)}" for f in relation.references]
    pairs = [(k if k == r else f"foreign({k})", r) for k, r in zip(kept, referenced, strict=True)]
    if relation.target == relation.model:
        pairs = [(k, f"remote({r})") if owns else (f"remote({k})", r) for k, r in pairs]
    terms = [f"{k} == {r}" for k, r in pairs]
    return terms[0] if len(terms) == 1 else f"and_({', '.join(terms)})"


def _back_populates(model: ir.Model, field: str) -> Iterator[str]:
    if any(f.name == field and not f.ignored for f in model.relations):
        yield f'back_populates="{names.table_attribute(field)}"'


def _overlaps(schema: ir.Schema, relation: ir.ForeignKeyRelation) -> list[str]:
    """Relationships that stand before this one and set one of its columns too."""
    found: list[str] = []
    for other in schema.foreign_keys_of(relation.model):
        if other.name == relation.name:
            break
        if set(other.fields) & set(relation.fields):
            found += [names.table_attribute(f) for f in (other.field, other.target_field) if f]
    return list(dict.fromkeys(found))


def _is_set_later(schema: ir.Schema, relation: ir.ForeignKeyRelation) -> bool:
    """Whether rows may refer to each other in a circle, which can be written only by a second statement.

    Of a circle of tables the one that comes first refers later: the other way is how most rows go. In a table that
    refers to itself, rows find an order, unless they come in pairs.
    """
    owner = schema.model(relation.model)
    if not all(owner.scalar(f).is_optional for f in relation.fields):
        return False
    if relation.model == relation.target:
        return relation.unique
    order = [m.name for m in schema.models]
    return order.index(relation.model) < order.index(relation.target) and _reaches(
        schema, relation.target, relation.model
    )


def _reaches(schema: ir.Schema, start: str, goal: str) -> bool:
    """Whether foreign keys lead from one model to the other."""
    seen = {start}
    waiting = [start]
    while waiting:
        for relation in schema.foreign_keys_of(waiting.pop()):
            if relation.target == goal:
                return True
            if relation.target not in seen:
                seen.add(relation.target)
                waiting.append(relation.target)
    return False


def _through_join_table(
    schema: ir.Schema, relation: ir.ManyToMany, model: ir.Model, field: ir.RelationField, join: JoinTable
) -> Iterator[str]:
    is_a = (relation.a_model, relation.a_field) == (model.name, field.name)
    other = schema.model(relation.b_model if is_a else relation.a_model)
    has_keys = schema.datasource.foreign_keys
    yield f"secondary={join.constant}"
    if relation.a_model == relation.b_model or not has_keys:
        for name, end, side in (
            ("primaryjoin", model, "A" if is_a else "B"),
            ("secondaryjoin", other, "B" if is_a else "A"),
        ):
            key = f"{names.table_class(end.name)}.{names.table_attribute(join_key(end))}"
            column = f"{join.constant}.c.{side}"
            yield f"{name}=lambda: {key} == {column if has_keys else f'foreign({column})'}"
    yield from _back_populates(other, relation.b_field if is_a else relation.a_field)
    if has_keys:
        yield "passive_deletes=True"


def _join_columns(schema: ir.Schema, relation: ir.ManyToMany, table: Table, enums: Mapping[str, str]) -> Iterator[str]:
    for side, name in (("A", relation.a_model), ("B", relation.b_model)):
        model = schema.model(name)
        type_ = columns.column_type(schema, model.scalar(join_key(model)), enums)
        foreign = [
            f"sa.ForeignKey({text.string(columns.addresses(key)[0])}, {columns.actions(key)})"
            for key in table.foreign_keys
            if key.columns == (side,)
        ]
        arguments = [text.string(side), type_, *foreign, "nullable=False"]
        yield f"sa.Column({', '.join(arguments)})"
