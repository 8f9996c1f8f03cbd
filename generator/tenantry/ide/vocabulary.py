"""The words of the language with a sentence each, for completion and hover. What a database allows is asked of its
connector, not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenantry import ir

_S = ir.Scalar


@dataclass(frozen=True, slots=True)
class Word:
    """`snippet` is what follows the word when it is chosen, with the tab stops that LSP has."""

    text: str
    snippet: str = ""


BLOCKS: Mapping[str, Word] = {
    "model": Word("A table, and a repository of its rows."),
    "view": Word("A view of the database: rows that are only read."),
    "enum": Word("A type with a fixed list of values."),
    "type": Word("A composite type: fields that are stored inside a row, on MongoDB only."),
    "datasource": Word("Which database the schema is for. A schema has one."),
    "generator": Word("What is generated from the schema, and how."),
}

SCALARS: Mapping[str, Word] = {
    _S.STRING: Word("Text."),
    _S.BOOLEAN: Word("`true` or `false`."),
    _S.INT: Word("A whole number of 32 bits."),
    _S.BIGINT: Word("A whole number of 64 bits."),
    _S.FLOAT: Word("A floating point number."),
    _S.DECIMAL: Word("A decimal number, kept exactly."),
    _S.DATETIME: Word("A moment in time."),
    _S.JSON: Word("Any JSON value."),
    _S.BYTES: Word("Binary data."),
}
UNSUPPORTED = Word("A type of the database that the language has no word for.", '("$1")')

FIELD_ATTRIBUTES: Mapping[str, Word] = {
    "id": Word("The field is the model's primary key."),
    "unique": Word("No two rows have the same value in the field."),
    "default": Word("The value that the field gets where a new row names none.", "($1)"),
    "updatedAt": Word("The field is set to the current time whenever the row is written."),
    "map": Word("The name of the field's column in the database.", '("$1")'),
    "relation": Word(
        "How two models are related: which `fields` here refer to which `references` of the other model, what happens "
        "to rows when the row that they refer to goes, and the relation's name where two models have several.",
        "($1)",
    ),
    "ignore": Word("The field is left out of what is generated; its column stays in the database."),
    "shardKey": Word("The field says on which shard a row lies."),
}

BLOCK_ATTRIBUTES: Mapping[str, Word] = {
    "id": Word("The primary key, of several fields.", "([$1])"),
    "unique": Word("No two rows have the same values in these fields.", "([$1])"),
    "index": Word("An index on these fields.", "([$1])"),
    "fulltext": Word("A full text index on these fields.", "([$1])"),
    "map": Word("The name in the database.", '("$1")'),
    "ignore": Word("The model is left out of what is generated; its table stays in the database."),
    "schema": Word("The schema of the database that this belongs to.", '("$1")'),
    "shardKey": Word("The fields that say on which shard a row lies.", "([$1])"),
}

ARGUMENTS: Mapping[str, Word] = {
    "fields": Word("The fields of this model.", "[$1]"),
    "references": Word("The fields of the other model that they refer to.", "[$1]"),
    "onDelete": Word("What happens to this row when the row that it refers to is deleted."),
    "onUpdate": Word("What happens to this row when the key that it refers to changes."),
    "map": Word("The name of the constraint or index in the database.", '"$1"'),
    "name": Word("The name that queries use.", '"$1"'),
    "type": Word("The access method of the index."),
    "sort": Word("The order in which the index keeps the values."),
    "length": Word("How many characters or bytes of the value the index keeps.", "${1:10}"),
    "ops": Word("The operator class: which questions the index answers."),
    "where": Word("The rows that are in the index.", 'raw("$1")'),
    "clustered": Word("Whether the rows are kept in the order of this index."),
}

ACTIONS: Mapping[str, Word] = {
    ir.Action.CASCADE: Word("Rows that refer to it go, or change, with it."),
    ir.Action.RESTRICT: Word("Refused while rows refer to it."),
    ir.Action.NO_ACTION: Word("The database decides; on most the same as Restrict, but looked at later."),
    ir.Action.SET_NULL: Word("The fields of rows that refer to it become null."),
    ir.Action.SET_DEFAULT: Word("The fields of rows that refer to it get their default."),
}

METHODS: Mapping[str, Word] = {
    "BTree": Word("Ordered; for equality and ranges. The default."),
    "Hash": Word("For equality only."),
    "Gin": Word("For values that hold several: lists, JSON, text search."),
    "Gist": Word("For ranges, geometry and nearest neighbors."),
    "SpGist": Word("For values that fall into parts of different size, such as addresses of networks."),
    "Brin": Word("Small, for large tables whose rows lie in the order of the values."),
}

SORTS: Mapping[str, Word] = {"Asc": Word("Smallest first."), "Desc": Word("Largest first.")}


@dataclass(frozen=True, slots=True)
class Function:
    """A function of `@default`; `scalars` are the types that it is for, none for all. `on` and `not_on` say which
    databases have it, where not all do."""

    text: str
    scalars: frozenset[str] = frozenset()
    snippet: str = "()"
    on: frozenset[ir.Provider] = frozenset()
    not_on: frozenset[ir.Provider] = frozenset()


_TEXT = frozenset({_S.STRING.value})
_WHOLE = frozenset({_S.INT.value, _S.BIGINT.value})
_MONGODB = frozenset({ir.Provider.MONGODB})

FUNCTIONS: Mapping[str, Function] = {
    "autoincrement": Function("The next number, given by the database.", _WHOLE),
    "sequence": Function("The next number of a sequence.", _WHOLE, "($1)", on=frozenset({ir.Provider.COCKROACHDB})),
    "now": Function("The time at which the row is made.", frozenset({_S.DATETIME.value})),
    "uuid": Function("A random UUID; `uuid(7)` is one that begins with the time.", _TEXT),
    "cuid": Function("A short id that begins with the time; `cuid(2)` is the newer form, which does not.", _TEXT),
    "nanoid": Function("A random id of 21 letters and digits, or as many as are asked for.", _TEXT),
    "ulid": Function("An id that sorts by the time at which it was made.", _TEXT),
    "dbgenerated": Function("An expression of the database.", snippet='("$1")', not_on=_MONGODB),
    "auto": Function("An id given by the database.", frozenset({_S.STRING.value, _S.BYTES.value})),
}
SEQUENCE: Mapping[str, Word] = {
    "virtual": Word("Numbers that grow, but are not counted."),
    "cache": Word("How many numbers are taken at once.", "${1:1}"),
    "increment": Word("From one number to the next.", "${1:1}"),
    "minValue": Word("The smallest number.", "${1:1}"),
    "maxValue": Word("The largest number.", "${1:1}"),
    "start": Word("The first number.", "${1:1}"),
}
FUNCTION_CHOICES: Mapping[str, tuple[str, ...]] = {"uuid": ("4", "7"), "cuid": ("1", "2")}


@dataclass(frozen=True, slots=True)
class Property:
    """`values` are the texts that it takes, `is_list` several of them; `flag` is `true` or `false`."""

    text: str
    values: tuple[str, ...] = ()
    is_list: bool = False
    flag: bool = False


_PROVIDERS = tuple(provider.value for provider in ir.Provider if provider is not ir.Provider.NONE)

DATASOURCE: Mapping[str, Property] = {
    "provider": Property("The database.", _PROVIDERS),
    "url": Property("How to reach the database: a text, or `env(...)`."),
    "directUrl": Property("How Prisma's migrations reach the database where `url` leads to a pool."),
    "shadowDatabaseUrl": Property("A database that Prisma's migrations may make and throw away."),
    "relationMode": Property("Who keeps relations sound: foreign keys, or the client.", ("foreignKeys", "prisma")),
    "schemas": Property("The schemas of the database that the models belong to.", is_list=True),
    "extensions": Property("Extensions of PostgreSQL.", is_list=True),
}

_FEATURES = (
    "fullTextSearchPostgres",
    "nativeDistinct",
    "partialIndexes",
    "postgresqlExtensions",
    "relationJoins",
    "schemaEngineDriverAdapters",
    "shardKeys",
    "strictUndefinedChecks",
    "typedSql",
    "views",
)

GENERATOR: Mapping[str, Property] = {
    "provider": Property("Who generates.", ("tenantry", "prisma-client", "prisma-client-js")),
    "output": Property("The folder to write to, relative to this file."),
    "tenantModel": Property("The model whose rows are the tenants."),
    "tenantField": Property("The field by which models carry their tenant, where it is called the same in all."),
    "portable": Property("Generate for SQLite and PostgreSQL, whatever the datasource says.", flag=True),
    "tenantForeignKeys": Property("Foreign keys between models of a tenant carry the tenant too.", flag=True),
    "rowLevelSecurity": Property("Policies in the database hold each row to its tenant (PostgreSQL).", flag=True),
    "previewFeatures": Property("Parts of the language that Prisma calls preview.", _FEATURES, is_list=True),
}
OF_TENANTRY = frozenset({"tenantModel", "tenantField", "portable", "tenantForeignKeys", "rowLevelSecurity"})
OF_PRISMA: Mapping[str, Property] = {
    "binaryTargets": Property("The platforms that Prisma's engine is for.", ("native",), is_list=True),
    "engineType": Property("The kind of Prisma's engine.", ("client", "library", "binary")),
    "moduleFormat": Property("The modules of the generated client.", ("esm", "cjs")),
    "runtime": Property("Where the generated client runs.", ("nodejs", "deno", "bun", "workerd", "vercel-edge")),
}

TENANT: Mapping[str, Word] = {
    "none": Word("The rows of this model are for all tenants, on purpose."),
    "field": Word("The field by which rows belong to a tenant.", ': "$1"'),
    "through": Word("The relation to the model that rows belong to, where they carry no tenant themselves.", ': "$1"'),
    "nullable": Word('Rows without a tenant: "hidden" from all tenants, or "shared" by all.', ': "$1"'),
}
NULLABLE: Mapping[str, Word] = {
    "hidden": Word("No tenant sees rows without a tenant."),
    "shared": Word("All tenants may read rows without a tenant."),
}
