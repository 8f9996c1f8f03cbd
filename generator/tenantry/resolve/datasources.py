"""The datasource: which database the schema is for, and where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve import arguments
from tenantry.resolve.properties import Text, last_of_each, text_or_variable
from tenantry.text.diagnostics import Related, Report
from tenantry.text.suggest import did_you_mean

_PROPERTIES = (
    "provider",
    "url",
    "directUrl",
    "shadowDatabaseUrl",
    "relationMode",
    "referentialIntegrity",
    "schemas",
)
WITH_SCHEMAS = (ir.Provider.POSTGRESQL, ir.Provider.COCKROACHDB, ir.Provider.SQLSERVER)
_PROVIDERS = tuple(provider.value for provider in ir.Provider if provider is not ir.Provider.NONE)
_MODES = ("prisma", "foreignKeys")
_EXTENSION_ARGUMENTS = ("map", "schema", "version")
_MOST_RELATED = 5
NO_DATASOURCE = ir.Datasource("db", ir.Provider.NONE, None, None, (), True, None, has_url=False)


class Datasources(NamedTuple):
    """`first` is the schema's, and None where it does not say which database this is for. `providers`: by file."""

    first: ir.Datasource | None
    providers: Mapping[str, ir.Provider]


def resolve_datasources(blocks: Sequence[ast.ConfigBlock], with_url: bool, report: Report) -> Datasources:
    """What the blocks say; reports those that do not say which database they are for."""
    if not blocks:
        return Datasources(NO_DATASOURCE, {})
    by_file: dict[str, list[ast.ConfigBlock]] = {}
    for block in blocks:
        by_file.setdefault(block.span.source.name, []).append(block)
    for beside in by_file.values():
        _one_a_file(beside, report)
    sources = [(block.span.source.name, _datasource(block, with_url, report)) for block in blocks]
    providers = {file: source.provider for file, source in reversed(sources) if source is not None}
    return Datasources(sources[0][1], providers)


def _one_a_file(blocks: Sequence[ast.ConfigBlock], report: Report) -> None:
    """Prisma takes one in each of several files, where they differ in name, and heeds the first."""
    if len(blocks) == 1:
        return
    for block in blocks:
        others = [other for other in blocks[:_MOST_RELATED] if other is not block]
        message = "You defined more than one datasource. This is not allowed: a schema is for one database."
        related = tuple(Related("Another one.", other.name.span) for other in others)
        report.error("several-datasources", message, block.name.span, related=related, help="remove all but one")


def _datasource(block: ast.ConfigBlock, with_url: bool, report: Report) -> ir.Datasource | None:
    properties = last_of_each(block, "source", report)
    provider = _provider(block, properties.get("provider"), report)
    known = (*_PROPERTIES, "extensions") if provider in (None, ir.Provider.POSTGRESQL) else _PROPERTIES
    for name, given in properties.items():
        if block.runs_on and provider is None:
            break  # they may all be another block's
        if name == "previewFeatures":
            message = "Preview features are only supported in the generator block."
            help = "move this line to the generator block"
            report.error("unknown-property", message, given.span, help=help)
        elif name not in known:
            message = f'Property not known: "{name}".{did_you_mean(name, known)}'
            report.error("unknown-property", message, given.span, help=f"one of {', '.join(known)}")
    url = _urls(block, properties, provider, with_url, report)
    mode = _relation_mode(block, properties, provider, report)
    schemas = _schemas(properties.get("schemas"), provider, report)
    if "extensions" in known:
        _extensions(properties.get("extensions"), report)
    if provider is None:
        return None
    return ir.Datasource(
        name=block.name.text,
        provider=provider,
        url=url.literal,
        url_env=url.variable,
        schemas=schemas,
        foreign_keys=mode != "prisma" and provider is not ir.Provider.MONGODB,
        span=block.name.span,
        has_url=with_url,
    )


