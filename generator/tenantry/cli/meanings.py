"""What the codes of diagnostics mean: the entries of docs/diagnostics.md, which comes with the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def meanings() -> Mapping[str, str]:
    """The Markdown of each code, without its heading."""
    page = _page().read_text(encoding="utf-8")
    _, *parts = re.split(r"^## (\S+)\n+", page, flags=re.MULTILINE)
    return {code: text.rstrip("\n") for code, text in zip(parts[::2], parts[1::2], strict=True)}


def summary(meaning: str) -> str:
    """The first sentence of an entry."""
    paragraph = " ".join(meaning.partition("\n\n")[0].split())
    return re.split(r"(?<=[.])\s", paragraph)[0]


def _page() -> Path:
    """Inside the package once installed, in `docs/` of the repository in a checkout."""
    installed = _PACKAGE / "docs"
    return (installed if installed.is_dir() else _PACKAGE.parents[1] / "docs") / "diagnostics.md"
