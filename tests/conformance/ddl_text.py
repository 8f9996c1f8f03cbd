"""Two spellings of the same SQL made one, so that Alembic's statements can be held against Prisma's.

SQLAlchemy and Prisma differ in these spellings, and in no other way that this module forgives:
- quotation marks around names that need none, white space, capitals of an index method;
- DEFAULT and NOT NULL in the other order;
- `TIMESTAMP(3) WITHOUT TIME ZONE` for `TIMESTAMP(3)`, `WITH TIME ZONE` for `TIMESTAMPTZ`, `BIT VARYING` for `VARBIT`;
- on SQLite, a one-column key after the columns instead of beside its column, and parentheses around a signed default.
That they mean the same to the database is what the tests of the catalogs show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Token = tuple[str, str]
Statement = tuple[object, ...]

_TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*)|(?P<space>\s+)|(?P<string>[xX]?'(?:[^']|'')*')|"(?P<name>(?:[^"]|"")*)"
    |(?P<number>\d+(?:\.\d+)?)|(?P<word>\w+)|(?P<sign>::|.)""",
    re.VERBOSE,
)


def statements(sql: str) -> list[Statement]:
    """Each statement in its one spelling, in order."""
    found: list[list[Token]] = [[]]
    for token in _tokens(sql):
        if token == ("sign", ";"):
            found.append([])
        else:
            found[-1].append(token)
    return [_statement(tokens) for tokens in found if tokens]


def _tokens(sql: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(sql):
        kind, text = match.lastgroup or "", match.group()
        if kind in {"comment", "space"}:
            continue
        if kind == "name":
            yield "name", match["name"].replace('""', '"')
        elif kind == "word":
            yield ("name", text) if text == text.lower() else ("word", text.upper())
        else:
            yield kind, text


def _statement(tokens: list[Token]) -> Statement:
    if tokens[:2] == [("word", "CREATE"), ("word", "TABLE")]:
        return _create_table(tokens)
    return tuple(_methods_in_capitals(tokens))


def _methods_in_capitals(tokens: list[Token]) -> Iterator[Token]:
    for before, token in zip([("", ""), *tokens], tokens, strict=False):
        yield ("word", token[1].upper()) if before == ("word", "USING") else token


def _create_table(tokens: list[Token]) -> Statement:
    start = tokens.index(("sign", "("))
    columns: list[Statement] = []
    constraints: list[Statement] = []
    for item in _split(tokens[start + 1 : -1]):
        if item[0][0] == "word":
            constraints.append(tuple(item))
            continue
        name, kind, flags, key = _column(item)
        columns.append((name, kind, flags))
        if key:
            constraints.insert(0, (("word", "PRIMARY"), ("word", "KEY"), ("sign", "("), name, ("sign", ")")))
    return ("CREATE TABLE", tuple(tokens[2:start]), tuple(columns), tuple(constraints))


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    """At the commas that stand in no parentheses or brackets."""
    depth, item = 0, list[Token]()
    for token in tokens:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token[1], 0) if token[0] == "sign" else 0
        if token == ("sign", ",") and depth == 0:
            yield item
            item = []
        else:
            item.append(token)
    yield item


def _column(item: list[Token]) -> tuple[Token, Statement, Statement, bool]:
    """Name, type, flags (required, default, autoincrement) and whether it is the key."""
    words = _text(item[1:])
    required = " NOT NULL" in words
    key = " PRIMARY KEY" in words
    autoincrement = words.endswith("AUTOINCREMENT")
    kind = list[Token]()
    default = list[Token]()
    target = kind
    for token in item[1:]:
        if token == ("word", "DEFAULT"):
            target = default
        elif token[0] == "word" and token[1] in {"NOT", "NULL", "PRIMARY", "KEY", "AUTOINCREMENT"}:
            target = kind if target is kind else []
        else:
            target.append(token)
    return item[0], _type(kind), (required, _default(default), autoincrement), key


def _text(tokens: list[Token]) -> str:
    return " " + " ".join(text for kind, text in tokens if kind == "word")


def _type(tokens: list[Token]) -> Statement:
    words = [text for _, text in tokens]
    if words[-3:] == ["WITHOUT", "TIME", "ZONE"] or words[-5:] == ["WITHOUT", "TIME", "ZONE", "[", "]"]:
        words = [word for word in words if word not in {"WITHOUT", "ZONE"}]
        words = [word for place, word in enumerate(words) if place == 0 or word != "TIME"]
    if "WITH" in words:
        words = [f"{words[0]}TZ", *(word for word in words[1:] if word not in {"WITH", "TIME", "ZONE"})]
    if words[:2] == ["BIT", "VARYING"]:
        words = ["VARBIT", *words[2:]]
    return tuple(words)


def _default(tokens: list[Token]) -> Statement:
    while tokens and tokens[0] == ("sign", "(") and tokens[-1] == ("sign", ")"):
        tokens = tokens[1:-1]
    return tuple(tokens)
