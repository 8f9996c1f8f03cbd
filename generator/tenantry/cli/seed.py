"""Running the project's own seed program."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from tenantry.workspace.errors import ProjectError


def run_seed(command: str, root: Path, variables: Mapping[str, str], talk: TextIO) -> int:
    """Runs `command` in the project's folder with the project's variables, its words to `talk`; returns its exit code.

    Programs installed beside this Python come first on its path, so that `python seed.py` is the Python that has the
    project's packages even where no virtual environment is active.
    """
    path = os.pathsep.join((str(Path(sys.executable).parent), variables.get("PATH", os.defpath)))
    try:
        process = subprocess.Popen(
            shlex.split(command),
            cwd=root,
            env={**variables, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    except (OSError, ValueError) as error:
        raise ProjectError(
            "seed-not-started",
            f"the seed command `{command}` cannot be started: {error}",
            "mend `seed` in pyproject.toml",
        ) from error
    with process:
        for line in process.stdout or ():
            talk.write(line)
            talk.flush()
    return process.returncode
