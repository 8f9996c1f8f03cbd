"""What a model, field or enum is in the database and in the generated package, by the functions that generate it."""

from __future__ import annotations

from collections.abc import Iterator

from tenantry import ir
from tenantry.views import names
from tenantry.views.client import accessor_names
from tenantry.views.repositories import repository_names


def of_model(schema: ir.Schema | None, name: str) -> Iterator[str]:
    """A sentence a line, of Markdown; nothing where the schema has no such model."""
    model = _model(schema, name)
    if schema is None or model is None:
        return
    kind = "view" if model.is_view else "table"
    yield f"{kind} `{_qualified(model.schema, model.table)}`"
    if model.ignored:
        yield "ignored: nothing is generated for it"
        return
    repository, _ = repository_names(schema)[name]
    table = "" if model.is_view else f", table class `{names.table_class(name)}`"
    yield f"record `{names.record_class(name)}`{table}, repository `{accessor_names(schema)[name]}` (`{repository}`)"
    if any(isinstance(other.tenancy, ir.TenantRoot) for other in schema.models):
        yield _tenancy(schema, model)


def of_field(schema: ir.Schema | None, owner: str, name: str) -> Iterator[str]:
    """As `of_model`, of a field."""
    model = _model(schema, owner)
    field = next((f for f in model.fields if f.name == name), None) if model is not None else None
    if schema is None or model is None:
        return
    match field:
        case ir.ScalarField():
            native = "" if field.native is None else f", {_native(field.native)} in the database"
            yield f"column `{field.column}` of `{_qualified(model.schema, model.table)}`{native}"
            if model.key is not None and name in [f.name for f in model.key.fields]:
                yield "the primary key" if len(model.key.fields) == 1 else "part of the primary key"
            if isinstance(model.tenancy, ir.TenantScoped) and model.tenancy.field == name:
                yield "says which tenant the row belongs to"
        case ir.RelationField():
            yield from _relation(schema, model, field)
        case _:
            return
    attribute = names.record_attribute(name)
    if attribute != name:
        yield f"attribute `{attribute}` of the record"


def of_enum(schema: ir.Schema | None, name: str) -> Iterator[str]:
    """As `of_model`, of an enum."""
    found = next((e for e in schema.enums if e.name == name), None) if schema is not None else None
    if found is not None:
        yield f"`{_qualified(found.schema, found.database)}` in the database, class `{names.enum_class(name)}`"


def of_value(schema: ir.Schema | None, enum: str, name: str) -> Iterator[str]:
    """As `of_model`, of a value."""
    found = next((e for e in schema.enums if e.name == enum), None) if schema is not None else None
    value = next((v for v in found.values if v.name == name), None) if found is not None else None
    if value is not None:
        yield f"`{value.database}` in the database, `{names.enum_class(enum)}.{names.enum_member(name)}` in Python"


def _model(schema: ir.Schema | None, name: str) -> ir.Model | None:
    return next((m for m in schema.models if m.name == name), None) if schema is not None else None


def _qualified(schema: str | None, name: str) -> str:
    return name if schema is None else f"{schema}.{name}"


def _native(native: ir.NativeType) -> str:
    return f"{native.name}({', '.join(native.arguments)})" if native.arguments else native.name


def _tenancy(schema: ir.Schema, model: ir.Model) -> str:
    match model.tenancy:
        case ir.TenantRoot(field):
            return f"the tenants: a row is one, known by its `{field}`"
        case ir.TenantScoped(field, ir.NullTenant.SHARED):
            return f"rows belong to the tenant in `{field}`; all tenants read those without one"
        case ir.TenantScoped(field):
            return f"rows belong to the tenant in `{field}`"
        case ir.TenantThrough():
            return f"rows belong to a tenant through {_path(schema, model)}"
        case ir.TenantNone():
            return "rows are for all tenants"


def _path(schema: ir.Schema, model: ir.Model) -> str:
    """`comment` → `post` → `tenantId`: the relations to follow, and the field at their end."""
    steps: list[str] = []
    while isinstance(model.tenancy, ir.TenantThrough):
        relation = model.tenancy.relation
        steps.append(f"`{relation}`")
        model = schema.model(next(r.target for r in model.relations if r.name == relation))
    if isinstance(model.tenancy, (ir.TenantScoped, ir.TenantRoot)):
        steps.append(f"`{model.tenancy.field}`")
    return " → ".join(steps)


def _relation(schema: ir.Schema, model: ir.Model, field: ir.RelationField) -> Iterator[str]:
    # A field whose relation has a fault belongs to none.
    match next((relation for relation in schema.relations if relation.name == field.relation), None):
        case ir.ForeignKeyRelation() as relation:
            here = (relation.model, relation.field) == (model.name, field.name)
            owner, other = (relation.target, relation.target_field) if here else (relation.model, relation.field)
            yield (
                f"{'one' if relation.unique else 'many'}-to-one; the other end is `{owner}.{other}`"
                if here
                else (f"one-to-{'one' if relation.unique else 'many'}; the other end is `{owner}.{other}`")
            )
            columns = f"`{', '.join(relation.fields)}` refers to `{relation.target}({', '.join(relation.references)})`"
            yield columns if here else f"by {relation.model}: {columns}"
            yield f"on delete {relation.on_delete}, on update {relation.on_update}"
        case ir.ManyToMany() as joined:
            ends = [(joined.a_model, joined.a_field), (joined.b_model, joined.b_field)]
            owner, other = next(end for end in reversed(ends) if end != (model.name, field.name))
            yield f"many-to-many by the table `{joined.name}`; the other end is `{owner}.{other}`"
        case None:
            return
