"""What of a schema the client shows: no `@ignore`, no type that Prisma has no word for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenantry import ir


@dataclass(frozen=True, slots=True)
class Criterion:
    """Fields that name one row. `key` is what a query calls them: the field's name, or a compound's."""

    key: str
    fields: tuple[ir.ScalarField, ...]

    @property
    def is_compound(self) -> bool:
        return len(self.fields) > 1


def models(schema: ir.Schema) -> tuple[ir.Model, ...]:
    return tuple(m for m in schema.models if not m.ignored)


def scalars(model: ir.Model) -> tuple[ir.ScalarField, ...]:
    return tuple(f for f in model.scalars if not f.ignored and not isinstance(f.type, ir.Unsupported))


def catalogued(model: ir.Model) -> tuple[ir.ScalarField, ...]:
    """What the runtime knows of: it steps around the types that Prisma has no word for."""
    return tuple(f for f in model.scalars if not f.ignored)


def relations(schema: ir.Schema, model: ir.Model) -> tuple[ir.RelationField, ...]:
    return tuple(
        f for f in model.relations if not (f.ignored or schema.model(f.target).ignored) and _is_whole(schema, f)
    )


def key(model: ir.Model) -> Criterion | None:
    """The primary key; without one, the first unique that is all required; None for a view that has neither."""
    candidates: list[ir.PrimaryKey | ir.UniqueIndex] = [model.key] if model.key else []
    candidates += [u for u in model.uniques if not any(model.scalar(f.name).is_optional for f in u.fields)]
    for candidate in candidates:
        criterion = _criterion(model, candidate)
        if criterion:
            return criterion
    return None


def uniques(model: ir.Model) -> Iterator[Criterion]:
    """What names a row beside the key."""
    first = key(model)
    seen = {first.key} if first else set[str]()
    for unique in model.uniques:
        criterion = _criterion(model, unique)
        if criterion and criterion.key not in seen:
            seen.add(criterion.key)
            yield criterion


def criteria(model: ir.Model) -> tuple[Criterion, ...]:
    """All that names a row, the key first."""
    first = key(model)
    return (*((first,) if first else ()), *uniques(model))


def foreign_key_fields(schema: ir.Schema, model: ir.Model) -> frozenset[str]:
    """Fields that a relation of the client keeps, which a nested write may therefore give."""
    shown = {f.relation for f in relations(schema, model)}
    return frozenset(f for r in schema.foreign_keys_of(model.name) if r.name in shown for f in r.fields)


def tenant_field(model: ir.Model) -> str | None:
    """The field that the data layer fills with the tenant."""
    return model.tenancy.field if isinstance(model.tenancy, ir.TenantScoped) else None


def can_be_created(model: ir.Model) -> bool:
    """Whether every column that must have a value is the client's to give. Nobody writes a view."""
    hidden = (f for f in model.scalars if f.ignored or isinstance(f.type, ir.Unsupported))
    return not model.is_view and all(f.arity is not ir.Arity.REQUIRED or f.default is not None for f in hidden)


def _is_whole(schema: ir.Schema, field: ir.RelationField) -> bool:
    """Whether the client has all columns that keep the relation."""
    relation = schema.relation(field.relation)
    if isinstance(relation, ir.ManyToMany):
        return True
    owner, target = schema.model(relation.model), schema.model(relation.target)
    kept = [owner.scalar(name) for name in relation.fields] + [target.scalar(name) for name in relation.references]
    return not any(f.ignored or isinstance(f.type, ir.Unsupported) for f in kept)


def _criterion(model: ir.Model, unique: ir.PrimaryKey | ir.UniqueIndex) -> Criterion | None:
    shown = {f.name for f in scalars(model)}
    if not all(f.name in shown for f in unique.fields):
        return None
    fields = tuple(model.scalar(f.name) for f in unique.fields)
    joined = "_".join(f.name for f in fields)
    return Criterion((unique.name or joined) if len(fields) > 1 else joined, fields)
