"""A schema of several files, and what is wrong across them."""

from __future__ import annotations

import pytest

from tenantry import ir, pipeline
from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Source

MODEL = "model N {\n  id Int @id\n}\n"
ENUM = "enum N {\n  X\n}\n"
DATASOURCE = 'datasource N {\n  provider = "sqlite"\n}\n'
GENERATOR = 'generator N {\n  provider = "x"\n}\n'


def judge(*texts: str) -> pipeline.Analysis:
    """Files are called a.prisma, b.prisma and so on."""
    return pipeline.analyze([Source(f"{chr(97 + n)}.prisma", text) for n, text in enumerate(texts)])


def places(found: Diagnostic) -> list[str]:
    """Where it is, then the related places."""
    spans = [found.span, *(other.span for other in found.related)]
    return [f"{span.source.name}:{span.source.line_column(span.start)[0]}" for span in spans if span is not None]


@pytest.mark.parametrize(
    ("first", "second"),
    [(MODEL, MODEL), (MODEL, ENUM), (ENUM, MODEL), (ENUM, ENUM), (DATASOURCE, DATASOURCE), (GENERATOR, GENERATOR)],
)
def test_of_one_name_in_two_files_both_places_are_told(first: str, second: str) -> None:
    (found,) = judge(first, f"// in the second file\n{second}").diagnostics
    assert (found.code, places(found)) == ("duplicate-name", ["b.prisma:2", "a.prisma:1"])


@pytest.mark.parametrize(("first", "second"), [(MODEL, DATASOURCE), (GENERATOR, MODEL), (DATASOURCE, GENERATOR)])
def test_models_datasources_and_generators_do_not_share_names(first: str, second: str) -> None:
    assert not judge(first, second).has_errors


def test_the_datasource_may_stand_in_any_file_and_the_first_of_several_files_counts() -> None:
    lists = "model A {\n  id Int @id\n  texts String[]\n}\n"
    sqlite, postgresql = DATASOURCE, 'datasource other {\n  provider = "postgresql"\n}\n'
    assert not judge(lists, postgresql, sqlite).has_errors
    (found,) = judge(lists, sqlite, postgresql).diagnostics
    assert (found.code, places(found)) == ("no-lists", ["a.prisma:3"])


def test_two_datasources_in_one_file_are_one_too_many() -> None:
    found = judge(DATASOURCE, DATASOURCE.replace("N", "one") + DATASOURCE.replace("N", "two")).diagnostics
    assert [(fault.code, places(fault)) for fault in found] == [
        ("several-datasources", ["b.prisma:1", "b.prisma:4"]),
        ("several-datasources", ["b.prisma:4", "b.prisma:1"]),
    ]


def test_a_block_ends_with_its_file_and_so_does_a_comment_that_documents_what_follows() -> None:
    assert judge("model A {\n  id Int @id\n", "}\n").has_errors
    schema = judge("/// of nothing", "model A {\n  id Int @id\n}\n").schema
    assert isinstance(schema, ir.Schema)
    assert schema.model("A").documentation is None


def test_faults_of_all_files_are_told_in_the_order_of_files() -> None:
    found = judge("model A {\n  id Imt @id\n}\n", "modle B {\n}\n", "model C {\n  id Imt @id\n}\n").diagnostics
    assert [places(fault)[0] for fault in found if fault.span is not None] == [
        "a.prisma:2",
        "b.prisma:1",
        "b.prisma:2",
        "c.prisma:2",
    ]


@pytest.mark.parametrize(
    ("code", "line"),
    [("duplicate-table", '@@map("taken")'), ("duplicate-constraint-name", '@@index([id], map: "taken")')],
)
def test_of_one_name_in_the_database_both_places_are_told(code: str, line: str) -> None:
    datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
    found = judge(datasource, f"model A {{\n  id Int @id\n  {line}\n}}\n", f"model B {{\n  id Int @id\n  {line}\n}}\n")
    last = found.diagnostics[-1]
    assert last.code == code
    assert [place.split(":")[0] for place in places(last)] == ["c.prisma", "b.prisma"]
