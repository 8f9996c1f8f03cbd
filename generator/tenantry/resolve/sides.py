"""The fourth pass, first half: each relation field by itself, and which is the other side of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments, joined, repeated
from tenantry.resolve.fields import Columns, attribute, is_ignored
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.types import ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean, listed

_ACTIONS = tuple(action.value for action in ir.Action)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A relation field and what its `@relation` says."""

    model: ast.Model
    field: ast.Field
    target: ast.Model
    attribute: ir.RelationAttribute
    ignored: bool

    @property
    def is_list(self) -> bool:
        return self.field.arity is ast.Arity.LIST

    @property
    def key(self) -> tuple[str, str]:
        return self.model.name.text, self.field.name.text

    @property
    def has_columns(self) -> bool:
        return bool(self.attribute.fields)


def read_sides(names: Names, types: Types, columns: Columns, report: Report) -> list[Side]:
    """All relation fields, in the schema's order."""
    return [
        _side(model, field, names.models[kind.name], columns, report)
        for model in names.models.values()
        for field in distinct_fields(model)
        if isinstance(kind := types.get((model.name.text, field.name.text)), ToModel)
    ]


def _side(model: ast.Model, field: ast.Field, target: ast.Model, columns: Columns, report: Report) -> Side:
    given = attribute(field, "relation")
    said = ir.RelationAttribute() if given is None else _attribute(model, given, target, columns, report)
    return Side(model, field, target, said, is_ignored(field, report))


def _attribute(
    model: ast.Model, given: ast.Attribute, target: ast.Model, columns: Columns, report: Report
) -> ir.RelationAttribute:
    reading = Arguments(_without_two_names(given, report), report)
    name = reading.text("name", unnamed=True)
    fields = reading.take("fields")
    references = reading.take("references")
    on_delete = _action(reading.take("onDelete"), report)
    on_update = _action(reading.take("onUpdate"), report)
    map = reading.text("map")
    reading.done()
    if name == "":
        help = "remove it, or give the relation a name"
        report.error("empty-relation-name", "A relation cannot have an empty name.", given.span, help=help)
    if map == "":
        report.error("empty-map", "The `map` argument cannot be an empty string.", given.span, help="remove it")
    return ir.RelationAttribute(
        name=name or None,
        fields=_own_fields(model, fields, columns, given, report),
        references=_references(target, references, columns, given, report),
        on_delete=on_delete,
        on_update=on_update,
        map=map or None,
        span=given.span,
        places={a.name.text: a.span for a in given.arguments if a.name is not None},
    )


def _without_two_names(given: ast.Attribute, report: Report) -> ast.Attribute:
    """A name that is given both with and without `name:` Prisma takes for none, and says nothing."""
    names = [a for a in given.arguments if a.name is None or a.name.text == "name"]
    if len({a.name is None for a in names}) < 2:
        return given
    message = "The relation's name is given twice, and Prisma takes neither for its name."
    report.warning("relation-named-twice", message, given.span, help="remove one of them")
    return replace(given, arguments=tuple(a for a in given.arguments if a not in names))


def _action(value: ast.Expression | None, report: Report) -> ir.Action | None:
    name = None if value is None else arguments.word(value, report)
    if value is None or name is None:
        return None
    if name not in _ACTIONS:
        message = f"Invalid referential action: `{name}`.{did_you_mean(name, _ACTIONS)}"
        report.error("unknown-action", message, value.span, help=f"one of {joined(_ACTIONS)}")
        return None
    return ir.Action(name)


def _own_fields(
    model: ast.Model, value: ast.Expression | None, columns: Columns, given: ast.Attribute, report: Report
) -> tuple[str, ...] | None:
    if value is None:
        return None
    own = tuple(name for name, _ in arguments.words(value, report))
    unknown, relations = _not_scalar(model, own, columns)
    _no_field_twice(own, given, report)
    if unknown:
        message = (
            "The argument fields must refer only to existing fields. "
            f"The following fields do not exist in this model: {joined(unknown)}."
            f"{did_you_mean(unknown[0], columns.of(model.name.text))}"
        )
        help = f"the fields are {listed(columns.of(model.name.text))}"
        report.error("unknown-field", message, value.span, help=help)
    if relations:
        message = (
            "The argument fields must refer only to scalar fields. "
            f"But it is referencing the following relation fields: {joined(relations)}"
        )
        help = f"name the column that holds the key, such as `{relations[0]}Id`"
        report.error("relation-of-relation", message, value.span, help=help)
    return own


def _references(
    target: ast.Model, value: ast.Expression | None, columns: Columns, given: ast.Attribute, report: Report
) -> tuple[str, ...] | None:
    if value is None:
        return None
    theirs = tuple(name for name, _ in arguments.words(value, report))
    unknown, relations = _not_scalar(target, theirs, columns)
    name = target.name.text
    _no_field_twice(theirs, given, report)
    if unknown:
        message = (
            f"The argument `references` must refer only to existing fields in the related model `{name}`. "
            f"The following fields do not exist in the related model: {joined(unknown)}."
            f"{did_you_mean(unknown[0], columns.of(name))}"
        )
        help = f"the fields of `{name}` are {listed(columns.of(name))}"
        report.error("unknown-field", message, given.span, help=help)
    if relations:
        message = (
            f"The argument `references` must refer only to scalar fields in the related model `{name}`. "
            f"But it is referencing the following relation fields: {joined(relations)}"
        )
        report.error("relation-of-relation", message, given.span, help="name the field that `fields` hold the value of")
    return theirs


def _no_field_twice(names: Sequence[str], given: ast.Attribute, report: Report) -> None:
    twice = repeated(names)
    if twice is not None:
        message = f"The argument names the field {twice} multiple times."
        report.error("field-twice", message, given.span, help="name it once")


def _not_scalar(model: ast.Model, names: Sequence[str], columns: Columns) -> tuple[list[str], list[str]]:
    """Of these names, those that no field has, and those that fields have which are no columns."""
    others = [name for name in names if name not in columns.of(model.name.text)]
    if not others:
        return [], []
    existing = {field.name.text for field in model.fields}
    return [name for name in others if name not in existing], [name for name in others if name in existing]


def opposites(sides: Sequence[Side]) -> Mapping[Side, Side]:
    """The other side of each: the first field of the target that comes back under the same name. Not always mutual: of
    two fields that claim one opposite, which a rule calls ambiguous, only the first is its opposite in turn."""
    by_way: dict[tuple[str, str, str | None], list[Side]] = {}
    for side in sides:
        by_way.setdefault((side.model.name.text, side.target.name.text, side.attribute.name), []).append(side)
    found: dict[Side, Side] = {}
    for side in sides:
        back = by_way.get((side.target.name.text, side.model.name.text, side.attribute.name), ())
        other = next((candidate for candidate in back if candidate is not side), None)
        if other is not None:
            found[side] = other
    return found


def ignored_models(names: Names) -> Mapping[str, bool]:
    """Which models have `@@ignore`."""
    return {name: attribute(model, "ignore") is not None for name, model in names.models.items()}
