"""Reading files: what stands in them, with its comments and places, and one diagnostic for each bad line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenantry.psl import ast
from tests.language.reading import parsed, tree

SCHEMAS = sorted((Path(__file__).parents[2] / "schema").glob("*.prisma"))


def model(text: str) -> ast.Model:
    (block,) = tree(text).blocks
    assert isinstance(block, ast.Model)
    return block


def field(text: str) -> ast.Field:
    (found,) = model(f"model A {{\n{text}\n}}\n").fields
    return found


def test_doc_comments_belong_to_what_follows_and_to_what_they_end() -> None:
    block = model("/// One,\n/// two.\nmodel A {\n  /// Before\n  id Int @id /// and after.\n}\n")
    assert block.documentation == "One,\ntwo."
    assert block.fields[0].documentation == "Before\nand after."


def test_a_blank_line_parts_a_comment_from_a_block_but_not_from_a_field() -> None:
    block = model("/// Far\n\nmodel A {\n  /// Near\n\n  id Int @id\n}\n")
    assert block.documentation is None
    assert block.fields[0].documentation == "Near"


def test_plain_comments_document_nothing() -> None:
    block = model("// no\nmodel A { // no\n  /* no\n  no */\n  id Int @id // no\n}\n")
    assert block.documentation is None
    assert block.fields[0].documentation is None


def test_a_plain_comment_may_stand_between_doc_comments() -> None:
    assert model("/// One\n// not this\n/// two\nmodel A {\n  id Int @id\n}\n").documentation == "One\ntwo"


def test_values_of_an_enum_have_their_comments() -> None:
    (block,) = tree("enum E {\n  /// First\n  A\n  B /// Second\n}\n").blocks
    assert isinstance(block, ast.EnumBlock)
    assert [value.documentation for value in block.values] == ["First", "Second"]


def test_strings_hold_escapes_slashes_and_braces() -> None:
    (attribute,) = field(r'a String @default("a\"b\\c\n\té // {} 😀")').attributes
    assert attribute.arguments[0].value == ast.String('a"b\\c\n\té // {} 😀', attribute.arguments[0].span)


def test_line_ends_of_windows_and_of_old_macs_are_line_ends() -> None:
    text = "/// Doc\nmodel A {\n  id Int @id // c\n  b Int?\n}\n"
    for end in ("\r\n", "\r"):
        block = model(text.replace("\n", end))
        assert block.documentation == "Doc"
        assert [f.name.text for f in block.fields] == ["id", "b"]


def test_the_last_line_needs_no_line_break() -> None:
    assert model("model A {\n  id Int @id\n}").name.text == "A"
    assert model("model A {\n  id Int @id\n} // the end").name.text == "A"


def test_types_have_their_arity() -> None:
    assert field("a Int").arity is ast.Arity.REQUIRED
    assert field("a Int?").arity is ast.Arity.OPTIONAL
    assert field("a Int[]").arity is ast.Arity.LIST
    unsupported = field('a Unsupported("point")?')
    assert (unsupported.type.text, unsupported.unsupported) == ("Unsupported", "point")
    assert unsupported.arity is ast.Arity.OPTIONAL


def test_arguments_may_be_of_every_kind() -> None:
    written = '@x(1, -2.5, "t", word, a.b, [1, [two]], f(), g(sort: Desc, raw("r")), name: null)'
    (attribute,) = field(f"a Int {written}").attributes
    kinds = [type(argument.value).__name__ for argument in attribute.arguments]
    assert kinds == ["Number", "Number", "String", "Constant", "Constant", "Array", "Call", "Call", "Constant"]
    assert [argument.name.text for argument in attribute.arguments if argument.name is not None] == ["name"]


def test_keywords_may_be_names() -> None:
    block = model("model model {\n  enum Int @id\n  type type\n  datasource generator?\n}\n")
    assert [f.name.text for f in block.fields] == ["enum", "type", "datasource"]


def test_everything_knows_its_place() -> None:
    text = 'model A {\n  name String? @map("n") @db.VarChar(5)\n\n  @@index([name(sort: Desc)])\n}\n'
    block = model(text)
    (found,) = block.fields

    def at(node: ast.Name | ast.Attribute | ast.Field | ast.Model) -> str:
        return text[node.span.start : node.span.end]

    assert at(block) == text.rstrip("\n")
    assert at(found) == 'name String? @map("n") @db.VarChar(5)'
    assert (at(found.name), at(found.type)) == ("name", "String")
    assert [at(attribute) for attribute in found.attributes] == ['@map("n")', "@db.VarChar(5)"]
    assert [at(attribute) for attribute in block.attributes] == ["@@index([name(sort: Desc)])"]


def test_one_bad_line_costs_one_diagnostic_and_nothing_else() -> None:
    file, found = parsed("model A {\n  id Int @id\n  this is not good\n  /// Doc\n  b Int\n}\nenum E {\n  X\n}\n")
    assert [fault.code for fault in found] == ["invalid-line"]
    block, enum = file.blocks
    assert isinstance(block, ast.Model)
    assert [(f.name.text, f.documentation) for f in block.fields] == [("id", None), ("b", "Doc")]
    assert enum.name.text == "E"


def test_an_attribute_over_several_lines_is_one_fault() -> None:
    file, found = parsed("model A {\n  id Int @id @default(\n    autoincrement()\n  )\n  b Int\n}\n")
    assert len(found) == 1
    assert isinstance(file.blocks[0], ast.Model)
    assert [f.name.text for f in file.blocks[0].fields] == ["b"]


def test_a_block_that_is_not_closed_ends_where_the_next_begins() -> None:
    file, found = parsed("model A {\n  id Int @id\n\nmodel B {\n  id Int @id\n}\n")
    assert [fault.code for fault in found] == ["unclosed-block"]
    assert [block.name.text for block in file.blocks] == ["A", "B"]


def test_a_repeated_read_finds_the_same() -> None:
    text = "garbage\nmodel A {\n  a\n  id Int @id\n}\n"
    assert [f.message for f in parsed(text)[1]] == [f.message for f in parsed(text)[1]]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_line_by_line_reading_finds_what_whole_reading_finds(path: Path) -> None:
    """A file with a fault is read another way; what is good in it must come out the same."""
    text = path.read_text(encoding="utf-8")
    whole = tree(text)
    by_line, found = parsed(text + "\ngarbage\n")
    assert len(found) == 1
    assert without_places(by_line.blocks) == without_places(whole.blocks)


def without_places(node: object) -> object:
    """A tree as plain values, its spans as the text they cover."""
    if isinstance(node, tuple):
        return [without_places(item) for item in node]
    if isinstance(node, ast.Name | ast.Constant | ast.Number):
        return node.text
    if hasattr(node, "__dataclass_fields__"):
        names = [name for name in node.__dataclass_fields__ if name != "span"]
        span = node.span
        return {**{n: without_places(getattr(node, n)) for n in names}, "at": span.source.text[span.start : span.end]}
    return node


WORDS = st.sampled_from(
    [
        *"{}()[]@=:,.?!/\\\"'-+ \t_1aé\x00\u2028\ufeff",
        *["\n", "\r\n", "\r", "//", "///", "/*", "*/", "@@", "[]", '"x"', "model A {\n", "enum E {\n", "}\n"],
        *["generator g {\n", "datasource db {\n", "id Int @id\n", "@default(now())", 'Unsupported("x")', "type X = Y"],
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
@settings(max_examples=400, deadline=None)
def test_no_text_makes_the_parser_fail(text: str) -> None:
    file, found = parsed(text)
    assert file.source.text == text
    for fault in found:
        assert fault.span is not None
        assert 0 <= fault.span.start < max(fault.span.end, 1) <= len(text) + 2


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_of_any_script_makes_the_parser_fail(text: str) -> None:
    parsed(text)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_schema_with_a_piece_cut_out_is_still_read(data: st.DataObject) -> None:
    text = SCHEMAS[0].read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    file, _ = parsed(text[:start] + text[end:])
    assert len(file.blocks) >= 10
