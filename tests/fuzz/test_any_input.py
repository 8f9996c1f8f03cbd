"""Whatever is given to `analyze`, it answers with diagnostics that have a place in the text: 10,000 inputs."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tenantry import pipeline
from tenantry.psl import ast
from tenantry.psl.parser import parse
from tenantry.text.source import Source
from tests.fuzz import inputs, places

FAST = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


def analyzed(text: str) -> None:
    source = Source("schema.prisma", text)
    lines = text.count("\n") + 1
    for fault in pipeline.analyze([source]).diagnostics:
        assert fault.message
        assert fault.span is not None
        assert fault.span.source is source
        assert 0 <= fault.span.start <= fault.span.end <= len(text) + 1
        assert 1 <= source.line_column(fault.span.start)[0] <= lines


@settings(max_examples=1_500, **FAST)
@given(inputs.texts)
def test_any_text_is_answered(text: str) -> None:
    analyzed(text)


@settings(max_examples=1_500, **FAST)
@given(inputs.bytes_read_as_text)
def test_any_bytes_are_answered(text: str) -> None:
    analyzed(text)


@settings(max_examples=2_500, **FAST)
@given(inputs.soups)
def test_any_soup_of_words_is_answered(text: str) -> None:
    analyzed(text)


@settings(max_examples=2_500, **FAST)
@given(inputs.soups_in_blocks())
def test_any_lines_of_a_block_are_answered(text: str) -> None:
    analyzed(text)


@settings(max_examples=2_000, **FAST)
@given(inputs.mistyped_schemas())
def test_any_mistyped_schema_is_answered(text: str) -> None:
    analyzed(text)


@settings(max_examples=500, **FAST)
@given(inputs.mistyped_schemas())
def test_a_block_by_itself_is_read_as_in_its_file(text: str) -> None:
    """Editors read a block anew when it changes, and keep the others."""
    for block in parse(Source("schema.prisma", text))[0].blocks:
        alone, _ = parse(Source("schema.prisma", text[block.span.start : block.span.end]))
        assert [outline(part) for part in alone.blocks] == [outline(block)]


@settings(max_examples=500, **FAST)
@given(inputs.mistyped_schemas())
def test_what_is_read_has_its_place(text: str) -> None:
    """Editors rest on that: names, types, arguments, values and braces stand where the tree says."""
    for block in parse(Source("schema.prisma", text))[0].blocks:
        places.check(block)


def outline(block: ast.Block) -> object:
    match block:
        case ast.Model():
            members = [(f.name.text, f.type.text, f.arity, f.documentation) for f in block.fields]
            return block.name.text, block.kind, members, [a.name.text for a in block.attributes]
        case ast.EnumBlock():
            return block.name.text, [(v.name.text, v.documentation) for v in block.values]
        case ast.ConfigBlock():
            return block.name.text, block.kind, [p.name.text for p in block.properties]
