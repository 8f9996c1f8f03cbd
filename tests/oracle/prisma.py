"""What Prisma's engines say of a schema, asked of one Node process that stays (see oracle.mjs)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.conformance.said import Files, Place, Said, engine_for

HERE = Path(__file__).resolve().parent


class PanicError(Exception):
    """The engine itself broke; what it would have said is anybody's guess."""


class Prisma:
    """A context manager: the process ends with the block."""

    def __enter__(self) -> Self:
        if not (HERE / "node_modules").exists():
            raise SystemExit("the engines are not there: npm install --prefix tests/oracle")
        self._node = subprocess.Popen(
            ["node", "--max-old-space-size=2048", str(HERE / "oracle.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._node.stdin is not None
        self._node.stdin.close()
        self._node.wait()

    def ask(self, question: Mapping[str, object]) -> dict[str, Any]:
        """One answer; raises PanicError where the engine has none."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps(question) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        if not line:
            raise SystemExit(f"the engines' process ended with {self._node.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "panic" in answer:
            raise PanicError(answer["panic"])
        return answer

    def said(self, files: Files, want: Sequence[str] = ("dmmf", "format"), engine: str | None = None) -> Said:
        """All that the engine which is in charge of `files` has to say of them."""
        question = {"ask": "schema", "engine": engine or engine_for(files), "files": files, "want": want}
        answer = self.ask(question)
        formatted = answer.get("formatted")
        return Said(
            errors=_places(answer["errors"]),
            warnings=_places(answer["warnings"]),
            dmmf=answer.get("dmmf"),
            formatted=tuple(formatted) if formatted is not None else None,
        )


def _places(found: Sequence[Mapping[str, Any]]) -> tuple[Place, ...]:
    return tuple(Place(one["file"], one["line"], one["message"]) for one in found)
