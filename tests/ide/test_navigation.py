"""Definitions, references and outlines. Expected places are written `file:line:column`."""

from __future__ import annotations

import pytest

from tenantry.ide import navigation
from tenantry.text.source import Span
from tests.ide.marked import marked, snapshot_of

USERS = """model User {
  id    Int    @id
  email String @unique
  role  Role   @default(MEMBER)
  posts Post[]
}

enum Role {
  ADMIN
  MEMBER
}
"""
POSTS = """/// @tenant(through: "author")
model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])

  @@index([authorId(sort: Desc)])
}
"""


def place(span: Span) -> str:
    line, column = span.source.line_column(span.start)
    return f"{span.source.name}:{line}:{column}"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ((USERS, POSTS.replace("author   User", "author   Us<|>er")), "a.prisma:1:7"),
        ((USERS, POSTS.replace("[authorId]", "[author<|>Id]")), "b.prisma:4:3"),
        ((USERS, POSTS.replace("references: [id]", "references: [<|>id]")), "a.prisma:2:3"),
        ((USERS, POSTS.replace("[authorId(", "[authorId<|>(")), "b.prisma:4:3"),
        ((USERS, POSTS.replace('"author"', '"au<|>thor"')), "b.prisma:5:3"),
        ((USERS.replace("(MEMBER)", "(MEM<|>BER)"), POSTS), "a.prisma:10:3"),
        ((USERS.replace("role  Role", "role  R<|>ole"), POSTS), "a.prisma:8:6"),
        (('generator g {\n  tenantModel = "Us<|>er"\n}\n', USERS), "b.prisma:1:7"),
        (("model A {\n  b B\n\n  @@index([b.n<|>])\n}\n", "type B {\n  n Int\n}\n"), "b.prisma:2:3"),
    ],
    ids=["model", "fields", "references", "index", "annotation", "enum value", "enum", "tenantModel", "composite"],
)
def test_a_name_leads_to_its_definition(files: tuple[str, ...], expected: str) -> None:
    found = navigation.definition(*marked(*files))
    assert found is not None
    assert [place(entry.name) for entry in found[1]] == [expected]


def test_a_name_that_is_defined_twice_leads_to_both() -> None:
    found = navigation.definition(*marked("model A {\n  x B<|>\n}\nenum B {\n  C\n}\n", "enum B {\n  D\n}\n"))
    assert found is not None
    assert [place(entry.name) for entry in found[1]] == ["a.prisma:4:6", "b.prisma:1:6"]


@pytest.mark.parametrize("text", ["model A {\n  id I<|>nt @id\n}\n", "mod<|>el A {\n}\n", "<|>"])
def test_what_is_no_name_leads_nowhere(text: str) -> None:
    found = navigation.definition(*marked(text))
    assert found is None or found[1] == []


def test_references_are_found_in_all_files() -> None:
    found = navigation.references(*marked(USERS, POSTS.replace("  authorId", "  autho<|>rId")), definitions_too=True)
    assert [place(o.span) for o in found] == ["b.prisma:4:3", "b.prisma:5:36", "b.prisma:7:12"]


def test_references_without_definitions() -> None:
    found = navigation.references(*marked(USERS.replace("model User", "model Us<|>er"), POSTS), definitions_too=False)
    assert [place(o.span) for o in found] == ["b.prisma:5:12"]


def test_highlights_stay_in_the_file() -> None:
    found = navigation.references(
        *marked(USERS.replace("posts Post", "posts Po<|>st"), POSTS), definitions_too=True, only_here=True
    )
    assert [place(o.span) for o in found] == ["a.prisma:5:9"]


def test_an_equal_name_in_another_model_is_another() -> None:
    text = "model A {\n  id<|> Int @id\n}\n\nmodel B {\n  id Int @id\n}\n"
    assert [place(o.span) for o in navigation.references(*marked(text), definitions_too=True)] == ["a.prisma:2:3"]


def test_two_equal_blocks_have_places_of_their_own() -> None:
    text = "model A {\n  id Int @id\n}\n"
    entries = navigation.outline(snapshot_of(text + text), "a.prisma")
    assert [place(entry.name) for entry in entries] == ["a.prisma:1:7", "a.prisma:4:7"]


def test_the_outline_has_blocks_and_members() -> None:
    entries = navigation.outline(snapshot_of('datasource db {\n  provider = "sqlite"\n}\n' + USERS), "a.prisma")
    assert [(e.label, e.detail, [(c.label, c.detail) for c in e.children]) for e in entries] == [
        ("db", "datasource", [("provider", "")]),
        ("User", "model", [("id", "Int"), ("email", "String"), ("role", "Role"), ("posts", "Post[]")]),
        ("Role", "enum", [("ADMIN", ""), ("MEMBER", "")]),
    ]


def test_search_takes_letters_in_their_order() -> None:
    found = navigation.search(snapshot_of(USERS, POSTS), "auid")
    assert [(entry.label, block) for entry, block in found] == [("authorId", "Post")]


def test_blocks_and_long_comments_fold() -> None:
    text = "// one\n// two\nmodel A {\n  // alone\n  id Int @id\n}\n/* a\nb */\n"
    found = navigation.folds(snapshot_of(text), "a.prisma")
    folded = [(f.span.source.text[f.span.start : f.span.end], f.is_comment) for f in found]
    assert sorted(folded) == [
        ("/* a\nb */", True),
        ("// one\n// two", True),
        ("model A {\n  // alone\n  id Int @id\n}", False),
    ]
