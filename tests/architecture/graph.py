"""The layers of ARCHITECTURE.md, and what in a source tree goes against them.

Each function takes the folder to look at and answers with sentences, one a fault, so that the tests can show it a tree
with a planted fault as well as ours.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

# From the bottom up. A layer may import those above it in this list; those on one line know nothing of each other.
ORDER: tuple[tuple[str, ...], ...] = (
    ("text",),
    ("psl",),
    ("ir",),
    ("prisma_names",),
    ("resolve",),
    ("rules",),
    ("views", "migrate", "dmmf"),
    ("emit",),
    ("pipeline",),
    ("ide", "workspace"),
    ("database",),
    ("cli", "lsp", "studio"),
)
RANK = {layer: rank for rank, layers in enumerate(ORDER) for layer in layers}

SHELLS = set(ORDER[-1])

# `urls` is a leaf: it imports SQLAlchemy, and these import it.
MAY_IMPORT_URLS = {"runtime", "database", *SHELLS}
DRIVERS = {"aiosqlite", "asyncmy", "asyncpg", "psycopg", "psycopg_pool", "pymysql", "sqlite3"}
RUNTIME_MAY_IMPORT = {"sqlalchemy", "pydantic", "pydantic_core", "greenlet", "orjson", *DRIVERS}
GENERATED_MAY_IMPORT = {"sqlalchemy", "pydantic", "typing_extensions"}

# Shells know nothing of each other, but that a command may start one.
DOORS = {"cli/lsp.py": "lsp"}

# Packages that one layer keeps to itself, so that it can be replaced there.
HOME = {
    "alembic": {"migrate", "database"},
    "black": {"migrate"},
    "click": {"cli"},
    "jinja2": {"emit"},
    "lark": {"psl"},
    "lsprotocol": {"lsp"},
    "pygls": {"lsp"},
    "rich": {"cli"},
}

# Methods and functions that change files; all files of a project are written by `workspace`.
WRITING = {"write_text", "write_bytes", "mkdir", "makedirs", "unlink", "touch", "rmdir", "rmtree", "symlink_to"}


def imports(module: Path, root: Path, package: str) -> Iterator[str]:
    """Dotted names that `module` imports, relative ones made absolute; `root` is the folder of `package`."""
    here = (package, *module.relative_to(root).parts[:-1])
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            source = ".".join((*base, *([node.module] if node.module else [])))
            # `from tenantry import ir` imports a layer, not a name.
            whole = source in (package, "tenantry")
            yield from (f"{source}.{alias.name}" for alias in node.names) if whole else (source,)


def layer(module: Path, root: Path) -> str:
    """`text` for both `text/source.py` and `text.py`."""
    return module.relative_to(root).with_suffix("").parts[0]


def modules(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)


def wrong_imports(root: Path) -> list[str]:
    """Imports that break the order of the layers, or the solitude of `runtime` and `urls`."""
    faults: list[str] = []
    for module in modules(root):
        own = layer(module, root)
        if own == "__init__":
            faults += [f"{module.name} imports {name}" for name in imports(module, root, "tenantry") if ours(name)]
        elif own == "__main__":
            continue
        elif own not in {*RANK, "runtime", "urls"}:
            faults.append(f"{module.relative_to(root)} stands in no layer of ARCHITECTURE.md")
        else:
            path = module.relative_to(root).as_posix()
            wrong = [name for name in imports(module, root, "tenantry") if not allowed(own, name)]
            faults += [f"{path} imports {name}" for name in wrong if not is_door(path, name)]
    return faults


def ours(name: str) -> bool:
    return name.partition(".")[0] == "tenantry"


def allowed(own: str, name: str) -> bool:
    """May a module of the layer `own` import `name`?"""
    top, *rest = name.split(".")
    other = rest[0] if top == "tenantry" and rest else None
    if top == "tenantry" and other in (None, "__version__"):
        return other is not None and own in SHELLS
    if own == "runtime":
        return top in {*RUNTIME_MAY_IMPORT, *sys.stdlib_module_names} or other in ("runtime", "urls")
    if own == "urls":
        return top in {"sqlalchemy", *sys.stdlib_module_names}
    if other is None:
        return top not in HOME or own in HOME[top]
    if other == "urls":
        return own in MAY_IMPORT_URLS
    return other == own or (other in RANK and RANK[other] < RANK[own])


def is_door(module: str, name: str) -> bool:
    """Does the command in `module` start the shell that it imports?"""
    return module in DOORS and name.split(".")[:2] == ["tenantry", DOORS[module]]


def wrong_imports_of_generated(package: Path) -> list[str]:
    """Imports of a generated package other than the runtime, SQLAlchemy, Pydantic, the standard library and itself."""
    itself = package.name
    faults: list[str] = []
    for module in modules(package):
        for name in imports(module, package, itself):
            top = name.split(".")[0]
            known = top in {itself, *GENERATED_MAY_IMPORT, *sys.stdlib_module_names}
            if not known and name.split(".")[:2] != ["tenantry", "runtime"]:
                faults.append(f"{itself}/{module.relative_to(package)} imports {name}")
    return faults


def writers(root: Path) -> list[str]:
    """Calls that change files, outside `workspace`."""
    faults: list[str] = []
    for module in modules(root):
        if layer(module, root) == "workspace":
            continue
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
                faults.append(f"{module.relative_to(root)}:{node.lineno} calls {node.func.attr}")
    return faults
