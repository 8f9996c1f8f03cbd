"""The lexer that Lark's parser asks for tokens: contextual, as Lark's own, but without lines and columns.

What is printed counts them from the offsets (see `text.source`); Lark's lexer counts them for each token, which takes
longer than all else that it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer, LexerState, TerminalDef, Token

_Match = Callable[[str, int, int], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines of a text. Tokens have offsets in the text."""

    text: str
    start: int
    end: int


class Piece:
    """A token: what the parser and our callbacks look at, and the places that Lark copies into the token at the end."""

    __slots__ = ("end_pos", "start_pos", "type", "value")

    line: ClassVar = None
    column: ClassVar = None
    end_line: ClassVar = None
    end_column: ClassVar = None

    def __init__(self, type: str, value: str, start: int, end: int) -> None:
        self.type, self.value, self.start_pos, self.end_pos = type, value, start, end


class Stuck(UnexpectedInput):
    """No token that may stand at the offset `place` does."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class ChunkLexer(Lexer):
    """Lark makes one from the terminals of the grammar and those that each state of the parser accepts."""

    def __init__(self, conf: Any, states: Mapping[int, Collection[str]], always_accept: Collection[str] = ()) -> None:
        self._matches = _Matches(conf.terminals_by_name, states)

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        chunk = cast(Chunk, lexer_state.text)
        text, place, end = chunk.text, chunk.start, chunk.end
        matches, stack = self._matches, parser_state.state_stack
        while place < end:
            match = matches[stack[-1]](text, place, end)
            if match is None:
                raise Stuck(place)
            start, place = place, match.end()
            yield cast(Token, Piece(cast(str, match.lastgroup), match[0], start, place))


class _Matches(dict[int, _Match]):
    """What finds the next token in a state, made when the parser is there for the first time."""

    def __init__(self, terminals: Mapping[str, TerminalDef], states: Mapping[int, Collection[str]]) -> None:
        super().__init__()
        self._terminals, self._states = terminals, states
        self._compiled: dict[frozenset[str], _Match] = {}

    def __missing__(self, state: int) -> _Match:
        accepted = frozenset(name for name in self._states[state] if name in self._terminals)
        if accepted not in self._compiled:
            terminals = sorted((self._terminals[name] for name in accepted), key=lambda t: (-t.priority, t.name))
            pattern = "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals)
            self._compiled[accepted] = re.compile(pattern or r"(?!)").match
        self[state] = self._compiled[accepted]
        return self[state]
