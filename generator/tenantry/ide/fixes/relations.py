"""The two sides of a relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenantry.ide.fixes.site import Fix, Site, attribute_of, named
from tenantry.ide.rename import Edit
from tenantry.psl import ast
from tenantry.text.source import Span


def add_back_relation(site: Site) -> Iterator[Fix]:
    """The field on the other model: a list, or the side with the columns where this one is a list."""
    field, model = site.field, site.block
    target = site.model(field.type.text) if field is not None else None
    if field is None or target is None or not isinstance(model, ast.Model):
        return
    name = _camel(model.name.text)
    relation = _relation_name(field)
    if field.arity is not ast.Arity.LIST:
        argument = f" @relation({relation})" if relation else ""
        line = f"{_free(target, f'{name}s')} {model.name.text}[]{argument}"
        yield Fix(f"Add `{line}` to {target.name.text}", (site.new_line(target, line),), preferred=True)
        return
    key = _key(model)
    if key is not None:
        field_name = _free(target, name)
        column = _free(target, f"{field_name}{key.name.text[:1].upper()}{key.name.text[1:]}")
        first = f"{relation}, " if relation else ""
        line = f"{field_name} {model.name.text} @relation({first}fields: [{column}], references: [{key.name.text}])"
        edits = (site.new_line(target, line), site.new_line(target, f"{column} {key.type.text}"))
        yield Fix(f"Add `{line}` and `{column}` to {target.name.text}", edits, preferred=True)


def add_columns(site: Site) -> Iterator[Fix]:
    """`fields` and `references`, as far as they are missing, and the columns that they name."""
    field, model = site.field, site.block
    target = site.model(field.type.text) if field is not None else None
    if field is None or target is None or not isinstance(model, ast.Model):
        return
    key = _key(target)
    if key is None or field.arity is ast.Arity.LIST:
        return
    given = attribute_of(field, "relation")
    has_fields = given is not None and named(given, "fields") is not None
    has_references = given is not None and named(given, "references") is not None
    column = f"{field.name.text}{key.name.text[:1].upper()}{key.name.text[1:]}"
    wanted = ([] if has_fields else [f"fields: [{column}]"]) + (
        [] if has_references else [f"references: [{key.name.text}]"]
    )
    if not wanted:
        return
    edits = [_with_arguments(site, field, given, wanted)]
    if not has_fields and column not in {f.name.text for f in model.fields}:
        mark = "?" if field.arity is ast.Arity.OPTIONAL else ""
        back = next((f for f in target.fields if f.type.text == model.name.text), None)
        unique = " @unique" if back is not None and back.arity is not ast.Arity.LIST else ""
        edits.append(site.new_line(model, f"{column} {key.type.text}{mark}{unique}"))
    yield Fix(f"Add `{', '.join(wanted)}` to `{field.name.text}`", tuple(edits), preferred=True)


def make_unique(site: Site) -> Iterator[Fix]:
    """The columns of a one-to-one relation."""
    if site.field is not None and isinstance(site.block, ast.Model):
        yield from _unique(site, site.block, fields_of(site.field, "fields"))


def make_references_unique(site: Site) -> Iterator[Fix]:
    """The fields of the other model that are referred to."""
    target = site.model(site.field.type.text) if site.field is not None else None
    if site.field is not None and target is not None:
        yield from _unique(site, target, fields_of(site.field, "references"))


def make_optional(site: Site) -> Iterator[Fix]:
    """The relation field that is blamed."""
    if site.field is not None:
        field = site.field
        title = f"Write `{field.name.text} {field.type.text}?`"
        yield Fix(title, (site.arity(field, "?"),), preferred=True)


def make_columns_required(site: Site) -> Iterator[Fix]:
    yield from _columns(site, ast.Arity.OPTIONAL, "", "required")


def make_columns_optional(site: Site) -> Iterator[Fix]:
    yield from _columns(site, ast.Arity.REQUIRED, "?", "optional")


def make_required(site: Site) -> Iterator[Fix]:
    """The fields of a key."""
    model = site.block
    if not isinstance(model, ast.Model):
        return
    if site.field is not None:
        fields = [site.field]
    else:
        names = [n for a in site.attribute.arguments for n in _words(a.value)] if site.attribute is not None else []
        fields = [f for f in model.fields if f.name.text in names and f.arity is ast.Arity.OPTIONAL]
    if fields:
        names = [f"`{f.name.text}`" for f in fields]
        edits = tuple(site.arity(f, "") for f in fields)
        yield Fix(f"Make {' and '.join(names)} required", edits, preferred=True)


def add_index(site: Site) -> Iterator[Fix]:
    """An index on the columns, where no foreign key brings one."""
    names = fields_of(site.field, "fields") if site.field is not None else []
    if names and isinstance(site.block, ast.Model):
        line = f"@@index([{', '.join(names)}])"
        yield Fix(f"Add `{line}`", (site.new_line(site.block, line, of_block=True),), preferred=True)


def make_path_required(site: Site) -> Iterator[Fix]:
    """A relation with its columns."""
    if site.field is None or not isinstance(site.block, ast.Model):
        return
    names = [site.field.name.text, *fields_of(site.field, "fields")]
    fields = [f for f in site.block.fields if f.name.text in names and f.arity is ast.Arity.OPTIONAL]
    if fields:
        title = f"Make {' and '.join(f'`{f.name.text}`' for f in fields)} required"
        yield Fix(title, tuple(site.arity(f, "") for f in fields))


def ignore(site: Site) -> Iterator[Fix]:
    """The relation, as the model that it refers to."""
    if site.field is not None:
        yield Fix(
            f"Mark `{site.field.name.text}` with `@ignore`", (site.after(site.field, " @ignore"),), preferred=True
        )


def _columns(site: Site, now: ast.Arity, mark: str, word: str) -> Iterator[Fix]:
    if site.field is None or not isinstance(site.block, ast.Model):
        return
    names = fields_of(site.field, "fields")
    fields = [f for f in site.block.fields if f.name.text in names and f.arity is now]
    edits = [site.arity(f, mark) for f in fields]
    if mark and site.field.arity is ast.Arity.REQUIRED:
        edits.append(site.arity(site.field, "?"))
    if fields:
        yield Fix(f"Make {' and '.join(f'`{f.name.text}`' for f in fields)} {word}", tuple(edits))


def _unique(site: Site, model: ast.Model, names: Sequence[str]) -> Iterator[Fix]:
    fields = [f for f in model.fields if f.name.text in names]
    if len(fields) != len(names) or not names:
        return
    if len(fields) == 1:
        edit = site.after(fields[0], " @unique")
        yield Fix(f"Mark `{names[0]}` with `@unique`", (edit,), preferred=True)
    else:
        line = f"@@unique([{', '.join(names)}])"
        edit = site.new_line(model, line, of_block=True)
        yield Fix(f"Add `{line}` to {model.name.text}", (edit,), preferred=True)


def _with_arguments(site: Site, field: ast.Field, given: ast.Attribute | None, wanted: Sequence[str]) -> Edit:
    if given is None:
        return site.after(field, f" @relation({', '.join(wanted)})")
    if not given.arguments:
        at = site.snapshot.place(given.span)
        return Edit(at, f"@relation({', '.join(wanted)})")
    last = site.snapshot.place(given.arguments[-1].span)
    return Edit(Span(last.source, last.end, last.end), "".join(f", {argument}" for argument in wanted))


def _relation_name(field: ast.Field) -> str | None:
    """The relation's name in its quotes."""
    given = attribute_of(field, "relation")
    for argument in given.arguments if given is not None else ():
        if isinstance(argument.value, ast.String) and (argument.name is None or argument.name.text == "name"):
            return argument.value.span.source.text[argument.value.span.start : argument.value.span.end]
    return None


def fields_of(field: ast.Field, argument: str) -> list[str]:
    """The words in `fields` or `references` of a relation field."""
    given = attribute_of(field, "relation")
    index = named(given, argument) if given is not None else None
    return [] if given is None or index is None else _words(given.arguments[index].value)


def _words(value: ast.Expression) -> list[str]:
    items = value.items if isinstance(value, ast.Array) else (value,)
    return [item.text for item in items if isinstance(item, ast.Constant)]


def _key(model: ast.Model) -> ast.Field | None:
    return next((f for f in model.fields if attribute_of(f, "id") is not None), None)


def _camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def _free(model: ast.Model, wanted: str) -> str:
    taken = {field.name.text for field in model.fields}
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}{number}", number + 1
    return name
