"""Which files make a schema together: what the project says, else what lies beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tenantry.workspace import config
from tenantry.workspace.config import Project

_DATASOURCE = re.compile(r"^\s*datasource\s+\w+\s*\{", re.MULTILINE)
_DEPTHS = ("*.prisma", "*/*.prisma", "*/*/*.prisma")
_PARENTS = 3
"""So far up a folder of schema files is looked for, where no configuration names one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A schema on disk: names of its files are relative to `root`, `paths` are its files and folders."""

    root: Path
    paths: tuple[str, ...]

    def holds(self, file: Path) -> bool:
        """Whether a file, which need not exist, is part of the schema."""
        for path in self.paths:
            place = (self.root / path).resolve()
            if file == place or (file.suffix == ".prisma" and place.is_dir() and place in file.parents):
                return True
        return False


def place_of(file: Path, folders: Sequence[Path]) -> Place:
    """The schema that a file belongs to. `folders` are the ones that the editor has open. Raises ProjectError where the
    configuration of the project cannot be read."""
    project = config.find(file.parent)
    for candidate in [*_configured(project), *_conventional(folders)]:
        if candidate.holds(file):
            return candidate
    return _beside(file, folders) or Place(file.parent, (file.name,))


def _configured(project: Project) -> list[Place]:
    return [Place(project.root, schema.paths) for schema in project.schemas]


def _conventional(folders: Sequence[Path]) -> list[Place]:
    found = ((folder, config.conventional_schema(folder)) for folder in folders)
    return [Place(folder, (path,)) for folder, path in found if path is not None]


def _beside(file: Path, folders: Sequence[Path]) -> Place | None:
    """A folder whose files have one datasource between them, in the folder itself: so Prisma wants them."""
    for folder in list(file.parents)[:_PARENTS]:
        # Below a folder of installed packages there are schemas that are none of this project's business.
        installed = (folder / "node_modules").exists()
        found = [other for depth in (_DEPTHS[:1] if installed else _DEPTHS) for other in sorted(folder.glob(depth))]
        with_database = [other for other in found if _has_datasource(other)]
        here = [other for other in with_database if other.parent == folder]
        if here == with_database and len(here) == 1 and any(other.resolve() != file for other in found):
            return Place(folder, tuple(other.name for other in found) if installed else (".",))
        if folder in folders or with_database:
            return None
    return None


def _has_datasource(file: Path) -> bool:
    try:
        return _DATASOURCE.search(file.read_text(encoding="utf-8", errors="replace")) is not None
    except OSError:
        return False
