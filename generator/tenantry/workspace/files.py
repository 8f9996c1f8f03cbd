"""Changing several files as one: all of them or none.

New texts are first written into a hidden folder inside it, which is surely the same file system; only when every one of
them is there are they renamed into place, one by one, and a failure on the way puts the old ones back.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tenantry.workspace.errors import ProjectError, from_os_error


def replace_files(
    folder: Path, write: Mapping[str, str], remove: Collection[str] = (), *, name: str | None = None
) -> None:
    """Writes and removes files below `folder`, which is made where it is missing. UTF-8, `\\n`.

    Raises ProjectError, with everything as it was before; `name` is what the message calls the folder.
    """
    if not write and not remove:
        return
    doing = f"write {name or folder.name}/"
    try:
        with _made_folders(folder) as made, _staging(folder) as staging:
            for path, text in write.items():
                _stage(staging / "new" / path, text)
            _commit(folder, staging, list(write), remove, made)
            _remove_empty_folders(folder, remove)
    except OSError as error:
        raise from_os_error(error, doing) from error


def rewrite(files: Mapping[Path, str]) -> None:
    """Writes files that are there, keeping their permissions; of a link, what it leads to.

    Those of one folder all or none: raises ProjectError, with the folder as it was before.
    """
    by_folder: dict[Path, dict[str, str]] = {}
    for file, text in files.items():
        place = file.resolve()
        by_folder.setdefault(place.parent, {})[place.name] = text
    for folder, texts in by_folder.items():
        replace_files(folder, texts)


def read_text(file: Path) -> str | None:
    """The text with `\\n` line ends, so that a CRLF checkout is no difference; None where it is no text file."""
    try:
        return file.read_bytes().decode().replace("\r\n", "\n")
    except (UnicodeDecodeError, IsADirectoryError, FileNotFoundError):
        return None
    except OSError as error:
        raise from_os_error(error, f"read {file.name}") from error


@contextmanager
def _made_folders(folder: Path) -> Generator[list[Path]]:
    """Makes `folder` and what is above it; takes away what it and the caller made when the block fails."""
    made: list[Path] = []
    try:
        _make_folder(folder, made)
        yield made
    except BaseException:
        for path in reversed(made):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


@contextmanager
def _staging(folder: Path) -> Generator[Path]:
    staging = Path(tempfile.mkdtemp(prefix=".tenantry-", dir=folder))
    try:
        yield staging
    finally:
        # After a failed rollback the old texts are in there, and nowhere else.
        if not (staging / "keep").exists():
            shutil.rmtree(staging, ignore_errors=True)


def _stage(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def _commit(folder: Path, staging: Path, write: list[str], remove: Collection[str], made: list[Path]) -> None:
    touched: list[str] = []
    try:
        for path in (*write, *remove):
            _save_old(folder / path, staging / "old" / path)
            touched.append(path)
            if path in remove:
                (folder / path).unlink(missing_ok=True)
            else:
                _make_folder((folder / path).parent, made)
                if (folder / path).exists():
                    shutil.copymode(folder / path, staging / "new" / path)
                (staging / "new" / path).replace(folder / path)
    except BaseException:
        _roll_back(folder, staging, touched)
        raise


def _save_old(file: Path, copy: Path) -> None:
    if not file.exists():
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, copy)


def _roll_back(folder: Path, staging: Path, touched: list[str]) -> None:
    try:
        for path in reversed(touched):
            if (staging / "old" / path).exists():
                (staging / "old" / path).replace(folder / path)
            elif not (staging / "new" / path).exists():
                (folder / path).unlink(missing_ok=True)
    except OSError as error:
        (staging / "keep").touch()
        raise ProjectError(
            "rollback-failed",
            f"writing {folder.name}/ failed half-way, and so did putting the old files back: {error}",
            f"the old files are in {staging / 'old'}; copy them back",
        ) from error


def _remove_empty_folders(folder: Path, removed: Collection[str]) -> None:
    for path in removed:
        for parent in (folder / path).parents:
            if parent == folder or not parent.is_dir():
                break
            cache = parent / "__pycache__"
            if [child for child in parent.iterdir() if child != cache]:
                break
            shutil.rmtree(parent)
