"""Reading the arguments of attributes and the values of properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tenantry.psl import ast
from tenantry.text.diagnostics import Report
from tenantry.text.source import Span
from tenantry.text.suggest import did_you_mean

_TEXT, _WORD, _NUMBER = "a string value", "a constant literal value", "a numeric value"
_WRITTEN = {
    _TEXT: 'write a text in double quotes, such as `"name"`',
    _WORD: "write a bare word, without quotes",
    _NUMBER: "write a whole number, without quotes",
}
_LIMIT = 2**63
_LONGEST = 4000  # Python reads no longer number; leading zeros count


class Arguments:
    """The arguments of one attribute, taken one by one; `done` reports those that nobody took."""

    def __init__(self, attribute: ast.Attribute, report: Report) -> None:
        self.attribute, self._report = attribute, report
        self._named: dict[str, ast.Argument] = {}
        self._unnamed: list[ast.Argument] = []
        self._asked: list[str] = []
        for argument in attribute.arguments:
            if argument.name is None:
                self._unnamed.append(argument)
                continue
            if argument.name.text in self._named:
                message = f'Argument "{argument.name.text}" is already specified.'
                report.error("duplicate-argument", message, argument.span, help="remove one of them")
            self._named[argument.name.text] = argument  # of two the last, as for Prisma
        if len(self._unnamed) > 1:
            self._several_unnamed()

    def _several_unnamed(self) -> None:
        values = ", ".join(source_text(argument.span) for argument in self._unnamed)
        message = (
            "You provided multiple unnamed arguments. This is not possible. Did you forget the brackets? "
            f"Did you mean `[{values}]`?"
        )
        help = "name all of them but one, or make a list of them"
        self._report.error("several-unnamed-arguments", message, self.attribute.span, help=help)

    def take(self, name: str, *, unnamed: bool = False) -> ast.Expression | None:
        """The value of an argument, or None; `unnamed` says that its name may be left out."""
        self._asked.append(name)
        found = self._named.pop(name, None)
        if unnamed and self._unnamed:
            if found is not None:
                message = f'Argument "{name}" is already specified as unnamed argument.'
                self._report.error("duplicate-argument", message, found.span, help="remove one of them")
            found = found or self._unnamed[-1]
            self._unnamed = []
        return None if found is None else found.value

    def require(self, name: str, *, unnamed: bool = False) -> ast.Expression | None:
        """As `take`, and reports a missing one."""
        value = self.take(name, unnamed=unnamed)
        without_value = rf"[(,]\s*({name}\s*:\s*)?[,)]" if unnamed else rf"[(,]\s*{name}\s*:\s*[,)]"
        if value is None and re.search(without_value, source_text(self.attribute.span).replace("()", "")):
            return None  # the parser has told that
        if value is None:
            message = f'Argument "{name}" is missing.'
            help = f"write `@{self.attribute.name.text}({'' if unnamed else name + ': '}...)`"
            self._report.error("missing-argument", message, self.attribute.span, help=help)
        return value

    def done(self) -> None:
        """Reports what was written but is not known."""
        for argument in [*self._named.values(), *self._unnamed]:
            suggestion = did_you_mean(argument.name.text, self._asked) if argument.name is not None else ""
            help = f"the arguments are {joined(self._asked)}" if self._asked else "remove it: there are no arguments"
            self._report.error("unknown-argument", f"No such argument.{suggestion}", argument.span, help=help)

    def text(self, name: str, *, unnamed: bool = False) -> str | None:
        """The text of an argument that must be a string."""
        value = self.take(name, unnamed=unnamed)
        return None if value is None else text(value, self._report)


def text(value: ast.Expression, report: Report) -> str | None:
    """The text of a string; reports anything else."""
    if isinstance(value, ast.String):
        return value.value
    _unexpected(_TEXT, value, report)
    return None


def boolean(value: ast.Expression, report: Report) -> bool | None:
    """`true` or `false`; reports anything else."""
    if isinstance(value, ast.Constant) and value.text in ("true", "false"):
        return value.text == "true"
    message = f"Expected a boolean value, but received {described(value)}."
    report.error("wrong-value", message, value.span, help="write `true` or `false`")
    return None


def switch(value: ast.Expression, report: Report) -> bool | None:
    """`true` or `false`, in quotes too, as generators get them from Prisma; reports anything else."""
    written = value.value if isinstance(value, ast.String) else source_text(value.span)
    if written in ("true", "false"):
        return written == "true"
    message = f"Expected `true` or `false`, but found `{source_text(value.span)}`."
    report.error("wrong-value", message, value.span, help="write `true` or `false`")
    return None


def texts(value: ast.Expression, report: Report) -> tuple[str, ...]:
    """The texts of a list of strings, or of one string."""
    found = (text(item, report) for item in items(value))
    return tuple(item for item in found if item is not None)


def items(value: ast.Expression) -> Sequence[ast.Expression]:
    """The items of a list; a lone value counts as a list of one, as everywhere in the language."""
    return value.items if isinstance(value, ast.Array) else (value,)


def words(value: ast.Expression, report: Report) -> list[tuple[str, Span]]:
    """The bare words of a list such as `[authorId, title]`, each with its place."""
    found: list[tuple[str, Span]] = []
    for item in items(value):
        if isinstance(item, ast.Constant):
            found.append((item.text, item.span))
        else:
            _unexpected(_WORD, item, report)
    return found


def word(value: ast.Expression, report: Report) -> str | None:
    """A bare word such as `Cascade`."""
    if isinstance(value, ast.Constant):
        return value.text
    _unexpected(_WORD, value, report)
    return None


def whole(value: ast.Expression, report: Report) -> int | None:
    """A whole number."""
    if isinstance(value, ast.Number) and "." not in value.text and len(value.text) < _LONGEST:
        number = int(value.text)
        if -_LIMIT <= number < _LIMIT:
            return number
    _unexpected(_NUMBER, value, report)
    return None


def source_text(span: Span) -> str:
    """What stands at a place."""
    return span.source.text[span.start : span.end]


def described(value: ast.Expression) -> str:
    """A value for a message: its kind and how it is written."""
    kinds = {
        ast.String: "string value",
        ast.Number: "numeric value",
        ast.Constant: "literal value",
        ast.Array: "array value",
        ast.Call: "functional value",
        ast.Object: "object value",
    }
    return f"{kinds[type(value)]} `{source_text(value.span)}`"


def repeated(names: Iterable[str]) -> str | None:
    """The first that was there before; None where each is there once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def joined(names: Iterable[str]) -> str:
    """Names for a message."""
    return ", ".join(names)


def _unexpected(expected: str, value: ast.Expression, report: Report) -> None:
    message = f"Expected {expected}, but received {described(value)}."
    report.error("wrong-value", message, value.span, help=_WRITTEN[expected])
