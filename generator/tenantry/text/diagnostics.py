"""A fault as data. Printing is in `tenantry.text.render`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tenantry.text.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first, such as the other definition of a name."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and the edit that mends it.

    `code` is stable and names the fault (`missing-back-relation`). `message` states the fault, did-you-mean included;
    `help` gives the edit. `span` is None only where no file is to blame (an empty schema folder).
    """

    code: str
    message: str
    span: Span | None
    help: str | None = None
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()


@dataclass(slots=True)
class Report:
    """Collects diagnostics while a pass goes on; the only mutable thing that passes share."""

    _found: list[Diagnostic] = field(default_factory=list[Diagnostic])
    blocked: bool = False
    """Whether one of the errors leaves the rest without a ground to be judged on."""

    def error(
        self,
        code: str,
        message: str,
        span: Span | None,
        *,
        help: str | None = None,
        related: tuple[Related, ...] = (),
        blocks: bool = True,
    ) -> None:
        """Adds an error. `blocks=False` says that what comes after can still be judged."""
        self.blocked |= blocks
        self._found.append(Diagnostic(code, message, span, help, Severity.ERROR, related))

    def warning(
        self, code: str, message: str, span: Span | None, *, help: str | None = None, related: tuple[Related, ...] = ()
    ) -> None:
        """Adds a warning."""
        self._found.append(Diagnostic(code, message, span, help, Severity.WARNING, related))

    def extend(self, faults: Iterable[Diagnostic], *, blocks: bool = True) -> None:
        """Adds what another report found; its errors block, or not, as `error` says."""
        self._found += faults
        self.blocked = self.blocked or (blocks and self.has_errors)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    @property
    def has_errors(self) -> bool:
        """Whether any error, not only warnings, was found."""
        return any(d.severity is Severity.ERROR for d in self._found)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was found, in the order of files and places."""
        return by_place(self._found)


def by_place(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In the order of files and places; what has no place comes first."""
    return tuple(sorted(found, key=lambda d: (d.span.source.name, d.span.start) if d.span is not None else ("", -1)))
