"""What a command may touch of the world outside, passed in so that tests need no subprocess."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    FINE = 0
    FINDINGS = 1
    """The question was answered and the answer is no: faults where `validate` was asked for them, drift, pending
    migrations, something we refuse to discard."""
    WRONG = 2
    """Wrong use, a broken schema or configuration, a database or folder that cannot be reached."""
    BUG = 3
    """Our fault."""


@dataclass(frozen=True, slots=True)
class Shell:
    """Streams, working folder and environment variables of one run."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    cwd: Path
    environ: Mapping[str, str]

    def read_stdin(self) -> bytes:
        """All of standard input, as it came where the stream has bytes below its text."""
        below: BinaryIO | None = getattr(self.stdin, "buffer", None)
        return self.stdin.read().encode() if below is None else below.read()

    @staticmethod
    def of_process() -> Shell:
        for stream in (sys.stdout, sys.stderr):
            # A name that the terminal has no letters for must not end a command.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return Shell(sys.stdin, sys.stdout, sys.stderr, Path.cwd(), os.environ)
