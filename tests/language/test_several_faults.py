"""One run tells all that is wrong, and nothing that follows from what it told."""

from __future__ import annotations

from tests.language.reading import faults


def told(*texts: str, provider: str | None = "postgresql") -> list[tuple[str, int]]:
    """Codes, each with its line."""
    found = faults(*texts, provider=provider)
    return [(f.code, f.span.source.line_column(f.span.start)[0]) for f in found if f.span is not None]


def test_what_only_the_database_minds_is_told_with_what_the_rules_say() -> None:
    text = 'model A {\n  id Int @id\n  a Json @default("{")\n  b String[]\n\n  @@schema("x")\n}\n'
    assert told(text, provider="sqlite") == [("wrong-default", 3), ("no-schemas", 6), ("no-lists", 4)]


def test_a_block_whose_name_is_taken_is_read_all_the_same() -> None:
    text = "model A {\n  id Int @id\n}\nmodel A {\n  id Int @id\n  a Nope\n  b Int @nope\n  c Int @map(1)\n}\n"
    assert told(text) == [("duplicate-name", 4), ("unknown-type", 6), ("unknown-attribute", 7), ("wrong-value", 8)]


def test_each_of_three_blocks_of_one_name_is_read() -> None:
    text = "".join(f"enum E {{\n  X @{name}\n}}\n" for name in ("a", "b", "c"))
    assert [line for code, line in told(text) if code == "unknown-attribute"] == [2, 5, 8]


def test_a_fault_in_the_first_block_is_not_told_for_the_second_too() -> None:
    text = "model A {\n  id Int @id\n  a Nope\n}\nmodel A {\n  id Int @id\n}\n"
    assert told(text) == [("unknown-type", 3), ("duplicate-name", 5)]


def test_an_attribute_given_twice_is_not_judged_further() -> None:
    assert told("model A {\n  id Int @id\n  a Int @default(x) @default(now())\n}\n") == [("duplicate-attribute", 3)] * 2


def test_an_argument_without_a_value_is_not_missing_too() -> None:
    assert told("model A {\n  id Int @id\n  a Int @map(name:)\n}\n") == [("argument-without-value", 3)]


def test_nothing_is_said_of_lists_where_the_datasource_names_no_database() -> None:
    text = 'datasource db {\n  provider = "postgre"\n}\nmodel A {\n  id Int @id\n  a String[] @db.Text\n}\n'
    assert told(text, provider=None) == [("unknown-provider", 2)]


def test_columns_of_one_name_are_found_field_by_field() -> None:
    def clashes(*fields: str) -> list[int]:
        body = "".join(f"  {field}\n" for field in fields)
        found = told(f"model A {{\n  id Int @id\n{body}}}\n")
        return [line for code, line in found if code == "duplicate-column"]

    assert clashes('a Int @map("x")', 'b Int @map("x")') == [4]
    assert clashes('a Int @map("b")', "b Int") == [3]
    assert clashes('b Int @map("c")', 'a Int @map("b")') == []
    # Prisma has not yet read the second `@map` when it comes to the first.
    assert clashes('a Int @map("b")', 'b Int @map("c")') == [3]


def test_a_column_may_be_called_as_a_relation_field() -> None:
    text = (
        "model A {\n  id Int @id\n  bs B[]\n}\n"
        'model B {\n  id Int @id\n  aId Int @map("a")\n  a A @relation(fields: [aId], references: [id])\n}\n'
    )
    assert told(text) == []
