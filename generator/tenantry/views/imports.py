"""Import statements of a generated file, from what its text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STANDARD = {"dt": "import datetime as dt", "decimal": "import decimal", "functools": "import functools"}


def standard(texts: Iterable[str]) -> tuple[str, ...]:
    """Imports of the standard library that the expressions and annotations in `texts` need."""
    whole = "\n".join(texts)
    return tuple(statement for name, statement in _STANDARD.items() if mentions(name, whole))


def mentions(module: str, text: str) -> bool:
    """Whether the text uses a name of the module."""
    return re.search(rf"(?<![\w.]){module}\.", text) is not None


def local(texts: Iterable[str], *modules: str) -> tuple[str, ...]:
    """What to import from the package itself: a module, under another name where a field has its own."""
    whole = "\n".join(texts)
    plain = [module for module in modules if mentions(module, whole)]
    renamed = [f"{module} as {module}_" for module in modules if mentions(f"{module}_", whole)]
    return tuple(sorted([*plain, *renamed]))
