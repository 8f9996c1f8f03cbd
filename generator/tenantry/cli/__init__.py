"""The command line. A shell: it reads the project, calls the pipeline, and prints; it decides nothing about schemas."""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point of the `tenantry` script."""
    try:
        from tenantry.cli.app import run
        from tenantry.cli.shell import Shell
    except ModuleNotFoundError as absent:
        if (absent.name or "").partition(".")[0] == "tenantry":
            raise
        sys.exit(_without_the_extra(absent))
    sys.exit(run(sys.argv[1:], Shell.of_process()))


def _without_the_extra(absent: ModuleNotFoundError) -> int:
    """The base install is for running generated code, and has no commands."""
    sys.stderr.write(
        f"error: {absent.name} is not installed: the commands need the extra `generate`\n"
        "  help: pip install 'tenantry[generate]'\n"
    )
    return 2
