"""The first pass: which names there are, and that each stands for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from tenantry import ir
from tenantry.psl import ast
from tenantry.text.diagnostics import Related, Report
from tenantry.text.source import Span

SCALARS = frozenset(scalar.value for scalar in ir.Scalar)

# Words that Prisma keeps from models and enums, for the sake of the clients it generates.
_RESERVED = frozenset(
    """PrismaClient async await break case catch class const continue debugger default delete do else enum export
    extends false finally for function if implements import in instanceof interface let new null package private
    protected public return super switch this throw true try typeof using var void while with yield""".split()  # noqa: SIM905 - as a list it would fill a page
)
_NAMING = "Please change it. Read more at https://pris.ly/d/naming-models"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A block that others cannot see, since one behind it has its name; or with such fields. What is at `places` is not
    judged with the rest."""

    block: ast.Model | ast.EnumBlock
    places: Sequence[Span]


@dataclass(frozen=True)
class Names:
    """What the files define. Of two things with one name, the last, as for Prisma; the others are `hidden`."""

    models: Mapping[str, ast.Model]
    composites: Mapping[str, ast.Model]
    enums: Mapping[str, ast.EnumBlock]
    datasources: Sequence[ast.ConfigBlock]
    generators: Sequence[ast.ConfigBlock]
    hidden: Sequence[Hidden] = ()

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, None]]:
        """What the values of each enum are called."""
        return {name: dict.fromkeys(value.name.text for value in enum.values) for name, enum in self.enums.items()}

    def with_hidden(self) -> tuple[Names, Sequence[Span]]:
        """The same, but with blocks of `hidden` in the place of those that have their names, and what to judge then."""
        tops: dict[str, ast.Model | ast.EnumBlock] = {**self.models, **self.composites, **self.enums}
        placed: dict[str, Hidden] = {}
        left = [one for one in self.hidden if placed.setdefault(one.block.name.text, one) is not one]
        tops.update((name, one.block) for name, one in placed.items())
        names = _names(tops, self.datasources, self.generators, left)
        return names, [place for one in placed.values() for place in one.places]


def resolve_names(files: Iterable[ast.File], report: Report) -> Names:
    """Collects all blocks of all files; reports bad names and names given twice."""
    top: dict[str, ast.Model | ast.EnumBlock] = {}
    hidden: list[Hidden] = []
    generators: list[ast.ConfigBlock] = []
    datasources: list[ast.ConfigBlock] = []
    named: dict[tuple[str, str], ast.ConfigBlock] = {}
    for block in (block for file in files for block in file.blocks):
        match block:
            case ast.ConfigBlock(kind=kind):
                _reserved_scalar(block.name, report)
                _claim_config(named.setdefault((kind, block.name.text), block), block, report)
                (datasources if kind == "datasource" else generators).append(block)
            case ast.Model() | ast.EnumBlock():
                other = _claim_top(top, block, report)
                if other is not None:
                    hidden.append(Hidden(other, (other.span,)))
                _members(block, report)
                hidden += _with_hidden_fields(block)
    return _names(top, datasources, generators, hidden)


def _names(
    tops: Mapping[str, ast.Model | ast.EnumBlock],
    datasources: Sequence[ast.ConfigBlock],
    generators: Sequence[ast.ConfigBlock],
    hidden: Sequence[Hidden],
) -> Names:
    return Names(
        models={n: b for n, b in tops.items() if isinstance(b, ast.Model) and b.kind is not ast.ModelKind.TYPE},
        composites={n: b for n, b in tops.items() if isinstance(b, ast.Model) and b.kind is ast.ModelKind.TYPE},
        enums={n: b for n, b in tops.items() if isinstance(b, ast.EnumBlock)},
        datasources=datasources,
        generators=generators,
        hidden=hidden,
    )


