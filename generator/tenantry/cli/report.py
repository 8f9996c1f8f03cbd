"""Where a command's words go: results to stdout, talk to stderr, one JSON object to stdout where a machine reads."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from tenantry.cli.shell import Exit, Shell
from tenantry.text.diagnostics import Diagnostic

# Each looks at a text once, however long its lines are.
_URLS = re.compile(r"(?<!\S)\S*?://\S*")
_PASSWORD = re.compile(r"((?<![a-z0-9+.-])[a-z0-9+.-]++://[^\s:/@]*):(?!password@)\S*@", re.IGNORECASE)
_PASSWORD_PARAMETER = re.compile(r"\b(password|sslpassword|pwd)=[^\s&;'\"]+", re.IGNORECASE)


def redact(text: str) -> str:
    """Hides the password of every url in `text`, but for the word itself in examples: the last guard."""
    return _PASSWORD_PARAMETER.sub(r"\1=***", _URLS.sub(_without_passwords, text))


def _without_passwords(urls: re.Match[str]) -> str:
    before, at, behind = urls[0].rpartition("@")
    return _PASSWORD.sub(r"\1:***@", before + at) + behind


@dataclass(frozen=True, slots=True)
class Report:
    """What a command says. With `as_json`, `answer` and `problem` print the one object and all else is talk."""

    shell: Shell
    as_json: bool = False
    verbose: bool = False

    def result(self, text: str) -> None:
        """Prints a result; nothing with `as_json`, where `answer` is the result."""
        if not self.as_json:
            _print(self.shell.stdout, text)

    def status(self, text: str) -> None:
        _print(self.shell.stderr, text)

    def answer(self, content: Mapping[str, object]) -> None:
        """The JSON form of the result; nothing without `as_json`."""
        if self.as_json:
            _print(self.shell.stdout, json.dumps(content, indent=2, ensure_ascii=False))

    def row(self, content: Mapping[str, object]) -> None:
        """One of several results, on a line of its own, in letters that every encoding has."""
        if self.as_json:
            _print(self.shell.stdout, json.dumps(content))

    def problem(self, code: str, message: str, help: str) -> None:
        """One fault, one next step."""
        if self.as_json:
            self.answer({"ok": False, "error": {"code": code, "message": redact(message), "help": redact(help)}})
            return
        mark = self.style("error", "red") if self.colors(self.shell.stderr) else "error"
        _print(self.shell.stderr, f"{mark}[{code}]: {message}")
        if help:
            _print(self.shell.stderr, f"  help: {help}")

    def broken_schema(self, found: Sequence[Diagnostic]) -> None:
        """Why nothing was done."""
        if self.as_json:
            from tenantry.text.render.data import as_json

            self.answer({"ok": False, "diagnostics": [as_json(diagnostic) for diagnostic in found]})
        else:
            self.diagnostics(found, self.shell.stderr)

    def diagnostics(self, found: Sequence[Diagnostic], stream: TextIO) -> None:
        """Faults of a schema as text; nothing where there are none."""
        from tenantry.text.render.terminal import render_text

        if found and not (self.as_json and stream is self.shell.stdout):
            _print(stream, render_text(found, color=self.colors(stream)).rstrip("\n"))

    def bug(self, error: BaseException) -> int:
        """An exception that nobody expected."""
        self.problem(
            "internal-error",
            f"tenantry failed in a way it should not: {type(error).__name__}: {error}",
            "this is a bug of ours: please report it with what the same command prints with --verbose",
        )
        self.trace(error)
        return Exit.BUG

    def trace(self, error: BaseException) -> None:
        """Where an exception comes from, for those who asked."""
        if self.verbose:
            import traceback

            _print(self.shell.stderr, "".join(traceback.format_exception(error)))

    @contextmanager
    def working(self, doing: str) -> Generator[None]:
        """Shows that something goes on, on a terminal; elsewhere a line."""
        if not self.colors(self.shell.stderr):
            yield
            return
        from rich.console import Console

        with Console(file=self.shell.stderr).status(doing):
            yield

    def colors(self, stream: TextIO) -> bool:
        return stream.isatty() and not self.shell.environ.get("NO_COLOR")

    def style(self, text: str, color: str) -> str:
        """`text` in color where results are shown on a terminal."""
        if not self.colors(self.shell.stdout):
            return text
        import click

        return click.style(text, fg=color)


def _print(stream: TextIO, text: str) -> None:
    stream.write(redact(text) + "\n")
    stream.flush()
