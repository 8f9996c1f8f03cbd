"""Python source text of values and of docstrings, spelled as Black spells it."""

from __future__ import annotations

import base64
import datetime as dt
import re
import textwrap
from collections.abc import Sequence

LINE_LENGTH = 120

_ANNOTATION = re.compile(r"@(tenant|was)\(.*?\)\s*")


def string(value: str) -> str:
    """A string literal."""
    return _quoted(_printable(value.replace("\\", "\\\\")))


def moment(value: str) -> str:
    """The expression of an ISO 8601 text; what names no zone is UTC."""
    parsed = dt.datetime.fromisoformat(value)
    utc = parsed.replace(tzinfo=dt.UTC) if parsed.tzinfo is None else parsed.astimezone(dt.UTC)
    parts = [utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second, utc.microsecond]
    while len(parts) > 3 and parts[-1] == 0:
        parts.pop()
    return f"dt.datetime({', '.join(map(str, parts))}, tzinfo=dt.UTC)"


def binary(value: str) -> str:
    """The literal of bytes given in Base64."""
    return "b" + _quoted(repr(base64.b64decode(value))[2:-1].replace("\\'", "'").replace('\\"', '"'))


def _quoted(body: str) -> str:
    """Double quotes, unless single ones save a backslash."""
    quote = "'" if body.count('"') > body.count("'") else '"'
    return quote + body.replace(quote, f"\\{quote}") + quote


def tuple_of(items: Sequence[str]) -> str:
    """The display of a tuple."""
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


def docstring(documentation: str | None, indent: int) -> str | None:
    """The docstring literal of a `///` comment at that indentation; None where nothing is left to say."""
    lines = _lines(documentation, LINE_LENGTH - indent - 3)
    if not lines:
        return None
    if lines[0].startswith('"'):
        lines[0] = " " + lines[0]
    if len(lines) == 1 and indent + len(lines[0]) + 6 <= LINE_LENGTH:
        padding = " " if lines[0].endswith('"') else ""
        return f'"""{lines[0]}{padding}"""'
    margin = " " * indent
    rest = [margin + line if line else "" for line in lines[1:]]
    return "\n".join([f'"""{lines[0]}', *rest, f'{margin}"""'])


def _lines(documentation: str | None, width: int) -> list[str]:
    """The comment without its annotations, escaped and broken to the width, blank lines at its ends cut."""
    found: list[str] = []
    for raw in (documentation or "").split("\n"):
        line = _ANNOTATION.sub("", raw.expandtabs(4)).rstrip()
        escaped = _escape(line)
        margin = escaped[: len(escaped) - len(escaped.lstrip(" "))]
        found += textwrap.wrap(
            escaped, width, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
        ) or [""]
    while found and not found[0]:
        found.pop(0)
    while found and not found[-1]:
        found.pop()
    return [found[0].lstrip(), *found[1:]] if found else []


def _escape(line: str) -> str:
    plain = line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return _printable(plain)


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
