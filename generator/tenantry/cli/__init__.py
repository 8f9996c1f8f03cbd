"""The command line. A shell: it reads the project, calls the pipeline, and prints; it decides nothing about schemas."""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point of the `tenantry` script."""
    from tenantry.cli.app import run
    from tenantry.cli.shell import Shell

    sys.exit(run(sys.argv[1:], Shell.of_process()))
