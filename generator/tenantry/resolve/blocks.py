"""The third pass, beside the fields: what the attributes of models and views say of the whole block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.arguments import Arguments, joined
from tenantry.resolve.fields import Columns, attribute, is_ignored, mapped_name
from tenantry.resolve.names import Names, distinct_fields
from tenantry.resolve.types import ToModel, Types
from tenantry.text.diagnostics import Report
from tenantry.text.suggest import did_you_mean, listed


@dataclass(frozen=True, slots=True)
class Block:
    """`table` is the name in the database; `mapped` what `@@map` says."""

    table: str
    mapped: str | None
    ignored: bool
    shard_key: ir.ShardKey | None


def resolve_blocks(names: Names, types: Types, columns: Columns, report: Report) -> Mapping[str, Block]:
    """By model."""
    return {name: _block(model, types, columns, report) for name, model in names.models.items()}


def _block(model: ast.Model, types: Types, columns: Columns, report: Report) -> Block:
    ignored = is_ignored(model, report)
    if ignored:
        _nothing_in_it_is_ignored_again(model, types, report)
    mapped = mapped_name(model, report)
    shard_key = _shard_key(model, ignored, types, columns, report)
    return Block(model.name.text if mapped is None else mapped, mapped, ignored, shard_key)


def _nothing_in_it_is_ignored_again(model: ast.Model, types: Types, report: Report) -> None:
    for field in distinct_fields(model):
        kind = types.get((model.name.text, field.name.text))
        if kind is not None and not isinstance(kind, ToModel) and attribute(field, "ignore") is not None:
            message = "Fields on an already ignored Model do not need an `@ignore` annotation."
            report.error("needless-ignore", message, field.span, help="remove `@ignore`")


def _shard_key(model: ast.Model, ignored: bool, types: Types, columns: Columns, report: Report) -> ir.ShardKey | None:
    """`@shardKey` or `@@shardKey`, of MySQL alone."""
    on_fields = _marked(model, columns, report)
    if len(on_fields) > 1:
        message = "At most one field must be marked as the shard key with the `@shardKey` attribute."
        help = f"use `@@shardKey([{joined(f.name.text for f in on_fields)}])` for a key of several fields"
        report.error("several-shard-keys", message, model.name.span, help=help)
    if on_fields and on_fields[0].arity is not ast.Arity.REQUIRED and not ignored:
        message = "Fields that are marked as shard keys must be required."
        report.error("optional-shard-key", message, on_fields[0].span, help="make it required")
    given = attribute(model, "shardKey")
    if given is None:
        return ir.ShardKey((on_fields[0].name.text,), on_fields[0].span) if on_fields else None
    fields = _fields(model, given, types, columns, report)
    if fields is None:
        return None
    if on_fields:
        message = (
            "Each model must have at most one shard key. You can't have `@shardKey` and `@@shardKey` at the same time."
        )
        report.error("several-shard-keys", message, model.name.span, help="remove one of them")
    optional = [f.name.text for f in model.fields if f.name.text in fields and f.arity is not ast.Arity.REQUIRED]
    if optional and not ignored:
        message = (
            f"The shard key definition refers to the optional fields {joined(optional)}. "
            "Shard key definitions must reference only required fields."
        )
        report.error("optional-shard-key", message, given.span, help="make them required")
    return ir.ShardKey(fields, given.span)


def _marked(model: ast.Model, columns: Columns, report: Report) -> list[ast.Field]:
    found: list[ast.Field] = []
    for field in distinct_fields(model):
        if not any(a.name.text == "shardKey" for a in field.attributes):
            continue
        given = attribute(field, "shardKey")
        if given is not None and field.name.text in columns.of(model.name.text):
            Arguments(given, report).done()
            found.append(field)
    return found


def _fields(
    model: ast.Model, given: ast.Attribute, types: Types, columns: Columns, report: Report
) -> tuple[str, ...] | None:
    reading = Arguments(given, report)
    value = reading.require("fields", unnamed=True)
    reading.done()
    if value is None:
        return None
    named = [name for name, _ in arguments.words(value, report)]
    if len(named) < len(arguments.items(value)):
        return None
    own = columns.of(model.name.text)
    relations = [n for n in named if isinstance(types.get((model.name.text, n)), ToModel)]
    unknown = [n for n in named if n not in own and n not in relations]
    if unknown:
        ending = did_you_mean(unknown[0], own)
        message = f"The multi field shard key declaration refers to the unknown fields: {joined(unknown)}.{ending}"
        report.error("unknown-field", message, given.span, help=f"the fields are {listed(own)}")
    if relations:
        message = (
            f"The shard key definition refers to the relation fields {joined(relations)}. "
            "Shard key definitions must reference only scalar fields."
        )
        report.error("index-of-relation", message, given.span, help="name the columns that hold the foreign key")
    if len(set(named)) < len(named):
        message = "The shard key names a field multiple times."
        report.error("field-twice", message, given.span, help="remove one of them")
    if not named:
        message = "The list of fields in a `@@shardKey()` attribute cannot be empty. Please specify at least one field."
        report.error("empty-index", message, given.span, help="name a field", blocks=False)
    return None if unknown or relations else tuple(named)
