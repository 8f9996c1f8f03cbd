"""Whose rows a model's are: root, scoped, scoped through another, or global because the schema says so."""

from __future__ import annotations

import pytest

from tenantry import ir
from tests.language.reading import faults, resolved

ROOT = "model Tenant {\n  id String @id\n  %s\n}\n"
SCOPED = "model Post {\n  id Int @id @default(autoincrement())\n  tenantId String\n  comments Comment[]\n}\n"
CHILD = (
    '/// @tenant(through: "post")\n'
    "model Comment {\n  id Int @id @default(autoincrement())\n  postId Int\n"
    "  post Post @relation(fields: [postId], references: [id])\n%s}\n"
)


def generator(*options: str) -> str:
    lines = "".join(f"  {option}\n" for option in ('provider = "tenantry"', *options))
    return f"generator tenantry {{\n{lines}}}\n"


def tenancy(name: str, *texts: str, field: str | None = "tenantId") -> ir.Tenancy:
    options = ['tenantModel = "Tenant"', *([f'tenantField = "{field}"'] if field else [])]
    return resolved(generator(*options) + "".join(texts)).model(name).tenancy


def codes(*texts: str, field: str | None = "tenantId") -> list[str]:
    options = ['tenantModel = "Tenant"', *([f'tenantField = "{field}"'] if field else [])]
    return [fault.code for fault in faults(generator(*options) + "".join(texts))]


def test_without_a_tenant_model_everything_is_global_and_nobody_said_so() -> None:
    schema = resolved("model Tenant {\n  id Int @id\n}\n")
    assert schema.model("Tenant").tenancy == ir.TenantNone(said=False)


def test_the_root_is_scoped_by_its_own_key() -> None:
    assert tenancy("Tenant", "model Tenant {\n  slug String @id\n}\n") == ir.TenantRoot("slug")


def test_a_model_with_the_tenant_field_is_scoped_by_it_with_or_without_a_relation() -> None:
    assert tenancy("Log", ROOT % "", "model Log {\n  id Int @id @default(autoincrement())\n  tenantId String\n}\n") == (
        ir.TenantScoped("tenantId", None)
    )


def test_rows_without_tenant_are_hidden_unless_the_model_shares_them() -> None:
    text = "model Flag {\n  id String @id @default(cuid())\n  tenantId String?\n}\n"
    assert tenancy("Flag", ROOT % "", text) == ir.TenantScoped("tenantId", ir.NullTenant.HIDDEN)
    shared = '/// @tenant(nullable: "shared")\n' + text
    assert tenancy("Flag", ROOT % "", shared) == ir.TenantScoped("tenantId", ir.NullTenant.SHARED)


def test_with_no_field_named_in_the_options_the_relation_to_the_root_tells() -> None:
    text = (
        "model Post {\n  id Int @id @default(autoincrement())\n  owner String\n"
        "  tenant Tenant @relation(fields: [owner], references: [id])\n}\n"
    )
    assert tenancy("Post", ROOT % "posts Post[]", text, field=None) == ir.TenantScoped("owner", None)


def test_a_model_may_name_another_field() -> None:
    text = '/// @tenant(field: "org")\nmodel Post {\n  id Int @id @default(autoincrement())\n  org String\n}\n'
    assert tenancy("Post", ROOT % "", text) == ir.TenantScoped("org", None)


def test_a_child_is_scoped_through_its_parent_however_far() -> None:
    grandchild = (
        '/// @tenant(through: "comment")\n'
        "model Like {\n  id Int @id @default(autoincrement())\n  commentId Int\n"
        "  comment Comment @relation(fields: [commentId], references: [id])\n}\n"
    )
    texts = (ROOT % "", SCOPED, CHILD % "  likes Like[]\n", grandchild)
    assert tenancy("Comment", *texts) == ir.TenantThrough("post")
    assert tenancy("Like", *texts) == ir.TenantThrough("comment")


def test_global_is_said_aloud() -> None:
    text = "/// @tenant(none)\nmodel Country {\n  code String @id\n}\n"
    assert tenancy("Country", ROOT % "", text) == ir.TenantNone(said=True)


def test_global_said_aloud_wins_over_a_tenant_field() -> None:
    text = "/// @tenant(none)\nmodel Log {\n  id Int @id\n  tenantId String\n}\n"
    assert tenancy("Log", ROOT % "", text) == ir.TenantNone(said=True)


