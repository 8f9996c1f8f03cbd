"""The hooks, run by the real pre-commit from a clone of this repository, in a project's own repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.console import tenantry
from tests.cli.projects import SHOP, edit, shop

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PARTS = (
    "generator",
    "templates",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Repository:
    """A project under git with the hooks installed."""

    root: Path
    environ: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.root, env=self.environ, capture_output=True, text=True, check=False)

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", *arguments)

    def commit(self, message: str) -> subprocess.CompletedProcess[str]:
        self.run("git", "add", "--all")
        return self.run("git", *IDENTITY, "commit", "--message", message)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps its environments: made once for all tests."""
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """This repository as it is on disk, as a repository of its own, and its revision."""
    folder = tmp_path_factory.mktemp("hooks")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, folder / part)
    for arguments in (("init", "--quiet"), ("add", "--all"), (*IDENTITY, "commit", "--quiet", "--message", "as it is")):
        subprocess.run(["git", *arguments], cwd=folder, env=environment(folder), check=True)
    shown = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True)
    return folder, shown.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, home: Path, hooks: tuple[Path, str]) -> Repository:
    root = shop(tmp_path / "project")
    assert tenantry(root, "generate").code == 0
    place, revision = hooks
    chosen = "".join(f"      - id: tenantry-{name}\n" for name in ("validate", "check"))
    (root / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {place}\n    rev: {revision}\n    hooks:\n{chosen}"
        "      - id: tenantry-generate\n        stages: [manual]\n"
        "      - id: tenantry-format\n        stages: [manual]\n"
    )
    found = Repository(root, environment(home))
    assert found.run("git", "init", "--quiet").returncode == 0
    assert found.pre_commit("install").returncode == 0
    first = found.commit("first")
    assert first.returncode == 0, first.stdout + first.stderr
    return found


def environment(home: Path) -> dict[str, str]:
    """Without what would let the hook find the source tree, and without the settings of whoever runs this."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV"))}
    return {**kept, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never", "GIT_CONFIG_GLOBAL": os.devnull}


def test_a_commit_whose_code_is_behind_its_schema_is_refused_until_it_is_generated(repository: Repository) -> None:
    edit(repository.root, "size  Size", "sizes Size")
    refused = repository.commit("rename")
    assert refused.returncode != 0
    assert "stale     generated/shop/models.py" in refused.stderr + refused.stdout
    assert tenantry(repository.root, "generate").code == 0
    accepted = repository.commit("rename")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr


def test_a_commit_of_a_hand_edit_is_refused(repository: Repository) -> None:
    module = repository.root / "generated/shop/models.py"
    module.write_text(module.read_text() + "\nmine = 1\n")
    refused = repository.commit("edit")
    assert refused.returncode != 0
    assert "edited    generated/shop/models.py" in refused.stderr + refused.stdout


def test_a_commit_of_a_broken_schema_is_refused_with_the_line(repository: Repository) -> None:
    (repository.root / "shop.prisma").write_text(SHOP.replace("name  String", "name  Strin"))
    refused = repository.commit("break")
    assert refused.returncode != 0
    assert "shop.prisma:18:9" in refused.stderr + refused.stdout


def test_a_file_that_is_taken_out_of_a_schema_is_missed_though_no_other_is_committed(repository: Repository) -> None:
    (repository.root / "pyproject.toml").write_text('[tool.tenantry]\nschema = ["shop.prisma", "more"]\n')
    (repository.root / "more").mkdir()
    (repository.root / "more/color.prisma").write_text("enum Color {\n  red\n}\n")
    (repository.root / "more/paint.prisma").write_text("model Paint {\n  id Int @id\n  color Color\n}\n")
    assert tenantry(repository.root, "generate").code == 0
    assert repository.commit("two more files").returncode == 0
    repository.run("git", "rm", "--quiet", "more/color.prisma")
    missed = repository.pre_commit("run", "tenantry-validate")
    assert missed.returncode == 1, missed.stdout + missed.stderr
    assert "more/paint.prisma:3:9" in missed.stdout


def test_the_generate_hook_fails_when_it_writes_and_then_passes(repository: Repository) -> None:
    edit(repository.root, "size  Size", "sizes Size")
    arguments = ("run", "tenantry-generate", "--all-files", "--hook-stage", "manual")
    first = repository.pre_commit(*arguments)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "generated/shop: " in first.stdout
    second = repository.pre_commit(*arguments)
    assert second.returncode == 0, second.stdout + second.stderr
    assert tenantry(repository.root, "check").code == 0


def test_the_format_hook_fails_when_it_changes_a_schema_and_then_passes(repository: Repository) -> None:
    arguments = ("run", "tenantry-format", "--all-files", "--hook-stage", "manual")
    first = repository.pre_commit(*arguments)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "formatted shop.prisma" in first.stdout
    second = repository.pre_commit(*arguments)
    assert second.returncode == 0, second.stdout + second.stderr
    assert tenantry(repository.root, "format", "--check").code == 0
