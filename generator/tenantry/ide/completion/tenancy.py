"""`/// @tenant(...)` above a model or field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tenantry.ide import vocabulary
from tenantry.ide.completion.items import Asked, Completion, Kind
from tenantry.ide.cursor import Documentation
from tenantry.psl import ast

_AT = re.compile(r"^\s*(@)?(\w*)$")
_OPEN = re.compile(r"^\s*@tenant\(")
_NAME = re.compile(r"[(,]\s*\w*$")
_VALUE = re.compile(r'(\w+)\s*:\s*"([^"]*)$')
_NEXT = re.compile(r"(?:[ \t]*(?://[^\n]*)?\r?\n)*[ \t]*(?:model|view)[ \t]+(\w+)")


def in_comment(asked: Asked, position: Documentation) -> Iterator[Completion]:
    """Inside a documentation comment, where it is written as an annotation."""
    text, start = position.text, asked.cursor.start
    above_field = asked.cursor.block is not None
    if start_of := _AT.match(text):
        said = "Whose the rows of this model are." if not above_field else "Unique over all tenants, on purpose."
        first = start - len(start_of[1] or "")
        insert = "@tenant(none)" if above_field else "@tenant($1)"
        yield Completion("@tenant", Kind.ATTRIBUTE, first, asked.cursor.end, insert, None, said)
        return
    if not _OPEN.match(text):
        return
    if value := _VALUE.search(text):
        yield from _values(asked, value[1])
    elif _NAME.search(text):
        given = set(re.findall(r"(\w+)\s*:", text))
        known = ["none"] if above_field else [name for name in vocabulary.TENANT if name not in given]
        for name in known:
            word = vocabulary.TENANT[name]
            if name != "none" or not given:
                yield asked.item(name, Kind.ARGUMENT, word.text, name + word.snippet)


def _values(asked: Asked, argument: str) -> Iterator[Completion]:
    if argument == "nullable":
        for name, word in vocabulary.NULLABLE.items():
            yield asked.item(name, Kind.VALUE, word.text)
        return
    model = _model_below(asked)
    if model is None:
        return
    for field in model.fields:
        is_relation = asked.snapshot.is_model(field.type.text)
        wanted = is_relation and field.arity is not ast.Arity.LIST if argument == "through" else not is_relation
        if wanted and argument in ("field", "through"):
            yield asked.item(field.name.text, Kind.FIELD, field.documentation, detail=field.type.text)


def _model_below(asked: Asked) -> ast.Model | None:
    text = asked.snapshot.documents[asked.document].text
    line_end = text.find("\n", asked.cursor.end)
    below = _NEXT.match(text, line_end + 1) if line_end >= 0 else None
    return None if below is None else asked.snapshot.names.models.get(below[1])
