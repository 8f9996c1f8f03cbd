"""What is offered where. Each case is a schema with the cursor; expected are labels in any order."""

from __future__ import annotations

import pytest

from tenantry.ide.completion import complete
from tests.ide.marked import POSTGRESQL, marked

BLOG = """
enum Role {
  ADMIN
  MEMBER
}

model User {
  id    Int    @id
  email String @unique
  role  Role   @default(MEMBER)
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
"""
GENERATOR = 'generator client {\n  provider = "tenantry"\n}\n'


def labels(*texts: str) -> set[str]:
    snapshot, file, offset = marked(*texts)
    return {item.label for item in complete(snapshot, file, offset)}


def provider(name: str) -> str:
    return POSTGRESQL.replace('"postgresql"', f'"{name}"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<|>", {"model", "view", "enum", "datasource", "generator"}),
        (POSTGRESQL + "mod<|>", {"model", "view", "enum", "generator"}),
        (provider("sqlserver") + "<|>", {"model", "view", "generator"}),
        (provider("mongodb") + "<|>", {"model", "view", "enum", "type", "generator"}),
        ("model A <|>", set()),
        ("model A {\n  id<|>", {"@@id", "@@unique", "@@index", "@@map", "@@ignore"}),
    ],
    ids=["empty", "word", "no enums", "composites", "name", "member"],
)
def test_blocks(text: str, expected: set[str]) -> None:
    assert labels(text) == expected


def test_types_are_scalars_enums_and_models_of_all_files() -> None:
    found = labels(POSTGRESQL + BLOG, "model Note {\n  id Int @id\n  x <|>\n}\n")
    assert {"String", "Role", "User", "Post", "Note", "Unsupported"} <= found


@pytest.mark.parametrize(
    ("written", "expected"),
    [("String", {"String?", "String[]"}), ("User", {"User?", "User[]"}), ("Stri", set())],
)
def test_a_type_that_is_written_out_is_offered_with_its_arities(written: str, expected: set[str]) -> None:
    found = labels(POSTGRESQL + BLOG + f"model Note {{\n  id Int @id\n  x {written}<|>\n}}\n")
    assert {label for label in found if label.endswith(("?", "]"))} == expected


def test_sqlite_has_no_lists_of_scalars() -> None:
    assert "String[]" not in labels(provider("sqlite") + "model A {\n  id Int @id\n  x String<|>\n}\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x Int @<|>", {"@unique", "@default", "@map", "@ignore", "@db."}),
        ("x DateTime <|>", {"@unique", "@default", "@updatedAt", "@map", "@ignore", "@db."}),
        ("x String? @unique @d<|>", {"@default", "@map", "@ignore", "@db."}),
        ("x Role @<|>", {"@unique", "@default", "@map", "@ignore"}),
        ("x User @<|>", {"@relation", "@ignore"}),
        ("x String @db.Text @map(\"y\") @<|>", {"@unique", "@default", "@ignore"}),
        ("@<|>", {"@@unique", "@@index", "@@map", "@@ignore", "@@schema"}),
        ("@@<|>", {"@@unique", "@@index", "@@map", "@@ignore", "@@schema"}),
    ],
)  # fmt: skip
def test_attributes(line: str, expected: set[str]) -> None:
    assert labels(POSTGRESQL + BLOG + f"model Note {{\n  id Int @id\n  {line}\n}}\n") == expected


def test_a_sign_that_is_there_is_replaced_with_the_attribute() -> None:
    snapshot, file, offset = marked("model A {\n  id Int @id\n  @<|>\n}\n")
    (index,) = (item for item in complete(snapshot, file, offset) if item.label == "@@index")
    text = snapshot.documents[file].text
    assert text[: index.start] + (index.insert or "") + text[index.end :] == (
        "model A {\n  id Int @id\n  @@index([$1])\n}\n"
    )


