"""Relations: which fields belong together, who has the columns, and what Prisma does where the schema is silent."""

from __future__ import annotations

import pytest

from tenantry import ir
from tests.language.reading import faults, resolved


def foreign_key(schema: ir.Schema, name: str) -> ir.ForeignKeyRelation:
    found = schema.relation(name)
    assert isinstance(found, ir.ForeignKeyRelation)
    return found


def many_to_many(schema: ir.Schema, name: str) -> ir.ManyToMany:
    found = schema.relation(name)
    assert isinstance(found, ir.ManyToMany)
    return found


def codes(text: str, provider: str = "postgresql") -> set[str]:
    """What is found at fault."""
    return {fault.code for fault in faults(text, provider=provider)}


def parent_and_child(column: str, relation: str, back: str = "bs B[]", *, provider: str = "postgresql") -> ir.Schema:
    """A model A, and a B whose columns refer to it."""
    a = f"model A {{\n  id Int @id\n  {back}\n}}\n"
    b = f"model B {{\n  id Int @id\n  {column}\n  {relation}\n}}\n"
    return resolved(a + b, provider=provider)


def test_a_relation_knows_both_its_fields_and_its_columns() -> None:
    schema = parent_and_child("aId Int", 'a A @relation(fields: [aId], references: [id], map: "b_a")')
    relation = foreign_key(schema, "B.a")
    assert (relation.model, relation.field, relation.target, relation.target_field) == ("B", "a", "A", "bs")
    assert (relation.fields, relation.references, relation.map) == (("aId",), ("id",), "b_a")
    assert {field.relation for model in schema.models for field in model.relations} == {"B.a"}
    assert list(schema.foreign_keys_of("B")) == [relation]


def test_a_back_side_that_is_no_list_makes_it_one_to_one() -> None:
    list_side = parent_and_child("aId Int", "a A @relation(fields: [aId], references: [id])")
    single = parent_and_child("aId Int @unique", "a A @relation(fields: [aId], references: [id])", "b B?")
    assert not foreign_key(list_side, "B.a").unique
    assert foreign_key(single, "B.a").unique
    assert single.model("A").relations[0].is_optional


@pytest.mark.parametrize(
    ("column", "relation", "on_delete"),
    [
        ("aId Int", "a A @relation(fields: [aId], references: [id])", ir.Action.RESTRICT),
        ("aId Int?", "a A? @relation(fields: [aId], references: [id])", ir.Action.SET_NULL),
        ("aId Int", "a A? @relation(fields: [aId], references: [id])", ir.Action.RESTRICT),
        ("aId Int", "a A @relation(fields: [aId], references: [id], onDelete: Cascade)", ir.Action.CASCADE),
    ],
)
def test_a_deletion_is_restricted_unless_the_columns_may_be_null(
    column: str, relation: str, on_delete: ir.Action
) -> None:
    found = foreign_key(parent_and_child(column, relation), "B.a")
    assert (found.on_delete, found.on_update) == (on_delete, ir.Action.CASCADE)


def test_sql_server_knows_no_restrict() -> None:
    schema = parent_and_child("aId Int", "a A @relation(fields: [aId], references: [id])", provider="sqlserver")
    assert foreign_key(schema, "B.a").on_delete is ir.Action.NO_ACTION


def test_a_compound_key_that_is_only_partly_optional_restricts() -> None:
    a = "model A {\n  x Int\n  y Int\n  bs B[]\n  @@id([x, y])\n}\n"
    b = "model B {\n  id Int @id\n  x Int\n  y Int?\n  a A? @relation(fields: [x, y], references: [x, y])\n}\n"
    found = foreign_key(resolved(a + b), "B.a")
    assert found.on_delete is ir.Action.RESTRICT
    assert (found.fields, found.references) == (("x", "y"), ("x", "y"))


