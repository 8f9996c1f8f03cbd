"""What completion answers with, and what it is asked by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tenantry.ide.cursor import Cursor
from tenantry.ide.snapshot import Snapshot
from tenantry.psl import ast
from tenantry.resolve.names import SCALARS


class Kind(Enum):
    KEYWORD = "keyword"
    SCALAR = "scalar"
    MODEL = "model"
    ENUM = "enum"
    COMPOSITE = "composite type"
    FIELD = "field"
    VALUE = "value"
    ATTRIBUTE = "attribute"
    FUNCTION = "function"
    PROPERTY = "property"
    ARGUMENT = "argument"


@dataclass(frozen=True, slots=True)
class Completion:
    """`insert` replaces the text from `start` to `end`; it may hold tab stops (`$1`, `${1:name}`), and is `label` where
    None."""

    label: str
    kind: Kind
    start: int
    end: int
    insert: str | None = None
    detail: str | None = None
    documentation: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A cursor in a document of a schema."""

    snapshot: Snapshot
    document: str
    cursor: Cursor

    def item(
        self, label: str, kind: Kind, text: str | None = None, insert: str | None = None, detail: str | None = None
    ) -> Completion:
        """A completion of the word at the cursor."""
        return Completion(label, kind, self.cursor.start, self.cursor.end, insert, detail, text)

    @property
    def block(self) -> ast.Model | None:
        """The model that the cursor is in, with those of its lines that can be read."""
        return None if self.cursor.block is None else self.snapshot.model(self.cursor.block.name)

    def has_feature(self, name: str) -> bool:
        """Whether a generator turns this preview feature on."""
        given = (
            p.value
            for block in self.snapshot.names.generators
            for p in block.properties
            if p.name.text == "previewFeatures"
        )
        lists = (value.items for value in given if isinstance(value, ast.Array))
        return any(isinstance(item, ast.String) and item.value == name for items in lists for item in items)

    def columns(self, model: ast.Model) -> list[ast.Field]:
        """The fields that are no relations, and whose type is known."""
        names = self.snapshot.names
        types = {*SCALARS, *names.enums, *names.composites}
        return [field for field in model.fields if field.type.text in types or field.unsupported is not None]


def written_type(field: ast.Field) -> str:
    """The type of a field as the schema has it."""
    arity = {ast.Arity.OPTIONAL: "?", ast.Arity.LIST: "[]", ast.Arity.REQUIRED: ""}[field.arity]
    name = f'Unsupported("{field.unsupported}")' if field.unsupported is not None else field.type.text
    return f"{name}{arity}"