@pytest.mark.parametrize(
    ("database", "line", "some", "not_these"),
    [
        ("postgresql", "x String @db.<|>", {"Text", "VarChar", "Uuid"}, {"Integer", "Json"}),
        ("postgresql", "x Int @db.Sm<|>", {"SmallInt", "Integer", "Oid"}, {"Text"}),
        ("mysql", "x Json @db.<|>", {"Json"}, {"Text"}),
        ("sqlite", "x String @db.<|>", set[str](), {"Text"}),
        ("postgresql", "x String @other.<|>", set[str](), {"Text"}),
    ],
)
def test_native_types_are_those_of_type_and_database(
    database: str, line: str, some: set[str], not_these: set[str]
) -> None:
    found = labels(provider(database) + f"model A {{\n  id Int @id\n  {line}\n}}\n")
    assert some <= found
    assert not found & not_these


def test_a_native_type_brings_the_arguments_that_it_needs() -> None:
    snapshot, file, offset = marked(POSTGRESQL + "model A {\n  id Int @id\n  x Decimal @db.<|>\n}\n")
    inserts = {item.label: item.insert for item in complete(snapshot, file, offset)}
    assert inserts["Decimal"] == "Decimal(${1:10}, ${2:2})"
    assert inserts["Money"] == "Money"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x Int @default(<|>)", {"autoincrement()", "dbgenerated()"}),
        ("x String @default(<|>", {"uuid()", "cuid()", "nanoid()", "ulid()", "dbgenerated()"}),
        ("x DateTime @default(n<|>)", {"now()", "dbgenerated()"}),
        ("x Boolean @default(<|>)", {"true", "false", "dbgenerated()"}),
        ("x Role @default(<|>)", {"ADMIN", "MEMBER", "dbgenerated()"}),
        ("x Role[] @default([AD<|>])", {"ADMIN", "MEMBER"}),
        ("x String @default(uuid(<|>))", {"4", "7"}),
        ("x String @default(\"<|>\")", set[str]()),
    ],
)  # fmt: skip
def test_defaults_fit_the_type(line: str, expected: set[str]) -> None:
    assert labels(POSTGRESQL + BLOG + f"model Note {{\n  id Int @id\n  {line}\n}}\n") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("u User @relation(<|>", {"fields:", "references:", "onDelete:", "onUpdate:", "name:", "map:"}),
        ("u User @relation(<|>, references: [id])", {"fields:", "onDelete:", "onUpdate:", "name:", "map:"}),
        ("u User @relation(fields: [<|>", {"id", "uId", "other"}),
        ("u User @relation(fields: [uId, <|>], references: [id])", {"id", "other"}),
        ("u User @relation(fields: [uId], references: [<|>", {"id", "email", "role"}),
        ("u User @relation(fields: <|>)", {"[id]", "[uId]", "[other]"}),
        ("u User @relation(onDelete: <|>)", {"Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"}),
        ("u User @relation(\"<|>\")", set[str]()),
    ],
)  # fmt: skip
def test_relations(line: str, expected: set[str]) -> None:
    assert labels(f"{POSTGRESQL}{BLOG}model Note {{\n  id Int @id\n  uId Int\n  other Json\n  {line}\n}}\n") == expected


def test_fields_inside_a_composite_type() -> None:
    types = "type City {\n  zip String\n}\ntype Address {\n  city City\n  street String\n}\n"
    model = 'model A {\n  id String @id @map("_id")\n  home Address\n  @@index([home.%s])\n}\n'
    assert labels(provider("mongodb") + types + model % "<|>") == {"city", "street"}
    assert labels(provider("mongodb") + types + model % "city.z<|>") == {"zip"}


def test_sql_server_does_not_restrict() -> None:
    text = "model B {\n  id Int @id\n}\nmodel A {\n  id Int @id\n  b B @relation(onDelete: <|>)\n}\n"
    assert labels(provider("sqlserver") + text) == {"Cascade", "NoAction", "SetNull", "SetDefault"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("@@index([<|>", {"id", "title", "data", "words", "authorId"}),
        ("@@index([title, <|>])", {"id", "data", "words", "authorId"}),
        ("@@index([title(<|>)])", {"sort:", "ops:"}),
        ("@@index([title(sort: <|>)])", {"Asc", "Desc"}),
        ("@@index([title], <|>)", {"map:", "type:"}),
        ("@@index([title], type: <|>)", {"BTree", "Hash", "Gin", "Gist", "SpGist", "Brin"}),
        ("@@index([title(ops: <|>)], type: SpGist)", {"TextOps", "raw()"}),
        ("@@index([title(ops: <|>)], type: Brin)", {"TextBloomOps", "TextMinMaxOps", "raw()"}),
        ("@@index([data(ops: <|>)], type: Gin)", {"JsonbOps", "JsonbPathOps", "raw()"}),
        ("@@index([words(ops: <|>)], type: Gin)", {"ArrayOps", "raw()"}),
        ("@@unique([<|>])", {"id", "title", "data", "words", "authorId"}),
        ("@@unique([title], <|>)", {"name:", "map:"}),
        ("@@unique(<|>)", {"fields:", "name:", "map:"}),
    ],
)
def test_indexes(line: str, expected: set[str]) -> None:
    fields = "  id Int @id\n  title String\n  data Json\n  words String[]\n  authorId Int"
    fields += "\n  author User @relation(fields: [authorId], references: [id])"
    assert labels(f"{POSTGRESQL}{BLOG}model Note {{\n{fields}\n  {line}\n}}\n") == expected


