"""The codes that the generator can give, read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator" / "tenantry"
LAYERS = ("psl", "resolve", "rules", "views")
REPORTING = {"error", "warning", "Diagnostic"}
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def emitted() -> dict[str, str]:
    """Each code, with a file that gives it."""
    faults = _named(_module(PACKAGE / "psl" / "faults.py"))
    found = dict.fromkeys(faults.values(), "psl/faults.py")
    for layer in LAYERS:
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            module = _module(path)
            for code in _codes(module, {**faults, **_named(module)}):
                found.setdefault(code, path.relative_to(PACKAGE).as_posix())
    return found


def _module(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _named(module: ast.Module) -> dict[str, str]:
    """Codes that the module has a name for: `INVALID_LINE = "invalid-line"`."""
    found: dict[str, str] = {}
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))) if CODE.fullmatch(text):
                found[name] = text
            case _:
                pass
    return found


def _codes(module: ast.Module, named: dict[str, str]) -> Iterator[str]:
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if _name(call.func).lstrip("_") in REPORTING and call.args:
                for given in _values(call.args[0], function, module):
                    code = _text(given, named)
                    if code is not None:
                        yield code


def _values(given: ast.expr, function: ast.FunctionDef, module: ast.Module) -> Iterator[ast.expr]:
    """What the argument may be: itself, or where it is a parameter of its function, what that is called with."""
    parameters = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    if isinstance(given, ast.IfExp):
        yield from (given.body, given.orelse)
    elif isinstance(given, ast.Name) and given.id in parameters:
        position = parameters.index(given.id) - (parameters[0] == "self")
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if _name(call.func) == function.name:
                named = [keyword.value for keyword in call.keywords if keyword.arg == given.id]
                yield from named or call.args[position : position + 1]
    else:
        yield given


def _text(given: ast.expr, named: dict[str, str]) -> str | None:
    match given:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return named.get(name)
        case _:
            return None


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
