"""What the properties of datasources and generators have in common."""

from __future__ import annotations

from typing import NamedTuple

from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.text.diagnostics import Related, Report


class Text(NamedTuple):
    """A text, or the name of the environment variable that holds it."""

    literal: str | None
    variable: str | None


def last_of_each(block: ast.ConfigBlock, kind: str, report: Report) -> dict[str, ast.Property]:
    """The properties by name, of two with one name the last; reports those given twice, or without a value."""
    name = block.name.text
    for missing in block.unassigned:
        written = "datasource" if kind == "source" else kind
        message = f"Property {missing.text} in {written} {name} needs to be assigned a value"
        help = f"write `{missing.text} = ...`, or remove the line"
        related = (Related("This is the line.", missing.span),)
        report.error("property-without-value", message, block.name.span, help=help, related=related)
    found: dict[str, ast.Property] = {}
    first: dict[str, ast.Name] = {}
    for key, given in sorted(
        [*((p.name, p) for p in block.properties), *((n, None) for n in block.unassigned)],
        key=lambda pair: pair[0].span.start,
    ):
        if first.setdefault(key.text, key) is not key:
            message = f'Key "{key.text}" is already defined in {kind} "{name}".'
            related = (Related("It is first defined here.", first[key.text].span),)
            report.error("duplicate-property", message, key.span, related=related, help="remove one of them")
        if given is not None:
            found[key.text] = given
    return found


def text_or_variable(value: ast.Expression, report: Report) -> Text | None:
    """`"text"` or `env("VARIABLE")`; None for anything else, which is reported."""
    match value:
        case ast.String(text):
            return Text(text, None)
        case ast.Call(name="env"):
            variable = variable_of(value, report)
            return None if variable is None else Text(None, variable)
        case _:
            message = f"Expected a String value, but received {arguments.described(value)}."
            report.error("wrong-value", message, value.span, help='write a text in quotes, or `env("VARIABLE")`')
            return None


def variable_of(call: ast.Call, report: Report) -> str | None:
    """The variable in `env("VARIABLE")`."""
    if len(call.arguments) != 1:
        message = "Exactly one string parameter must be passed to the env function."
        report.error("wrong-value", message, call.span, help='write `env("VARIABLE")`')
        return None
    if call.arguments[0].name is not None:
        message = "The env function doesn't expect named arguments."
        report.warning("named-env-argument", message, call.arguments[0].span, help='write `env("VARIABLE")`')
    return arguments.text(call.arguments[0].value, report)
