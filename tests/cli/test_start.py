"""Commands start fast because they import only what they use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.console import tenantry
from tests.cli.projects import shop

DATABASES = {"sqlalchemy", "alembic", "pydantic", "dotenv"}
GENERATION = {"lark", "jinja2", "black"}


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        ([], DATABASES | GENERATION | {"rich", "difflib"}),
        (["--help"], DATABASES | GENERATION | {"rich", "difflib"}),
        (["--version"], DATABASES | GENERATION | {"rich", "difflib"}),
        (["check", "--help"], DATABASES | GENERATION | {"rich", "difflib"}),
        (["check"], DATABASES | {"black", "rich"}),
        (["validate"], DATABASES | {"black", "rich"}),
        (["generate"], DATABASES | {"black", "rich"}),
    ],
    ids=lambda value: " ".join(value) or "no arguments" if isinstance(value, list) else "",
)
def test_a_command_imports_nothing_that_it_does_not_use(tmp_path: Path, arguments: list[str], absent: set[str]) -> None:
    root = shop(tmp_path)
    assert tenantry(root, "generate").code == 0
    assert imported(root, arguments) & absent == set()


def test_an_import_would_be_seen(tmp_path: Path) -> None:
    assert "click" in imported(tmp_path, ["--help"])


def imported(cwd: Path, arguments: list[str]) -> set[str]:
    """Names of the top modules that a run of the command has loaded at its end."""
    code = (
        "import sys\nfrom tenantry.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    run = subprocess.run([sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())
