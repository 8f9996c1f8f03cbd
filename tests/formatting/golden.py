"""The cases of the formatter: schemas, and what `prisma format` makes of them.

A file of cases has a schema under each line `=== name`, and after a line `=>` its text as Prisma's engine wrote it.
What no reader would see has a sign: ␠ a blank at the end of a line, ␉ a tab, ␍ a carriage return, ¶ that no line ends
here. A line `--- name.prisma` starts a file of a schema of several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
_TITLE = re.compile(r"^=== (.*)\n", re.MULTILINE)
_FILE = re.compile(r"^--- (\S+)\n", re.MULTILINE)
_ALONE = "schema.prisma"
_SIGNS = {"␠": " ", "␉": "\t", "␍": "\r"}
_HIDDEN = re.compile(r"[ \t\r]+$|\t|\r", re.MULTILINE)

Files = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Names and texts of the files, as they are and as they are to be; `expected` is empty before it is recorded."""

    name: str
    files: Files
    expected: Files


def read(path: Path) -> list[Case]:
    text = path.read_text(encoding="utf-8")
    titles = list(_TITLE.finditer(text))
    ends = [title.start() for title in titles[1:]] + [len(text)]
    found: list[Case] = []
    for title, end in zip(titles, ends, strict=True):
        before, _, after = text[title.end() : end].partition("=>\n")
        found.append(Case(title[1], _files(before), _files(after) if after else ()))
    return found


def write(path: Path, cases: Sequence[Case]) -> None:
    path.write_text(
        "".join(f"=== {c.name}\n{_shown(c.files)}=>\n{_shown(c.expected)}" for c in cases), encoding="utf-8"
    )


def _files(text: str) -> Files:
    for sign, meant in _SIGNS.items():
        text = text.replace(sign, meant)
    text = text.replace("¶\n", "")
    starts = list(_FILE.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return tuple((s[1], text[s.end() : e]) for s, e in zip(starts, ends, strict=False)) or ((_ALONE, text),)


def _shown(files: Files) -> str:
    return "".join((f"--- {name}\n" if name != _ALONE else "") + _signs(text) for name, text in files)


def _signs(text: str) -> str:
    shown = _HIDDEN.sub(_sign, text)
    return shown if shown.endswith("\n") else f"{shown}¶\n"


def _sign(hidden: re.Match[str]) -> str:
    signs = {meant: sign for sign, meant in _SIGNS.items()}
    return "".join(signs[character] for character in hidden[0])
