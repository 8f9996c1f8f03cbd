"""What is written: the data of new rows, of rows nested in them, and of changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tenantry import ir
from tenantry.views import types, visible
from tenantry.views.inputs.parts import FLAT_TYPE, Alias, Block, Entry, Names, Whole, dictionary


def creates(model: ir.Model, whole: Whole) -> Iterator[Block]:
    """Data of a new row, alone, among many, and inside another model's."""
    own = whole.known[model.name]
    relations = visible.relations(whole.schema, model)
    tenant = visible.tenant_field(model)
    optional = visible.foreign_key_fields(whole.schema, model) | {tenant}
    columns = [Entry(f.name, _given(f, f.name == tenant)) for f in visible.scalars(model)]
    written = [Entry(f.name, _given(f, f.name in optional)) for f in visible.scalars(model)]
    if not visible.can_be_created(model):
        yield Block(aliases=(Alias(own.create, "Never"), Alias(own.create_many, "Never")))
    else:
        deeper = [nested(model.name, f, whole.known, whole.groups) for f in relations]
        entries = [Entry(f.name, f"NotRequired[{type_}]") for f, type_ in zip(relations, deeper, strict=True)]
        yield Block(dictionary(own.create, [*written, *entries], is_total=True))
        if relations or columns != written:
            yield Block(dictionary(own.create_many, columns, is_total=True))
        else:
            yield Block(aliases=(Alias(own.create_many, own.create),))
    yield from _nested_writes(own.nested_one, own.nested_many, own.create, own.unique, whole.reached)
    if own.nested_one_flat in whole.reached or own.nested_many_flat in whole.reached:
        if visible.can_be_created(model):
            entries = [Entry(f.name, f"NotRequired[{FLAT_TYPE}]") for f in relations]
            yield Block(dictionary(own.create_flat, [*written, *entries], is_total=True))
        else:
            yield Block(aliases=(Alias(own.create_flat, "Never"),))
        yield from _nested_writes(own.nested_one_flat, own.nested_many_flat, own.create_flat, own.unique, whole.reached)


def nested(model: str, field: ir.RelationField, known: Mapping[str, Names], groups: Mapping[str, int]) -> str:
    """What a create of the model may say about the other side of the relation."""
    target = known[field.target]
    if groups[model] == groups[field.target]:
        return target.nested_many if field.is_list else target.nested_one
    return target.nested_many_flat if field.is_list else target.nested_one_flat


def _nested_writes(one: str, many: str, create: str, connect: str, reached: Collection[str]) -> Iterator[Block]:
    """A row to make, or one that is there."""
    kinds = [Entry("create", create), Entry("connect", connect)]
    kinds.append(Entry("connect_or_create", f"rt.ConnectOrCreate[{connect}, {create}]"))
    if one in reached:
        yield Block(dictionary(one, kinds))
    if many in reached:
        yield Block(dictionary(many, [*map(_several, kinds), Entry("create_many", f"rt.Rows[{create}]")]))


def _several(entry: Entry) -> Entry:
    return Entry(entry.key, f"{entry.type} | list[{entry.type}]")


def changes(model: ir.Model, whole: Whole) -> Iterator[Block]:
    """`Update`, and what the change of another model does to the rows of this one."""
    own = whole.known[model.name]
    if model.is_view:
        yield Block(aliases=(Alias(own.update, "Never"),))
    else:
        related = [Entry(f.name, change(model, f, whole)) for f in visible.relations(whole.schema, model)]
        yield Block(dictionary(own.update, [*_columns(model), *related]))
    if own.change_one in whole.reached:
        words = [
            Entry("disconnect", "bool"),
            Entry("delete", "bool"),
            Entry("update", own.update),
            Entry("upsert", f"rt.Upsert[{own.create}, {own.update}]"),
        ]
        yield Block(dictionary(own.change_one, words, parent=own.nested_one))
    if own.change_many in whole.reached:
        many = [
            Entry("set", own.unique),
            Entry("disconnect", own.unique),
            Entry("delete", own.unique),
            Entry("delete_many", own.where),
            Entry("update", f"rt.UpdateOf[{own.unique}, {own.update}]"),
            Entry("update_many", f"rt.UpdateOf[{own.where}, {own.update}]"),
            Entry("upsert", f"rt.UpsertOf[{own.unique}, {own.create}, {own.update}]"),
        ]
        yield Block(dictionary(own.change_many, map(_several, many), parent=own.nested_many))


def change(model: ir.Model, field: ir.RelationField, whole: Whole) -> str:
    """What an update of the model may say about the other side of the relation."""
    target = whole.known[field.target]
    if not whole.is_near(model, field):
        return FLAT_TYPE
    return target.change_many if field.is_list else target.change_one


def _columns(model: ir.Model) -> list[Entry]:
    """All but the tenant: a row never moves to another, nor does the tenant get another key."""
    tenancy = model.tenancy
    fixed = tenancy.field if isinstance(tenancy, (ir.TenantRoot, ir.TenantScoped)) else None
    return [Entry(f.name, types.change(f)) for f in visible.scalars(model) if f.name != fixed]


def _given(field: ir.ScalarField, may_be_left_out: bool) -> str:
    """The type of a value in a create, marked where the caller may leave it out."""
    has_value = field.default is not None or field.updated_at or field.arity is not ir.Arity.REQUIRED
    return f"NotRequired[{types.value(field)}]" if has_value or may_be_left_out else types.value(field)
