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


def test_of_several_comments_before_a_field_it_has_the_last() -> None:
    assert field("/// One\n\n/// two\na Int").documentation == "two"
    assert field("/// One\n\n// plain\na Int").documentation is None
    assert field('/// One\n@@map("x")\na Int').documentation == "One"


def test_plain_comments_document_nothing() -> None:
    block = model("// no\nmodel A { // no\n  // no\n  id Int @id // no\n}\n")
    assert block.documentation is None
    assert block.fields[0].documentation is None


def test_long_comments_document_as_doc_comments_do() -> None:
    block = model("/* One\n  two */ model A { /* no */\n  /* a */ id Int @id /* b\n    c */\n}\n")
    assert block.documentation == "One\n  two"
    assert block.fields[0].documentation == "a\nb\n    c"


def test_a_long_comment_within_a_block_of_comments_keeps_what_prisma_leaves_of_its_opening() -> None:
    assert field("/// a\n /* b */\n  /* c */\nx Int").documentation == "a\n* b\n/* c"


def test_the_comment_before_a_generator_is_the_next_models_as_for_prisma() -> None:
    _, first, second = tree("/// g\ngenerator x {\n}\n\nmodel A {\n}\nmodel B {\n}\n").blocks
    assert (first.documentation, second.documentation) == ("g", None)


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


def blamed(text: str) -> list[int]:
    """The lines that are blamed."""
    found = [fault.span.source.line_column(fault.span.start)[0] for fault in parsed(text)[1] if fault.span is not None]
    return sorted(set(found))


def test_each_line_of_an_attribute_over_several_lines_is_blamed() -> None:
    text = "model A {\n  id Int @id @default(\n    autoincrement(),\n  )\n  b Int\n}\n"
    assert blamed(text) == [2, 3, 4]
    (block,) = parsed(text)[0].blocks
    assert isinstance(block, ast.Model)
    assert [f.name.text for f in block.fields] == ["b"]


def test_a_block_that_is_not_closed_runs_on_to_the_end_of_the_next() -> None:
    file, found = parsed("model A {\n  id Int @id\n\nmodel B {\n  b Int\n}\n")
    assert [fault.code for fault in found] == ["unclosed-block"]
    (block,) = file.blocks
    assert isinstance(block, ast.Model)
    assert [f.name.text for f in block.fields] == ["id", "b"]


def test_a_block_that_nothing_closes_is_none() -> None:
    assert blamed("model A {\n  id Int @id\n\n  b Int }\nenum E {\n  X\n") == [1, 2, 4, 5, 6]
    assert not parsed("model A {\n  id Int @id\n")[0].blocks


def test_each_line_of_what_is_no_block_is_blamed() -> None:
    assert blamed("modle A {\n  id Int @id\n}\n\nmodel B {\n}\n}\n") == [1, 2, 3, 7]
    assert blamed("A {\n  id Int @id\n  b Int }\nmodel B {\n}\n") == [1]
    assert blamed("type A = String @x(1)\ntype B = Int model C {\n  x\n}\n") == [1, 2, 3]


def test_a_comment_may_hide_a_brace() -> None:
    block = model("model A {\n  a Int /* {\n}\n*/\n  /*\n}\n*/ b Int\n /* x */ }\n")
    assert [f.name.text for f in block.fields] == ["a", "b"]


def test_a_comment_without_an_end_is_one_bad_line() -> None:
    assert blamed("model A {\n  a Int\n  /* b\n  c Int /* d\n  e Int\n}\n/* f\n") == [3, 4, 7]


def test_a_byte_order_mark_is_refused_as_by_prisma() -> None:
    _, found = parsed("\ufeffmodel A {\n  id Int @id\n}\n")
    assert blamed("\ufeffmodel A {\n  id Int @id\n}\n") == [1, 2, 3]
    assert found[0].help is not None
    assert "byte order mark" in found[0].help


def test_names_have_letters_of_any_script_and_ten_digits() -> None:
    assert [f.name.text for f in model("model Ä {\n  漢 Int\n  aé_1-b Int\n}\n").fields] == ["漢", "aé_1-b"]
    for name in ("a²", "Ⅷ", "٣", "a\u0301", "_a", "-a", "😀"):
        assert blamed(f"model A {{\n  {name} Int\n}}\n") == [2]
        assert blamed(f"model A {{\n  a Int @default({name})\n}}\n") == [2]
        assert blamed(f"model {name} {{\n}}\n") == [1, 2]


def test_spaces_of_any_script_part_words_and_other_characters_do_not() -> None:
    assert field("a\u00a0Int\u3000[]").arity is ast.Arity.LIST
    for character in ("\x0b", "\x0c", "\x85", "\u200b", "\u2028", "\ufeff"):
        assert blamed(f"model A {{\n  a{character}Int\n}}\n") == [2]


def test_a_repeated_read_finds_the_same() -> None:
    text = "garbage\nmodel A {\n  a\n  id Int @id\n}\n"
    assert [f.message for f in parsed(text)[1]] == [f.message for f in parsed(text)[1]]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_blocks_with_a_fault_are_read_as_those_without(path: Path) -> None:
    """What stands around a fault is read another way, and another yet where a comment may run over a line's end; what
    is good must come out the same."""
    text = path.read_text(encoding="utf-8")
    whole = without_places(tree(text).blocks)
    for fault in ("@", "\u0000 /* x */"):
        broken, found = parsed(text.replace("\n}", f"\n{fault}\n}}"))
        assert len(found) == len(broken.blocks)
        assert without_places(broken.blocks) == whole


def without_places(node: object) -> object:
    """A tree as plain values, without its spans."""
    if isinstance(node, tuple):
        return [without_places(item) for item in node]
    if isinstance(node, ast.Name | ast.Constant | ast.Number):
        return node.text
    if hasattr(node, "__dataclass_fields__"):
        names = [name for name in node.__dataclass_fields__ if name not in ("span", "braces")]
        return {name: without_places(getattr(node, name)) for name in names}
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


def test_a_field_written_as_long_ago_is_left_out_as_by_prisma() -> None:
    file, found = parsed("model A {\n  a: Int\n  b [Int]\n  c Int!\n  d Int[]?\n  e: [Int]!\n  id Int\n}\n")
    assert [fault.code for fault in found] == [*["legacy-syntax"] * 4, "invalid-line"]
    (block,) = file.blocks
    assert isinstance(block, ast.Model)
    assert [f.name.text for f in block.fields] == ["id"]


def test_a_string_runs_on_over_an_escaped_line_end_which_is_the_fault() -> None:
    text = 'model A {\n  a String @default("x\\\n y") /* z */\n  b Int\n}\n'
    file, found = parsed(text)
    assert [fault.code for fault in found] == ["bad-escape"]
    (block,) = file.blocks
    assert isinstance(block, ast.Model)
    assert [f.name.text for f in block.fields] == ["a", "b"]


def test_the_star_that_opens_a_comment_does_not_close_it() -> None:
    assert blamed("model A {\n  a Int /*/\n}\n") == [2]
    assert field("a Int /*/ */").documentation == "/"
    assert blamed("/*/ model A {\n}\n") == [1, 2]
    assert not blamed("/**/ model A {\n}\n")
