"""Comments with `///`: text for people, and annotations such as `@tenant(none)` for us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TENANT = re.compile(r"^\s*@tenant\b")
_FORM = re.compile(r'^\s*@tenant\(\s*(?:(none)|(\w+\s*:\s*"[^"]*"(?:\s*,\s*\w+\s*:\s*"[^"]*")*))\s*\)\s*$')
_ARGUMENT = re.compile(r'(\w+)\s*:\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class TenantAnnotation:
    """`@tenant(...)`: `none`, or arguments by name. `malformed` where it is neither."""

    none: bool
    arguments: Mapping[str, str]
    text: str
    malformed: bool = False


def split(documentation: str | None) -> tuple[str | None, list[TenantAnnotation]]:
    """The text without our annotations, and these."""
    if documentation is None:
        return None, []
    lines = documentation.split("\n")
    text = "\n".join(line.rstrip() for line in lines if not _TENANT.match(line)).strip("\n")
    return text or None, [_annotation(line) for line in lines if _TENANT.match(line)]


def _annotation(line: str) -> TenantAnnotation:
    form = _FORM.match(line)
    if form is None:
        return TenantAnnotation(False, {}, line.strip(), malformed=True)
    arguments = dict(_ARGUMENT.findall(form[2] or ""))
    return TenantAnnotation(form[1] is not None, arguments, line.strip())
