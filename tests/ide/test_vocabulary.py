"""The words that are explained are those that the language has."""

from __future__ import annotations

import pytest

from tenantry import ir
from tenantry.ide import own, vocabulary
from tenantry.resolve.fields import FIELD_ATTRIBUTES
from tenantry.resolve.functions import FUNCTIONS
from tenantry.resolve.indexes import BLOCK_ATTRIBUTES, METHODS
from tenantry.resolve.names import SCALARS
from tests.ide.marked import POSTGRESQL, snapshot_of
from tests.ide.test_fixes import CASES


def codes(text: str) -> list[str]:
    return [fault.code for fault in snapshot_of(text).diagnostics["a.prisma"]]


def test_no_word_is_missing_or_made_up() -> None:
    assert set(vocabulary.SCALARS) == set(SCALARS)
    assert set(vocabulary.FIELD_ATTRIBUTES) == set(FIELD_ATTRIBUTES)
    assert set(vocabulary.BLOCK_ATTRIBUTES) == set(BLOCK_ATTRIBUTES)
    assert set(vocabulary.FUNCTIONS) == set(FUNCTIONS)
    assert set(vocabulary.METHODS) == set(METHODS)
    assert set(vocabulary.ACTIONS) == set(ir.Action)


@pytest.mark.parametrize("name", vocabulary.DATASOURCE)
def test_properties_of_a_datasource_are_known(name: str) -> None:
    value = "[]" if vocabulary.DATASOURCE[name].is_list else '"prisma"'
    text = f'datasource db {{\n  provider = "postgresql"\n  url = "x"\n  {name} = {value}\n}}\n'
    assert "unknown-property" not in codes(text)


@pytest.mark.parametrize("name", vocabulary.GENERATOR)
def test_properties_of_our_generator_are_known(name: str) -> None:
    value = "[]" if vocabulary.GENERATOR[name].is_list else '"x"'
    assert "unknown-property" not in codes(f'generator g {{\n  provider = "tenantry"\n  {name} = {value}\n}}\n')


@pytest.mark.parametrize("name", vocabulary.GENERATOR["previewFeatures"].values)
def test_preview_features_are_known(name: str) -> None:
    generator = f'generator g {{\n  provider = "tenantry"\n  previewFeatures = ["{name}"]\n}}\n'
    either = [POSTGRESQL, POSTGRESQL.replace('  url      = env("DATABASE_URL")\n', "")]
    assert any(codes(database + generator) == [] for database in either)


def test_codes_of_our_own_are_codes() -> None:
    assert {case.name.split(".")[0] for case in CASES} >= own.CODES
