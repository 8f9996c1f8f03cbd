"""The fifth pass: whose rows each model's are.

With a tenant model in the options, every model is its root, scoped by a field, scoped through a relation, or global
because the schema says so. Nothing else is let through, so that no model is global by oversight; and nothing is guessed
from the ending of a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenantry import ir
from tenantry.psl import ast
from tenantry.resolve.config import Configuration
from tenantry.resolve.documentation import TenantAnnotation, split
from tenantry.resolve.fields import Columns
from tenantry.resolve.indexes import Indexes
from tenantry.resolve.names import Names
from tenantry.resolve.relations import Relations
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

_FORMS = '`@tenant(none)`, `@tenant(field: "name")`, `@tenant(through: "relation")` or `@tenant(nullable: "shared")`'
_ARGUMENTS = ("field", "through", "nullable")
_SHOWN = 10


def resolve_tenancy(
    names: Names,
    configuration: Configuration,
    columns: Columns,
    indexes: Mapping[str, Indexes],
    relations: Relations,
    report: Report,
) -> Mapping[str, ir.Tenancy]:
    """The tenancy of each model that has one that makes sense; the others are reported.

    Without a generator block of ours there is none, whatever comments say.
    """
    if configuration.options.source_name is None:
        return {name: ir.TenantNone(said=False) for name in names.models}
    annotations = {name: _annotation(model, report) for name, model in names.models.items()}
    root = _root(names, configuration, columns, indexes, report)
    if root is None:
        if configuration.options.tenant_model is None:
            _without_root(names, configuration, annotations, report)
        return {name: ir.TenantNone(said=False) for name in names.models}
    pass_ = _Pass(
        root, configuration.options.tenant_field, names, columns, relations, annotations, report, _by_model(relations)
    )
    found = {name: pass_.of_model(model) for name, model in names.models.items()}
    pass_.chains_end(found)
    return {name: tenancy or ir.TenantNone(said=False) for name, tenancy in found.items()}


def _by_model(relations: Relations) -> Mapping[str, Sequence[ir.ForeignKeyRelation]]:
    """The relations whose columns a model has."""
    found: dict[str, list[ir.ForeignKeyRelation]] = {}
    for relation in relations.all:
        if isinstance(relation, ir.ForeignKeyRelation):
            found.setdefault(relation.model, []).append(relation)
    return found


@dataclass(frozen=True, slots=True)
class _Root:
    model: str
    key: ir.ScalarField


def _annotation(model: ast.Model, report: Report) -> TenantAnnotation | None:
    _, annotations = split(model.documentation)
    if len(annotations) > 1:
        report.error("wrong-tenancy", "Only one `@tenant` may stand above a model.", model.name.span)
    if not annotations:
        return None
    annotation = annotations[0]
    unknown = [name for name in annotation.arguments if name not in _ARGUMENTS]
    if annotation.malformed:
        message = f"`{annotation.text}` above this model is not understood."
        report.error("wrong-tenancy", message, model.name.span, help=f"write {_FORMS}")
    for name in unknown:
        message = f"`{annotation.text}` has an unknown argument `{name}`.{did_you_mean(name, _ARGUMENTS)}"
        report.error("wrong-tenancy", message, model.name.span, help=f"write {_FORMS}")
    if "field" in annotation.arguments and "through" in annotation.arguments:
        message = "A model is scoped by a field or through a relation, not both."
        report.error("wrong-tenancy", message, model.name.span)
    if annotation.arguments.get("nullable", "hidden") not in ("hidden", "shared"):
        message = f'`nullable` is "hidden" or "shared", not "{annotation.arguments["nullable"]}".'
        report.error("wrong-tenancy", message, model.name.span)
    return annotation


def _root(
    names: Names, configuration: Configuration, columns: Columns, indexes: Mapping[str, Indexes], report: Report
) -> _Root | None:
    name = configuration.options.tenant_model
    if name is None:
        return None
    place = configuration.places["tenantModel"].value.span
    if name not in names.models:
        message = f'The tenantModel "{name}" is not a model of this schema.{did_you_mean(name, names.models)}'
        report.error("unknown-tenant-model", message, place, help="name the model whose rows are the tenants")
        return None
    key = indexes[name].key
    if key is None or len(key.fields) != 1:
        message = f'The tenantModel "{name}" needs a key of one field, which is what other models refer to.'
        report.error("wrong-tenant-model", message, place, help="mark one field with `@id`")
        return None
    field = columns.of(name).get(key.fields[0].name)
    return None if field is None else _Root(name, field)


def _without_root(
    names: Names, configuration: Configuration, annotations: Mapping[str, TenantAnnotation | None], report: Report
) -> None:
    """Tenancy said somewhere, but no tenant model named: it would have no effect."""
    help = 'add `tenantModel = "..."` to the generator block'
    for option in ("tenantField", "tenantForeignKeys", "rowLevelSecurity"):
        if option in configuration.places:
            message = f"`{option}` has no meaning without a tenantModel."
            report.error("no-tenant-model", message, configuration.places[option].span, help=help)
    for name, annotation in annotations.items():
        if annotation is not None and not annotation.none and not annotation.malformed:
            message = f"`{annotation.text}` has no meaning without a tenantModel."
            report.error("no-tenant-model", message, names.models[name].name.span, help=help)


@dataclass(frozen=True, slots=True)
class _Pass:
    root: _Root
    option: str | None
    names: Names
    columns: Columns
    relations: Relations
    annotations: Mapping[str, TenantAnnotation | None]
    report: Report
    foreign_keys: Mapping[str, Sequence[ir.ForeignKeyRelation]]

    def of_model(self, model: ast.Model) -> ir.Tenancy | None:
        name, annotation = model.name.text, self.annotations[model.name.text]
        if name == self.root.model:
            if annotation is not None:
                message = f"{name} is the tenant model: it takes no `@tenant`."
                self.report.error("wrong-tenancy", message, model.name.span)
            return ir.TenantRoot(self.root.key.name)
        if any(attribute.name.text == "ignore" for attribute in model.attributes):
            return ir.TenantNone(said=False)
        if annotation is not None and annotation.none:
            return ir.TenantNone(said=True)
        if annotation is not None and (annotation.malformed or not annotation.arguments.keys() <= set(_ARGUMENTS)):
            return None  # reported
        arguments: Mapping[str, str] = annotation.arguments if annotation is not None else {}
        if "through" in arguments:
            return self._through(model, arguments["through"])
        if "field" in arguments:
            return self._named_field(model, arguments["field"], arguments.get("nullable"))
        own = self.columns.of(name)
        if self.option is not None and self.option in own:
            return self._scoped(model, own[self.option], arguments.get("nullable"))
        return self._by_relation(model, arguments.get("nullable"))

    def _through(self, model: ast.Model, relation: str) -> ir.TenantThrough | None:
        name = model.name.text
        field = self.relations.fields.get((name, relation))
        if field is None:
            fields = [f for m, f in self.relations.fields if m == name]
            message = f'{name} has no relation "{relation}" to be scoped through.{did_you_mean(relation, fields)}'
        elif field.is_list or not self._holds_columns(name, relation):
            message = f"{name} cannot be scoped through `{relation}`: the foreign key must be in {name} itself."
        elif field.ignored:
            message = f"{name} cannot be scoped through `{relation}`, which is ignored."
        else:
            return ir.TenantThrough(relation)
        help = "name a relation of this model that holds its columns, or write `/// @tenant(none)`"
        self.report.error("wrong-tenancy", message, model.name.span, help=help)
        return None

    def _holds_columns(self, model: str, field: str) -> bool:
        return any(relation.field == field for relation in self._foreign_keys(model))

    def _foreign_keys(self, model: str) -> Sequence[ir.ForeignKeyRelation]:
        return self.foreign_keys.get(model, ())

    def _named_field(self, model: ast.Model, field: str, nullable: str | None) -> ir.TenantScoped | None:
        own = self.columns.of(model.name.text)
        if field not in own:
            message = f'{model.name.text} has no field "{field}" to be scoped by.{did_you_mean(field, own)}'
            self.report.error("wrong-tenancy", message, model.name.span)
            return None
        return self._scoped(model, own[field], nullable)

    def _by_relation(self, model: ast.Model, nullable: str | None) -> ir.TenantScoped | None:
        """By the foreign key of the relation to the root: with no `tenantField` in the options, that is the rule."""
        name, root = model.name.text, self.root
        candidates = [r for r in self._foreign_keys(name) if r.target == root.model and len(r.fields) == 1]
        if self.option is None and len(candidates) == 1:
            return self._scoped(model, self.columns.of(name)[candidates[0].fields[0]], nullable)
        if self.option is None and candidates:
            fields = " or ".join(f'`/// @tenant(field: "{r.fields[0]}")`' for r in candidates)
            message = f"{name} has several relations to {root.model}: which one says whose its rows are?"
            self.report.error("ambiguous-tenant", message, model.name.span, help=f"write {fields} above the model")
        else:
            missing = f'no field "{self.option}"' if self.option is not None else f"no relation to {root.model}"
            message = f"{name} belongs to no tenant: it has {missing}."
            self.report.error("model-without-tenant", message, model.name.span, help=self._advice(name, candidates))
        return None

    def _advice(self, name: str, candidates: list[ir.ForeignKeyRelation]) -> str:
        others = [r for r in self._foreign_keys(name) if r.target not in (self.root.model, name)]
        if candidates:
            return f'write `/// @tenant(field: "{candidates[0].fields[0]}")` above the model'
        if others:
            through = f'`/// @tenant(through: "{others[0].field}")`'
            given = f"write {through} above it if its rows belong to that {others[0].target}"
            return f"{given}, or `/// @tenant(none)` if they are for all tenants"
        field = self.option or self.root.model[:1].lower() + self.root.model[1:] + "Id"
        return (
            f"add `{field} {self.root.key.type}`, or write `/// @tenant(none)` above it if its rows are for all tenants"
        )

    def _scoped(self, model: ast.Model, field: ir.ScalarField, nullable: str | None) -> ir.TenantScoped | None:
        name, key = model.name.text, self.root.key
        place: Span = field.span
        if field.is_list or field.type != key.type:
            message = (
                f"The tenant field `{field.name}` of {name} must be of the type of {self.root.model}.{key.name}, "
                f"which is {_written(key.type)}."
            )
            help = f"write `{field.name} {_written(key.type)}`"
            self.report.error("wrong-tenant-field", message, place, help=help)
            return None
        if field.ignored:
            message = f"The tenant field `{field.name}` of {name} is ignored, so that no statement could ask for it."
            self.report.error("wrong-tenant-field", message, place, help="take `@ignore` away from it")
            return None
        if (other := self._refers_elsewhere(name, field.name)) is not None:
            message = (
                f"The tenant field `{field.name}` of {name} carries {self.root.model}.{other}, "
                f"but a tenant is known by {self.root.model}.{key.name}."
            )
            help = f"refer to `{key.name}`, or make `{other}` the `@id` of {self.root.model}"
            self.report.error("wrong-tenant-field", message, place, help=help)
            return None
        if nullable is not None and not field.is_optional:
            message = f"`nullable` has no meaning: the tenant field `{field.name}` of {name} is required."
            self.report.error("wrong-tenancy", message, model.name.span)
        nulls = ir.NullTenant(nullable) if nullable in ("hidden", "shared") else ir.NullTenant.HIDDEN
        return ir.TenantScoped(field.name, nulls if field.is_optional else None)

    def _refers_elsewhere(self, model: str, field: str) -> str | None:
        """The field of the tenant model that `field` refers to, where that is not the key."""
        for relation in self._foreign_keys(model):
            if relation.target == self.root.model and field in relation.fields:
                referenced = relation.references[relation.fields.index(field)]
                if referenced != self.root.key.name:
                    return referenced
        return None

    def chains_end(self, found: Mapping[str, ir.Tenancy | None]) -> None:
        """Reports models scoped through others that do not lead to a tenant."""
        known: dict[str, str | None] = {}
        for name in found:
            path, places, last = [name], {name: 0}, name
            while last not in known and (following := self._following(last, found)) is not None:
                if following in places:
                    circle = [*path[places[following] :], following]
                    known[following] = f"{_shortened(circle)} goes in a circle"
                    last = following
                    break
                places[following] = len(path)
                path.append(following)
                last = following
            why = known.get(last)
            if why is None and isinstance(found[last], ir.TenantNone) and len(path) > 1:
                why = f"{last} belongs to no tenant"
            for at in path:
                if at not in known and isinstance(found[at], ir.TenantThrough):
                    known[at] = why
            reason = known.get(name)
            if reason is not None and isinstance(found[name], ir.TenantThrough):
                self._bad_chain(name, reason)

    def _following(self, model: str, found: Mapping[str, ir.Tenancy | None]) -> str | None:
        """The model that this one is scoped through."""
        tenancy = found[model]
        if not isinstance(tenancy, ir.TenantThrough):
            return None
        return self.relations.fields[model, tenancy.relation].target

    def _bad_chain(self, name: str, why: str) -> None:
        message = f"{name} is scoped through others, but {why}."
        self.report.error("wrong-tenancy", message, self.names.models[name].name.span)


def _shortened(path: Sequence[str]) -> str:
    shown = path if len(path) <= _SHOWN else (*path[: _SHOWN - 1], "...", path[-1])
    return " -> ".join(shown)


def _written(type: ir.FieldType) -> str:
    match type:
        case ir.EnumType(name) | ir.Composite(name):
            return name
        case ir.Unsupported(text):
            return f'Unsupported("{text}")'
        case _:
            return type.value
