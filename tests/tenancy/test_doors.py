"""How one gets to rows at all: by a tenant's key or by a reason, and by nothing else."""

from __future__ import annotations

import decimal
import importlib
import logging
from typing import Any

import pytest

from tenantry import runtime as rt
from tenantry.runtime.catalog import Everyone, Root, Scoped, Through
from tests.tenancy.disguises import Lying
from tests.tenancy.world import door_of

PACKAGES = ("metabuilder", "automation", "mapped", "kitchen_sink")
THING = pytest.param(object(), id="object()")
NO_TEXT_KEYS = [
    None, "", " ", "\t\n", "\u2003", 0, 0.0, 1, True, False, b"acme", [], ["acme"], (), ("acme",), {}, {"id": "acme"},
    {"equals": "acme"}, THING, decimal.Decimal(1), Lying(""), Lying("  "), "acme\0", "\0", "\ud800", "acme\udfff",
]  # fmt: skip
NO_NUMBER_KEYS = [
    None,
    0,
    "",
    "0",
    "1",
    True,
    False,
    1.0,
    0.0,
    decimal.Decimal(1),
    [1],
    (1,),
    {},
    b"1",
    1 << 31,
    pytest.param(object(), id="an object"),
]


def clients(name: str) -> list[Any]:
    package = importlib.import_module(f"generated.{name}")
    return [package.Client(), package.AsyncClient()]


@pytest.mark.parametrize("name", PACKAGES)
def test_a_client_without_tenant_has_no_attribute_for_a_model_of_tenants(name: str) -> None:
    models = importlib.import_module(f"generated.{name}.catalog").CATALOG.models
    for client in clients(name):
        for model in models:
            is_global = isinstance(model.tenancy, Everyone)
            assert hasattr(client, door_of(model.name)) is is_global or door_of(model.name) == "tenant", model.name


TENANCY = {
    "metabuilder": {
        Root("id"): "Tenant",
        Scoped("tenantId"): "User APIKey PowerTransferRequest Workflow LuaScript PageConfig InstalledPackage "
        "PackagePermission KeyValue AuditLog ErrorLog Comment Notification EmailClient Game",
        Scoped("tenantId", shared=True): "FeatureFlag",
        Through("user"): "Session",
        Through("page"): "ComponentNode",
        Through("client"): "EmailMessage",
        Through("game"): "HighScore",
        Everyone(): "Credential PasswordResetToken PackageData SystemConfig SMTPConfig",
    },
    "automation": {Root("id"): "Client", Scoped("clientId"): "User AdAccount Workflow ExecutionLog Report"},
    "mapped": {
        Root("id"): "Library",
        Scoped("libraryId"): "Member Model Order Event",
        Scoped("libraryId", shared=True): "Tag",
        Through("member"): "Session",
        Through("session"): "Note",
        Everyone(): "Country",
    },
    "kitchen_sink": {
        Root("id"): "Org",
        Scoped("orgId"): "Person Post Label Parcel AllTypes Lists NativeTypes Defaults ReservedWord",
        Through("person"): "Badge",
        Through("badge"): "BadgePin",
        Through("lock"): "Session",
        Everyone(): "Currency Rate",
    },
}


@pytest.mark.parametrize("name", PACKAGES)
def test_every_model_is_scoped_as_its_schema_says(name: str) -> None:
    models = importlib.import_module(f"generated.{name}.catalog").CATALOG.models
    said = {model: tenancy for tenancy, names in TENANCY[name].items() for model in names.split()}
    assert {model.name: model.tenancy for model in models} == said


@pytest.mark.parametrize("key", NO_TEXT_KEYS, ids=ascii)
def test_a_key_that_names_nobody_opens_nothing(key: Any) -> None:
    for client in clients("metabuilder"):
        with pytest.raises(rt.TenantRequiredError, match="A tenant is needed"):
            client.tenant(key)


@pytest.mark.parametrize("key", NO_NUMBER_KEYS, ids=ascii)
def test_a_number_is_wanted_where_tenants_are_numbered(key: Any) -> None:
    for client in clients("kitchen_sink"):
        with pytest.raises(rt.TenantRequiredError, match="A tenant is needed"):
            client.tenant(key)


def test_a_refused_key_is_not_repeated() -> None:
    with pytest.raises(rt.TenantRequiredError) as refused:
        clients("kitchen_sink")[0].tenant("secret-of-somebody")
    assert "secret" not in f"{refused.value}{refused.value.args}{refused.value.__cause__}"
    assert refused.value.__suppress_context__


def test_there_is_no_tenant_by_default() -> None:
    for client in clients("metabuilder"):
        with pytest.raises(TypeError):
            client.tenant()


@pytest.mark.parametrize("reason", ["", " ", "\n", None, 0, True, ["why"], b"why"], ids=ascii)
def test_reaching_everything_needs_a_reason(reason: Any) -> None:
    for client in clients("metabuilder"):
        with pytest.raises(rt.TenantRequiredError, match="reason"):
            client.unscoped(reason=reason)
        with pytest.raises(TypeError):
            client.unscoped()


def test_the_reason_is_logged_each_time(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="tenantry"):
        for client in clients("metabuilder"):
            client.unscoped(reason="nightly export")
            client.unscoped(reason="invoices")
    assert [record.getMessage() for record in caplog.records] == [
        "unscoped access: nightly export",
        "unscoped access: invoices",
    ] * 2


def test_a_tenant_and_everything_are_of_different_types() -> None:
    for client in clients("metabuilder"):
        tenant, everything = client.tenant("acme"), client.unscoped(reason="types")
        assert not isinstance(tenant, type(everything))
        assert not isinstance(everything, type(tenant))
        assert tenant.tenant_key == "acme"
        assert not hasattr(everything, "tenant_key")
