"""What PostgreSQL's `to_tsquery` reads: words joined by `&`, `|` and `<->`, `!` before them, parentheses, and `:*` for
the beginning of a word. It fails on anything else in a way that cannot be told from a fault of the statement.
"""

from __future__ import annotations

import re
from typing import Any

from tenantry.runtime.encode import text

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<word>(?:'(?:[^'\\]|''|\\.)+'|(?:[^\s!&|()<:'\\]|\\.)(?:[^\s!&|()<:\\]|\\.)*)(?::[*A-Da-d]*)?)
    |(?P<negation>!)
    |(?P<opening>\()
    |(?P<closing>\))
    |(?P<join>[&|]|<(?:-|\d{1,4})>)
    )\s*""",
    re.VERBOSE | re.DOTALL,
)


def search_query(value: Any) -> str:
    """The encoder of a search. Raises ValueError for what is none."""
    query = text(value)
    if query.strip() and not _is_query(query):
        raise ValueError("wants words joined by & or |, as PostgreSQL's to_tsquery reads them")
    return query


def _is_query(query: str) -> bool:
    at, depth, wants_word = 0, 0, True
    while at < len(query):
        token = _TOKEN.match(query, at)
        if token is None or wants_word != (token.lastgroup in ("word", "negation", "opening")):
            return False
        match token.lastgroup:
            case "word":
                wants_word = False
            case "opening":
                depth += 1
            case "closing":
                depth -= 1
            case "join":
                wants_word = True
            case _:
                pass
        if depth < 0:
            return False
        at = token.end()
    return not wants_word and depth == 0
