"""Prisma 6 and 7 judge some things otherwise; which is meant follows from `url` in the datasource."""

from __future__ import annotations

import pytest

from tests.language.reading import faults, resolved

MODEL = "model M {\n  id Int @id\n}\n"


def datasource(*lines: str) -> str:
    return "datasource db {\n" + "".join(f"  {line}\n" for line in ('provider = "postgresql"', *lines)) + "}\n"


def generator(line: str) -> str:
    return f'generator g {{\n  provider = "x"\n  {line}\n}}\n'


def codes(*texts: str) -> list[str]:
    return sorted(fault.code for fault in faults(*texts, provider=None) if fault.severity == "error")


def test_a_url_makes_a_schema_one_of_prisma_6() -> None:
    assert resolved(datasource('url = "x"') + MODEL, provider=None).datasource.has_url
    assert not resolved(datasource() + MODEL, provider=None).datasource.has_url


def test_the_urls_beside_the_url_are_of_prisma_6_alone() -> None:
    assert codes(datasource('url = "x"', 'directUrl = env("Y")')) == []
    assert codes(datasource('directUrl = env("Y")')) == ["property-of-prisma-6"]


@pytest.mark.parametrize("line", ["url =", 'url = env("X"', "url = 1"])
def test_a_url_that_cannot_be_read_is_one_all_the_same(line: str) -> None:
    assert "property-of-prisma-6" not in codes(datasource(line, 'directUrl = env("Y")'))


@pytest.mark.parametrize(("feature", "six", "seven"), [("metrics", 0, 1), ("partialIndexes", 1, 0), ("views", 0, 0)])
def test_preview_features_come_and_go(feature: str, six: int, seven: int) -> None:
    block = generator(f'previewFeatures = ["{feature}"]')
    assert codes(datasource('url = "x"'), block) == six * ["unknown-preview-feature"]
    assert codes(datasource(), block) == seven * ["unknown-preview-feature"]


def test_preview_features_may_be_written_in_any_case() -> None:
    schema = resolved(generator('previewFeatures = ["VIEWS"]') + "view V {\n  id Int @unique\n}\n")
    assert schema.options.preview_features == ("views",)


def test_objects_in_a_generator_came_with_prisma_7() -> None:
    block = generator("other = { a: 1 }")
    assert codes(datasource(), block) == []
    assert codes(datasource('url = "x"'), block) == ["invalid-line"]
