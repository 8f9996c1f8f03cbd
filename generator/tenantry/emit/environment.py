"""Jinja, set up so that a template can only place what a view decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jinja2

_PACKAGE = Path(__file__).parents[1]


def templates_root() -> Path:
    """`templates/`: inside the package once installed, at the root of the repository in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"


def environment(folders: Sequence[Path] = ()) -> jinja2.Environment:
    """Templates come from the first of `folders` that has them, and from ours last."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, templates_root()]),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - the output is Python, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
