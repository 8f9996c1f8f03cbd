"""The codes that the generator can give, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator" / "tenantry"
LAYERS = ("psl", "resolve", "rules", "views")
REPORTING = {"error", "warning", "Diagnostic"}


def emitted() -> dict[str, str]:
    """Each code, with a file that gives it. Raises ValueError for one that cannot be read from the source."""
    found: dict[str, str] = {}
    constants = dict(_constants())
    for layer in LAYERS:
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            for code in _codes(ast.parse(path.read_text(encoding="utf-8")), constants, path):
                found.setdefault(code, path.relative_to(PACKAGE).as_posix())
    return found


def _constants() -> Iterator[tuple[str, str]]:
    """Texts that modules name: `INVALID_LINE = "invalid-line"`."""
    for layer in LAYERS:
        for path in (PACKAGE / layer).rglob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                        yield name, text


def _codes(module: ast.Module, constants: dict[str, str], path: Path) -> Iterator[str]:
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if _name(call.func).lstrip("_") in REPORTING and call.args and function.name.lstrip("_") not in REPORTING:
                for given in _values(call.args[0], function, module):
                    code = _text(given, constants)
                    if code is None:
                        raise ValueError(f"{path.name}:{call.lineno}: which code is `{ast.unparse(given)}`?")
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


def _text(given: ast.expr, constants: dict[str, str]) -> str | None:
    match given:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return constants.get(name)
        case _:
            return None


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
