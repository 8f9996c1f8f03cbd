"""Relations as Prisma's formatter sees them: those that have columns, whole or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tenantry.psl import ast
from tenantry.text.source import Source


@dataclass(frozen=True, eq=False)
class Model:
    block: ast.Model
    models: Collection[str]
    """The names of all models: a field of such a type is no column."""

    @property
    def name(self) -> str:
        return self.block.name.text

    @property
    def closing(self) -> tuple[Source, int]:
        """The place before the brace that closes the block."""
        return self.block.span.source, self.block.span.end - 1

    @cached_property
    def columns(self) -> Mapping[str, ast.Field]:
        return {field.name.text: field for field in self.block.fields if field.type.text not in self.models}

    @cached_property
    def uniques(self) -> Sequence[Sequence[ast.Field]]:
        """The fields of each unique, those of one field first."""
        alone = [[field] for field in self.block.fields if _attribute(field, "unique")]
        return [*alone, *self._of_block("unique")]

    @cached_property
    def identities(self) -> Sequence[Sequence[ast.Field]]:
        """The fields by which a row can be found: the key's, then those of each unique."""
        alone = [[field] for field in self.block.fields if _attribute(field, "id")]
        return [*(alone or self._of_block("id")), *self.uniques]

    @property
    def ignored(self) -> bool:
        return _attribute(self.block, "ignore") is not None

    def _of_block(self, name: str) -> list[list[ast.Field]]:
        named = (
            _words(_argument(a, "fields", unnamed=True)) or () for a in self.block.attributes if a.name.text == name
        )
        return [[self.columns[word] for word in words if word in self.columns] for words in named]


@dataclass(frozen=True, eq=False)
class Side:
    """A relation field with what its `@relation` says; None is what it does not say."""

    model: Model
    field: ast.Field
    target: Model

    @cached_property
    def attribute(self) -> ast.Attribute | None:
        return _attribute(self.field, "relation")

    @cached_property
    def name(self) -> str | None:
        """Given once, with its argument's name or without; who gives it twice gives none."""
        given = self.attribute.arguments if self.attribute is not None else ()
        names = [a.value for a in given if a.name is None or a.name.text == "name"]
        return names[0].value if len(names) == 1 and isinstance(names[0], ast.String) else None

    @cached_property
    def fields(self) -> Sequence[str] | None:
        return _words(_argument(self.attribute, "fields"))

    @cached_property
    def references(self) -> Sequence[str] | None:
        return _words(_argument(self.attribute, "references"))

    @property
    def order(self) -> tuple[str, str]:
        """By which Prisma chooses between two sides that are alike."""
        return self.model.name, self.field.name.text


@dataclass(frozen=True, eq=False)
class Relation:
    """A relation with columns on one side, as far as the schema has it: one of the two fields may be missing."""

    model: Model
    target: Model
    forward: Side | None
    back: Side | None
    one_to_one: bool

    @cached_property
    def inferred(self) -> Sequence[tuple[str, ast.Field, ast.Field | None]]:
        """The columns that it has if nothing says which: name, the field referred to, the field if it is there."""
        first = self.target.identities[0] if self.target.identities else ()
        prefix = self.target.name[:1].lower() + self.target.name[1:]
        names = [(prefix + field.name.text[:1].upper() + field.name.text[1:], field) for field in first]
        return [(name, field, self.model.columns.get(name)) for name, field in names]

    @property
    def arguments(self) -> str:
        return f"{self.fields_argument}, {self.references_argument}"

    @property
    def fields_argument(self) -> str:
        return f"fields: [{', '.join(name for name, _, _ in self.inferred)}]"

    @property
    def references_argument(self) -> str:
        given = self.forward.references if self.forward is not None else None
        if given is None:
            strict = (fields for fields in self.target.identities if all(map(_is_strict, fields)))
            given = [field.name.text for field in next(strict, ())]
        return f"references: [{', '.join(given)}]"


def relations_of(files: Sequence[ast.File]) -> Iterator[Relation]:
    """The relations with columns, in the order of the fields that make them.

    The files must be sound as far as their names, types and attributes go.
    """
    blocks = [
        block
        for file in files
        for block in file.blocks
        if isinstance(block, ast.Model) and block.kind is not ast.ModelKind.TYPE
    ]
    names = frozenset(block.name.text for block in blocks)
    models = {block.name.text: Model(block, names) for block in blocks}
    sides = [
        Side(model, field, models[field.type.text])
        for model in models.values()
        for field in model.block.fields
        if field.type.text in models
    ]
    opposites: dict[tuple[str, str, str | None], list[Side]] = {}
    for side in sides:
        opposites.setdefault((side.model.name, side.target.name, side.name), []).append(side)
    for side in sides:
        across = opposites.get((side.target.name, side.model.name, side.name), ())
        opposite = next((other for other in across if other is not side), None)
        if opposite is None:
            yield _alone(side)
        elif _holds_columns(side, opposite):
            one_to_one = opposite.field.arity is not ast.Arity.LIST
            yield Relation(side.model, side.target, side, opposite, one_to_one)


def _alone(side: Side) -> Relation:
    if side.field.arity is ast.Arity.LIST:
        return Relation(side.target, side.model, None, side, one_to_one=False)
    unique = any([field.name.text for field in fields] == list(side.fields or ()) for fields in side.model.uniques)
    return Relation(side.model, side.target, side, None, one_to_one=side.fields is not None and unique)


def _holds_columns(side: Side, opposite: Side) -> bool:
    """Whether `side` is the one whose model has the columns; of two that are alike, one is chosen by name."""
    match side.field.arity, opposite.field.arity:
        case ast.Arity.LIST, _:
            return False
        case _, ast.Arity.LIST:
            return True
        case ast.Arity.REQUIRED, ast.Arity.OPTIONAL:
            return True
        case ast.Arity.OPTIONAL, ast.Arity.REQUIRED:
            return False
        case ast.Arity.OPTIONAL, _ if side.fields is not None:
            return True
        case ast.Arity.OPTIONAL, _ if opposite.fields is not None:
            return False
        case _:
            return side.order <= opposite.order


def _is_strict(field: ast.Field) -> bool:
    return field.arity is not ast.Arity.OPTIONAL and field.unsupported is None


def _attribute(block: ast.Field | ast.Model, name: str) -> ast.Attribute | None:
    return next((a for a in block.attributes if a.name.text == name), None)


def _argument(attribute: ast.Attribute | None, name: str, *, unnamed: bool = False) -> ast.Expression | None:
    """The value of an argument; `unnamed` says that its name may be left out."""
    names = (name, None) if unnamed else (name,)
    given = attribute.arguments if attribute is not None else ()
    return next((a.value for a in given if (a.name.text if a.name else None) in names), None)


def _words(value: ast.Expression | None) -> Sequence[str] | None:
    """The names of a list of fields, without what an index says of each; one alone counts as a list."""
    if value is None:
        return None
    found: list[str] = []
    for item in value.items if isinstance(value, ast.Array) else (value,):
        match item:
            case ast.Constant():
                found.append(item.text)
            case ast.Call():
                found.append(item.name)
            case _:
                pass
    return found
