"""Runs `tenantry` as a person would, without a process: streams, folder and environment are passed in."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenantry.cli.app import run
from tenantry.cli.shell import Shell


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did: exit code, results, talk."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """Standard output, which must be one JSON object and nothing else."""
        content: dict[str, object] = json.loads(self.out)
        return content


class Terminal(io.StringIO):
    """Somebody types, or looks."""

    def isatty(self) -> bool:
        return True


def tenantry(cwd: Path, *arguments: str, environ: Mapping[str, str] | None = None, types: str | None = None) -> Ran:
    """`types` is what a person at a terminal types; without it there is nobody."""
    out, err = io.StringIO(), io.StringIO()
    stdin = io.StringIO() if types is None else Terminal(types)
    code = run(arguments, Shell(stdin, out, err, cwd, environ or {}))
    return Ran(code, out.getvalue(), err.getvalue())
