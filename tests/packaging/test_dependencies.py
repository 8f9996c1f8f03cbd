"""What is declared is what is imported: nothing missing on a user's machine, nothing there for nobody."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from tests.architecture import graph

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "tenantry"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

IMPORTED_AS = {"python-dotenv": "dotenv"}
COMES_WITH = {"pydantic_core": "pydantic"}
# SQLAlchemy imports these by the names in a URL.
DRIVERS = {"aiosqlite", "asyncpg", "greenlet", "psycopg"}


def declared(*extras: str) -> set[str]:
    """Names under which the base install and the extras are imported."""
    requirements = [
        *PROJECT["dependencies"],
        *(one for extra in extras for one in PROJECT["optional-dependencies"][extra]),
    ]
    names = (re.split(r"[^A-Za-z0-9_.-]", requirement)[0] for requirement in requirements)
    return {IMPORTED_AS.get(name, name) for name in names}


def imported(*parts: str) -> set[str]:
    """Top modules that the files below these parts of the package import, but for the standard library and ours."""
    found: set[str] = set()
    for part in parts:
        place = PACKAGE / part
        for module in graph.modules(place) if place.is_dir() else [place]:
            found |= {name.partition(".")[0] for name in graph.imports(module, PACKAGE, "tenantry")}
    return {COMES_WITH.get(name, name) for name in found - {"tenantry", *sys.stdlib_module_names}}


def test_the_base_install_has_what_the_runtime_imports() -> None:
    optional = DRIVERS | {"orjson"}
    assert imported("runtime", "urls.py") - optional == declared()


def test_the_generate_extra_has_what_the_generator_imports_and_no_more() -> None:
    layers = sorted(
        {path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()} - {"__pycache__"}
    )
    layers.remove("lsp")
    assert imported(*layers) - DRIVERS - {"orjson"} == declared("generate")


def test_the_lsp_extra_has_what_the_language_server_imports_besides() -> None:
    assert imported("lsp") - declared("generate") == declared("lsp") - declared("generate") - {"tenantry"}


def test_each_driver_is_in_an_extra() -> None:
    assert declared("sqlite", "postgresql") - declared() == DRIVERS