def test_several_relations_between_two_models_are_paired_by_name() -> None:
    a = 'model A {\n  id Int @id\n  one B[] @relation("1")\n  two B[] @relation(name: "2")\n}\n'
    b = (
        "model B {\n  id Int @id\n  x Int\n  y Int\n"
        '  second A @relation("2", fields: [y], references: [id])\n'
        '  first A @relation(fields: [x], references: [id], name: "1")\n}\n'
    )
    schema = resolved(a + b)
    assert foreign_key(schema, "B.first").target_field == "one"
    assert foreign_key(schema, "B.second").target_field == "two"


def test_a_model_may_relate_to_itself_in_three_ways() -> None:
    schema = resolved(
        "model A {\n  id Int @id\n"
        '  nextId Int? @unique\n  next A? @relation("Chain", fields: [nextId], references: [id])\n'
        '  previous A? @relation("Chain")\n'
        '  parentId Int?\n  children A[] @relation("Tree")\n'
        '  parent A? @relation("Tree", fields: [parentId], references: [id])\n'
        '  likes A[] @relation("Likes")\n  admirers A[] @relation("Likes")\n}\n'
    )
    chain, tree, likes = foreign_key(schema, "A.next"), foreign_key(schema, "A.parent"), many_to_many(schema, "_Likes")
    assert (chain.target_field, chain.unique) == ("previous", True)
    assert (tree.target_field, tree.unique) == ("children", False)
    assert (likes.a_field, likes.b_field) == ("admirers", "likes")


def test_a_join_table_is_named_after_its_models_in_the_order_of_the_alphabet() -> None:
    schema = resolved("model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n")
    found = many_to_many(schema, "_PostToTag")
    assert (found.a_model, found.a_field, found.b_model, found.b_field) == ("Post", "tags", "Tag", "posts")
    swapped = resolved("model Tag {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  tags Tag[]\n}\n")
    assert many_to_many(swapped, "_PostToTag").a_model == "Post"


def test_a_join_table_may_have_the_relations_name() -> None:
    b = 'model B {\n  id Int @id\n  as A[] @relation("Links")\n}\n'
    a = 'model A {\n  id Int @id\n  bs B[] @relation("Links")\n}\n'
    found = many_to_many(resolved(b + a), "_Links")
    assert (found.stem, found.a_model, found.b_model) == ("Links", "A", "B")


def test_a_column_that_looks_like_a_foreign_key_is_none() -> None:
    schema = resolved("model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n  aId Int\n  parentId Int?\n}\n")
    assert schema.relations == ()


def test_relations_may_live_without_foreign_keys() -> None:
    datasource = 'datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n'
    schema = resolved(f"{datasource}model A {{\n  id Int @id\n}}\n", provider=None)
    assert not schema.datasource.foreign_keys


def test_a_relation_without_its_other_side_hides_no_other_fault() -> None:
    text = "model A {\n  id Int @id\n  b B[]\n}\nmodel B {\n  id Int @id\n}\nmodel C {\n  name String\n}\n"
    assert codes(text) == {"missing-back-relation", "no-unique-criterion"}


def test_what_follows_from_an_ambiguous_relation_is_not_told() -> None:
    a = "model A {\n  id Int @id\n  one B\n  two B\n}\n"
    assert codes(a + "model B {\n  id Int @id\n  a A[]\n}\n") == {"ambiguous-relation"}


def test_a_chain_of_cascades_may_be_as_long_as_the_schema() -> None:
    assert codes(chain("A0"), provider="sqlserver") == {"cascade-cycle"}
    assert not codes(chain("Other"), provider="sqlserver")


def chain(last: str) -> str:
    """Many models, each referring to the next, and the last one to the model of that name."""
    targets = [*(f"A{number}" for number in range(1, 1_500)), last]
    relation = "  toId Int?\n  to {}? @relation(fields: [toId], references: [id])\n"
    models = [
        f"model A{n} {{\n  id Int @id\n{relation.format(t)}  from A{n - 1}[]\n}}\n" for n, t in enumerate(targets)
    ]
    models[0] = models[0].replace("from A-1[]", "from A1499[]" if last == "A0" else "")
    return "".join(models) + "model Other {\n  id Int @id\n" + ("" if last == "A0" else "  from A1499[]\n") + "}\n"
