"""Edits for faults that have an obvious mend. They are worked out when an editor asks for them, from the fault's code
and place, so that the rules have only to say what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tenantry.ide.fixes import additions, relations, removals, rewriting, spelling, tenancy
from tenantry.ide.fixes.site import Fix, Site, site_of
from tenantry.ide.snapshot import Snapshot
from tenantry.text.diagnostics import Diagnostic

_BY_CODE: Mapping[str, tuple[Callable[[Site], Iterator[Fix]], ...]] = {
    # What was meant is written
    "function-not-allowed": (spelling.known_words,),
    "invalid-line": (spelling.keyword,),
    "unknown-action": (spelling.known_words,),
    "unknown-argument": (spelling.known_words, removals.argument),
    "unknown-attribute": (spelling.known_words, removals.attribute),
    "unknown-field": (spelling.known_words,),
    "unknown-function": (spelling.known_words,),
    "unknown-native-type": (spelling.known_words, removals.native_type),
    "unknown-preview-feature": (spelling.known_words,),
    "unknown-property": (spelling.known_words, removals.property),
    "unknown-provider": (spelling.known_words,),
    "unknown-tenant-model": (spelling.known_words,),
    "unknown-type": (spelling.known_words, additions.missing_type),
    "wrong-default": (spelling.known_words,),
    "wrong-value": (spelling.known_words,),
    # What is missing is added
    "incomplete-relation": (relations.add_columns,),
    "missing-back-relation": (relations.add_back_relation,),
    "missing-property": (additions.missing_property,),
    "missing-schema": (additions.missing_schema,),
    "no-unique-criterion": (additions.key,),
    "one-to-one-not-unique": (relations.make_unique,),
    "references-not-unique": (relations.make_references_unique,),
    "field-without-type": (additions.types,),
    "model-without-tenant": (tenancy.whose_rows,),
    "ambiguous-tenant": (tenancy.by_field,),
    "empty-enum": (additions.value,),
    "id-not-mapped": (additions.mapped_key,),
    "no-id": (additions.mongodb_key,),
    "preview-feature": (additions.preview_feature,),
    "relation-to-ignored": (relations.ignore,),
    "relation-without-index": (relations.add_index,),
    "unclosed-block": (rewriting.closing_brace,),
    "unique-across-tenants": (tenancy.across,),
    "key-across-tenants": (tenancy.across,),
    "unknown-schema": (additions.schema_of_datasource,),
    "wrong-auto": (additions.object_id,),
    # What is too much is removed
    "attribute-in-composite-type": (removals.attribute,),
    "duplicate-argument": (removals.argument,),
    "empty-index": (removals.attribute,),
    "empty-map": (removals.empty_map,),
    "index-twice": (removals.attribute,),
    "many-to-many-arguments": (removals.of_many_to_many,),
    "needless-ignore": (removals.attribute,),
    "no-tenant-model": (removals.property,),
    "property-of-prisma-6": (removals.property,),
    "wrong-updated-at": (removals.attribute,),
    "action-on-back-side": (removals.actions,),
    "attribute-on-relation": (removals.attribute,),
    "duplicate-attribute": (removals.attribute,),
    "duplicate-property": (removals.property,),
    "legacy-syntax": (removals.legacy_syntax,),
    "named-default": (removals.map_of_default,),
    "no-clustering": (removals.clustered,),
    "no-index-length": (removals.length,),
    "no-named-foreign-keys": (removals.map_of_relation,),
    "no-such-index": (removals.index,),
    "optional-id": (relations.make_required,),
    "relation-on-both-sides": (removals.columns,),
    "relation-on-scalar": (removals.attribute,),
    "trailing-comma": (removals.comma,),
    # What does not fit is made to
    "bad-escape": (rewriting.escape,),
    "cascade-cycle": (rewriting.end_of_cascade,),
    "cascade-paths": (rewriting.end_of_cascade,),
    "deprecated-property": (rewriting.relation_mode,),
    "ignored-text": (rewriting.on_a_line_of_its_own,),
    "named-env-argument": (rewriting.unnamed,),
    "optional-shard-key": (relations.make_required,),
    "optional-tenant-path": (relations.make_path_required,),
    "set-default": (rewriting.no_action,),
    "several-ids": (rewriting.compound_key,),
    "wrong-reference-type": (rewriting.type_of_reference,),
    "one-to-one-required": (relations.make_optional,),
    "required-relation": (relations.make_optional, relations.make_columns_required),
    "set-null-on-required": (relations.make_columns_optional,),
}


def fixes(snapshot: Snapshot, fault: Diagnostic) -> list[Fix]:
    """Of one fault, the best first; none where there is no obvious one."""
    if fault.span is None:
        return []
    site = site_of(snapshot, fault.span)
    return [fix for make in _BY_CODE.get(fault.code, ()) for fix in make(site)]
