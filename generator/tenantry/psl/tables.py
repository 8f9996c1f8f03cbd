"""The tables that Lark makes of the grammar, kept in a file: making them takes ten times as long as reading them.

`prisma.json` stands beside the grammar and holds nothing but words and numbers: what is read from it is data. A test
makes the tables anew and compares.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypedDict, cast

from lark.grammar import NonTerminal, Rule, Terminal
from lark.lexer import LexerThread
from lark.parsers.lalr_parser import LALR_Parser

STARTS = ("model", "enum", "config")
FILE = "prisma.json"


class Tables(TypedDict):
    """`terminals` has patterns in the order in which they are tried, `rules` what each begins with and its parts. In
    `states`, by what comes next, is the state to go to, or below zero the rule that is complete, counted from -1."""

    terminals: Mapping[str, str]
    rules: Sequence[tuple[str, Sequence[str]]]
    states: Sequence[Mapping[str, int]]
    starts: Mapping[str, int]
    ends: Mapping[str, int]


class Parser(Protocol):
    """What we use of Lark's parser, which says less of its types."""

    def parse(self, lexer: LexerThread, start: str) -> object: ...


def read() -> Tables:
    """The tables as they were kept."""
    return cast(Tables, json.loads(_file(FILE)))


def parser(tables: Tables, callbacks: object) -> Parser:
    """Lark's parser, which calls the method of `callbacks` that has the name of a rule or a terminal."""
    rules = [_rule(origin, parts) for origin, parts in tables["rules"]]
    calls: dict[Any, Any] = {rule: getattr(callbacks, rule.origin.name) for rule in rules}
    calls |= {name: getattr(callbacks, name) for name in tables["terminals"] if hasattr(callbacks, name)}
    states = {number: _actions(state) for number, state in enumerate(tables["states"])}
    names = sorted({name for state in tables["states"] for name in state})
    data = {
        "tokens": {name: name for name in names},
        "states": states,
        "start_states": tables["starts"],
        "end_states": tables["ends"],
    }
    return cast(Parser, cast(Any, LALR_Parser).deserialize(data, dict(enumerate(rules)), calls))


def made() -> str:
    """The text of the file, made from the grammar."""
    from lark import Lark

    grammar = _file("prisma.lark").decode("utf-8")
    lark: Any = Lark(grammar, parser="lalr", start=list(STARTS), maybe_placeholders=False, keep_all_tokens=True)
    table: Any = lark.parser.parser._parse_table
    arguments = [argument for actions in table.states.values() for _, argument in actions.values()]
    rules = sorted({rule for rule in arguments if isinstance(rule, Rule)}, key=_written)
    numbers = _numbered(table)
    states = [
        {
            name: -1 - rules.index(arg) if isinstance(arg, Rule) else numbers[arg]
            for name, (_, arg) in sorted(table.states[state].items())
        }
        for state in numbers
    ]
    tables: Tables = {
        "terminals": {
            t.name: t.pattern.to_regexp() for t in sorted(lark.terminals, key=lambda t: (-t.priority, t.name))
        },
        "rules": [_written(rule) for rule in rules],
        "states": states,
        "starts": {start: numbers[table.start_states[start]] for start in STARTS},
        "ends": {start: numbers[table.end_states[start]] for start in STARTS},
    }
    return _printed(tables)


def _file(name: str) -> bytes:
    data = pkgutil.get_data(
        "tenantry.psl", name
    )  # `importlib.resources` would take longer to import than all else here
    assert data is not None, "files of the package can be read wherever it can be imported from"
    return data


def _numbered(table: Any) -> dict[int, int]:
    """A number for each state, the same whatever order Lark came upon them in."""
    numbers: dict[int, int] = {}
    waiting = [table.start_states[start] for start in STARTS]
    while waiting:
        state = waiting.pop(0)
        if state not in numbers:
            numbers[state] = len(numbers)
            actions = sorted(table.states[state].items())
            waiting += [arg for _, (_, arg) in actions if not isinstance(arg, Rule)]
    return numbers


def _printed(tables: Tables) -> str:
    """JSON with a line for each terminal, rule and state, so that a change can be read."""
    parts: list[str] = []
    for key, value in tables.items():
        if isinstance(value, Mapping):
            inside = cast(Mapping[str, object], value)
            lines = [f"{json.dumps(name)}: {json.dumps(inner)}" for name, inner in inside.items()]
            parts.append(f"{json.dumps(key)}: {{\n" + ",\n".join(lines) + "\n}")
        else:
            lines = [json.dumps(inner) for inner in cast(Sequence[object], value)]
            parts.append(f"{json.dumps(key)}: [\n" + ",\n".join(lines) + "\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _written(rule: Rule) -> tuple[str, list[str]]:
    return rule.origin.name, [symbol.name for symbol in rule.expansion]


def _rule(origin: str, parts: Sequence[str]) -> Rule:
    return Rule(NonTerminal(origin), [Terminal(p) if p.isupper() else NonTerminal(p) for p in parts])


def _actions(state: Mapping[str, int]) -> dict[str, tuple[int, Any]]:
    # 1 and 0 are how Lark writes "complete the rule" and "go to the state".
    return {name: (1, {"@": -1 - to}) if to < 0 else (0, to) for name, to in state.items()}
