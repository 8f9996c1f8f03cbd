"""Texts that nobody would write, and texts that somebody might by mistake."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hypothesis import strategies as st

SCHEMA = """\
/// What it is for
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

generator client {
  provider = "prisma-client-js"
  features = ["a", "b"] // both
}

/// Who writes
/* and
   reads */
model Author {
  id    Int     @id @default(autoincrement()) /// the key
  name  String? @db.VarChar(255)
  // one of several
  kind  Kind    @default(NOVELIST)
  books Book[]  @relation("written")
  point Unsupported("point")?

  @@unique([name, kind(sort: Desc)], map: "a\\"{b}")
}

model Book {
  id       BigInt   @id
  tags     String[] @default(["a", "b"])
  price    Decimal  @default(1.5) @map("the price")
  authorId Int /* whose */
  author   Author   @relation("written", fields: [authorId], references: [id], onDelete: Cascade)
}

enum Kind {
  NOVELIST
  POET     @map("poet") /// rhymes

  @@map("kinds")
}

view Sales {
  book  BigInt @unique
  total Int
}
"""

CHARACTERS = "{}()[]@=:,.?!/\\\"'-+#;$_ \t1aé²٣漢\x00\x0b\x85\u2028\u00a0\ufeff😀"
LINE_ENDS = ["\n", "\r\n", "\r", "\n\n"]
COMMENTS = ["//", "///", "/*", "*/", "/* x */", "/* x\n y */", "/// d\n", "// p\n"]
STRINGS = ['"x"', '"', '\\"', "\\\n", "\\u00e9", "\\ud800", "\\q"]
BLOCKS = [
    "model A {\n",
    "model ",
    "enum E {\n",
    "view V {\n",
    "type T {\n",
    "generator g {\n",
    "datasource db {\n",
    "}\n",
]
TYPES = [
    "type X = Y",
    "id Int @id\n",
    "  name String?",
    "a: Int",
    "[Int]",
    "[]",
    "[]?",
    'Unsupported("x")',
    "Unsupported(",
]
ATTRIBUTES = ["@@", "@default(now())", "@default(", "@@map(", "@@index([a(sort: Desc)])", "@relation(fields: [a])"]
VALUES = ["a:", "{a: 1}", "f(", "url = ", 'provider = "sqlite"\n', "1.5", "-1", "null", "true"]
PIECES = [*CHARACTERS, *LINE_ENDS, *COMMENTS, *STRINGS, *BLOCKS, *TYPES, *ATTRIBUTES, *VALUES]

texts = st.text(max_size=80)
bytes_read_as_text = st.binary(max_size=80).map(lambda data: data.decode("utf-8", errors="replace"))
soups = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@st.composite
def soups_in_blocks(draw: st.DrawFn) -> str:
    """Pieces as the lines of a block, among good lines."""
    opening = draw(st.sampled_from(["model A {\n  id Int @id\n", "enum E {\n  X\n", "datasource d {\n", "type T {\n"]))
    lines = draw(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=5))
    return opening + "\n".join(lines) + "\n}\nmodel Z {\n  id Int @id\n}\n"


@st.composite
def mistyped_schemas(draw: st.DrawFn) -> str:
    """A good schema after a few slips: something left out, put in, doubled or moved."""
    text = SCHEMA
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(["", *PIECES, text[start:end] * 2])) + text[end:]
    return text


def large(size: int) -> dict[str, str]:
    """Inputs of about `size` characters, by what is so large in them."""

    def model(lines: str) -> str:
        return f"model A {{\n  id Int @id\n{lines}\n}}\n"

    def times(piece: str) -> str:
        return piece * (size // len(piece))

    return {
        "one word": times("x"),
        "one line of words": times("x "),
        "blank lines": times("\n"),
        "one name": model(f"  {times('a')} Int"),
        "one string": model(f'  a String @default("{times("x")}")'),
        "one string without end": model(f'  a String @default("{times("x")}'),
        "escaped quotes": model(f'  a String @default("{times(chr(92) + chr(34))}'),
        "quotes": times('"'),
        "quotes in a value": model(f"  a String @default({times(chr(34))})"),
        "braces": times("{"),
        "closing braces": times("}"),
        "brackets": times("("),
        "brackets in a value": model(f"  a Int @x{times('(')}"),
        "arrays in arrays": model(f"  a Int @x({times('[')}"),
        "calls in calls": model(f"  a Int @x({times('f(')}"),
        "objects in objects": model(f"  a Int @x({times('{a:')}"),
        "comments that open": times("/*"),
        "comments": times("/* */"),
        "comments in a block": model(times("/* x */\n")),
        "doc comments": model(times("/// x\n")),
        "a comment that ends at last": f"{times('/*')}*/",
        "blocks that nothing closes": times("model A {\n"),
        "blocks whose braces are hidden": times("model A {\n/*\n}\n*/\n"),
        "blocks on one line": times("model A { a Int }\n"),
        "words with a brace": times("A {\n"),
        "type aliases": times("type A = B\n"),
        "brackets of a type alias": f"type A = {times('@a((')}",
        "spaces in a line": model(f"  a{times(' ')}$"),
        "spaces in a value": model(f"  a Int @x(a{times(' ')}$"),
        "spaces of another script": model(f"  a{times(chr(0x3000))}$"),
        "dots": model(f"  a Int @a{times('.')}"),
        "attributes": model(f"  a Int{times(' @a')}"),
        "block attributes": model(times("@@")),
        "arguments": model(f"  a Int @a({times('a,')}"),
        "nothing but zeros": times("\x00"),
    }


def large_with_faults_in_each_line(size: int) -> dict[str, str]:
    """The same, of which a fault is told for each line."""
    return {
        "lines": "x\n" * (size // 2),
        "lines of a block": "model A {\n" + "a b c\n" * (size // 6) + "}\n",
        "old line ends": "model A {\n" + "a b c\r" * (size // 6) + "\n}\n",
        "comments that open in a block": "model A {\n" + "/*\n" * (size // 3) + "}\n",
        "strings over lines": 'model A {\n  a String @default("' + "\\\n" * (size // 2) + "}\n",
    }


def schemas() -> list[str]:
    """The schemas of this project."""
    folder = Path(__file__).parents[2] / "schema"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.prisma"))]


def repeated(count: int) -> dict[str, str]:
    """Schemas that are right line by line, and in which thousands of things have to do with each other."""
    numbers = range(count)
    database = 'datasource db {\n  provider = "postgresql"\n}\n'
    tenants = (
        'generator t {\n  provider = "tenantry"\n  tenantModel = "M0"\n}\nmodel M0 {\n  id Int @id\n  next M1[]\n}\n'
    )
    child = (
        '/// @tenant(through: "up")\nmodel M%d {\n  id Int @id\n  upId Int\n'
        "  up M%d @relation(fields: [upId], references: [id])\n%s}\n"
    )
    return {
        "relations of a model to itself": _model(f"f{n} A[]" for n in numbers),
        "foreign keys of a model to itself": _model(
            f"f{n} A @relation(fields: [id], references: [id])" for n in numbers
        ),
        "defaults that no enum has": "enum E {\n"
        + "".join(f"  V{n}\n" for n in numbers)
        + "}\n"
        + _model(f"f{n} E @default(V{n}x)" for n in numbers),
        "indexes of unknown fields": _model([*(f"f{n} Int" for n in numbers), *(f"@@index([f{n}x])" for n in numbers)]),
        "fields in one list": _model(
            [
                f"@@index([{', '.join(['id'] * 10 * count)}])",
                f"@@index([{', '.join(f'up.f{n}' for n in numbers)}])",
                f"up A @relation(fields: [{', '.join(['id'] * 10 * count)}], references: [id])",
            ]
        ),
        "constraints of one name": _model(
            [*(f"f{n} Int" for n in numbers), *(f'@@unique([f{n}], map: "x")' for n in numbers)]
        ),
        "parents of parents": database
        + tenants
        + "".join(child % (n, n - 1, f"  next M{n + 1}[]\n") for n in numbers[1:])
        + child % (count, count - 1, ""),
    }


def _model(lines: Iterable[str]) -> str:
    return "model A {\n  id Int @id\n" + "".join(f"  {line}\n" for line in lines) + "}\n"
