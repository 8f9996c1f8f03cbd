"""A production image carries the runtime alone: what generated code imports needs SQLAlchemy and Pydantic only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATED = sorted(file.parent.name for file in ROOT.glob("generated/*/client.py"))
GENERATOR_ONLY = {"alembic", "black", "click", "dotenv", "jinja2", "lark", "mako", "rich", "tomlkit"}
GENERATOR_ONLY |= {"lsprotocol", "pygls"}


@pytest.mark.parametrize("package", GENERATED)
def test_a_generated_package_imports_nothing_of_the_generator(package: str) -> None:
    loaded = modules_after(f"import generated.{package}; from generated.{package} import Client, AsyncClient")
    assert {name.split(".")[0] for name in loaded} & GENERATOR_ONLY == set()
    layers = {name.split(".")[1] for name in loaded if name.startswith("tenantry.")}
    assert layers <= {"runtime", "urls"}


@pytest.mark.parametrize("package", GENERATED)
def test_repositories_do_not_import_the_table_classes(package: str) -> None:
    loaded = modules_after(f"import generated.{package}.client, generated.{package}.repositories")
    assert f"generated.{package}.tables" not in loaded


def test_the_runtime_imports_nothing_of_the_generator() -> None:
    loaded = modules_after("import tenantry.runtime")
    assert {name.split(".")[0] for name in loaded} & GENERATOR_ONLY == set()
    assert {name.split(".")[1] for name in loaded if name.startswith("tenantry.")} <= {"runtime", "urls"}


def test_commands_start_without_the_language_server() -> None:
    loaded = modules_after("import tenantry.cli.app")
    assert {name.split(".")[0] for name in loaded} & {"lsprotocol", "pygls"} == set()
    assert not any(name.startswith(("tenantry.lsp", "tenantry.ide")) for name in loaded)


def test_an_import_of_the_generator_would_be_seen() -> None:
    assert "lark" in modules_after("import lark")


def modules_after(statement: str) -> list[str]:
    """Names of all modules loaded in a fresh interpreter after `statement`."""
    code = f"{statement}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    names: list[str] = json.loads(run.stdout.splitlines()[-1])
    return names
