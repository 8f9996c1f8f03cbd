"""Diagnostics as SARIF 2.1.0, which code hosts and editors read.

The names are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tenantry.text.diagnostics import Diagnostic, Related
from tenantry.text.render.data import place
from tenantry.text.source import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means: in a sentence, and at length in Markdown."""

    summary: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The diagnostics of one schema; `path` stands in where one of them blames no place."""

    path: str
    diagnostics: Sequence[Diagnostic]


def render_sarif(checked: Sequence[Checked], rules: Mapping[str, Rule], version: str) -> str:
    """One log with one run. `rules` may hold more than was found; `version` is that of tenantry."""
    codes = sorted({diagnostic.code for one in checked for diagnostic in one.diagnostics})
    driver = {
        "name": "tenantry",
        "semanticVersion": version,
        "rules": [_rule(code, rules.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, one.path, codes.index(found.code)) for one in checked for found in one.diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.summary, "markdown": rule.markdown},
    }


def _result(found: Diagnostic, path: str, rule: int) -> dict[str, object]:
    text = found.message if found.help is None else f"{found.message}\nhelp: {found.help}"
    where = {"artifactLocation": _artifact(path)} if found.span is None else _physical(found.span)
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": str(found.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": where}],
    }
    if found.related:
        result["relatedLocations"] = [_related(number, other) for number, other in enumerate(found.related)]
    return result


def _related(number: int, other: Related) -> dict[str, object]:
    return {"id": number, "message": {"text": other.message}, "physicalLocation": _physical(other.span)}


def _physical(span: Span) -> dict[str, object]:
    where = place(span)
    region = {
        "startLine": where["line"],
        "startColumn": where["column"],
        "endLine": where["end_line"],
        "endColumn": where["end_column"],
    }
    return {"artifactLocation": _artifact(where["file"]), "region": region}


def _artifact(path: str) -> dict[str, str]:
    """A relative path is relative to the root of the checkout, which the reader of the log knows."""
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(path.replace("\\", "/"), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
