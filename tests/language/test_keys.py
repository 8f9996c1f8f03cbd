"""Keys, uniques and indexes, from fields and from blocks."""

from __future__ import annotations

from tenantry import ir
from tests.language.reading import resolved


def model(body: str) -> ir.Model:
    return resolved(f"model M {{\n{body}\n}}\n").model("M")


def names(fields: tuple[ir.IndexField, ...]) -> list[str]:
    return [field.name for field in fields]


def key(found: ir.Model) -> ir.PrimaryKey:
    assert found.key is not None
    return found.key


def test_a_key_of_one_field_need_not_be_called_id() -> None:
    found = key(model('  username String @id(map: "m_key")'))
    assert (names(found.fields), found.map, found.name) == (["username"], "m_key", None)


def test_a_compound_key_has_its_fields_in_its_own_order() -> None:
    found = key(model('  a Int\n  b Int\n  @@id([b, a], name: "both", map: "k")'))
    assert (names(found.fields), found.map, found.name) == (["b", "a"], "k", "both")


def test_a_block_key_of_one_field_is_a_key_like_any() -> None:
    assert names(key(model("  a Int\n  @@id([a])")).fields) == ["a"]


def test_a_model_without_key_has_a_unique() -> None:
    found = model("  a Int @unique\n  b Int?\n  @@unique([a, b])")
    assert found.key is None
    assert [names(unique.fields) for unique in found.uniques] == [["a"], ["a", "b"]]


def test_uniques_of_fields_come_before_those_of_the_block() -> None:
    found = model('  id Int @id\n  a Int\n  b Int @unique(map: "u")\n  @@unique([a], name: "alone")')
    assert [(names(u.fields), u.map, u.name) for u in found.uniques] == [(["b"], "u", None), (["a"], None, "alone")]


def test_an_index_has_its_method_and_the_order_of_each_field() -> None:
    found = model(
        "  id Int @id\n  a String\n  b Json\n"
        "  @@index([a(sort: Desc), id])\n"
        '  @@index([b(ops: JsonbPathOps)], type: Gin, map: "g")\n'
        '  @@index([a(ops: raw("gin_trgm_ops"))], type: Gin, map: "t")\n'
        '  @@index([id], type: BTree, name: "old_way")'
    )
    plain, gin, trigrams, named = found.indexes
    assert plain.fields == (ir.IndexField("a", sort=ir.SortOrder.DESC), ir.IndexField("id"))
    assert (plain.method, gin.method, named.method) == (None, "Gin", None)
    assert gin.fields[0].operator_class == "JsonbPathOps"
    assert trigrams.fields[0].operator_class == "raw:gin_trgm_ops"
    assert [index.map for index in found.indexes] == [None, "g", "t", "old_way"]


def test_mysql_has_prefix_lengths_and_full_text() -> None:
    text = 'model M {\n  id Int @id\n  a String @db.Text\n  @@index([a(length: 10)])\n  @@fulltext([a], map: "f")\n}\n'
    prefix, fulltext = resolved(text, provider="mysql").model("M").indexes
    assert prefix.fields[0].length == 10
    assert (prefix.fulltext, fulltext.fulltext) == (False, True)


def test_tables_and_columns_keep_their_names_in_the_database() -> None:
    found = model('  id Int @id @map("m_id")\n  @@map("ms")')
    assert (found.table, found.scalar("id").column) == ("ms", "m_id")


def test_models_stand_in_the_schema_of_the_database_that_they_name() -> None:
    datasource = 'datasource db {\n  provider = "postgresql"\n  schemas = ["app", "audit"]\n}\n'
    text = 'model M {\n  id E @id\n  @@schema("audit")\n}\nenum E {\n  X\n  @@schema("app")\n}\n'
    schema = resolved(datasource + text, provider=None)
    assert (schema.model("M").schema, schema.enum("E").schema) == ("audit", "app")
