"""The fourth pass, first half: each relation field by itself, and which two belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments, joined
from tenantry.resolve.fields import Columns, attribute, is_ignored
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.types import ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

_ACTIONS = tuple(action.value for action in ir.Action)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A relation field and what its `@relation` says. `fields` and `references` are None where they are not given."""

    model: ast.Model
    field: ast.Field
    target: ast.Model
    name: str | None
    fields: tuple[str, ...] | None
    references: tuple[str, ...] | None
    on_delete: ir.Action | None
    on_update: ir.Action | None
    map: str | None
    ignored: bool
    sound: bool
    """Whether all that `@relation` names exists."""

    @property
    def is_list(self) -> bool:
        return self.field.arity is ast.Arity.LIST

    @property
    def span(self) -> Span:
        return self.field.span

    @property
    def label(self) -> str:
        """For messages: `author` on Model `Post`."""
        return f"`{self.field.name.text}` on Model `{self.model.name.text}`"

    @property
    def key(self) -> tuple[str, str]:
        return self.model.name.text, self.field.name.text


def read_sides(names: Names, types: Types, columns: Columns, report: Report) -> list[Side]:
    """All relation fields, in the schema's order."""
    return [
        _side(model, field, names.models[kind.name], columns, report)
        for model in names.models.values()
        for field in distinct_fields(model)
        if isinstance(kind := types.get((model.name.text, field.name.text)), ToModel)
    ]


def _side(model: ast.Model, field: ast.Field, target: ast.Model, columns: Columns, report: Report) -> Side:
    given = attribute(field, "relation") or ast.Attribute(ast.Name("relation", field.span), (), field.span)
    reading = Arguments(given, report)
    name = reading.text("name", unnamed=True)
    fields = reading.take("fields")
    references = reading.take("references")
    on_delete = _action(reading.take("onDelete"), report)
    on_update = _action(reading.take("onUpdate"), report)
    map = reading.text("map")
    reading.done()
    if name == "":
        report.error("empty-relation-name", "A relation cannot have an empty name.", given.span)
    own = _words(fields, report)
    theirs = _words(references, report)
    sound = _own_fields_exist(model, own, columns, given, report)
    for repeated in (_repeated(own), _repeated(theirs)):
        if repeated is not None:
            message = f"The argument names the field {repeated} multiple times."
            report.error("field-twice", message, given.span)
    sound = _references_exist(target, theirs, columns, given, report) and sound
    if own is not None and theirs is not None and len(own) != len(theirs):
        message = "You must specify the same number of fields in `fields` and `references`."
        report.error("wrong-number-of-fields", message, given.span)
        sound = False
    return Side(model, field, target, name, own, theirs, on_delete, on_update, map, is_ignored(field, report), sound)


def _words(value: ast.Expression | None, report: Report) -> tuple[str, ...] | None:
    return None if value is None else tuple(name for name, _ in arguments.words(value, report))


def _repeated(names: Sequence[str] | None) -> str | None:
    names = names or ()
    return next((name for index, name in enumerate(names) if name in names[:index]), None)


def _action(value: ast.Expression | None, report: Report) -> ir.Action | None:
    name = None if value is None else arguments.word(value, report)
    if value is None or name is None:
        return None
    if name not in _ACTIONS:
        message = f"Invalid referential action: `{name}`.{did_you_mean(name, _ACTIONS)}"
        report.error("unknown-action", message, value.span, help=f"one of {joined(_ACTIONS)}")
        return None
    return ir.Action(name)


def _own_fields_exist(
    model: ast.Model, own: Sequence[str] | None, columns: Columns, given: ast.Attribute, report: Report
) -> bool:
    unknown, relations = _not_scalar(model, own or (), columns)
    if unknown:
        message = (
            "The argument fields must refer only to existing fields. "
            f"The following fields do not exist in this model: {joined(unknown)}."
            f"{did_you_mean(unknown[0], columns.of(model.name.text))}"
        )
        report.error("unknown-field", message, given.span)
    if relations:
        message = (
            "The argument fields must refer only to scalar fields. "
            f"But it is referencing the following relation fields: {joined(relations)}"
        )
        help = f"name the column that holds the key, such as `{relations[0]}Id`"
        report.error("relation-of-relation", message, given.span, help=help)
    return not unknown and not relations


