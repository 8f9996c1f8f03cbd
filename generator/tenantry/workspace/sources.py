"""Reading schema files.

Which files a folder means is Prisma's rule (@prisma/schema-files-loader): all that end in `.prisma`, however deep,
hidden ones and those of installed packages too, through links, in the order of names.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tenantry.text.diagnostics import Diagnostic
from tenantry.text.source import Source, Span
from tenantry.workspace.errors import ProjectError, unreadable


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a schema, and what could not. `complete` says that no file of it is missing."""

    sources: tuple[Source, ...]
    faults: tuple[Diagnostic, ...]
    complete: bool = True


def read_sources(root: Path, paths: Sequence[str], *, as_written: bool = False) -> tuple[Source, ...]:
    """The files of a schema. Raises ProjectError where one cannot be read.

    Names are relative to `root` with forward slashes, so that messages and generated headers are the same everywhere;
    where a path is absolute, so are the names of its files. Line ends become `\\n`, so that a checkout with CRLF
    generates the same bytes; `as_written` keeps them, for those who write the file again.
    """
    files: dict[str, Path] = {}
    for path in paths:
        files.update((name, file) for name, file in _files(root, path) if name not in files)
    return tuple(decoded(_bytes(file, name), name, as_written=as_written) for name, file in files.items())


def read_what_is_there(root: Path, paths: Sequence[str]) -> Reading:
    """As `read_sources`, but what cannot be read is a fault beside the others and stops nothing."""
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for path in paths:
        try:
            for name, file in _files(root, path):
                if name not in files:
                    files[name] = _bytes(file, name)
        except ProjectError as error:
            faults.append(Diagnostic(error.code, error.message, None, error.help))
    complete = not faults
    readings = [read_bytes(content, name) for name, content in files.items()]
    sources = tuple(source for reading in readings for source in reading.sources)
    return Reading(sources, (*faults, *(fault for reading in readings for fault in reading.faults)), complete)


def read_bytes(content: bytes, name: str) -> Reading:
    """One file, whatever its bytes are: a sign stands where they are no text, so that the rest can be checked."""
    try:
        return Reading((decoded(content, name),), ())
    except _NotTextError as error:
        source = Source(name, _with_line_ends(content.decode("utf-8", errors="replace")))
        start = len(_with_line_ends(content[: error.byte].decode("utf-8")))
        fault = Diagnostic(error.code, error.message, Span(source, start, start + 1), error.help)
        return Reading((source,), (fault,))


class _NotTextError(ProjectError):
    """The bytes of a file are not UTF-8, from `byte` on."""

    def __init__(self, name: str, error: UnicodeDecodeError) -> None:
        found = f"byte {error.start} is 0x{error.object[error.start]:02x}"
        super().__init__("not-utf-8", f"{name} is not UTF-8 ({found})", "save it as UTF-8")
        self.byte = error.start


def decoded(content: bytes, name: str, *, as_written: bool = False) -> Source:
    """One file; `as_written` keeps its line ends. Raises ProjectError where it is no text."""
    try:
        text = content.decode("utf-8")
        return Source(name, text if as_written else _with_line_ends(text))
    except UnicodeDecodeError as error:
        raise _NotTextError(name, error) from error


def _with_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def _bytes(file: Path, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(error, name) from error


def _files(root: Path, path: str) -> list[tuple[str, Path]]:
    """The files that a path stands for, by name."""
    place = root / path
    base = None if Path(path).is_absolute() else root
    try:
        kind = place.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        kind = 0
    except OSError as error:
        raise unreadable(error, f"`{path}`") from error
    if stat.S_ISDIR(kind):
        found = list(_walk(place))
        if not found:
            raise ProjectError(
                "empty-schema",
                f"the folder `{path}` has no .prisma file",
                "add one, or run `tenantry init` for a first",
            )
        return [(_name(file, base), file) for file in found]
    if stat.S_ISREG(kind):
        return [(_name(place, base), place)]
    raise ProjectError(
        "no-schema",
        f"no schema at `{path}`",
        "name a .prisma file or a folder of them, here or as `schema` in pyproject.toml",
    )


def _walk(folder: Path) -> Iterator[Path]:
    """Follows links, but never twice into one folder: a link that leads back would not end for Prisma."""
    seen: set[str] = set()
    places = [(folder, True)]
    while places:
        place, is_folder = places.pop()
        if not is_folder:
            yield place
        elif (real := os.path.realpath(place)) not in seen:
            seen.add(real)
            places += reversed(list(_entries(place)))


def _entries(folder: Path) -> Iterator[tuple[Path, bool]]:
    """The schema files and the folders in a folder; a link counts as what it leads to."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise unreadable(error, folder.name) from error
    for entry in found:
        is_folder = entry.is_dir()
        target = os.path.realpath(entry) if entry.is_symlink() else entry.name
        if is_folder or Path(target).suffix == ".prisma":
            yield Path(entry.path), is_folder


def _name(file: Path, base: Path | None) -> str:
    return file.as_posix() if base is None else Path(os.path.relpath(file, base)).as_posix()
