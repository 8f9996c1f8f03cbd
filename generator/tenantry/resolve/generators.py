"""The generator blocks: ours is read whole, of the others what Prisma itself looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.preview_features import read_features
from tenantry.resolve.properties import last_of_each, text_or_variable, variable_of
from tenantry.text.diagnostics import Related, Report
from tenantry.text.suggest import did_you_mean

_OPTIONS = (
    "provider",
    "output",
    "tenantModel",
    "tenantField",
    "portable",
    "tenantForeignKeys",
    "rowLevelSecurity",
    "previewFeatures",
)


def resolve_generators(
    generators: Sequence[ast.ConfigBlock], providers: Mapping[str, ir.Provider], with_url: bool, report: Report
) -> tuple[ir.Options, Mapping[str, ast.Property]]:
    """The options of the block whose provider is tenantry, with the property that gives each.

    `providers` are those of the datasources by file: Prisma holds the features of a generator against the datasource
    beside it, and not against one in another file.
    """
    features: list[str] = []
    given = [last_of_each(block, "generator", report) for block in generators]
    for block, properties in zip(generators, given, strict=True):
        if not block.unassigned:
            _common(block, properties, report)
        provider = providers.get(block.span.source.name, ir.Provider.NONE)
        features += read_features(properties.get("previewFeatures"), provider, with_url, report)
    ours = [(b, p) for b, p in zip(generators, given, strict=True) if _is_ours(p)]
    if len(ours) > 1:
        related = (Related("The first one.", ours[0][0].name.span),)
        message = 'Only one generator may have the provider "tenantry".'
        report.error("several-generators", message, ours[1][0].name.span, related=related, help="remove one of them")
    if not ours:
        return ir.Options(None, None, None, False, False, False, tuple(features), None), {}
    return _options(*ours[0], tuple(features), report)


def _options(
    block: ast.ConfigBlock, given: Mapping[str, ast.Property], features: tuple[str, ...], report: Report
) -> tuple[ir.Options, Mapping[str, ast.Property]]:
    for name, unknown in given.items():
        if name not in _OPTIONS:
            message = f'Property not known: "{name}".{did_you_mean(name, _OPTIONS)}'
            report.error("unknown-property", message, unknown.span, help=f"one of {', '.join(_OPTIONS)}")

    def text(name: str) -> str | None:
        return arguments.text(given[name].value, report) if name in given else None

    def flag(name: str) -> bool:
        return name in given and bool(arguments.switch(given[name].value, report))

    options = ir.Options(
        output=text("output"),
        tenant_model=text("tenantModel"),
        tenant_field=text("tenantField"),
        portable=flag("portable"),
        tenant_foreign_keys=flag("tenantForeignKeys"),
        row_level_security=flag("rowLevelSecurity"),
        preview_features=features,
        source_name=block.span.source.name,
    )
    return options, given


def _is_ours(properties: Mapping[str, ast.Property]) -> bool:
    value = properties["provider"].value if "provider" in properties else None
    return isinstance(value, ast.String) and value.value == "tenantry"


def _common(block: ast.ConfigBlock, properties: Mapping[str, ast.Property], report: Report) -> None:
    """What every generator must have right."""
    if "provider" not in properties:
        message = f'Argument "provider" is missing in generator block "{block.name.text}".'
        help = 'add a line `provider = "tenantry"`, or that of another generator'
        report.error("missing-property", message, block.name.span, help=help)
    ours = _is_ours(properties)
    for name, given in properties.items():
        value = given.value
        match name:
            case "engineType" if not isinstance(value, ast.String):
                message = f"Expected a String value, but received {arguments.described(value)}."
                report.error("wrong-value", message, value.span, help="write it in quotes")
            case "provider" | "output" if not ours:
                text_or_variable(value, report)
            case "binaryTargets":
                for target in arguments.items(value):
                    text_or_variable(target, report)
            case "previewFeatures":
                pass
            case _:
                _variables(value, report)


def _variables(value: ast.Expression, report: Report) -> None:
    """Any value will do for an option of a generator, but each `env(...)` in it must name a variable."""
    if isinstance(value, ast.Call) and value.name == "env":
        variable_of(value, report)
    elif isinstance(value, ast.Array):
        for item in value.items:
            _variables(item, report)