@pytest.mark.parametrize(
    ("text", "some", "not_these"),
    [
        ("datasource db {\n  <|>\n}\n", {"provider", "url", "relationMode", "schemas"}, {"output"}),
        ('datasource db {\n  provider = "sqlite"\n  <|>\n}\n', {"url"}, {"provider"}),
        ("datasource db {\n  provider = <|>\n}\n", {'"postgresql"', '"sqlite"'}, {"default", '"default"'}),
        ('datasource db {\n  provider = "<|>"\n}\n', {"postgresql", "sqlite"}, {'"sqlite"'}),
        ('datasource db {\n  relationMode = "<|>"\n}\n', {"prisma", "foreignKeys"}, set[str]()),
        ("datasource db {\n  url = <|>\n}\n", {"env()"}, set[str]()),
        ("generator g {\n  <|>\n}\n", {"provider", "tenantModel", "binaryTargets"}, {"url"}),
        ('generator g {\n  provider = "tenantry"\n  <|>\n}\n', {"tenantModel", "portable"}, {"binaryTargets"}),
        ('generator g {\n  provider = "x"\n  <|>\n}\n', {"binaryTargets", "output"}, {"tenantModel"}),
        ("generator g {\n  previewFeatures = <|>\n}\n", {'["views"]'}, set[str]()),
        ('generator g {\n  previewFeatures = ["views", <|>]\n}\n', {'"relationJoins"'}, {'"views"'}),
        ('generator g {\n  provider = "tenantry"\n  portable = <|>\n}\n', {"true", "false"}, set[str]()),
        ('generator g {\n  tenantModel = "<|>"\n}\nmodel T {\n  id Int @id\n}\n', {"T"}, set[str]()),
    ],
)  # fmt: skip
def test_properties(text: str, some: set[str], not_these: set[str]) -> None:
    found = labels(text)
    assert some <= found
    assert not found & not_these


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("/// <|>", {"@tenant"}),
        ("/// @ten<|>", {"@tenant"}),
        ("/// @tenant(<|>)", {"none", "field", "through", "nullable"}),
        ('/// @tenant(field: "<|>")', {"id", "authorId"}),
        ('/// @tenant(through: "<|>', {"author"}),
        ('/// @tenant(field: "authorId", <|>)', {"through", "nullable"}),
        ('/// @tenant(nullable: "<|>")', {"hidden", "shared"}),
        ("/// words of <|>", set[str]()),
    ],
)
def test_tenancy_of_a_model(comment: str, expected: set[str]) -> None:
    text = BLOG.replace("model Post", f"{comment}\nmodel Post")
    assert labels(POSTGRESQL + GENERATOR + text) == expected


@pytest.mark.parametrize("text", ["// mod<|>", "model A {\n  id Int // @<|>\n}\n", "/*\n<|>\n*/\n"])
def test_nothing_in_comments(text: str) -> None:
    assert labels(text) == set()


@pytest.mark.parametrize(
    "broken",
    [
        "  x Str@@@\n",
        "  author User @relation(fields: [\n",
        "  y\n",
        '  z String @default("\n',
    ],
)
def test_a_broken_line_before_does_not_matter(broken: str) -> None:
    text = (
        f"{POSTGRESQL}model A {{\n  id Int @id\n{broken}  name String\n  @@index([<|>\n}}\n\nmodel B {{\n  id Int @id\n"
    )
    assert {"id", "name"} <= labels(text)