def _provider(block: ast.ConfigBlock, given: ast.Property | None, report: Report) -> ir.Provider | None:
    if given is None:
        if not block.unassigned:
            message = f'Argument "provider" is missing in data source block "{block.name.text}".'
            help = 'add a line `provider = "postgresql"`'
            report.error("missing-property", message, block.name.span, help=help)
        return None
    if isinstance(given.value, ast.Call) and given.value.name == "env":
        message = "A datasource must not use the env() function in the provider argument."
        related = (Related("Here it is used.", given.span),)
        help = 'write the provider out, such as "postgresql"'
        report.error("wrong-value", message, block.name.span, help=help, related=related)
        return None
    if not isinstance(given.value, ast.String):
        message = "The provider argument in a datasource must be a string literal"
        report.error("wrong-value", message, given.value.span, help=f"one of {_quoted(_PROVIDERS)}")
        return None
    word = "postgresql" if given.value.value == "postgres" else given.value.value
    if not word:
        message = "The provider argument in a datasource must not be empty"
        report.error("unknown-provider", message, given.value.span, help=f"one of {_quoted(_PROVIDERS)}")
        return None
    if word not in _PROVIDERS:
        message = f'Datasource provider not known: "{word}".{did_you_mean(word, _PROVIDERS)}'
        report.error("unknown-provider", message, given.value.span, help=f"one of {_quoted(_PROVIDERS)}")
        return None
    return ir.Provider(word)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _urls(
    block: ast.ConfigBlock,
    properties: Mapping[str, ast.Property],
    provider: ir.Provider | None,
    with_url: bool,
    report: Report,
) -> Text:
    """The url. With one, this is for Prisma 6, which has two more beside it; Prisma 7 has none of the three."""
    if not with_url:
        for name in ("directUrl", "shadowDatabaseUrl"):
            if name in properties:
                message = f"The datasource property `{name}` is no longer supported in schema files of Prisma 7."
                help = "remove it, or add `url`, which makes this a schema of Prisma 6"
                report.error("property-of-prisma-6", message, properties[name].span, help=help)
        return Text(None, None)
    url, direct, shadow = (
        text_or_variable(properties[name].value, report) if name in properties else None
        for name in ("url", "directUrl", "shadowDatabaseUrl")
    )
    # There is one then in a line that cannot be read, which has been told. Prisma tells this too, in the end.
    if "url" not in properties and not block.unassigned and provider is not None:
        message = f'Argument "url" is missing in data source block "{block.name.text}".'
        report.error("missing-property", message, block.name.span, help='add a line `url = env("DATABASE_URL")`')
    if shadow is not None and shadow.literal != "":
        for name, other in (("directUrl", direct), ("url", url)):
            if shadow == other:
                message = f'shadowDatabaseUrl is the same as {name} for datasource "{block.name.text}".'
                help = "give the shadow database another url: what is in it gets lost"
                report.error("same-url", message, properties[name].span, help=help)
    return url or Text(None, None)


def _relation_mode(
    block: ast.ConfigBlock, properties: Mapping[str, ast.Property], provider: ir.Provider | None, report: Report
) -> str | None:
    old = properties.get("referentialIntegrity")  # what it was called before
    given = properties.get("relationMode", old)
    if given is None:
        return None
    if old is not None:
        message = "The `referentialIntegrity` attribute is deprecated."
        report.warning("deprecated-property", message, old.span, help="write `relationMode`")
    if old is not None and given is not old:
        message = "The `referentialIntegrity` and `relationMode` attributes cannot be used together."
        report.error("wrong-value", message, old.span, help="remove `referentialIntegrity`")
        return None
    mode = arguments.text(given.value, report)
    modes = _MODES[:1] if provider is ir.Provider.MONGODB else _MODES
    if mode is not None and mode not in modes:
        message = f'Invalid relation mode setting: "{mode}". Supported values: {_quoted(modes)}'
        if mode in _MODES:
            report.error("wrong-value", message, given.value.span, help=f"write {_quoted(modes).replace(', ', ' or ')}")
        else:  # Prisma blames the block
            related = (Related("This is the setting.", given.value.span),)
            ending = did_you_mean(mode, modes)
            help = f"write {_quoted(modes).replace(', ', ' or ')}"
            report.error("wrong-value", message + ending, block.name.span, related=related, help=help)
    return mode


def _schemas(given: ast.Property | None, provider: ir.Provider | None, report: Report) -> tuple[str, ...]:
    if given is None:
        return ()
    names = arguments.texts(given.value, report)
    if provider is not None and provider not in WITH_SCHEMAS:
        message = f"The `schemas` property is not supported on {provider}."
        report.error("no-schemas", message, given.span, help="remove it", blocks=False)
    elif not arguments.items(given.value):
        message = "If provided, the schemas array can not be empty."
        report.error("wrong-value", message, given.value.span, help='write `schemas = ["public"]`, or remove the line')
    elif len(set(names)) < len(names):
        message = "Duplicated schema names are not allowed"
        report.error("duplicate-name", message, given.value.span, help="write each name once")
    return tuple(dict.fromkeys(names))


def _extensions(given: ast.Property | None, report: Report) -> None:
    """`[postgis(version: "2.1"), pg_trgm]`: checked, and then Prisma Migrate's business alone."""
    if given is None:
        return
    for extension in arguments.items(given.value):
        if isinstance(extension, ast.Call):
            _extension(extension, report)
        elif not isinstance(extension, ast.Constant):
            message = f"Expected a constant or function value, but received {arguments.described(extension)}."
            report.error("wrong-value", message, extension.span, help="write the extension's name without quotes")


def _extension(extension: ast.Call, report: Report) -> None:
    seen: set[str] = set()
    for argument in extension.arguments:
        name = None if argument.name is None else argument.name.text
        if name is None:
            help = f"one of {', '.join(_EXTENSION_ARGUMENTS)}, such as `version: ...`"
            report.error("wrong-value", "The argument must have a name", argument.span, help=help)
        elif name in seen:
            message = f"The argument `{name}` can only be defined once"
            report.error("duplicate-argument", message, argument.span, help="remove one of them")
        elif name not in _EXTENSION_ARGUMENTS:
            message = f'Argument not known: "{name}".{did_you_mean(name, _EXTENSION_ARGUMENTS)}'
            report.error("unknown-argument", message, argument.span, help=f"one of {', '.join(_EXTENSION_ARGUMENTS)}")
        else:
            arguments.text(argument.value, report)
        seen.add(name or "")
