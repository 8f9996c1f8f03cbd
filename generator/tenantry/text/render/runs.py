"""Diagnostics that say one thing of several lines, taken together.

Prisma blames each line of a block that it cannot read, and so do we; a person wants to be told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenantry.text.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Run:
    """A diagnostic, and those that say the same of the lines that follow it."""

    first: Diagnostic
    others: tuple[Diagnostic, ...] = ()

    @property
    def last_line(self) -> int:
        """The line on which the last of them begins; 0 where no place is to blame."""
        return _line((self.others or (self.first,))[-1])


def runs(diagnostics: Iterable[Diagnostic]) -> Iterator[Run]:
    """All of them, in their order."""
    first: Diagnostic | None = None
    others: list[Diagnostic] = []
    for diagnostic in diagnostics:
        if first is not None and _says_the_same(first, (others or [first])[-1], diagnostic):
            others.append(diagnostic)
            continue
        if first is not None:
            yield Run(first, tuple(others))
        first, others = diagnostic, []
    if first is not None:
        yield Run(first, tuple(others))


def _says_the_same(first: Diagnostic, before: Diagnostic, after: Diagnostic) -> bool:
    """The first may say more, such as what was meant, under a code of its own; it stands for the others when they add
    nothing to it."""
    if first.span is None or after.span is None or first.span.source is not after.span.source or after.related:
        return False
    if first.severity is not after.severity or after.help not in (None, first.help):
        return False
    return first.message.startswith(after.message) and _follows(_line(before), after)


def _follows(line: int, after: Diagnostic) -> bool:
    """On the next line that holds more than a comment?"""
    assert after.span is not None
    source, following = after.span.source, _line(after)
    between = (source.line_text(number).strip() for number in range(line + 1, following))
    return line < following and all(not text or text.startswith("//") for text in between)


def _line(diagnostic: Diagnostic) -> int:
    return 0 if diagnostic.span is None else diagnostic.span.source.line_column(diagnostic.span.start)[0]
