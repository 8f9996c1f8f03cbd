"""The syntax tree: what stands in a schema file, before anything is looked up.

Everything carries the span it was read from. Nodes are immutable.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tenantry.text.source import Source, Span


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class String:
    """A string literal; `value` has its escapes resolved."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number literal as written; it may be negative, whole or decimal."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Constant:
    """A bare word in a value's place: `true`, `Cascade`, an enum value, a field name (dotted for composite types)."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Array:
    """`[a, b]`."""

    items: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """`name(arguments)`: a function such as `now()`, or an index field such as `title(sort: Desc)`."""

    name: str
    arguments: tuple[Argument, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Object:
    """`{ active: true }`: the filter of a partial index."""

    entries: tuple[Argument, ...]
    span: Span


Expression = String | Number | Constant | Array | Call | Object


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional (`name` is None) or named argument."""

    name: Name | None
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """`@id`, `@db.VarChar(255)`, `@@index([a])`: the name without its at-signs, dots kept."""

    name: Name
    arguments: tuple[Argument, ...]
    span: Span


class Arity(Enum):
    REQUIRED = "required"
    OPTIONAL = "optional"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model, view or composite type. `type` of `Unsupported("circle")` is "Unsupported" and `unsupported`
    its text."""

    name: Name
    type: Name
    arity: Arity
    attributes: tuple[Attribute, ...]
    documentation: str | None
    span: Span
    unsupported: str | None = None


class ModelKind(Enum):
    MODEL = "model"
    VIEW = "view"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Model:
    """A `model`, `view` or composite `type` block. `braces` is from its opening brace to its closing one."""

    kind: ModelKind
    name: Name
    fields: tuple[Field, ...]
    attributes: tuple[Attribute, ...]
    documentation: str | None
    span: Span
    braces: Span


@dataclass(frozen=True, slots=True)
class EnumValue:
    name: Name
    attributes: tuple[Attribute, ...]
    documentation: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class EnumBlock:
    name: Name
    values: tuple[EnumValue, ...]
    attributes: tuple[Attribute, ...]
    documentation: str | None
    span: Span
    braces: Span


@dataclass(frozen=True, slots=True)
class Property:
    """`key = value` of a datasource or generator."""

    name: Name
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class ConfigBlock:
    """A `datasource` or `generator` block; `kind` is that word. `unassigned` are the properties without a value.
    `runs_on`: its closing brace is missing, so that it holds the lines of the next block too."""

    kind: str
    name: Name
    properties: tuple[Property, ...]
    documentation: str | None
    span: Span
    braces: Span
    unassigned: tuple[Name, ...] = ()
    runs_on: bool = False


Block = Model | EnumBlock | ConfigBlock


@dataclass(frozen=True, slots=True)
class File:
    """One schema file."""

    source: Source
    blocks: tuple[Block, ...]
