"""A file of more than 400 lines is there for a reason that somebody wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
WRITTEN_BY_HAND = ("generator", "templates", "tests", "bench", "examples")
WRITTEN_BY_TENANTRY = {"expected", "generated", "versions"}

REASONS = {
    "generator/tenantry/ir.py": "one vocabulary: the dataclasses of a resolved schema, most of it their documentation",
}


def test_long_files_have_a_reason() -> None:
    assert sorted(long_files(ROOT)) == sorted(REASONS), "more than 400 lines: split it, or give its reason in REASONS"


def test_a_long_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator" / "long.py").write_text("x = 1\n" * 401)
    (tmp_path / "generator" / "short.py").write_text("x = 1\n" * 400)
    assert list(long_files(tmp_path)) == ["generator/long.py"]


def long_files(root: Path) -> Iterator[str]:
    """Paths from `root` of the Python files and templates that are too long, but for generated ones."""
    for folder in WRITTEN_BY_HAND:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root)
            if file.suffix not in (".py", ".jinja", ".lark") or WRITTEN_BY_TENANTRY.intersection(path.parts):
                continue
            if len(file.read_text().splitlines()) > MOST_LINES:
                yield path.as_posix()
