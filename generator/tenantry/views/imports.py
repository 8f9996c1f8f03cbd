"""Import statements of a generated file, from what its text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STANDARD = {
    "dt": "import datetime as dt",
    "decimal": "import decimal",
    "functools": "import functools",
    "json": "import json",
}


def standard(texts: Iterable[str]) -> tuple[str, ...]:
    """Imports of the standard library that the expressions and annotations in `texts` need."""
    whole = "\n".join(texts)
    return tuple(statement for name, statement in _STANDARD.items() if mentions(name, whole))


def mentions(module: str, text: str) -> bool:
    """Whether the text uses a name of the module."""
    return re.search(rf"(?<![\w.]){module}\.", text) is not None