def _claim_top(
    top: dict[str, ast.Model | ast.EnumBlock], block: ast.Model | ast.EnumBlock, report: Report
) -> ast.Model | ast.EnumBlock | None:
    """The block that had the name until now."""
    name, kind = block.name.text, _kind(block)
    _well_formed(block.name, kind.title(), report)
    _reserved_scalar(block.name, report)
    if name in _RESERVED and kind != "composite type":
        message = f"The {kind} name `{name}` is invalid. It is a reserved name. {_NAMING}"
        report.error("reserved-name", message, block.name.span, help=_keep_database_name(block))
    other = top.get(name)
    if other is not None:
        message = f'The {kind} "{name}" cannot be defined because a {_kind(other)} with that name already exists.'
        help = "rename one of them"
        report.error("duplicate-name", message, block.name.span, related=_first(other.name), help=help)
    top[name] = block
    return other


def _reserved_scalar(name: ast.Name, report: Report) -> None:
    if name.text in SCALARS:
        message = f'"{name.text}" is a reserved scalar type name and cannot be used.'
        report.error("reserved-name", message, name.span, help="rename it")


def _keep_database_name(block: ast.Model | ast.EnumBlock) -> str:
    return f'rename it, and keep the name in the database with `@@map("{block.name.text}")`'


def _claim_config(first: ast.ConfigBlock, block: ast.ConfigBlock, report: Report) -> None:
    """Two datasources in one file are one too many, whatever their names; so the names count in other files only."""
    name, is_source = block.name.text, block.kind == "datasource"
    if first is block or (is_source and first.span.source.name == block.span.source.name):
        return
    kind = "source" if is_source else "generator"
    message = f'The {kind} "{name}" cannot be defined because a {kind} with that name already exists.'
    help = "remove one of them" if is_source else "rename one of them"
    report.error("duplicate-name", message, block.name.span, related=_first(first.name), help=help)


def _members(block: ast.Model | ast.EnumBlock, report: Report) -> None:
    name = block.name.text
    match block:
        case ast.Model():
            of_type = block.kind is ast.ModelKind.TYPE
            kind = "composite type" if of_type else block.kind.value
            # Prisma says nothing of how the fields of composite types are called.
            called = None if of_type else "Field"
            _unique_members(block.fields, f'Field "%s" is already defined on {kind} "{name}".', called, report)
        case ast.EnumBlock():
            _unique_members(block.values, f'Value "%s" is already defined on enum "{name}".', "Enum Value", report)
            if not block.values:
                report.error("empty-enum", "An enum must have at least one value.", block.span, help="add a value")


class _Named(Protocol):
    @property
    def name(self) -> ast.Name: ...


_Member = TypeVar("_Member", bound=_Named)


def _unique_members(members: Iterable[_Member], message: str, kind: str | None, report: Report) -> None:
    seen: dict[str, _Member] = {}
    for member in members:
        if kind is not None:
            _well_formed(member.name, kind, report)
        first = seen.setdefault(member.name.text, member)
        if first is not member:
            related = _first(first.name)
            help = "remove one of them, or rename it"
            report.error("duplicate-name", message % member.name.text, member.name.span, related=related, help=help)


def distinct_fields(model: ast.Model) -> list[ast.Field]:
    """The fields, of two with one name the last."""
    return list({field.name.text: field for field in model.fields}.values())


def _with_hidden_fields(block: ast.Model | ast.EnumBlock) -> Iterator[Hidden]:
    """The block with the first field of each name, where that is not also the last."""
    if isinstance(block, ast.EnumBlock) or len(last := {f.name.text: f for f in block.fields}) == len(block.fields):
        return
    first = {field.name.text: field for field in reversed(block.fields)}
    places = [field.span for name, field in first.items() if last[name] is not field]
    yield Hidden(replace(block, fields=tuple(first.values())), places)


def _well_formed(name: ast.Name, kind: str, report: Report) -> None:
    if name.text[0].isnumeric():
        help = "start it with a letter; `@map` or `@@map` keeps the name in the database"
        report.error("bad-name", f"The name of a {kind} must not start with a number.", name.span, help=help)
    elif "-" in name.text:
        help = f"write `{name.text.replace('-', '_')}`"
        report.error("bad-name", f"The character `-` is not allowed in {kind} names.", name.span, help=help)


def _kind(block: ast.Model | ast.EnumBlock) -> str:
    if isinstance(block, ast.EnumBlock):
        return "enum"
    return "composite type" if block.kind is ast.ModelKind.TYPE else block.kind.value


def _first(name: ast.Name) -> tuple[Related, ...]:
    return (Related("It is first defined here.", name.span),)
