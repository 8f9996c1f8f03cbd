"""Diagnostics for people: a paragraph each, with the line of the schema and carets under the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.render.printable import printable, width
from tenantry.text.render.runs import Run, runs
from tenantry.text.source import Span

_RED, _YELLOW, _BLUE, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"
_LONGEST = 120
"""Characters of a line that are shown."""
_BEFORE = 40
"""Of these, how many stand before a place that is far to the right."""


def render_text(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """One paragraph a diagnostic; those that say the same of lines that follow each other share one."""
    paint = _Paint(color)
    return "\n".join("".join(f"{line}\n" for line in _paragraph(run, paint)) for run in runs(diagnostics))


class _Paint:
    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, *codes: str) -> str:
        return f"{''.join(codes)}{text}{_PLAIN}" if self._color else text


def _paragraph(run: Run, paint: _Paint) -> Iterator[str]:
    diagnostic = run.first
    tone = _RED if diagnostic.severity is Severity.ERROR else _YELLOW
    title, message = f"{diagnostic.severity}[{diagnostic.code}]", f": {printable(diagnostic.message)}"
    yield f"{paint(title, tone, _BOLD)}{paint(message, _BOLD)}"
    margin = 2
    if diagnostic.span is not None:
        margin = max(len(str(run.last_line)), 2)
        yield from _excerpt(diagnostic.span, "-->", "^", margin, tone, paint)
    for other in diagnostic.related:
        yield from _excerpt(other.span, ":::", "-", margin, _BLUE, paint, note=printable(other.message))
    if run.others:
        yield _remark("note", _and_following(run), margin, paint)
    if diagnostic.help is not None:
        yield _remark("help", printable(diagnostic.help), margin, paint)


def _and_following(run: Run) -> str:
    if len(run.others) == 1:
        return f"the same for line {run.last_line}, which follows"
    return f"the same for the {len(run.others)} lines that follow, up to line {run.last_line}"


def _remark(kind: str, text: str, margin: int, paint: _Paint) -> str:
    return f"{' ' * margin} {paint('=', _BLUE)} {paint(kind, _BOLD)}: {text}"


def _excerpt(
    span: Span, arrow: str, mark: str, margin: int, tone: str, paint: _Paint, *, note: str = ""
) -> Iterator[str]:
    """Where it is, the line, and marks under the place; a place over several lines is shown by its first."""
    line, column = span.source.line_column(span.start)
    before, place, after = _cut(span, line)
    marks = mark * max(width(place.rstrip()), 1)
    indent = "".join("\t" if character == "\t" else " " * width(character) for character in before)
    bar = paint("|", _BLUE)
    yield f"{' ' * margin}{paint(arrow, _BLUE)} {printable(span.source.name)}:{line}:{column}"
    yield f"{paint(f'{line:>{margin}}', _BLUE)} {bar} {before}{place}{after}"
    yield f"{' ' * margin} {bar} {indent}{paint(marks, tone)}{paint(f' {note}', tone) if note else ''}"


def _cut(span: Span, line: int) -> tuple[str, str, str]:
    """What stands on the line before the place, in it and after it; of a long line, what is near the place."""
    text = span.source.text
    first = span.source.line_start(line)
    # Where a line ends that goes on far behind the place does not matter: there may be a fault at each of its words.
    far = max(span.end, span.start) + _LONGEST + 2
    last = text.find("\n", span.start, far)
    last = min(far, len(text)) if last < 0 else last
    last -= text.endswith("\r", first, last)
    end = min(max(span.end, span.start), last)
    start, stop = first, last
    if stop - start > _LONGEST:
        if end - first > _LONGEST - 1:
            start = max(first, span.start - _BEFORE)
        stop = min(last, start + _LONGEST)
        end = min(end, stop)
    before, place, after = printable(text[start : span.start]), printable(text[span.start : end]), text[end:stop]
    return f"{'…' * (start > first)}{before}", place, f"{printable(after)}{'…' * (stop < last)}"
