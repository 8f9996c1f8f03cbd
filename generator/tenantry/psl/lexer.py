"""The lexer that Lark's parser asks for tokens: contextual, as Lark's own, but without lines and columns.

What is printed counts them from the offsets (see `text.source`); Lark's lexer counts them for each token, which takes
longer than all else that it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer, LexerState, LexerThread, Token

_Match = Callable[[str, int, int], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines of a text. Tokens have offsets in the text; `seen` is what the lexer reads in its stead."""

    text: str
    seen: str
    start: int
    end: int


class Piece:
    """A token, as far as the parser and our callbacks look at it."""

    __slots__ = ("end_pos", "start_pos", "type", "value")

    # Lark copies these into the token that ends a text.
    line = column = end_line = end_column = None

    def __init__(self, type: str, value: str, start: int, end: int) -> None:
        self.type, self.value, self.start_pos, self.end_pos = type, value, start, end


class Stuck(UnexpectedInput):
    """No token that may stand at the offset `place` stands there."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class ChunkLexer(Lexer):
    """Knows the patterns of the terminals, in the order in which they are tried, and what each state of the parser has
    something to do with."""

    def __init__(self, terminals: Mapping[str, str], states: Sequence[Mapping[str, int]]) -> None:
        self._matches = _Matches(terminals, states)

    def thread(self, chunk: Chunk) -> LexerThread:
        """What Lark's parser asks for tokens."""
        return LexerThread.from_custom_input(self, chunk)

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        chunk = cast(Chunk, cast(Any, lexer_state).text)
        text, seen, place, end = chunk.text, chunk.seen, chunk.start, chunk.end
        matches, stack = self._matches, parser_state.state_stack
        while place < end:
            match = matches[stack[-1]](seen, place, end)
            if match is None:
                raise Stuck(place)
            start, place = place, match.end()
            yield cast(Token, Piece(cast(str, match.lastgroup), text[start:place], start, place))


class _Matches(dict[int, _Match]):
    """What finds the next token in a state, made when the parser is there for the first time."""

    def __init__(self, terminals: Mapping[str, str], states: Sequence[Mapping[str, int]]) -> None:
        super().__init__()
        self._terminals, self._states = terminals, states
        self._made: dict[str, _Match] = {}

    def __missing__(self, state: int) -> _Match:
        accepted = [name for name in self._terminals if name in self._states[state]]
        pattern = "|".join(f"(?P<{name}>{self._terminals[name]})" for name in accepted) or r"(?!)"
        if pattern not in self._made:
            self._made[pattern] = re.compile(pattern).match
        self[state] = self._made[pattern]
        return self[state]
