"""Lints: what is legal, and lets a tenant notice or touch another."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import ir
from tenantry.text.diagnostics import Report

# A key that is random tells nothing and never collides.
_RANDOM = (ir.Uuid, ir.Cuid, ir.Nanoid, ir.Ulid, ir.DbGenerated, ir.Autoincrement)


def uniques_do_not_cross_tenants(model: ir.Model, schema: ir.Schema, report: Report) -> None:
    """A value that one tenant may not use because another does tells that the other has it."""
    if not isinstance(model.tenancy, ir.TenantScoped):
        return
    tenant_field = model.tenancy.field
    for unique in model.uniques:
        names = [part.name for part in unique.fields]
        if tenant_field in names or _on_purpose(model, names) or _random(model, names):
            continue
        if any(set(relation.fields) == set(names) for relation in schema.foreign_keys_of(model.name)):
            continue  # one-to-one: the row that it refers to belongs to the tenant
        wanted = ", ".join((tenant_field, *names))
        message = f"`{', '.join(names)}` of {model.name} is unique over all tenants: one can find out what another has."
        help = f"write `@@unique([{wanted}])` instead, or say `/// @tenant(none)` above the field if it is meant so"
        report.warning("unique-across-tenants", message, unique.span, help=help)


def keys_are_not_shared_by_tenants(model: ir.Model, schema: ir.Schema, report: Report) -> None:
    """A key that people choose: the second tenant to choose it is refused."""
    if not isinstance(model.tenancy, ir.TenantScoped) or model.key is None:
        return
    names = [part.name for part in model.key.fields]
    if model.tenancy.field in names or _on_purpose(model, names) or _random(model, names):
        return
    if any(set(relation.fields) <= set(names) for relation in schema.foreign_keys_of(model.name)):
        return
    message = f"The key `{', '.join(names)}` of {model.name} is shared by all tenants: only one can have a row with it."
    help = "say `/// @tenant(none)` above the field if it is meant so"
    if model.tenancy.nulls is None:
        help = f"write `@@id([{', '.join((model.tenancy.field, *names))}])` instead, or {help}"
    report.warning("key-across-tenants", message, model.key.span, help=help)


def global_models_do_not_refer_to_tenants(relation: ir.ForeignKeyRelation, schema: ir.Schema, report: Report) -> None:
    model, target = schema.model(relation.model), schema.model(relation.target)
    if (
        isinstance(model.tenancy, ir.TenantNone)
        and model.tenancy.said
        and not isinstance(target.tenancy, ir.TenantNone)
    ):
        message = (
            f"{model.name} is for all tenants, but `{relation.field}` refers to {target.name}, which is not: "
            "its rows show whose those are."
        )
        path = f'`/// @tenant(through: "{relation.field}")`'
        help = f"write {path} above {model.name} if its rows belong to that {target.name}"
        report.warning("global-refers-to-tenant", message, relation.span, help=help)


def children_have_a_parent(model: ir.Model, report: Report) -> None:
    if not isinstance(model.tenancy, ir.TenantThrough):
        return
    field = next(f for f in model.relations if f.name == model.tenancy.relation)
    if field.is_optional:
        message = f"Rows of {model.name} without `{field.name}` belong to no tenant, and no tenant sees them."
        help = f"make `{field.name}` and its column required"
        report.warning("optional-tenant-path", message, field.span, help=help)


def _random(model: ir.Model, names: Sequence[str]) -> bool:
    return any(isinstance(model.scalar(name).default, _RANDOM) for name in names)


def _on_purpose(model: ir.Model, names: Sequence[str]) -> bool:
    return any(model.scalar(name).across_tenants for name in names)
