"""Schemas as people mistype them: seeded, so that the same schema and seed give the same copy on every machine."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_TOKEN = re.compile(r"\s+|\"(?:[^\"\\\n]|\\.)*\"|[\w.@]+|.", re.DOTALL)
_SIGNS = '{}()[]@"?,:=/.!-_ 0\\$'
_SOME_WORDS = """
    String Int BigInt Float Decimal DateTime Json Bytes Boolean model enum view type datasource generator @id @unique
    @default(now()) @default(autoincrement()) @default(cuid()) @default(uuid()) @default(1) @default("x") @default(true)
    @default([]) @updatedAt @map("x") @ignore @relation @relation("x") @db.VarChar(20) @db.Text @db.Uuid @@id([id])
    @@unique([id]) @@index([id]) @@map("x") @@ignore onDelete: onUpdate: Cascade SetNull Restrict NoAction SetDefault
    fields: references: map: name: sort: Desc length: 5 type: Hash Gin ops: [] ? ! { } ( ) [ ] , : = " // /// null
    env("X") 1.5 -1 Unsupported("x") String[] Int? @@schema("x") @@fulltext([id]) view:
"""
_SPACES = ("  ", "\t", "     ", " \t ")
_BREAKS = ("\n", "\n  ", "\n\n", " // x\n", " ", "\r\n    ")
_CONNECTORS = "postgresql|mysql|sqlite|cockroachdb|sqlserver|mongodb"
_WORDS = _SOME_WORDS.split()


def mutated(text: str, seed: object, times: int = 1) -> str:
    """`text` with `times` mistakes. `seed` is anything with a `str` of its own."""
    chance = random.Random(str(seed))
    for _ in range(times):
        text = _mistake(chance, text)
    return text


def relaid(text: str, seed: object) -> str:
    """`text` with other white space, line breaks inside brackets and comments: the same schema, for the most part."""
    chance = random.Random(str(seed))
    often = chance.choice([0.02, 0.1, 0.4])
    return "".join(_relaid_line(chance, line, often) for line in text.splitlines(keepends=True))


def _relaid_line(chance: random.Random, line: str, often: float) -> str:
    written, depth = "", 0
    for token in _TOKEN.findall(line):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token, 0)
        written += (
            chance.choice(_SPACES) if token.isspace() and "\n" not in token and chance.random() < often else token
        )
        if chance.random() < often / 4:
            breaks = token in ("(", "[") or (depth > 0 and token == ",")
            written += chance.choice(_BREAKS if breaks else [""])
    if chance.random() < often / 4:
        written = chance.choice(["\n", "\n\n", "  // alone\n", "/// of it\n", "   \n", "\r\n"]) + written
    if chance.random() < often / 4 and written.endswith("\n"):
        written = written[:-1] + chance.choice(["  ", " // end", " /// end", "\t", "//end"]) + "\n"
    return written


def _mistake(chance: random.Random, text: str) -> str:
    """One that changes something, if one can be found in a few tries."""
    for _ in range(8):
        lines = text.split("\n")
        filled = [number for number, line in enumerate(lines) if line.strip()] or [0]
        chance.choice(_MISTAKES)(chance, lines, chance.choice(filled), filled)
        changed = "\n".join(lines)
        if changed != text:
            return changed
    return text


def _no_line(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    del lines[at]


def _line_twice(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    lines.insert(chance.choice(filled), lines[at])


def _lines_swapped(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    other = chance.choice(filled)
    lines[at], lines[other] = lines[other], lines[at]


def _lines_joined(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    if at + 1 < len(lines):
        lines[at : at + 2] = [f"{lines[at]} {lines[at + 1].strip()}"]


def _line_broken(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    place = chance.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _no_token(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    tokens, words = _tokens(lines[at])
    del tokens[chance.choice(words)]
    lines[at] = "".join(tokens)


def _misspelled(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    tokens, words = _tokens(lines[at])
    place = chance.choice(words)
    word = tokens[place]
    if len(word) > 1:
        cut = chance.randrange(len(word) - 1)
        tokens[place] = chance.choice(
            [
                word[:cut] + word[cut + 1 :],
                word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
                word[:cut] + chance.choice("abxZ_9-") + word[cut:],
                word.swapcase(),
            ]
        )
    lines[at] = "".join(tokens)


def _other_word(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    tokens, words = _tokens(lines[at])
    tokens[chance.choice(words)] = chance.choice(_WORDS)
    lines[at] = "".join(tokens)


def _word_of_the_file(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    tokens, words = _tokens(lines[at])
    tokens[chance.choice(words)] = chance.choice(re.findall(r"\w+", "\n".join(lines)) or ["x"])
    lines[at] = "".join(tokens)


def _word_added(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    tokens, words = _tokens(lines[at])
    tokens.insert(chance.choice([*words, len(tokens)]), f" {chance.choice(_WORDS)} ")
    lines[at] = "".join(tokens)


def _sign_added(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    place = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + chance.choice(_SIGNS) + lines[at][place:]


def _no_character(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    if lines[at]:
        place = chance.randrange(len(lines[at]))
        lines[at] = lines[at][:place] + lines[at][place + 1 :]


def _other_arity(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    ending = chance.choice(["?", "[]", ""])
    lines[at] = re.sub(r"^(\s*\w+\s+\w+)(\?|\[\])?(?=\s|$)", rf"\g<1>{ending}", lines[at])


def _words_swapped(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    tokens, words = _tokens(lines[at])
    first, second = chance.choice(words), chance.choice(words)
    tokens[first], tokens[second] = tokens[second], tokens[first]
    lines[at] = "".join(tokens)


def _comment(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    comment = chance.choice(["// one", "/// one", "//", "///", "/* one */"])
    if chance.random() < 0.5:
        lines.insert(at, comment)
    else:
        lines[at] += f" {comment}"


def _cut_off(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    """The end of the file is missing, as while typing at it."""
    del lines[at + 1 :]
    lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]


def _pasted(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    """A few lines from elsewhere, once more."""
    start = chance.choice(filled)
    lines[at:at] = lines[start : start + chance.randrange(2, 6)]


def _no_block(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    """What refers to it stays."""
    starts = [number for number, line in enumerate(lines) if re.match(r"\w.*\{\s*$", line)]
    if starts:
        start = chance.choice(starts)
        end = next((number for number in range(start, len(lines)) if lines[number].startswith("}")), start)
        del lines[start : end + 1]


def _renamed_once(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    words = re.findall(r"\w{2,}", "\n".join(lines)) or ["x"]
    word = chance.choice(words)
    places = [number for number, line in enumerate(lines) if re.search(rf"\b{word}\b", line)]
    place = chance.choice(places or [at])
    lines[place] = re.sub(rf"\b{word}\b", chance.choice([f"{word}s", f"{word}2", word.upper()]), lines[place], count=1)


def _other_connector(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    named = [number for number, line in enumerate(lines) if re.search(f'"({_CONNECTORS})"', line)]
    if named:
        place = chance.choice(named)
        lines[place] = re.sub(_CONNECTORS, chance.choice(_CONNECTORS.split("|")), lines[place], count=1)


def _other_quotes(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    quoted = [number for number, line in enumerate(lines) if '"' in line]
    if quoted:
        place = chance.choice(quoted)
        quotes = chance.choice(["''", "``", "\u201c\u201d", '""'])
        lines[place] = re.sub(r'"([^"]*)"', lambda text: quotes[0] + text[1] + quotes[1:], lines[place], count=1)


def _wide_character(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    place = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + chance.choice("é漢😀\u00a0\u200b\t") + lines[at][place:]


def _no_pair(chance: random.Random, lines: list[str], at: int, filled: Sequence[int]) -> None:
    """One of the brackets or commas of a line is missing."""
    places = [place for place, sign in enumerate(lines[at]) if sign in "(){}[],:="]
    if places:
        place = chance.choice(places)
        lines[at] = lines[at][:place] + lines[at][place + 1 :]


def _tokens(line: str) -> tuple[list[str], list[int]]:
    """The tokens of a line, white space among them, and the places of the others."""
    tokens = _TOKEN.findall(line) or [""]
    return tokens, [place for place, token in enumerate(tokens) if token.strip()] or [0]


_Mistake = Callable[[random.Random, list[str], int, Sequence[int]], None]
# Weighed by how often people make them, which the doubled ones stand for.
_MISTAKES: Sequence[_Mistake] = (
    _no_line,
    _line_twice,
    _lines_swapped,
    _lines_joined,
    _line_broken,
    _no_token,
    _no_token,
    _misspelled,
    _misspelled,
    _other_word,
    _word_of_the_file,
    _word_added,
    _sign_added,
    _no_character,
    _other_arity,
    _words_swapped,
    _comment,
    _cut_off,
    _pasted,
    _no_block,
    _renamed_once,
    _renamed_once,
    _other_connector,
    _other_quotes,
    _wide_character,
    _no_pair,
)
