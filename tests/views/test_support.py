"""From valid PSL that we cannot generate from comes one message, and no package."""

from __future__ import annotations

import pytest

from tenantry import pipeline
from tenantry.text.source import Source

MODEL = 'model A {\n  id String @id @map("_id")\n}\n'


def run(datasource: str, generator: str = "", body: str = MODEL) -> pipeline.Result:
    text = f'datasource db {{\n{datasource}\n}}\n\ngenerator t {{\n  provider = "tenantry"\n{generator}\n}}\n\n{body}'
    return pipeline.run([Source("schema.prisma", text)])


@pytest.mark.parametrize("provider", ["mysql", "sqlserver", "cockroachdb"])
def test_a_provider_without_a_dialect_is_refused(provider: str) -> None:
    result = run(f'  provider = "{provider}"\n  url = env("DATABASE_URL")')
    (fault,) = result.diagnostics
    assert (fault.code, result.schema, result.tree) == ("unsupported-provider", None, {})
    assert fault.span is not None
    assert fault.help == 'use `provider = "sqlite"` or `provider = "postgresql"`'


def test_composite_types_are_refused_with_their_database() -> None:
    body = 'type Place {\n  name String\n}\n\nmodel A {\n  id String @id @map("_id")\n  place Place\n}\n'
    result = run('  provider = "mongodb"\n  url = env("DATABASE_URL")', body=body)
    assert {d.code for d in result.diagnostics} == {"unsupported-provider"}
    assert result.tree == {}


def test_schemas_of_a_database_cannot_be_portable() -> None:
    body = 'model A {\n  id Int @id\n\n  @@schema("shop")\n}\n'
    datasource = '  provider = "postgresql"\n  url = env("DATABASE_URL")\n  schemas = ["shop"]'
    options = '  previewFeatures = ["multiSchema"]\n'
    assert run(datasource, options, body).tree != {}
    result = run(datasource, f"{options}  portable = true\n", body)
    assert {d.code for d in result.diagnostics} >= {"schema-on-sqlite"}
    assert result.tree == {}


@pytest.mark.parametrize("option", ["rowLevelSecurity", "tenantForeignKeys"])
def test_protection_that_is_not_built_is_refused_and_not_passed_over(option: str) -> None:
    schema = f"""
datasource db {{
  provider = "postgresql"
  url      = env("DATABASE_URL")
}}

generator tenantry {{
  provider    = "tenantry"
  tenantModel = "Customer"
  {option} = true
}}

model Customer {{
  id Int @id
}}
"""
    result = pipeline.run([Source("schema.prisma", schema)])
    assert result.tree == {}
    assert [(d.code, option in d.message) for d in result.diagnostics] == [("option-not-built", True)]


def test_without_a_datasource_or_a_model_there_is_nothing_to_generate() -> None:
    assert [d.code for d in pipeline.run([Source("schema.prisma", MODEL)]).diagnostics] == ["no-datasource"]
    empty = 'datasource db {\n  provider = "sqlite"\n}\n'
    assert [d.code for d in pipeline.run([Source("schema.prisma", empty)]).diagnostics] == ["nothing-to-generate"]
    assert not pipeline.analyze([Source("schema.prisma", "")]).diagnostics
