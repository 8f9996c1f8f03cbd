"""Arguments of attributes and values of properties, spaced as Prisma spaces them."""

from __future__ import annotations

from enum import Enum, auto

from tenantry.psl.formatting.lexicon import Lexicon

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_WRITTEN = {"(": "(", "[": "[", "{": "{ ", ")": ")", "]": "]", "}": " }"}


def arguments(text: str, start: int, lexicon: Lexicon, *, objects: bool) -> tuple[str, int] | None:
    """The arguments whose opening parenthesis ends at `start`, rewritten, and where they end; None where they are none.

    A comma after the last one is dropped, a name without a value is kept: `(fields: [a, b], map: )`.
    """
    return _Rewriter(text, lexicon, objects).inside("(", start)


def value(text: str, start: int, lexicon: Lexicon, *, objects: bool) -> tuple[str, int] | None:
    """One value, rewritten, and where it ends; None where there is none."""
    token = lexicon.token.match(text, start)
    if token is None:
        return None
    match token.lastgroup:
        case "number" | "text" | "path":
            return token[token.lastgroup], token.end()
        case "call":
            before, opening = token["call"], "("
        case "sign" if token["sign"] == "[" or (token["sign"] == "{" and objects):
            before, opening = "", token["sign"]
        case _:
            return None
    found = _Rewriter(text, lexicon, objects).inside(opening, token.end())
    return None if found is None else (before + found[0], found[1])


class _After(Enum):
    """What stands before the place that is read."""

    OPENING = auto()
    COMMA = auto()
    LAST_COMMA = auto()
    NAME = auto()
    VALUE = auto()


class _Rewriter:
    """Goes through nested brackets with a stack of its own: they may be nested deeper than Python calls."""

    def __init__(self, text: str, lexicon: Lexicon, objects: bool) -> None:
        self._text, self._lexicon, self._objects = text, lexicon, objects
        self._written: list[str] = []
        self._open: list[str] = []

    def inside(self, opening: str, position: int) -> tuple[str, int] | None:
        """From after an opening bracket to after the one that closes it."""
        match_token = self._lexicon.token.match
        after: _After | None = self._enter(opening)
        while after is not None and (token := match_token(self._text, position)):
            position = token.end()
            kind = token.lastgroup or ""
            written = token[kind]
            if kind != "sign":
                after = self._element(kind, written, after)
            elif written == ",":
                after = self._comma(after)
            elif written in "[{(":
                after = self._nested(written, after)
            else:
                after = self._close(written, after)
                if not self._open and after is not None:
                    return "".join(self._written), position
        return None

    def _element(self, kind: str, written: str, after: _After) -> _After | None:
        """Takes a name, a value or the beginning of a call; None where it must not stand here."""
        if not self._may_begin(after, named=kind == "name"):
            return None
        if kind == "name":
            self._written.append(f"{written}: ")
            return _After.NAME
        self._written.append(written)
        return self._enter("(") if kind == "call" else _After.VALUE

    def _nested(self, opening: str, after: _After) -> _After | None:
        allowed = opening == "[" or (opening == "{" and self._objects)
        return self._enter(opening) if allowed and self._may_begin(after, named=False) else None

    def _may_begin(self, after: _After, *, named: bool) -> bool:
        if after is _After.COMMA:
            self._written.append(", ")
        if after is _After.NAME:
            return not named
        begins = after in (_After.OPENING, _After.COMMA)
        return begins and (self._open[-1] == "(" or named == (self._open[-1] == "{"))

    def _comma(self, after: _After) -> _After | None:
        in_arguments = self._open[-1] == "("
        if after is _After.VALUE or (after is _After.NAME and in_arguments):
            return _After.COMMA
        return _After.LAST_COMMA if after is _After.OPENING and in_arguments else None

    def _close(self, sign: str, after: _After) -> _After | None:
        opening = self._open.pop()
        # Only arguments may end with a comma, or with a name that has no value.
        whole = opening == "(" or after in (_After.OPENING, _After.VALUE)
        self._written.append(_WRITTEN[sign])
        return _After.VALUE if whole and sign == _CLOSING[opening] else None

    def _enter(self, opening: str) -> _After:
        self._open.append(opening)
        self._written.append(_WRITTEN[opening])
        return _After.OPENING
