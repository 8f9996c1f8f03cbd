"""What is missing."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry.ide.fixes.site import Fix, Site
from tenantry.ide.rename import Edit
from tenantry.psl import ast
from tenantry.text.source import Span

_DATABASES = ("postgresql", "sqlite")


def missing_type(site: Site) -> Iterator[Fix]:
    """A model, or an enum where the database has some, of the name that nothing has."""
    name = site.text
    if not name[:1].isupper():
        return
    bodies = {"model": "  id Int @id @default(autoincrement())"}
    if site.snapshot.database.connector.enums:
        bodies["enum"] = "  VALUE"
    text = site.span.source.text
    for kind, body in bodies.items():
        gap = "" if text.endswith("\n") else "\n"
        block = f"{gap}\n{kind} {name} {{\n{body}\n}}\n"
        written = block.replace("\n", "\r\n") if "\r\n" in text else block
        end = Span(site.span.source, len(text), len(text))
        yield Fix(f"Create {kind} `{name}`", (Edit(end, written),))


def missing_property(site: Site) -> Iterator[Fix]:
    """The line that a datasource or generator cannot do without."""
    if not isinstance(site.block, ast.ConfigBlock):
        return
    given = {p.name.text for p in site.block.properties}
    if site.block.kind == "generator":
        lines = ['provider = "tenantry"']
    elif "provider" not in given:
        lines = [f'provider = "{name}"' for name in _DATABASES]
    else:
        lines = ['url = env("DATABASE_URL")']
    for line in lines:
        yield Fix(f"Add `{line}`", (site.new_line(site.block, line),), preferred=len(lines) == 1)


def missing_schema(site: Site) -> Iterator[Fix]:
    """One of the schemas that the datasource lists."""
    if site.block is None:
        return
    schemas = site.snapshot.database.schemas
    for name in schemas:
        line = f'@@schema("{name}")'
        edit = site.new_line(site.block, line, of_block=True)
        yield Fix(f"Add `{line}`", (edit,), preferred=len(schemas) == 1)


def schema_of_datasource(site: Site) -> Iterator[Fix]:
    """The schema that `@@schema` names, in the datasource's list."""
    block = next(iter(site.snapshot.names.datasources), None)
    value = site.attribute.arguments[0].value if site.attribute is not None and site.attribute.arguments else None
    if block is None or not isinstance(value, ast.String):
        return
    given = next((p.value for p in block.properties if p.name.text == "schemas"), None)
    yield Fix(
        f'Add "{value.value}" to the schemas of {block.name.text}',
        (_listed(site, block, "schemas", given, value.value),),
    )


def preview_feature(site: Site) -> Iterator[Fix]:
    """The switch for what the database can do, but Prisma calls preview."""
    block = next(iter(site.snapshot.names.generators), None)
    if block is not None and isinstance(site.block, ast.Model) and site.block.kind is ast.ModelKind.VIEW:
        given = next((p.value for p in block.properties if p.name.text == "previewFeatures"), None)
        edit = _listed(site, block, "previewFeatures", given, "views")
        yield Fix(f'Add "views" to the preview features of {block.name.text}', (edit,), preferred=True)


def value(site: Site) -> Iterator[Fix]:
    """The first of an enum."""
    if isinstance(site.block, ast.EnumBlock):
        yield Fix("Add a value", (site.new_line(site.block, "VALUE"),))


def mongodb_key(site: Site) -> Iterator[Fix]:
    """The key that every collection has."""
    if isinstance(site.block, ast.Model) and "id" not in {f.name.text for f in site.block.fields}:
        line = f'id String @id @default(auto()) @map("_id") @{site.snapshot.database.name}.ObjectId'
        yield Fix(f"Add `{line}`", (site.new_line(site.block, line),), preferred=True)


def mapped_key(site: Site) -> Iterator[Fix]:
    if site.field is not None:
        yield Fix('Add `@map("_id")`', (site.after(site.field, ' @map("_id")'),), preferred=True)


def object_id(site: Site) -> Iterator[Fix]:
    if site.field is not None and site.field.type.text == "String":
        written = f"@{site.snapshot.database.name}.ObjectId"
        yield Fix(f"Add `{written}`", (site.after(site.field, f" {written}"),), preferred=True)


def _listed(site: Site, block: ast.ConfigBlock, name: str, given: ast.Expression | None, text: str) -> Edit:
    """One more in a list of texts, which need not be there yet."""
    if isinstance(given, ast.Array) and given.items:
        end = site.snapshot.place(given.items[-1].span)
        return Edit(Span(end.source, end.end, end.end), f', "{text}"')
    if given is not None:
        return site.replace(given.span, f'["{text}"]')
    return site.new_line(block, f'{name} = ["{text}"]')


def key(site: Site) -> Iterator[Fix]:
    """`@id` at the field `id`, else such a field."""
    if not isinstance(site.block, ast.Model):
        return
    own = next((f for f in site.block.fields if f.name.text == "id"), None)
    if own is not None and own.arity is ast.Arity.REQUIRED:
        end = site.snapshot.place(own.type.span).end
        edit = Edit(Span(site.span.source, end, end), " @id")
        yield Fix("Mark `id` with `@id`", (edit,), preferred=True)
    elif own is None:
        line = "id Int @id @default(autoincrement())"
        opening = site.span.source.text.find("\n", site.span.end) + 1
        edit = Edit(Span(site.span.source, opening, opening), f"  {line}\n")
        yield Fix(f"Add `{line}`", (edit,), preferred=True)


def types(site: Site) -> Iterator[Fix]:
    """The types that fields have most."""
    end = Span(site.span.source, site.span.end, site.span.end)
    for name in ("String", "Int"):
        yield Fix(f"Make `{site.text}` a `{name}`", (Edit(end, f" {name}"),))
