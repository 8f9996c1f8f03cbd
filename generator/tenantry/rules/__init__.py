"""Whether a resolved schema makes sense. Each rule is one function; the calls below are the list of them all."""

from __future__ import annotations

from tenantry import ir
from tenantry.rules import constraint_names, fields, indexes, models, options, relations, tenancy
from tenantry.rules.connectors import CONNECTORS, Connector
from tenantry.text.diagnostics import Diagnostic, Report


def check(schema: ir.Schema) -> tuple[Diagnostic, ...]:
    """All faults, by place. A portable schema is held against each of its databases; a fault on both is told once."""
    report = Report()
    _anywhere(schema, report)
    for provider in schema.providers:
        _on(schema, CONNECTORS[provider], report)
    _own(schema, CONNECTORS[schema.datasource.provider], report)
    seen: dict[tuple[object, ...], Diagnostic] = {}
    for fault in report.diagnostics():
        seen.setdefault((fault.code, fault.span, fault.message), fault)
    return tuple(seen.values())


def _anywhere(schema: ir.Schema, report: Report) -> None:
    options.portable_means_sqlite_and_postgresql(schema, report)
    options.row_level_security_is_postgresql(schema, report)
    relations.ignored_models_are_ignored_everywhere(schema, report)
    for model in schema.models:
        models.views_are_switched_on(model, schema, report)
        models.a_row_can_be_told_from_others(model, report)
        models.the_key_is_required(model, report)
        models.compound_names_are_free(model, report)
        tenancy.uniques_do_not_cross_tenants(model, schema, report)
        tenancy.keys_are_not_shared_by_tenants(model, schema, report)
        tenancy.children_have_a_parent(model, report)
    for relation in schema.relations:
        match relation:
            case ir.ForeignKeyRelation():
                relations.referenced_fields_are_unique(relation, schema, report)
                relations.types_match(relation, schema, report)
                relations.one_to_one_is_unique(relation, schema, report)
                relations.required_relations_have_required_fields(relation, schema, report)
                tenancy.global_models_do_not_refer_to_tenants(relation, schema, report)
            case ir.ManyToMany():
                relations.both_ends_have_a_key(relation, schema, report)


def _on(schema: ir.Schema, connector: Connector, report: Report) -> None:
    """What each database must be able to do."""
    constraint_names.constraint_names_are_unique(schema, connector, report)
    relations.cascades_end(schema, connector, report)
    for enum in schema.enums:
        fields.enums_exist(enum, connector, report)
    for model in schema.models:
        fields.autoincrement_is_possible(model, connector, report)
        indexes.given_names_fit(model, connector, report)
        indexes.the_connector_has_the_index(model, connector, report)
        indexes.the_method_fits_the_fields(model, connector, report)
        for field in model.scalars:
            fields.the_connector_has_the_type(model, field, connector, report)
    for relation in schema.relations:
        if isinstance(relation, ir.ForeignKeyRelation):
            relations.references_are_in_order(relation, schema, connector, report)
            relations.the_connector_has_the_actions(relation, schema, connector, report)


def _own(schema: ir.Schema, connector: Connector, report: Report) -> None:
    """What only the datasource's own database is asked for: a portable schema does without it on the other."""
    for model in schema.models:
        indexes.keys_may_be_named(model, connector, report)
        for field in model.scalars:
            fields.the_native_type_fits(field, connector, report)
    for relation in schema.relations:
        if isinstance(relation, ir.ForeignKeyRelation):
            relations.foreign_keys_may_be_named(relation, connector, report)