def test_a_model_that_says_nothing_is_refused() -> None:
    (fault,) = faults(generator('tenantModel = "Tenant"') + ROOT % "" + "model Country {\n  code String @id\n}\n")
    assert fault.code == "model-without-tenant"
    assert fault.help is not None
    assert "@tenant(none)" in fault.help


@pytest.mark.parametrize("lookalike", ["emailTenantId String", "TenantId String", "tenantid String", "tenant String"])
def test_a_field_that_only_looks_like_the_tenants_is_none(lookalike: str) -> None:
    text = f"model Mail {{\n  id Int @id @default(autoincrement())\n  {lookalike}\n}}\n"
    assert codes(ROOT % "", text) == ["model-without-tenant"]


def test_an_ignored_model_needs_no_tenant() -> None:
    text = "model Old {\n  id Int @id\n  @@ignore\n}\n"
    assert tenancy("Old", ROOT % "", text) == ir.TenantNone(said=False)


def test_scopes_must_not_go_in_a_circle() -> None:
    text = (
        '/// @tenant(through: "b")\n'
        'model A {\n  id Int @id\n  bId Int @unique\n  b B @relation("x", fields: [bId], references: [id])\n'
        '  other B? @relation("y")\n}\n'
        '/// @tenant(through: "a")\n'
        'model B {\n  id Int @id\n  aId Int @unique\n  a A @relation("y", fields: [aId], references: [id])\n'
        '  other A? @relation("x")\n}\n'
    )
    assert codes(ROOT % "", text) == ["wrong-tenancy", "wrong-tenancy"]


def test_a_child_cannot_be_scoped_through_what_is_global() -> None:
    text = (
        "/// @tenant(none)\nmodel Country {\n  code String @id\n  cities City[]\n}\n"
        '/// @tenant(through: "country")\nmodel City {\n  id Int @id\n  countryCode String\n'
        "  country Country @relation(fields: [countryCode], references: [code])\n}\n"
    )
    assert codes(ROOT % "", text) == ["wrong-tenancy"]


def test_a_child_cannot_be_scoped_through_a_list() -> None:
    text = (
        '/// @tenant(through: "posts")\n'
        "model Author {\n  id Int @id\n  posts Post[]\n}\n"
        "model Post {\n  id Int @id @default(autoincrement())\n  tenantId String\n  authorId Int\n"
        "  author Author @relation(fields: [authorId], references: [id])\n}\n"
    )
    assert codes(ROOT % "", text) == ["wrong-tenancy"]


def test_the_tenant_field_has_the_type_of_the_roots_key() -> None:
    assert codes(ROOT % "", "model Log {\n  id Int @id\n  tenantId Int\n}\n") == ["wrong-tenant-field"]


def test_a_unique_with_the_tenant_in_it_leaks_nothing() -> None:
    text = "model User {\n  id String @id @default(cuid())\n  tenantId String\n  email String\n  @@unique([%s])\n}\n"
    assert codes(ROOT % "", text % "tenantId, email") == []
    assert codes(ROOT % "", text % "email") == ["unique-across-tenants"]


def test_a_random_key_leaks_nothing_and_a_chosen_one_does() -> None:
    text = "model Page {\n  path String @id%s\n  tenantId String\n}\n"
    assert codes(ROOT % "", text % " @default(uuid())") == []
    assert codes(ROOT % "", text % "") == ["key-across-tenants"]


def test_a_unique_over_all_tenants_may_be_meant_so() -> None:
    fields = "  id String @id @default(cuid())\n  tenantId String\n  /// @tenant(none)\n  email String @unique\n"
    text = f"model User {{\n{fields}}}\n"
    options = generator('tenantModel = "Tenant"', 'tenantField = "tenantId"')
    assert faults(options + ROOT % "" + text) == []
    assert resolved(options + ROOT % "" + text).model("User").scalar("email").across_tenants


def test_a_model_without_tenant_does_not_hide_what_else_is_wrong() -> None:
    twice = 'model Order {\n  id Int @id\n  a Int @unique\n  b Int @unique(map: "Order_a_key")\n}\n'
    assert codes(ROOT % "", twice) == ["model-without-tenant", *["duplicate-constraint-name"] * 2]
