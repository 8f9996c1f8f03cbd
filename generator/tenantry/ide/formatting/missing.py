"""What Prisma's formatter writes into a schema: the relation fields, columns and arguments that its relations lack.

It is not a repair. Nothing asks whether a name is taken, or whether the schema is valid after it: a relation is
completed in one way, whatever its author had in mind, and byte for byte as Prisma does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenantry.ide.formatting.relations import Relation, relations_of
from tenantry.ide.formatting.words import camel_case, plural
from tenantry.psl import ast
from tenantry.text.source import Source

_SCALARS = frozenset(("Int", "BigInt", "Float", "Decimal", "Boolean", "String", "DateTime", "Json", "Bytes"))
_ARITY = {ast.Arity.REQUIRED: "", ast.Arity.OPTIONAL: "?", ast.Arity.LIST: "[]"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text to be written at a place of a file."""

    source: Source
    position: int
    text: str


def missing_parts(files: Sequence[ast.File]) -> list[Insertion]:
    """What the relations lack, in the order in which insertions at one place follow each other."""
    relations = list(relations_of(files))
    return [
        *(part for relation in relations for part in _missing_fields(relation)),
        *(part for relation in relations for part in _missing_attribute(relation)),
        *(part for relation in relations for part in _missing_arguments(relation)),
    ]


def _missing_fields(relation: Relation) -> Iterator[Insertion]:
    model, target = relation.model, relation.target
    if relation.back is None:
        name = camel_case(model.name)
        ignore = "@ignore" if model.ignored else ""
        field = f"{name} {model.name}?" if relation.one_to_one else f"{plural(name)} {model.name}[]"
        yield Insertion(*target.closing, f"{field} {ignore}\n")
    if relation.forward is None:
        optional = any(found is None or found.arity is ast.Arity.OPTIONAL for _, _, found in relation.inferred)
        field = f"{camel_case(target.name)} {target.name}{'?' if optional else ''}"
        yield Insertion(*model.closing, f"{field} @relation({relation.arguments})\n")
    if relation.forward is None or relation.forward.fields is None:
        yield from _missing_columns(relation)


def _missing_columns(relation: Relation) -> Iterator[Insertion]:
    arity = ast.Arity.OPTIONAL if relation.forward is None else relation.forward.field.arity
    for name, referred, found in relation.inferred:
        if found is not None:
            continue
        if referred.type.text not in _SCALARS:
            return
        native = next((_written(a) for a in referred.attributes if "." in a.name.text), "")
        yield Insertion(*relation.model.closing, f"{name} {referred.type.text}{_ARITY[arity]} {native}\n")


def _missing_attribute(relation: Relation) -> Iterator[Insertion]:
    forward = relation.forward
    if forward is not None and forward.attribute is None:
        span = forward.field.type.span
        text = span.source.text
        after_type = span.end + len(text[span.end :]) - len(text[span.end :].lstrip("[]?!"))
        yield Insertion(span.source, after_type, f" @relation({relation.arguments})")


def _missing_arguments(relation: Relation) -> Iterator[Insertion]:
    forward = relation.forward
    if forward is None or forward.attribute is None:
        return
    missing = [relation.fields_argument] if forward.fields is None else []
    if forward.references is None:
        missing.append(relation.references_argument)
    if not missing:
        return
    span, written = forward.attribute.span, ", ".join(missing)
    if forward.attribute.arguments:
        yield Insertion(span.source, span.end - 1, f", {written}")
    else:
        yield Insertion(span.source, span.end, f"({written})")


def _written(attribute: ast.Attribute) -> str:
    span = attribute.span
    return span.source.text[span.start : span.end]
