"""Datasource, our generator block, several files, and the schemas of this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenantry import ir
from tests.language.reading import faults, resolved, tree

SCHEMAS = Path(__file__).parents[2] / "schema"
MODEL = "model M {\n  id Int @id\n}\n"


def datasource(*lines: str) -> ir.Datasource:
    body = "".join(f"  {line}\n" for line in lines)
    return resolved(f"datasource db {{\n{body}}}\n{MODEL}", provider=None).datasource


def options(*lines: str) -> ir.Options:
    body = "".join(f"  {line}\n" for line in lines)
    return resolved(f'generator t {{\n  provider = "tenantry"\n{body}}}\n{MODEL}').options


def test_a_url_is_text_or_a_variable_or_not_said() -> None:
    provider = 'provider = "sqlite"'
    assert (datasource(provider, 'url = "file:./dev.db"').url, datasource(provider).url) == ("file:./dev.db", None)
    from_environment = datasource(provider, 'url = env("DATABASE_URL")')
    assert (from_environment.url, from_environment.url_env) == (None, "DATABASE_URL")


def test_postgres_is_another_word_for_postgresql() -> None:
    assert datasource('provider = "postgres"').provider is ir.Provider.POSTGRESQL


def test_options_are_read_and_those_not_given_are_off() -> None:
    found = options('output = "../generated"', "portable = true", 'previewFeatures = ["views"]')
    assert (found.output, found.portable, found.preview_features) == ("../generated", True, ("views",))
    assert (found.tenant_model, found.tenant_foreign_keys, found.row_level_security) == (None, False, False)
    assert found.source_name == "schema.prisma"


def test_a_switch_may_be_in_quotes_as_other_generators_have_it() -> None:
    assert options('portable = "true"').portable
    assert not options('portable = "false"').portable
    found = faults(f'generator t {{\n  provider = "tenantry"\n  portable = "yes"\n}}\n{MODEL}')
    assert [fault.code for fault in found] == ["wrong-value"]


def test_other_generators_are_none_of_our_business() -> None:
    text = (
        'generator client {\n  provider = "prisma-client-js"\n  engineType = "binary"\n  anything = [1, env("X")]\n}\n'
    )
    assert resolved(text + MODEL).options == ir.Options(None, None, None, False, False, False, (), None)


def test_the_blocks_of_a_schema_may_stand_in_several_files() -> None:
    a = "model A {\n  id Int @id\n  bs B[]\n  e E\n}\n"
    b = "model B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n"
    schema = resolved(a, b, "enum E {\n  X\n}\n", 'generator t {\n  provider = "tenantry"\n  output = "x"\n}\n')
    assert [model.name for model in schema.models] == ["A", "B"]
    assert schema.options.output == "x"


def test_a_name_in_two_files_is_told_with_both_places() -> None:
    (fault,) = faults(MODEL, MODEL)
    assert fault.span is not None
    assert (fault.span.source.name, fault.related[0].span.source.name) == ("1.prisma", "0.prisma")


def test_models_and_enums_keep_the_order_of_the_schema() -> None:
    text = "enum Z {\n  X\n}\nmodel B {\n  id Z @id\n}\nmodel A {\n  id A1 @id\n}\nenum A1 {\n  X\n}\n"
    schema = resolved(text)
    assert [model.name for model in schema.models] == ["B", "A"]
    assert [enum.name for enum in schema.enums] == ["Z", "A1"]


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.prisma")), ids=lambda path: path.stem)
def test_the_schemas_of_this_repository_are_in_order(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), provider=None) == []


def test_metabuilder_has_the_keys_that_are_not_called_id() -> None:
    schema = resolved((SCHEMAS / "metabuilder.prisma").read_text(encoding="utf-8"), provider=None)
    keys = {m.name: m.key.fields[0].name for m in schema.models if m.key is not None and m.key.fields[0].name != "id"}
    assert keys == {
        "Credential": "username",
        "InstalledPackage": "packageId",
        "PackageData": "packageId",
        "PasswordResetToken": "username",
        "SystemConfig": "key",
    }
    assert len(schema.models) >= 21
    assert schema.providers == (ir.Provider.POSTGRESQL, ir.Provider.SQLITE)


def test_metabuilder_has_models_of_every_tenancy() -> None:
    schema = resolved((SCHEMAS / "metabuilder.prisma").read_text(encoding="utf-8"), provider=None)
    kinds = {(type(m.tenancy), getattr(m.tenancy, "nulls", "")) for m in schema.models}
    assert {kind for kind, _ in kinds} == {ir.TenantRoot, ir.TenantScoped, ir.TenantThrough, ir.TenantNone}
    assert {nulls for kind, nulls in kinds if kind is ir.TenantScoped} == {None, *ir.NullTenant}


def test_automation_maps_every_table_and_has_its_enums() -> None:
    schema = resolved((SCHEMAS / "automation.prisma").read_text(encoding="utf-8"), provider=None)
    assert sorted(m.table for m in schema.models) == [
        "ad_accounts",
        "clients",
        "execution_logs",
        "reports",
        "users",
        "workflows",
    ]
    assert len(schema.enums) == 10
    assert schema.model("User").tenancy == ir.TenantScoped("clientId", ir.NullTenant.HIDDEN)
    assert schema.model("Client").tenancy == ir.TenantRoot("id")


def test_kitchen_sink_has_every_kind_of_type_and_default() -> None:
    schema = resolved((SCHEMAS / "kitchen_sink.prisma").read_text(encoding="utf-8"), provider=None)
    fields = [field for model in schema.models for field in model.scalars]
    assert {f.type for f in fields if isinstance(f.type, ir.Scalar)} == set(ir.Scalar)
    assert {f.type for f in fields if f.is_list} >= set(ir.Scalar)
    kinds = {type(f.default) for f in fields if f.default is not None}
    assert kinds == set(ir.Default.__args__) - {ir.Sequence, ir.Auto}, "CockroachDB's and MongoDB's"


def test_a_tree_keeps_the_blocks_in_order() -> None:
    blocks = tree((SCHEMAS / "mapped.prisma").read_text(encoding="utf-8")).blocks
    assert [block.name.text for block in blocks][:4] == ["db", "tenantry", "Shelf", "Library"]


def test_a_schema_without_a_datasource_is_one_for_the_default_connector() -> None:
    source = resolved("model M {\n  id Int @id\n  kind Kind\n}\nenum Kind {\n  A\n}\n", provider=None).datasource
    assert (source.provider, source.span, source.has_url) == (ir.Provider.NONE, None, False)
    assert not faults("", provider=None)


def test_the_default_connector_has_no_lists_and_no_native_types() -> None:
    found = faults("model M {\n  id Int @id\n  many Int[]\n  text String @any.VarChar(20)\n}\n", provider=None)
    assert {fault.code for fault in found} == {"no-lists", "unknown-native-type"}
