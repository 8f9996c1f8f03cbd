"""One rule for names, and a message where it makes two of them one."""

from __future__ import annotations

import importlib
import inspect

import pytest
from pydantic import BaseModel

from tenantry import pipeline
from tenantry import runtime as rt
from tenantry.text.source import Source
from tenantry.views import names

HEAD = """
datasource db {
  provider = "sqlite"
  url      = "file:./dev.db"
}

generator tenantry {
  provider = "tenantry"
}
"""


def faults(body: str) -> list[tuple[str, str]]:
    """Message and help of every error."""
    result = pipeline.run([Source("schema.prisma", HEAD + body)])
    assert result.tree == {} if result.diagnostics else result.tree
    return [(d.message, d.help or "") for d in result.diagnostics]


@pytest.mark.parametrize(
    ("model", "accessor"),
    [
        ("User", "user"),
        ("SystemConfig", "system_config"),
        ("APIKey", "api_key"),
        ("IRCChannel", "irc_channel"),
        ("SMTPConfig", "smtp_config"),
        ("User2FA", "user2_fa"),
        ("already_snake", "already_snake"),
        ("Class", "class_"),
        ("Tx", "tx_"),
        ("Connect", "connect_"),
    ],
)
def test_accessors_are_in_snake_case_and_step_aside(model: str, accessor: str) -> None:
    assert names.accessor(model, is_global=False) == accessor


def test_only_global_models_step_aside_for_the_way_to_tenants() -> None:
    assert names.accessor("Tenant", is_global=False) == "tenant"
    assert names.accessor("Tenant", is_global=True) == "tenant_"


def test_every_public_attribute_of_a_record_is_known() -> None:
    assert {name for name in dir(rt.Record) if not name.startswith("_")} <= names.RECORD_ATTRIBUTES
    assert {name for name in dir(BaseModel) if not name.startswith("_")} <= names.RECORD_ATTRIBUTES


@pytest.mark.parametrize("kind", [rt.TenantClient, rt.UnscopedClient, rt.AsyncTenantClient, rt.AsyncUnscopedClient])
def test_every_attribute_of_a_client_is_known(kind: type) -> None:
    assert public(kind) <= names.CLIENT_MEMBERS


@pytest.mark.parametrize("kind", [rt.Client, rt.AsyncClient, rt.OpenClient, rt.AsyncOpenClient])
def test_every_attribute_of_the_first_client_is_known(kind: type) -> None:
    assert public(kind) <= names.ENTRANCE_MEMBERS


def test_no_field_of_a_schema_hides_what_sqlalchemy_uses() -> None:
    base = importlib.import_module("generated.mapped.tables").Base
    assert {name for name in dir(base) if not name.startswith("_")} <= names.TABLE_ATTRIBUTES


def public(kind: type) -> set[str]:
    annotated = {name for base in kind.__mro__ for name in inspect.get_annotations(base)}
    return {name for name in {*dir(kind), *annotated} if not name.startswith("_")}


def test_two_fields_that_become_one_are_told() -> None:
    body = "model Mail {\n  id Int @id\n  from String\n  from_ String\n}\n"
    assert faults(body)[0] == (
        "the fields `from` and `from_` of `Mail` would both be `from_` on its record",
        'rename `from_`, and keep its column with `@map("from_")`',
    )


def test_two_columns_that_become_one_only_for_sqlalchemy_are_told() -> None:
    body = "model Log {\n  id Int @id\n  metadata String\n  metadata_ String\n}\n"
    (fault,) = faults(body)
    assert fault[0] == "the fields `metadata` and `metadata_` of `Log` would both be `metadata_` on its table class"


def test_two_models_with_one_accessor_are_told() -> None:
    body = "model APIKey {\n  id Int @id\n}\n\nmodel ApiKey {\n  id Int @id\n}\n"
    assert faults(body) == [
        (
            "the models `APIKey` and `ApiKey` would both be `api_key` on the client",
            'rename `ApiKey`, and keep its table with `@@map("ApiKey")`',
        )
    ]


def test_two_classes_that_become_one_are_told() -> None:
    body = "model Base {\n  id Int @id\n}\n\nmodel Base_ {\n  id Int @id\n}\n"
    assert [message for message, _ in faults(body)] == [
        "`Base` and `Base_` would both be the class `Base_`",
    ]


def test_two_values_of_an_enum_that_become_one_are_told() -> None:
    body = "enum Word {\n  None\n  None_\n}\n\nmodel A {\n  id Int @id\n  word Word\n}\n"
    messages = [message for message, _ in faults(body)]
    assert "the values `None` and `None_` of `Word` would both be `None_` in Python" in messages


def test_a_field_that_a_filter_could_not_tell_from_its_own_words_is_told() -> None:
    assert faults("model Gate {\n  id Int @id\n  AND Boolean\n}\n") == [
        (
            "`AND` combines filters, so no field of `Gate` can be called so",
            'rename the field, and keep its column with `@map("AND")`',
        )
    ]