def _references_exist(
    target: ast.Model, theirs: Sequence[str] | None, columns: Columns, given: ast.Attribute, report: Report
) -> bool:
    unknown, relations = _not_scalar(target, theirs or (), columns)
    name = target.name.text
    if unknown:
        message = (
            f"The argument `references` must refer only to existing fields in the related model `{name}`. "
            f"The following fields do not exist in the related model: {joined(unknown)}."
            f"{did_you_mean(unknown[0], columns.of(name))}"
        )
        report.error("unknown-field", message, given.span)
    if relations:
        message = (
            f"The argument `references` must refer only to scalar fields in the related model `{name}`. "
            f"But it is referencing the following relation fields: {joined(relations)}"
        )
        report.error("relation-of-relation", message, given.span)
    return not unknown and not relations


def _not_scalar(model: ast.Model, names: Sequence[str], columns: Columns) -> tuple[list[str], list[str]]:
    """Of these names, those that no field has, and those that fields have which are no columns."""
    existing = {field.name.text for field in model.fields}
    scalars = columns.of(model.name.text)
    return [n for n in names if n not in existing], [n for n in names if n in existing and n not in scalars]


def pair(sides: Sequence[Side], report: Report) -> Iterator[tuple[Side, Side]]:
    """The two sides of each relation, in the order of the first; reports sides that have no other, or several."""
    by_models: dict[tuple[str, str], list[Side]] = {}
    for side in sides:
        by_models.setdefault((side.model.name.text, side.target.name.text), []).append(side)
    done: set[Side] = set()
    for side in sides:
        if side in done:
            continue
        rivals = [s for s in by_models[side.model.name.text, side.target.name.text] if s.name == side.name]
        others = [
            s
            for s in by_models.get((side.target.name.text, side.model.name.text), [])
            if s.name == side.name and s is not side
        ]
        is_self = side.model is side.target
        if len(rivals) > (2 if is_self else 1) or (is_self and len(rivals) == 2 and side.name is None):
            _ambiguous(side, rivals, report)
            done.update(rivals, others)
        elif len(others) > 1:
            continue  # their model reports that they are ambiguous
        elif not others:
            done.add(side)
            _missing_opposite(side, report)
        else:
            done.update((side, others[0]))
            yield side, others[0]


def _ambiguous(side: Side, rivals: Sequence[Side], report: Report) -> None:
    first, second = (s.field.name.text for s in rivals[:2])
    model, target = side.model.name.text, side.target.name.text
    if model == target and side.name is None:
        message = (
            f"Ambiguous self relation detected. The fields `{first}` and `{second}` in model `{model}` both refer to "
            f"`{target}`. If they are part of the same relation add the same relation name for them with "
            "`@relation(<name>)`."
        )
    elif side.name is None:
        message = (
            f"Ambiguous relation detected. The fields `{first}` and `{second}` in model `{model}` both refer to "
            f"`{target}`. Please provide different relation names for them by adding `@relation(<name>).`"
        )
    else:
        message = (
            f"Wrongly named relation detected. The fields `{first}` and `{second}` in model `{model}` both use the "
            "same relation name. Please provide different relation names for them through `@relation(<name>).`"
        )
    report.error("ambiguous-relation", message, side.span)


def _missing_opposite(side: Side, report: Report) -> None:
    model, target, field = side.model.name.text, side.target.name.text, side.field.name.text
    message = (
        f"The relation field `{field}` on model `{model}` is missing an opposite relation field on the model "
        f"`{target}`."
    )
    name = model[:1].lower() + model[1:]
    relation = "" if side.name is None else f' @relation("{side.name}")'
    if side.is_list:
        line = f"{name} {model}{relation or ' @relation(fields: [...], references: [...])'}"
    else:
        line = f"{name}s {model}[]{relation}"
    report.error("missing-back-relation", message, side.span, help=f"add `{line}` to model {target}")


def ignored_models(names: Names) -> Mapping[str, bool]:
    """Which models have `@@ignore`."""
    return {name: attribute(model, "ignore") is not None for name, model in names.models.items()}
