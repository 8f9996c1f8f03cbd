"""A rename changes every place of a name, keeps the names of the database, and leaves a schema that is still sound."""

from __future__ import annotations

import pytest

from tenantry.ide.rename import RenameError, apply, prepare, rename
from tests.ide.marked import CURSOR, POSTGRESQL, marked

USERS = """model User {
  id    Int    @id
  email String @unique
  role  Role   @default(MEMBER)
  posts Post[]
  tags  Tag[]
}

enum Role {
  ADMIN
  MEMBER

  @@map("user_role")
}

model Tag {
  id    Int    @id
  users User[]
}
"""
POSTS = """model Post {
  id       Int    @id
  authorId Int // who wrote it
  author   User   @relation(fields: [authorId], references: [id])

  @@index([authorId])
}
"""


def renamed(name: str, *files: str) -> list[str]:
    snapshot, file, offset = marked(POSTGRESQL + files[0], *files[1:])
    changed = apply(list(snapshot.documents.values()), rename(snapshot, file, offset, name))
    return [source.text.removeprefix(POSTGRESQL) for source in changed]


def changes(name: str, *files: str) -> list[tuple[str, str]]:
    """The lines before and after, of those that differ; a line that is new has nothing before."""
    before = "".join(files).replace(CURSOR, "").splitlines()
    after = "".join(renamed(name, *files)).splitlines()
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    return list(zip([*gone, *([""] * (len(new) - len(gone)))], new, strict=True))


def test_a_model_keeps_its_table() -> None:
    users, posts = renamed("Viewer", USERS.replace("User {", "Us<|>er {"), POSTS)
    assert users.startswith("model Viewer {")
    assert '\n\n  @@map("User")\n}\n\nenum' in users
    assert "author   Viewer   @relation" in posts


def test_a_join_table_that_is_called_after_its_models_keeps_its_name() -> None:
    users, _ = renamed("Viewer", USERS.replace("User {", "Us<|>er {"), POSTS)
    assert '  tags  Tag[] @relation("TagToUser")\n' in users
    assert '  users Viewer[] @relation("TagToUser")\n' in users


def test_a_field_keeps_its_column() -> None:
    assert changes("writerId", USERS, POSTS.replace("  authorId", "  autho<|>rId")) == [
        ("  authorId Int // who wrote it", '  writerId Int @map("authorId") // who wrote it'),
        (
            "  author   User   @relation(fields: [authorId], references: [id])",
            "  author   User   @relation(fields: [writerId], references: [id])",
        ),
        ("  @@index([authorId])", "  @@index([writerId])"),
    ]


def test_an_annotation_of_tenancy_follows_its_field() -> None:
    text = '/// @tenant(field: "authorId")\n' + POSTS.replace("[authorId])\n}", "[auth<|>orId])\n}")
    assert ('/// @tenant(field: "authorId")', '/// @tenant(field: "writerId")') in changes("writerId", USERS, text)


def test_a_field_that_others_reference_is_renamed_there() -> None:
    users, posts = renamed("key", USERS.replace("  id    Int    @id\n  email", "  i<|>d    Int    @id\n  email"), POSTS)
    assert '  key    Int    @id @map("id")\n' in users
    assert "references: [key]" in posts


def test_a_relation_field_has_no_column_to_keep() -> None:
    assert changes("writer", USERS, POSTS.replace("author   User", "aut<|>hor   User")) == [
        (
            "  author   User   @relation(fields: [authorId], references: [id])",
            "  writer   User   @relation(fields: [authorId], references: [id])",
        )
    ]


def test_a_name_that_is_mapped_already_stays_mapped() -> None:
    assert changes("Position", USERS.replace("enum Role", "enum Ro<|>le"), POSTS) == [
        ("  role  Role   @default(MEMBER)", "  role  Position   @default(MEMBER)"),
        ("enum Role {", "enum Position {"),
    ]


def test_an_enum_value_keeps_what_is_stored() -> None:
    assert changes("REGULAR", USERS.replace("(MEMBER)", "(MEM<|>BER)"), POSTS) == [
        ("  role  Role   @default(MEMBER)", "  role  Role   @default(REGULAR)"),
        ("  MEMBER", '  REGULAR @map("MEMBER")'),
    ]


def test_lines_of_windows_stay_lines_of_windows() -> None:
    (text,) = renamed("B", "model A<|> {\r\n  id Int @id\r\n}\r\n")
    assert text == 'model B {\r\n  id Int @id\r\n\r\n  @@map("A")\r\n}\r\n'


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Post", "already exists"),
        ("String", "reserved"),
        ("delete", "reserved"),
        ("1st", "must not start with a number"),
        ("my-model", "`-`"),
        ("two words", "no name"),
        ("", "no name"),
        ("A_user", "swap the columns"),
    ],
)
def test_a_name_that_breaks_the_schema_is_refused(name: str, said: str) -> None:
    with pytest.raises(RenameError, match=said):
        renamed(name, USERS.replace("User {", "Us<|>er {"), POSTS)


def test_faults_that_are_there_already_are_no_reason() -> None:
    text = "model A {\n  id Int @id\n  x Nowhere\n  ol<|>d Int\n}\n"
    assert '  new Int @map("old")\n' in renamed("new", text)[0]


def test_the_same_name_changes_nothing() -> None:
    assert renamed("User", USERS.replace("User {", "Us<|>er {"), POSTS) == [USERS, POSTS]


@pytest.mark.parametrize("text", ["model A {\n  id I<|>nt @id\n}\n", "model A {\n  x No<|>where\n}\n", "<|>"])
def test_what_the_schema_does_not_define_is_not_renamed(text: str) -> None:
    assert prepare(*marked(text)) is None
