"""Random schemas that Prisma should accept, over all connectors: most are valid, and all look like what people write.

Seeded: the same seed gives the same schema.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

CONNECTORS = ("postgresql", "mysql", "sqlite", "cockroachdb", "sqlserver", "mongodb")
SCALARS = ("String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes")
WITHOUT_ENUMS = {"sqlserver"}
WITH_LISTS = {"postgresql", "cockroachdb", "mongodb"}
LITERALS = {
    "String": ['"x"', '""', '"it\'s \\"quoted\\" é"', "uuid()", "uuid(7)", "cuid()", "cuid(2)", "nanoid(9)", "ulid()"],
    "Boolean": ["true", "false"],
    "Int": ["0", "5", "-3"],
    "BigInt": ["0", "99999999999"],
    "Float": ["1.5", "2", "-0.25"],
    "Decimal": ["1.50", "10"],
    "DateTime": ["now()", '"2020-01-01T00:00:00Z"'],
    "Json": ['"{}"', '"[1, null]"'],
    "Bytes": ['"SGVsbG8="'],
}
NATIVE = {
    "postgresql": {
        "String": ["Text", "VarChar(20)", "Char(3)", "Uuid", "Xml", "Inet", "Citext", "Bit(3)", "VarBit"],
        "Int": ["SmallInt", "Integer", "Oid"],
        "Float": ["Real", "DoublePrecision"],
        "Decimal": ["Decimal(10, 2)", "Money", "Decimal"],
        "DateTime": ["Timestamp(3)", "Timestamptz(6)", "Date", "Time", "Timetz(2)", "Timestamptz"],
        "Json": ["Json", "JsonB"],
        "Bytes": ["ByteA"],
    },
    "mysql": {
        "String": ["Text", "VarChar(191)", "Char(3)", "LongText", "TinyText"],
        "Int": ["SmallInt", "UnsignedInt", "MediumInt", "Year", "TinyInt"],
        "BigInt": ["UnsignedBigInt", "BigInt"],
        "Boolean": ["TinyInt(1)", "Bit(1)"],
        "Float": ["Float", "Double"],
        "Decimal": ["Decimal(10, 2)"],
        "DateTime": ["DateTime(3)", "Timestamp(0)", "Date", "Time"],
        "Bytes": ["Blob", "LongBlob", "VarBinary(20)", "Binary(16)"],
    },
    "cockroachdb": {
        "String": ["String(20)", "Char(3)", "Uuid", "Inet", "VarBit(3)"],
        "Int": ["Int2", "Int4", "Oid"],
        "Float": ["Float4", "Float8"],
        "Decimal": ["Decimal(10, 2)"],
        "DateTime": ["Timestamp(3)", "Timestamptz(6)", "Date", "Time"],
    },
    "sqlserver": {
        "String": ["VarChar(20)", "NVarChar(Max)", "Char(3)", "Text", "UniqueIdentifier", "Xml"],
        "Int": ["TinyInt", "SmallInt", "Int", "Bit"],
        "Float": ["Real", "Money", "Float(24)"],
        "Decimal": ["Decimal(10, 2)"],
        "DateTime": ["DateTime2", "DateTimeOffset", "Date", "SmallDateTime"],
        "Bytes": ["VarBinary(Max)", "Image"],
    },
    "mongodb": {"String": ["String", "ObjectId"], "DateTime": ["Timestamp", "Date"], "Int": ["Long", "Int"]},
}
NEW_LINE = "\n"
DOCUMENTS = ["", "", "", "", "  /// What it is for.\n", "  // why\n", "\n", "  /// One.\n  /// Two.\n"]
ENDINGS = ["", "", "", "", " // why", " /// as said"]


@dataclass(slots=True)
class Model:
    name: str
    key: str
    """The type of its key."""
    lines: list[str] = field(default_factory=list[str])
    indexable: list[str] = field(default_factory=list[str])
    blocks: list[str] = field(default_factory=list[str])


def schema(seed: object) -> str:
    """`seed` is anything with a `str` of its own."""
    return "".join(_Generator(random.Random(str(seed))).text())


class _Generator:
    """The choices of one schema, because each depends on those before it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.connector = chance.choice(CONNECTORS)
        self.mongodb = self.connector == "mongodb"
        self.enums = [f"Kind{number}" for number in range(chance.randrange(3))]
        if self.connector in WITHOUT_ENUMS:
            self.enums = []
        self.types = [f"Part{number}" for number in range(chance.randrange(3))] if self.mongodb else []
        self.relation_mode = None if self.mongodb else chance.choice([None, None, None, "prisma", "foreignKeys"])

    def text(self) -> Iterator[str]:
        yield self.datasource()
        yield self.generator()
        for name in self.enums:
            yield self.enum(name)
        for name in self.types:
            yield self.composite(name)
        models = [self.model(number) for number in range(self.chance.choice([1, 2, 2, 3, 3, 4, 6]))]
        for number in range(self.chance.randrange(len(models) * 2)):
            self.relation(number, models)
        for model in models:
            yield self.block(model)

    def maybe(self, text: str, share: float = 0.3) -> str:
        return text if self.chance.random() < share else ""

    def datasource(self) -> str:
        lines = [f'  provider = "{self.connector}"']
        lines += self.chance.choice([[], ['  url = env("DATABASE_URL")']])
        lines += [f'  relationMode = "{self.relation_mode}"'] if self.relation_mode else []
        self.chance.shuffle(lines)
        return "datasource db {\n" + "\n".join(lines) + "\n}\n"

    def generator(self) -> str:
        features = self.chance.choice(["", "", '  previewFeatures = ["relationJoins", "views"]\n'])
        generator = f'generator client {{\n  provider = "prisma-client-js"\n{features}}}\n'
        return self.chance.choice(["", "\n", "// begins\n", "/// the client\n"]) + self.maybe(generator, 0.6)

    def enum(self, name: str) -> str:
        lines = [f"  {value}{self.mapped(value.lower())}{self.ending()}\n" for value in ("A", "B1", "C_c")]
        lines.append(self.maybe(f'  @@map("{name.lower()}")\n'))
        return f"{self.document()}enum {name} {{\n{''.join(lines)}}}\n"

    def mapped(self, name: str) -> str:
        return self.maybe(f' @map("{name}")', 0.2)

    def composite(self, name: str) -> str:
        fields = [self.scalar_line(f"f{number}", Model(name, "")) for number in range(self.chance.randrange(1, 5))]
        return f"type {name} {{\n{''.join(fields)}}}\n"

    def document(self) -> str:
        return self.chance.choice(DOCUMENTS).replace("  ", "")

    def ending(self) -> str:
        return self.chance.choice(ENDINGS)

    def model(self, number: int) -> Model:
        model = Model(f"{self.chance.choice(['User', 'order', 'Post_', 'A'])}{number}", "Int")
        if self.mongodb:
            model.key = self.chance.choice(["String", "String", "Int"])
            native = " @default(auto()) @db.ObjectId" if model.key == "String" and self.chance.random() < 0.6 else ""
            model.lines.append(f'  id {model.key} @id{native} @map("_id")\n')
        else:
            model.key = self.chance.choice(["Int", "String", "BigInt"])
            default = self.chance.choice(["", self.key_default(model.key)])
            model.lines.append(f"  id {model.key} @id{default}{self.mapped('ID')}{self.ending()}\n")
        for place in range(self.chance.randrange(8)):
            model.lines.append(self.scalar_line(f"{self.chance.choice(['f', 'someField', 'x_'])}{place}", model))
        self.indexes(model)
        if self.chance.random() < 0.3:
            model.blocks.append(f'  @@map("{model.name.lower()}_table"){self.ending()}\n')
        return model

    def key_default(self, kind: str) -> str:
        if kind == "String":
            return self.chance.choice([" @default(uuid())", " @default(cuid())"])
        if kind == "BigInt":
            return "" if self.connector == "sqlite" else " @default(autoincrement())"
        return " @default(sequence())" if self.connector == "cockroachdb" else " @default(autoincrement())"

    def scalar_line(self, name: str, model: Model) -> str:
        kinds = [one for one in SCALARS if not (self.connector == "sqlserver" and one == "Json")]
        kinds = [one for one in kinds if not (self.mongodb and one == "Decimal")]
        kind = self.chance.choice([*kinds, *self.enums, *(self.types if model.key else ())])
        arity = self.chance.choice(["", "", "", "?", *(["[]"] if self.connector in WITH_LISTS else [])])
        attributes = self.attributes(kind, arity, model)
        plain = kind not in ("Json", "Bytes", *self.types) and arity != "[]" and "@db" not in " ".join(attributes)
        if plain and model.key:
            model.indexable.append(name)
            named = f'@unique(map: "{model.name}{name}_u")'
            attributes.append(self.chance.choice(["@unique", named, "", "", "", ""]))
        self.chance.shuffle(attributes)
        spaces = self.chance.choice([" ", " ", "   ", "\t"])
        return self.chance.choice(DOCUMENTS) + f"  {name}{spaces}{kind}{arity} {' '.join(attributes)}{self.ending()}\n"

    def attributes(self, kind: str, arity: str, model: Model) -> list[str]:
        found: list[str] = []
        literals = LITERALS.get(kind, ["A", "B1"] if kind in self.enums else [])
        if literals and self.chance.random() < 0.4:
            if arity == "[]":
                plain = [one for one in literals if "(" not in one]
                items = self.chance.sample(plain, self.chance.randrange(len(plain) + 1))
                found.append(f"@default([{', '.join(items)}])")
            else:
                found.append(f"@default({self.chance.choice(literals)})")
        elif kind == "DateTime" and arity == "" and self.chance.random() < 0.3:
            found.append("@updatedAt")
        natives = NATIVE.get(self.connector, {}).get(kind, [])
        if natives and self.chance.random() < 0.4:
            found.append(f"@db.{self.chance.choice(natives)}")
        if model.key and self.chance.random() < 0.05:
            found.append("@ignore")
        if self.chance.random() < 0.15:
            found.append(f'@map("column_{self.chance.randrange(10**6)}")')
        return found

    def indexes(self, model: Model) -> None:
        for number in range(self.chance.randrange(3)):
            fields = self.chance.sample(model.indexable, min(len(model.indexable), self.chance.randrange(1, 4)))
            if not fields:
                return
            sorts = ["", "", "(sort: Desc)", "(sort: Asc)"] if self.connector != "mongodb" else ["", "(sort: Desc)"]
            told = ", ".join(f"{one}{self.chance.choice(sorts)}" for one in fields)
            rest = self.chance.choice(["", "", f', map: "ix_{model.name}_{number}"'])
            block = self.chance.choice(["@@index", "@@index", "@@unique"])
            if block == "@@unique" and self.chance.random() < 0.3:
                rest += f', name: "named{number}"'
            if block == "@@index" and self.connector == "postgresql" and self.chance.random() < 0.2:
                told, rest = fields[0], rest + self.chance.choice([", type: Hash", ", type: Brin", ", type: BTree"])
            model.blocks.append(f"  {block}([{told}]{rest}){self.ending()}\n")

    def relation(self, number: int, models: list[Model]) -> None:
        one, other = self.chance.choice(models), self.chance.choice(models)
        kind = self.chance.choice(["many", "many", "many", "one", "both"])
        name = f"rel{number}"
        if kind == "both" and not self.mongodb:
            one.lines.append(f'  {name}a {other.name}[] @relation("{name}")\n')
            other.lines.append(f'  {name}b {one.name}[] @relation("{name}")\n')
            return
        optional = self.chance.choice(["", "?"])
        actions = self.actions(optional, one is other)
        native = " @db.ObjectId" if "@db.ObjectId" in other.lines[0] else ""
        unique = " @unique" if kind == "one" else ""
        column = self.maybe(f' @map("{name}_id")', 0.2)
        one.lines.append(f"  {name}Id {other.key}{optional}{unique}{native}{column}\n")
        told = [f'"{name}"', f"fields: [{name}Id]", "references: [id]", *actions]
        if not self.mongodb and self.connector != "sqlite" and self.chance.random() < 0.2:
            told.append(f'map: "fk_{name}"')
        one.lines.append(f"  {name} {other.name}{optional} @relation({', '.join(told)}){self.ending()}\n")
        back = f"{one.name}{'?' if kind == 'one' else '[]'}"
        other.lines.append(f'  {name}Back {back} @relation("{name}")\n')
        if self.relation_mode == "prisma" and kind != "one" and self.chance.random() < 0.6:
            one.blocks.append(f"  @@index([{name}Id])\n")

    def actions(self, optional: str, itself: bool) -> list[str]:
        if itself and self.connector in ("sqlserver", "mongodb"):
            return ["onDelete: NoAction", "onUpdate: NoAction"]
        if self.connector == "sqlserver":
            return self.chance.choice([["onDelete: NoAction", "onUpdate: NoAction"], []])
        allowed = ["Cascade", "NoAction"] + (["SetNull"] if optional else [])
        if self.relation_mode != "prisma":
            allowed.append("Restrict")
        found = [f"{event}: {self.chance.choice(allowed)}" for event in ("onDelete", "onUpdate")]
        return self.chance.sample(found, self.chance.randrange(3))

    def block(self, model: Model) -> str:
        self.chance.shuffle(model.blocks)
        empty = self.maybe("\n", 0.5)
        head = f"{self.document()}model {model.name} {{{self.maybe(' // of the model', 0.1)}\n"
        return f"{head}{''.join(model.lines)}{empty}{''.join(model.blocks)}}}\n{self.chance.choice(['', NEW_LINE])}"
