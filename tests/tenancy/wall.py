"""What a statement must say to stay inside a tenant, read from its text alone.

Wherever a statement reads, changes or deletes rows of a scoped table, the tenant's term has to be one of the conditions
that all must hold: a conjunct of that SELECT, UPDATE or DELETE, not part of an OR, not in another place of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenantry.runtime.catalog import Catalog, Everyone, Model, Root, Scoped, Through, ToOne

_SOURCE = re.compile(r'\b(FROM|JOIN|UPDATE)\s+("[^"]+"|\w+)(?:\s+AS\s+("[^"]+"|\w+))?')
_END = re.compile(r"\b(?:ORDER BY|LIMIT|RETURNING|GROUP BY|ON CONFLICT|FOR UPDATE|FOR SHARE)\b")
# The next free number of a key that SQLite does not count by itself: a counter of the table, as a sequence is.
_COUNTER = re.compile(r"\(SELECT coalesce\(max\([^()]*\), 0\) \+ 1 AS \w+ FROM [^()]*\)")


@dataclass(frozen=True)
class Wall:
    """The rules of one generated package."""

    catalog: Catalog

    def gaps(self, sql: str, key: Any) -> list[str]:
        """The places of a statement that are not held to the tenant `key`."""
        sql = _COUNTER.sub("(1)", sql)
        shown = _without_literals(sql)
        models = {model.table: model for model in self.catalog.models}
        found: list[str] = []
        for source in _SOURCE.finditer(shown):
            model = models.get(source[2].strip('"'))
            if model is None or isinstance(model.tenancy, Everyone):
                continue
            name = (source[3] or source[2]).strip('"')
            writes = source[1] == "UPDATE" or shown[: source.start()].endswith("DELETE ")
            if not any(self._holds(text, model, name, writes, key) for text in _conjuncts(sql, shown, source.end())):
                found.append(f"{model.name} as {name} in: {sql}")
        return found

    def _holds(self, conjunct: str, model: Model, name: str, writes: bool, key: Any) -> bool:
        match model.tenancy:
            case Root(field):
                return conjunct == f"{name}.{_column(model, field)} = {_literal(key)}"
            case Scoped(field, shared):
                own = f"{name}.{_column(model, field)} = {_literal(key)}"
                both = f"{own} OR {name}.{_column(model, field)} IS NULL"
                return conjunct in {own, both} if shared and not writes else conjunct == own
            case Through(relation):
                return self._holds_through(conjunct, model, name, relation)
            case _:
                return False

    def _holds_through(self, conjunct: str, model: Model, name: str, relation_name: str) -> bool:
        """The parent exists. That it is inside the tenant, its own place in the statement is asked."""
        (relation,) = [r for r in model.relations if r.name == relation_name]
        assert isinstance(relation, ToOne)
        parent = self.catalog.model(relation.model)
        opening = re.match(rf"EXISTS \(SELECT 1 FROM {parent.table} AS (\w+) WHERE ", conjunct)
        if opening is None or _closes(conjunct.removeprefix("EXISTS ")) != len(conjunct) - len("EXISTS ") - 1:
            return False
        joined = [
            f"{opening[1]}.{_column(parent, remote)} = {name}.{_column(model, local)}"
            for local, remote in zip(relation.local, relation.remote, strict=True)
        ]
        inner = list(_conjuncts(conjunct, _without_literals(conjunct), opening.end() - len("WHERE ")))
        return all(term in inner for term in joined)


def _column(model: Model, field: str) -> str:
    (column,) = [c.column for c in model.columns if c.name == field]
    return column


def _literal(key: Any) -> str:
    return str(key) if isinstance(key, int) else "'" + str(key).replace("'", "''") + "'"


def _without_literals(sql: str) -> str:
    """The same length, so that places in one are places in the other."""
    return re.sub(r"'(?:[^']|'')*'", lambda found: "'" + "." * (len(found[0]) - 2) + "'", sql)


def _conjuncts(sql: str, shown: str, start: int) -> Iterator[str]:
    """The conditions of the WHERE that follows `start` at the same depth, without quotes of names or outer brackets."""
    depth, begin = 0, None
    position = start
    while position < len(shown):
        character = shown[position]
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0 and begin is None and shown.startswith("WHERE ", position):
            begin = position = position + len("WHERE ")
            continue
        elif depth == 0 and begin is not None and shown.startswith(" AND ", position):
            yield _bare(sql[begin:position])
            begin = position = position + len(" AND ")
            continue
        elif depth == 0 and _END.match(shown, position):
            break
        position += 1
    if begin is not None:
        yield _bare(sql[begin:position])


def _bare(condition: str) -> str:
    condition = condition.strip().replace('"', "")
    while condition.startswith("(") and _closes(condition) == len(condition) - 1:
        condition = condition[1:-1]
    return condition


def _closes(condition: str) -> int:
    """Where the bracket that a condition begins with is closed."""
    shown, depth = _without_literals(condition), 0
    for position, character in enumerate(shown):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return position
    return -1
