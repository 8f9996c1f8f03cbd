"""The fields in `@@index([title(sort: Desc), home.street])`: read, and looked up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import joined, repeated
from tenantry.resolve.names import Names
from tenantry.resolve.operator_classes import ALGORITHMS
from tenantry.resolve.types import ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean, listed

_SUGGESTED = 40


@dataclass(frozen=True)
class Lookup:
    """Where the names of fields are looked up: in a model and in the composite types that it contains."""

    model: ast.Model
    names: Names
    types: Types

    @cached_property
    def fields(self) -> Collection[str]:
        """What the fields of the model are called."""
        return dict.fromkeys(field.name.text for field in self.model.fields)

    def kind(self, block: ast.Model, name: str) -> object:
        """What type the field has; None where there is no such field."""
        return self.types.get((block.name.text, name))

    def unknown_in(self, path: str) -> str | None:
        """The part of a path such as `home.street` that is no field, for a message; None where all are."""
        block, shards = self.model, path.split(".")
        for position, shard in enumerate(shards):
            kind = self.kind(block, shard)
            if kind is None:
                return shard if block is self.model else f"{shard} in type {block.name.text}"
            last = position == len(shards) - 1
            if last or isinstance(kind, ToModel):
                return None
            if not isinstance(kind, ir.Composite):
                return path
            block = self.names.composites[kind.name]
        return None


def look_up(
    parts: Sequence[ir.IndexField],
    lookup: Lookup,
    attribute: ast.Attribute,
    report: Report,
    *,
    into_composites: bool,
    definition: str,
) -> bool:
    """Whether all are fields that an index can have; reports those that are not."""
    paths = [part.name for part in parts]
    unknown = [_unknown(path, lookup, into_composites) for path in paths]
    known = lookup.fields
    missing = [name for name in unknown if name is not None and name not in known]
    relations = [path for path in paths if _leads_to_model(path, lookup) and (into_composites or "." not in path)]
    twice = repeated(paths)
    if missing:
        ending = did_you_mean(missing[0], known) if len(missing) == 1 else ""
        if definition == "id":
            noun = "field" if len(missing) == 1 else "fields"
            quoted = ", ".join(f"`{name}`" for name in missing)
            message = f"The multi field id declaration refers to the unknown {noun} {quoted}.{ending}"
        else:
            message = f"The {definition} definition refers to the unknown fields: {joined(missing)}.{ending}"
        report.error("unknown-field", message, attribute.span, help=f"the fields are {listed(known)}")
    if relations:
        _relations(relations, paths, lookup.model, attribute, definition, report)
    if twice is not None and not missing and not relations:
        message = f"The unique index definition refers to the field {twice} multiple times."
        report.error("field-twice", message, attribute.span, help="remove one of them")
    return not (missing or relations or twice is not None)


def _unknown(path: str, lookup: Lookup, into_composites: bool) -> str | None:
    return path if "." in path and not into_composites else lookup.unknown_in(path)


def _leads_to_model(path: str, lookup: Lookup) -> bool:
    """Whether its first field is a relation; one of a type that nobody knows counts as such, as for Prisma."""
    name = path.split(".", maxsplit=1)[0]
    kind = lookup.kind(lookup.model, name)
    return isinstance(kind, ToModel) or (kind is None and name in lookup.fields)


def _relations(
    relations: Sequence[str],
    paths: Sequence[str],
    model: ast.Model,
    attribute: ast.Attribute,
    definition: str,
    report: Report,
) -> None:
    if definition == "id":
        message = (
            f"The id definition refers to the relation field `{joined(relations)}`. "
            "ID definitions must reference only scalar fields."
        )
    else:
        message = (
            f"The {definition} definition refers to the relation fields {joined(relations)}. "
            "Index definitions must reference only scalar fields."
        )
    fields: Mapping[str, ast.Field] = {field.name.text: field for field in model.fields}
    firsts = {path: path.split(".", maxsplit=1)[0] for path in relations}
    keys = {first: foreign_key(fields[first]) for first in set(firsts.values())}
    columns = (name for path in paths for name in (keys[firsts[path]] if path in firsts else [path]))
    scalars = list(islice(columns, _SUGGESTED + 1))
    if 0 < len(scalars) <= _SUGGESTED:
        message += f" Did you mean `@@{attribute.name.text}([{joined(scalars)}])`?"
    report.error("index-of-relation", message, attribute.span, help="name the columns that hold the foreign key")


def foreign_key(field: ast.Field) -> list[str]:
    """The words in `fields: [...]` of a relation field."""
    for attribute in (a for a in field.attributes if a.name.text == "relation"):
        for argument in (a for a in attribute.arguments if a.name is not None and a.name.text == "fields"):
            return [item.text for item in arguments.items(argument.value) if isinstance(item, ast.Constant)]
    return []


def read_fields(value: ast.Expression, report: Report) -> list[ir.IndexField] | None:
    """What stands between the brackets; None where some of it names no field."""
    found = [_field(item, report) for item in arguments.items(value)]
    sound = [field for field in found if field is not None]
    return sound if len(sound) == len(found) else None


def _field(item: ast.Expression, report: Report) -> ir.IndexField | None:
    match item:
        case ast.Constant(name):
            return ir.IndexField(name)
        case ast.Call(name, given):
            values = {a.name.text: a.value for a in reversed(given) if a.name is not None}
            sort = read_sort(values.get("sort"), report)
            length = read_length(values.get("length"), report)
            if length is not None and length < 0:
                length = None  # which Prisma overlooks here
            return ir.IndexField(name, sort, length, _operators(values, report))
        case _:
            message = f"Expected a constant literal value, but received {arguments.described(item)}."
            report.error("wrong-value", message, item.span, help="write the names of fields, without quotes")
            return None


def read_sort(value: ast.Expression | None, report: Report) -> ir.SortOrder | None:
    """`Asc` or `Desc`."""
    order = None if value is None else arguments.word(value, report)
    if value is None or order is None:
        return None
    if order not in ("Asc", "Desc"):
        message = f"The `sort` argument can only be `Asc` or `Desc`.{did_you_mean(order, ('Asc', 'Desc'))}"
        report.error("wrong-value", message, value.span, help="write `sort: Asc` or `sort: Desc`")
        return None
    return ir.SortOrder(order)


def read_length(value: ast.Expression | None, report: Report) -> int | None:
    """How much of a text an index has."""
    return None if value is None else arguments.whole(value, report)


def _operators(values: Mapping[str, ast.Expression], report: Report) -> str | None:
    match values.get("ops"):
        case None:
            return None
        case ast.Constant(name) if name in ALGORITHMS:
            return name
        case ast.Constant(name, span):
            message = f"Invalid operator class: {name}.{did_you_mean(name, ALGORITHMS)}"
            help = 'others than those that Prisma knows are written `raw("name_of_the_class")`'
            report.error("wrong-value", message, span, help=help)
        case ast.Call(name="raw", arguments=(ast.Argument(value=ast.String(text)),)):
            return f"raw:{text}"
        case value:
            message = 'An operator class is a word, or `raw("name_of_the_class")`.'
            report.error("wrong-value", message, value.span, help='write `ops: raw("name_of_the_class")`')
    return None
