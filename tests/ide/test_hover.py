"""What is said of a word. Each expectation is a whole line of it."""

from __future__ import annotations

import pytest

from tenantry.ide.hover import hover
from tests.ide.marked import POSTGRESQL, marked

TENANTS = """generator tenantry {
  provider    = "tenantry"
  tenantModel = "Tenant"
}

/// A customer.
model Tenant {
  id    Int    @id
  posts Post[]
}

/// What somebody wrote.
model Post {
  id       Int       @id
  tenantId Int       @map("tenant_id")
  tenant   Tenant    @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  title    String    @db.VarChar(255) /// in one line
  from     Status    @default(LIVE)
  comments Comment[]
  tags     Tag[]

  @@map("posts")
}

/// @tenant(through: "post")
model Comment {
  id     Int  @id
  postId Int
  post   Post @relation(fields: [postId], references: [id])
}

/// @tenant(none)
model Tag {
  id    Int    @id
  posts Post[]
}

enum Status {
  LIVE
  None @map("gone")
}
"""


def said(before: str, *, text: str = TENANTS) -> list[str]:
    """What is said of the first place of `before`, which has the cursor."""
    assert before.replace("<|>", "") in text
    found = hover(*marked(POSTGRESQL + text.replace(before.replace("<|>", ""), before, 1)))
    return [] if found is None else found.text.splitlines()


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        ("model Po<|>st", ["model Post", "What somebody wrote.", "- table `posts`"]),
        ("model Po<|>st", ["- record `Post`, table class `Post`, repository `post` (`PostRepository`)"]),
        ("model Po<|>st", ["- rows belong to the tenant in `tenantId`"]),
        ("model Ten<|>ant", ["- the tenants: a row is one, known by its `id`"]),
        ("model Comm<|>ent", ["- rows belong to a tenant through `post` → `tenantId`"]),
        ("model T<|>ag", ["- rows are for all tenants"]),
        ("posts Po<|>st[]", ["model Post"]),
        ('tenantModel = "Ten<|>ant"', ["model Tenant"]),
        ("tenant<|>Id Int", ["Post.tenantId  Int", "- column `tenant_id` of `posts`"]),
        ("tenant<|>Id Int", ["- says which tenant the row belongs to"]),
        ("[tenant<|>Id]", ["- column `tenant_id` of `posts`"]),
        ("ti<|>tle", ["in one line", "- column `title` of `posts`, VarChar(255) in the database"]),
        ("fr<|>om ", ["- attribute `from_` of the record"]),
        ("ten<|>ant   Tenant", ["- many-to-one; the other end is `Tenant.posts`"]),
        ("ten<|>ant   Tenant", ["- `tenantId` refers to `Tenant(id)`", "- on delete Cascade, on update Cascade"]),
        ("comm<|>ents", ["- one-to-many; the other end is `Comment.post`", "- on delete Restrict, on update Cascade"]),
        ("ta<|>gs ", ["- many-to-many by the table `_PostToTag`; the other end is `Tag.posts`"]),
        ("enum Sta<|>tus", ["enum Status", "`LIVE`, `None`", "- `Status` in the database, class `Status`"]),
        ("No<|>ne @map", ["Status.None", "- `gone` in the database, `Status.None_` in Python"]),
        ("(LI<|>VE)", ["Status.LIVE"]),
        ("@re<|>lation", ["`relation`: How two models are related"]),
        ("@@m<|>ap", ["`map`: The name in the database."]),
        ("onDel<|>ete", ["`onDelete`: What happens to this row when the row that it refers to is deleted."]),
        (": Casc<|>ade", ["`Cascade`: Rows that refer to it go, or change, with it."]),
        ("Str<|>ing", ["`String`: Text."]),
        ("VarCh<|>ar", ["`VarChar`: a type of Postgres, for String."]),
        ("tenantMo<|>del", ["`tenantModel`: The model whose rows are the tenants."]),
        ("@tenant(thr<|>ough", ["`through`: The relation to the model that rows belong to"]),
        ("en<|>um", ["`enum`: A type with a fixed list of values."]),
    ],
)
def test_a_word_is_explained(place: str, lines: list[str]) -> None:
    found = said(place)
    for line in lines:
        assert any(other.startswith(line) for other in found), found


@pytest.mark.parametrize("place", ["  <|>\n", "<|>{"])
def test_nothing_is_said_where_there_is_no_word(place: str) -> None:
    assert said(place, text="model A {\n  id Int @id\n  \n}\n") == []


def test_a_schema_with_faults_still_says_what_is_written() -> None:
    text = "/// Rows.\nmodel A {\n  id Int @id\n  x Nowhere\n}\n"
    assert said("model <|>A", text=text) == ["```prisma", "model A", "```", "", "Rows."]
