"""Whether a resolved schema makes sense. Each rule is one function; the calls below are the list of them all."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry import ir
from tenantry.rules import (
    autoincrement,
    composites,
    constraint_names,
    fields,
    models,
    mongodb,
    native_types,
    options,
    tenancy,
    views,
)
from tenantry.rules.connectors import CONNECTORS
from tenantry.rules.connectors.connector import Connector
from tenantry.rules.indexes import algorithms, fulltext, partial, shape
from tenantry.rules.relations import cycles, ends, inline, lints, many_to_many, one_to_one
from tenantry.rules.relations.sides import Inline, Joined, sides
from tenantry.text.diagnostics import Diagnostic, Report


def check(schema: ir.Schema) -> tuple[Diagnostic, ...]:
    """All faults, by place. A portable schema is held against each of its databases; a fault on both is told once."""
    report = Report()
    related = sides(schema)
    _anywhere(schema, report)
    ends.names_tell_relations_apart(related, report)
    ends.both_sides_are_there(related, report)
    for relation in related.inline:
        _inline(relation, report)
    for provider in schema.providers:
        _on(schema, related.inline, CONNECTORS[provider], report)
    own = CONNECTORS[schema.datasource.provider]
    ends.missing_sides_have_names_of_their_own(related, own, report)
    _own(schema, related.inline, related.joined, own, report)
    seen: dict[tuple[object, ...], Diagnostic] = {}
    for fault in report.diagnostics():
        seen.setdefault((fault.code, fault.span, fault.message), fault)
    return tuple(seen.values())


def _anywhere(schema: ir.Schema, report: Report) -> None:
    options.portable_means_sqlite_and_postgresql(schema, report)
    options.row_level_security_is_postgresql(schema, report)
    composites.composites_end(schema, report)
    for model in schema.models:
        models.a_row_can_be_told_from_others(model, schema, report)
        models.compound_names_are_free(model, report)
        shape.there_are_fields(model, report)
        shape.compounds_do_not_clash_with_fields(model, report)
        ends.ignored_models_are_ignored_everywhere(model, schema, report)
        tenancy.uniques_do_not_cross_tenants(model, schema, report)
        tenancy.keys_are_not_shared_by_tenants(model, schema, report)
        tenancy.children_have_a_parent(model, report)
        shape.composites_are_unique_alone(model, schema, report)
    for view in (model for model in schema.models if model.is_view):
        views.views_are_switched_on(view, schema, report)
        views.views_have_no_indexes(view, report)
        views.uniques_of_views_are_bare(view, report)
    for relation in schema.relations:
        if isinstance(relation, ir.ForeignKeyRelation):
            tenancy.global_models_do_not_refer_to_tenants(relation, schema, report)


def _inline(relation: Inline, report: Report) -> None:
    """One-to-one and one-to-many, on whichever database."""
    inline.as_many_fields_as_references(relation, report)
    inline.types_match(relation, report)
    inline.required_relations_have_required_fields(relation, report)
    inline.the_side_with_the_columns_says_which(relation, report)
    inline.actions_stand_at_the_columns(relation, report)
    one_to_one.one_side_says_which_columns(relation, report)
    one_to_one.the_side_without_columns_is_optional(relation, report)
    one_to_one.one_to_one_is_unique(relation, report)


def _on(schema: ir.Schema, relations: Sequence[Inline], connector: Connector, report: Report) -> None:
    """What each database must be able to do."""
    constraint_names.constraint_names_are_unique(schema, relations, connector, report)
    cycles.cascades_end(relations, schema, connector, report)
    cycles.cascades_go_one_way(relations, schema, connector, report)
    for enum in schema.enums:
        fields.enums_exist(enum, connector, report)
    for model in (model for model in schema.models if not model.is_view):
        _table(model, schema, connector, report)
    for model in schema.models:
        autoincrement.auto_is_possible(model, connector, report)
        autoincrement.sequence_is_possible(model, connector, report)
        ends.the_connector_has_the_actions(model, schema, connector, report)
        mongodb.names_of_fields_are_possible(model, connector, report)
        for field in model.scalars:
            fields.the_connector_has_the_type(model, field, connector, report)
    for relation in relations:
        inline.referenced_fields_are_unique(relation, connector, report)


def _table(model: ir.Model, schema: ir.Schema, connector: Connector, report: Report) -> None:
    """Keys and indexes, which views have none of."""
    autoincrement.autoincrement_is_possible(model, connector, report)
    constraint_names.given_names_fit(model, connector, report)
    shape.keys_may_be_compound(model, connector, report)
    shape.the_connector_takes_the_arguments(model, schema, connector, report)
    shape.one_is_clustered(model, connector, report)
    shape.bytes_are_no_key(model, connector, report)
    algorithms.the_connector_has_the_algorithm(model, connector, report)
    algorithms.hashes_are_not_sorted(model, connector, report)
    algorithms.the_algorithm_fits_the_fields(model, schema, connector, report)
    algorithms.inverted_indexes_hold_json_last(model, schema, connector, report)
    fulltext.the_connector_has_fulltext(model, connector, report)
    partial.partial_indexes_are_switched_on(model, schema, connector, report)
    mongodb.documents_have_an_id(model, connector, report)
    mongodb.ids_that_the_database_makes_are_object_ids(model, connector, report)
    mongodb.fields_are_indexed_once(model, connector, report)


def _own(
    schema: ir.Schema, relations: Sequence[Inline], joined: Sequence[Joined], connector: Connector, report: Report
) -> None:
    """What only the datasource's own database is asked for: a portable schema does without it on the other."""
    for composite in schema.composites:
        composites.the_connector_has_composite_types(composite, connector, report)
        composites.there_is_a_field(composite, connector, report)
        for field in composite.fields:
            native_types.the_native_type_fits(field, schema, connector, report)
    for model in schema.models:
        shape.keys_may_be_named(model, connector, report)
        models.shard_keys_are_possible(model, schema, connector, report)
        shape.native_types_can_be_indexed(model, schema, connector, report)
        algorithms.types_have_an_order(model, schema, connector, report)
        ends.foreign_keys_may_be_named(model, connector, report)
        ends.names_of_foreign_keys_fit(model, connector, report)
        lints.emulated_relations_have_an_index(model, schema, connector, report)
        lints.set_default_is_there(model, schema, connector, report)
        lints.keys_have_one_native_type(model, schema, connector, report)
        for field in model.scalars:
            native_types.the_native_type_fits(field, schema, connector, report)
            native_types.unsupported_types_have_no_native_type(field, schema, connector, report)
            fields.defaults_may_be_named(field, connector, report)
    for relation in relations:
        inline.required_fields_are_not_set_null(relation, schema, connector, report)
    for pair in joined:
        many_to_many.the_connector_keeps_it_so(pair, connector, report)
        many_to_many.views_have_no_join_table(pair, report)
        many_to_many.both_ends_have_a_key(pair, report)
        many_to_many.the_join_table_has_no_arguments(pair, report)
        many_to_many.there_are_no_actions(pair, connector, report)
        many_to_many.lists_of_keys_are_complete(pair, connector, report)
