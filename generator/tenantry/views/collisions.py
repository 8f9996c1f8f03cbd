"""Names of the schema that would be one name in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tenantry import ir
from tenantry.text.diagnostics import Related, Report
from tenantry.text.source import Span
from tenantry.views import client, names, visible


def check(schema: ir.Schema, report: Report) -> None:
    for model in visible.models(schema):
        no_field_is_a_word_of_filters(model, report)
        attributes_of_records_differ(model, report)
    for model in schema.models:
        attributes_of_tables_differ(model, report)
    accessors_differ(schema, report)
    classes_differ(schema, report)
    for enum in schema.enums:
        members_differ(enum, report)


def no_field_is_a_word_of_filters(model: ir.Model, report: Report) -> None:
    for field in model.fields:
        if field.name in ("AND", "OR", "NOT"):
            report.error(
                "reserved-field",
                f"`{field.name}` combines filters, so no field of `{model.name}` can be called so",
                field.span,
                help=f'rename the field, and keep its column with `@map("{field.name}")`',
            )


def attributes_of_records_differ(model: ir.Model, report: Report) -> None:
    _fields_differ(model, names.record_attribute, "record", report)


def attributes_of_tables_differ(model: ir.Model, report: Report) -> None:
    _fields_differ(model, names.table_attribute, "table class", report)


def accessors_differ(schema: ir.Schema, report: Report) -> None:
    accessors = client.accessor_names(schema)
    named = [(m.name, accessors[m.name], m.span) for m in visible.models(schema)]
    for first, second, name, span, related in _doubles(named):
        report.error(
            "name-collision",
            f"the models `{first}` and `{second}` would both be `{name}` on the client",
            span,
            help=f'rename `{second}`, and keep its table with `@@map("{second}")`',
            related=(related,),
        )


def classes_differ(schema: ir.Schema, report: Report) -> None:
    """`Base` and `Base_` are two models, and one class in `tables.py`."""
    kinds: tuple[tuple[Callable[[str], str], Iterable[ir.Model | ir.Enum_]], ...] = (
        (names.record_class, visible.models(schema)),
        (names.table_class, schema.models),
        (names.enum_class, schema.enums),
    )
    seen: set[tuple[str, str]] = set()
    for escape, items in kinds:
        for first, second, name, span, related in _doubles([(i.name, escape(i.name), i.span) for i in items]):
            if (first, second) in seen:
                continue
            seen.add((first, second))
            report.error(
                "name-collision",
                f"`{first}` and `{second}` would both be the class `{name}`",
                span,
                help=f'rename `{second}`, and keep its name in the database with `@@map("{second}")`',
                related=(related,),
            )


def members_differ(enum: ir.Enum_, report: Report) -> None:
    for first, second, name, span, related in _doubles(
        [(v.name, names.enum_member(v.name), enum.span) for v in enum.values]
    ):
        report.error(
            "name-collision",
            f"the values `{first}` and `{second}` of `{enum.name}` would both be `{name}` in Python",
            span,
            help=f'rename `{second}`, and keep what is stored with `@map("{second}")`',
            related=(related,),
        )


def _fields_differ(model: ir.Model, escape: Callable[[str], str], where: str, report: Report) -> None:
    for first, second, name, span, related in _doubles([(f.name, escape(f.name), f.span) for f in model.fields]):
        report.error(
            "name-collision",
            f"the fields `{first}` and `{second}` of `{model.name}` would both be `{name}` on its {where}",
            span,
            help=f'rename `{second}`, and keep its column with `@map("{second}")`',
            related=(related,),
        )


def _doubles(named: Iterable[tuple[str, str, Span]]) -> list[tuple[str, str, str, Span, Related]]:
    """For each Python name that comes again: the first and the second name in the schema, it, and the two places."""
    taken: dict[str, tuple[str, Span]] = {}
    found: list[tuple[str, str, str, Span, Related]] = []
    for name, escaped, span in named:
        if escaped in taken:
            first, place = taken[escaped]
            found.append((first, name, escaped, span, Related(f"`{first}` is here", place)))
        else:
            taken[escaped] = (name, span)
    return found
