"""Virtual environments and what is installed in them, each step as a user would take it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Environment:
    """A clean virtual environment: no package of ours, none of the caller's."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True)
        self.programs = folder / ("Scripts" if os.name == "nt" else "bin")

    def install(self, *arguments: str) -> None:
        self.run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)

    def run(self, program: str, *arguments: str, cwd: Path | None = None) -> str:
        """Standard output of a program of this environment. Raises AssertionError with all it said when it fails."""
        command = [str(self.programs / program), *arguments]
        run = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=clean_environment(), check=False)
        assert (
            run.returncode == 0
        ), f"{program} {' '.join(arguments)}: exit code {run.returncode}\n{run.stdout}{run.stderr}"
        return run.stdout

    def packages(self) -> set[str]:
        """Names of what is installed, but for pip and setuptools, which a new environment may have."""
        listed = self.run("python", "-m", "pip", "list", "--format=freeze").splitlines()
        return {line.partition("==")[0].lower().replace("_", "-") for line in listed} - {"pip", "setuptools"}


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would let an interpreter find the source tree or a database."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("TENANTRY_")}


def build(kind: str, folder: Path) -> Path:
    """Builds a `wheel` or an `sdist` of the source tree."""
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built
