"""Every import points the way that ARCHITECTURE.md says, and each of these checks can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import graph

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "tenantry"
GENERATED = [
    file.parent for file in sorted((*ROOT.glob("generated/*/client.py"), *ROOT.glob("bench/generated/client.py")))
]


def test_every_import_points_down() -> None:
    assert graph.wrong_imports(PACKAGE) == []


def test_only_the_workspace_writes_files() -> None:
    assert graph.writers(PACKAGE) == []


@pytest.mark.parametrize("package", GENERATED, ids=lambda path: path.name)
def test_generated_code_imports_the_runtime_and_nothing_else_of_ours(package: Path) -> None:
    assert graph.wrong_imports_of_generated(package) == []


@pytest.mark.parametrize(
    ("module", "line", "fault"),
    [
        ("text/source.py", "from tenantry.psl import ast", "text/source.py imports tenantry.psl"),
        ("text/source.py", "from tenantry import ir", "text/source.py imports tenantry.ir"),
        ("text/source.py", "from ..psl import ast", "text/source.py imports tenantry.psl"),
        ("text/deep/source.py", "from ...psl.ast import File", "text/deep/source.py imports tenantry.psl.ast"),
        ("ir.py", "import tenantry.resolve.names", "ir.py imports tenantry.resolve.names"),
        ("views/tables.py", "from tenantry.migrate import diff", "views/tables.py imports tenantry.migrate"),
        ("migrate/diff.py", "from tenantry.views import tables", "migrate/diff.py imports tenantry.views"),
        ("ide/hover.py", "from tenantry.workspace import disk", "ide/hover.py imports tenantry.workspace"),
        ("workspace.py", "import tenantry.database.status", "workspace.py imports tenantry.database.status"),
        ("cli/app.py", "from tenantry.lsp import server", "cli/app.py imports tenantry.lsp"),
        ("cli/lsp.py", "from tenantry.studio import app", "cli/lsp.py imports tenantry.studio"),
        ("lsp/server.py", "from tenantry.cli.lsp import lsp", "lsp/server.py imports tenantry.cli.lsp"),
        ("ide/hover.py", "from pygls import uris", "ide/hover.py imports pygls"),
        ("cli/app.py", "from tenantry.runtime import engine", "cli/app.py imports tenantry.runtime"),
        ("runtime/engine.py", "from tenantry.ir import Model", "runtime/engine.py imports tenantry.ir"),
        ("runtime/engine.py", "import jinja2", "runtime/engine.py imports jinja2"),
        ("runtime/engine.py", "def f():\n    import alembic.op", "runtime/engine.py imports alembic.op"),
        ("urls.py", "from tenantry.runtime import engine", "urls.py imports tenantry.runtime"),
        ("emit/files.py", "from tenantry.urls import parse", "emit/files.py imports tenantry.urls"),
        ("resolve/names.py", "from lark import Token", "resolve/names.py imports lark"),
        ("views/tables.py", "import jinja2", "views/tables.py imports jinja2"),
        ("text/source.py", "from rich.console import Console", "text/source.py imports rich.console"),
        ("extra/thing.py", "", "extra/thing.py stands in no layer of ARCHITECTURE.md"),
        ("__init__.py", "from tenantry.cli import main", "__init__.py imports tenantry.cli"),
    ],
)
def test_an_import_that_points_up_is_found(tmp_path: Path, module: str, line: str, fault: str) -> None:
    plant(tmp_path / module, line)
    assert graph.wrong_imports(tmp_path) == [fault]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("psl/parser.py", "import lark\nfrom tenantry.text.source import Source"),
        ("cli/lsp.py", "from tenantry.lsp.server import serve"),
        ("emit/files.py", "import jinja2\nfrom tenantry import ir\nfrom tenantry.views import tables"),
        ("database/apply.py", "import alembic\nfrom tenantry.urls import parse\nfrom tenantry.workspace import disk"),
        (
            "runtime/engine.py",
            "import asyncpg\nimport sqlalchemy\nfrom tenantry.urls import parse\nfrom . import errors",
        ),
    ],
)
def test_an_import_that_points_down_is_let_be(tmp_path: Path, module: str, line: str) -> None:
    plant(tmp_path / module, line)
    assert graph.wrong_imports(tmp_path) == []


def test_a_generated_import_of_the_generator_is_found(tmp_path: Path) -> None:
    plant(tmp_path / "shop" / "client.py", "from tenantry.runtime import client\nfrom .models import User\nimport json")
    plant(tmp_path / "shop" / "keys.py", "from tenantry.ir import Model")
    plant(tmp_path / "shop" / "enums.py", "import generated.other.enums")
    assert graph.wrong_imports_of_generated(tmp_path / "shop") == [
        "shop/enums.py imports generated.other.enums",
        "shop/keys.py imports tenantry.ir",
    ]


def test_a_write_outside_the_workspace_is_found(tmp_path: Path) -> None:
    plant(tmp_path / "emit" / "files.py", "from pathlib import Path\nPath('x').write_text('y')")
    plant(tmp_path / "workspace" / "disk.py", "from pathlib import Path\nPath('x').write_text('y')")
    assert graph.writers(tmp_path) == ["emit/files.py:2 calls write_text"]


def plant(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
