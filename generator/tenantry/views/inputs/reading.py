"""What is asked: filters, keys, orders, and what comes with the rows."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry import ir
from tenantry.views import names, text, types, visible
from tenantry.views.inputs.parts import FLAT_TYPE, Alias, Block, Entry, Input, Names, Whole, dictionary


def filters(model: ir.Model, whole: Whole) -> Iterator[Block]:
    """`Where`, and what other models say of this one at the end of a relation."""
    own = whole.known[model.name]
    logic = [
        Entry("AND", f"{own.where} | list[{own.where}]"),
        Entry("OR", f"list[{own.where}]"),
        Entry("NOT", f"{own.where} | list[{own.where}]"),
    ]
    conditions = [Entry(f.name, types.condition(f, whole.enum_filters)) for f in visible.scalars(model)]
    related = [Entry(f.name, _condition(model, f, whole)) for f in visible.relations(whole.schema, model)]
    yield Block(dictionary(own.where, [*logic, *conditions, *related]))
    if own.one_filter in whole.reached:
        words = [Entry(word, f"{own.where} | None") for word in ("is", "is_not")]
        yield Block(dictionary(own.one_filter, words))
    if own.many_filter in whole.reached:
        yield Block(dictionary(own.many_filter, [Entry(word, own.where) for word in ("some", "every", "none")]))


def _fields(model: ir.Model) -> str:
    listed = ", ".join(text.string(f.name) for f in visible.scalars(model))
    return f"Literal[{listed}]" if listed else "Never"


def _condition(model: ir.Model, field: ir.RelationField, whole: Whole) -> str:
    target = whole.known[field.target]
    if not whole.is_near(model, field):
        return FLAT_TYPE if field.is_list else f"{FLAT_TYPE} | None"
    return target.many_filter if field.is_list else f"{target.where} | {target.one_filter} | None"


def keys(model: ir.Model, whole: Whole) -> Iterator[Block]:
    """`WhereUnique`, `Key` and `Field`."""
    own = whole.known[model.name]
    criteria, parts = _criteria(model, whole.taken)
    yield from (Block(i) for i in (*parts, *criteria))
    key = visible.key(model)
    unique = Alias(own.unique, " | ".join(c.name for c in criteria) or "Never")
    named = Alias(own.key, _key_type(key) if key else "Never")
    yield Block(aliases=(unique, named, Alias(own.field, _fields(model))))


def _criteria(model: ir.Model, taken: names.Derived) -> tuple[tuple[Input, ...], tuple[Input, ...]]:
    criteria: list[Input] = []
    parts: list[Input] = []
    for criterion in visible.criteria(model):
        fields = names.pascal(f.name for f in criterion.fields)
        values = [Entry(f.name, types.element(f)) for f in criterion.fields]
        if criterion.is_compound:
            compound = dictionary(taken.name(f"{model.name}{fields}Key"), values, is_total=True)
            parts.append(compound)
            values = [Entry(criterion.key, compound.name)]
        criteria.append(dictionary(taken.name(f"{model.name}By{fields}"), values, is_total=True))
    return tuple(criteria), tuple(parts)


def _key_type(key: visible.Criterion) -> str:
    parts = [types.element(f) for f in key.fields]
    return f"tuple[{', '.join(parts)}]" if key.is_compound else parts[0]


def extras(model: ir.Model, whole: Whole) -> Iterator[Block]:
    """`Order`, `Include` and `Select`, and what may be asked of the rows at the end of a relation."""
    own = whole.known[model.name]
    scalars, relations = visible.scalars(model), visible.relations(whole.schema, model)
    lists = [f for f in relations if f.is_list]
    orders = [Entry(f.name, _order(f)) for f in scalars if types.is_ordered(f)]
    orders += [Entry(f.name, _order_by(model, f, whole)) for f in relations]
    yield Block(dictionary(own.order, orders))
    if lists:
        counts = [Entry(f.name, f"bool | rt.Counted[{_where_of(model, f, whole)}]") for f in lists]
        yield Block(dictionary(own.counted, counts))
    included = [Entry(f.name, f"bool | {_nested(model, f, whole)}") for f in relations]
    if lists:
        included.append(Entry("_count", f"bool | rt.CountOf[{own.counted}]"))
    yield Block(dictionary(own.include, included))
    yield Block(dictionary(own.select, [Entry(f.name, "bool") for f in scalars], parent=own.include))
    what = [Entry("include", own.include), Entry("select", own.select), Entry("omit", f"dict[{own.field}, bool]")]
    if own.one in whole.reached:
        yield Block(dictionary(own.one, what))
    if own.many in whole.reached:
        yield Block(dictionary(own.many, [*_page(own), *what]))


def _page(own: Names) -> list[Entry]:
    return [
        Entry("where", own.where),
        Entry("order", f"{own.order} | list[{own.order}]"),
        Entry("take", "int"),
        Entry("skip", "int"),
        Entry("cursor", own.unique),
        Entry("distinct", f"list[{own.field}]"),
    ]


def numbers(model: ir.Model, whole: Whole) -> Iterator[Block]:
    """`Values` and `Group`: what an aggregate gives.

    They are written as if it always gave everything: what was asked for is there, and a program reads nothing else.
    """
    own = whole.known[model.name]
    scalars = [f for f in visible.scalars(model) if types.is_ordered(f)]
    yield Block(dictionary(own.values, [Entry(f.name, types.value(f)) for f in scalars], is_total=True))
    computed = [
        Entry("_count", f'dict[{own.field} | Literal["_all"], int]'),
        Entry("_avg", f"dict[{own.field}, rt.Number | None]"),
        Entry("_sum", f"dict[{own.field}, rt.Number | None]"),
        Entry("_min", own.values),
        Entry("_max", own.values),
    ]
    yield Block(dictionary(own.group, computed, is_total=True, parent=own.values))


def _order(field: ir.ScalarField) -> str:
    return "rt.SortOrder | rt.NullsOrder" if field.is_optional else "rt.SortOrder"


def _order_by(model: ir.Model, field: ir.RelationField, whole: Whole) -> str:
    if field.is_list:
        return "rt.CountOrder"
    return whole.known[field.target].order if whole.is_near(model, field) else FLAT_TYPE


def _where_of(model: ir.Model, field: ir.RelationField, whole: Whole) -> str:
    return whole.known[field.target].where if whole.is_near(model, field) else FLAT_TYPE


def _nested(model: ir.Model, field: ir.RelationField, whole: Whole) -> str:
    target = whole.known[field.target]
    if not whole.is_near(model, field):
        return FLAT_TYPE
    return target.many if field.is_list else target.one


def reached(field: ir.RelationField, known: Names, near: bool) -> Iterator[str]:
    """The inputs of the relation's other end that the model's refer to."""
    if near:
        many = (known.many_filter, known.many, known.change_many)
        yield from many if field.is_list else (known.one_filter, known.one, known.change_one)
