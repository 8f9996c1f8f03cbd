"""Reading schema files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tenantry.text.source import Source
from tenantry.workspace.errors import ProjectError, from_os_error

_SKIPPED_FOLDERS = {"node_modules", "__pycache__"}


def read_sources(root: Path, paths: Sequence[str]) -> tuple[Source, ...]:
    """The files of a schema. A folder is read recursively, `*.prisma` only, in the order of paths.

    Names are relative to `root` with forward slashes, so that messages and generated headers are the same everywhere.
    Line ends become `\\n`, so that a checkout with CRLF generates the same bytes.
    """
    files: dict[str, Path] = {}
    for path in paths:
        for file in _files(root, path):
            files.setdefault(_name(file, root), file)
    return tuple(Source(name, _read(file, name)) for name, file in files.items())


def _files(root: Path, path: str) -> list[Path]:
    place = root / path
    if place.is_dir():
        found = sorted(_walk(place), key=lambda file: file.relative_to(place).as_posix())
        if not found:
            raise ProjectError(
                "empty-schema",
                f"the folder `{path}` has no .prisma file",
                "add one, or run `tenantry init` for a first",
            )
        return found
    if place.is_file():
        return [place]
    raise ProjectError(
        "no-schema", f"no schema at `{path}`", "mend `schema` in pyproject.toml, or name yours with --schema PATH"
    )


def _walk(folder: Path) -> Iterator[Path]:
    """Follows links, as Prisma does, but never twice into one folder."""
    seen: set[str] = set()
    for top, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(top)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(f for f in folders if f not in _SKIPPED_FOLDERS and not f.startswith("."))
        yield from (Path(top, file) for file in files if file.endswith(".prisma"))


def _read(file: Path, name: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ProjectError(
            "not-utf-8",
            f"{name} is not UTF-8 (byte {error.start} is 0x{error.object[error.start]:02x})",
            "save it as UTF-8",
        ) from error
    except OSError as error:
        raise from_os_error(error, f"read {name}") from error


def _name(file: Path, root: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()
