"""What a column is made of: type, arity, names, default, native type, comments."""

from __future__ import annotations

import pytest

from tenantry import ir
from tests.language.reading import faults, resolved

ENUM = 'enum Color {\n  red @map("R")\n  green\n\n  @@map("color_kind")\n}\n'


def column(written: str, *, provider: str = "postgresql") -> ir.ScalarField:
    """The column of one line of a model."""
    schema = resolved(f"model M {{\n  key Int @id\n  {written}\n}}\n{ENUM}", provider=provider)
    return schema.model("M").scalars[1]


@pytest.mark.parametrize("scalar", list(ir.Scalar))
def test_each_scalar_type_is_itself(scalar: ir.Scalar) -> None:
    assert column(f"a {scalar}").type is scalar


def test_a_column_has_the_arity_of_its_type() -> None:
    assert column("a Int").arity is ir.Arity.REQUIRED
    assert column("a Int?").is_optional
    assert column("a Int[]").is_list


def test_a_column_is_called_by_its_map() -> None:
    assert column("a Int").column == "a"
    assert column('a Int @map("b c")').column == "b c"
    assert column('a Int @map("")').column == ""


def test_an_enum_has_the_names_of_the_database_beside_its_own() -> None:
    assert column("a Color").type == ir.EnumType("Color")
    enum = resolved(f"model M {{\n  id Int @id\n}}\n{ENUM}").enum("Color")
    assert enum.database == "color_kind"
    assert [(value.name, value.database) for value in enum.values] == [("red", "R"), ("green", "green")]


def test_a_type_that_prisma_has_no_word_for_keeps_the_databases() -> None:
    assert column('a Unsupported("point")?').type == ir.Unsupported("point")


@pytest.mark.parametrize(
    ("written", "default"),
    [
        ('a String @default("x")', ir.Literal("x")),
        ("a Boolean @default(true)", ir.Literal(True)),
        ("a Boolean @default(false)", ir.Literal(False)),
        ("a Int @default(-5)", ir.Literal("-5")),
        ("a BigInt @default(9007199254740993)", ir.Literal("9007199254740993")),
        ("a Float @default(1.50)", ir.Literal("1.50")),
        ("a Decimal @default(3.1400)", ir.Literal("3.1400")),
        ('a Json @default("{\\"a\\": 1}")', ir.Literal('{"a": 1}')),
        ('a Bytes @default("aGk=")', ir.Literal("aGk=")),
        ('a DateTime @default("2020-02-29T00:00:00.000+02:00")', ir.Literal("2020-02-29T00:00:00.000+02:00")),
        ("a Color @default(red)", ir.EnumLiteral("red")),
        ("a Color[] @default([green, red])", ir.ListLiteral((ir.EnumLiteral("green"), ir.EnumLiteral("red")))),
        ("a Int[] @default([])", ir.ListLiteral(())),
        ("a DateTime @default(now())", ir.Now()),
        ("a Int @default(autoincrement())", ir.Autoincrement()),
        ("a String @default(uuid())", ir.Uuid(4)),
        ("a String @default(uuid(7))", ir.Uuid(7)),
        ("a String @default(cuid())", ir.Cuid(1)),
        ("a String @default(cuid(2))", ir.Cuid(2)),
        ("a String @default(nanoid())", ir.Nanoid()),
        ("a String @default(nanoid(5))", ir.Nanoid(5)),
        ("a String @default(ulid())", ir.Ulid()),
        ('a Int @default(dbgenerated("1 + 1"))', ir.DbGenerated("1 + 1")),
        ("a Int @default(dbgenerated())", ir.DbGenerated(None)),
        ("a Int", None),
    ],
)
def test_a_default_is_what_the_schema_says(written: str, default: ir.Default | None) -> None:
    assert column(written).default == default


@pytest.mark.parametrize(
    "value",
    ["2020-02-30T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01 00:00", "20200101T000000Z", "٢٠٢٠-01-01T00:00:00Z"],
)
def test_a_default_that_is_no_point_in_time_is_refused(value: str) -> None:
    assert [f.code for f in faults(f'model M {{\n  id Int @id\n  a DateTime @default("{value}")\n}}\n')] == [
        "wrong-default"
    ]


def test_updated_at_is_no_default() -> None:
    field = column("a DateTime @updatedAt")
    assert field.updated_at
    assert field.default is None


def test_a_native_type_has_its_arguments_as_text() -> None:
    assert column("a String @db.VarChar(20)").native == ir.NativeType("VarChar", ("20",))
    assert column("a Decimal @db.Decimal(10, 2)").native == ir.NativeType("Decimal", ("10", "2"))
    assert column("a String @db.Text").native == ir.NativeType("Text")
    assert column("a String").native is None


def test_native_types_take_the_name_of_the_datasource() -> None:
    text = 'datasource pg {\n  provider = "postgresql"\n}\nmodel M {\n  id Int @id\n  a String @pg.Text\n}\n'
    assert resolved(text, provider=None).model("M").scalar("a").native == ir.NativeType("Text")


def test_an_ignored_column_is_kept_and_marked() -> None:
    assert column("a Int? @ignore").ignored
    assert not column("a Int?").ignored


def test_comments_lose_our_annotations_only() -> None:
    text = "/// First.\n/// @tenant(none)\n/// Mail @tenant(none) to us.\nmodel M {\n  /// Note.\n  id Int @id\n}\n"
    schema = resolved(text)
    assert schema.model("M").documentation == "First.\nMail @tenant(none) to us."
    assert schema.model("M").scalars[0].documentation == "Note."


def test_of_two_databases_a_portable_schema_must_suit_both() -> None:
    generator = 'generator tenantry {\n  provider = "tenantry"\n  portable = true\n}\n'
    fine = f"{generator}model M {{\n  id String @id @db.Uuid\n}}\n"
    schema = resolved(fine)
    assert schema.providers == (ir.Provider.POSTGRESQL, ir.Provider.SQLITE)
    found = faults(f"{generator}model M {{\n  id Int @id\n  a Int[]\n  b Int @default(autoincrement())\n}}\n")
    assert {fault.code for fault in found} == {"no-lists", "autoincrement"}


def test_digits_by_the_thousand_are_judged_like_any_number() -> None:
    """Python refuses to read them as a number."""
    many, zeros = "9" * 5000, "0" * 5000
    assert column(f"a Int @default({zeros}7)").default == ir.Literal(f"{zeros}7")
    assert column(f"a Float @default({many})").default == ir.Literal(many)
    assert column(f"a String @default(nanoid({zeros}7))").default == ir.Nanoid(7)
    for broken in (
        f"a Int @default({many})",
        f"a BigInt @default(-{many})",
        f"a String @default(nanoid({many}))",
        f'a Decimal @default("1e{many}")',
        f"a String @db.VarChar({many})",
    ):
        assert faults(f"model M {{\n  id Int @id\n  {broken}\n}}\n"), broken


def test_a_moment_of_the_year_zero_is_one() -> None:
    assert column('a DateTime @default("0000-02-29T00:00:00Z")').default == ir.Literal("0000-02-29T00:00:00Z")
    (fault,) = faults('model M {\n  id Int @id\n  a DateTime @default("0000-02-30T00:00:00Z")\n}\n')
    assert fault.code == "wrong-default"
