"""The migrations folder of a schema on disk: the revisions that are there, and adding the files of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tenantry import ir
from tenantry.migrate import environment
from tenantry.workspace.config import Project, SchemaConfig
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.files import read_text, replace_files

if TYPE_CHECKING:
    from tenantry.migrate.chain import Chain


def folder_of(project: Project, config: SchemaConfig, schema: ir.Schema, provider: ir.Provider) -> Path:
    """Where the revisions for one database are: a schema for two databases has a folder for each."""
    return project.root / config.migrations / environment.subfolder(schema, provider)


def read_folder(folder: Path) -> dict[str, str]:
    """Path inside the folder -> text, of what a revision is made of."""
    versions = folder / "versions"
    found = sorted(file for file in versions.glob("*") if file.suffix in (".py", ".json")) if versions.is_dir() else []
    return {file.relative_to(folder).as_posix(): read_text(file) or "" for file in found}


def read_chain(folder: Path) -> Chain:
    """The revisions on disk. Raises ProjectError where they do not form one line."""
    from tenantry.migrate import chain

    try:
        return chain.read(read_folder(folder))
    except chain.ChainError as error:
        raise ProjectError("broken-history", str(error), "then run this again", is_finding=True) from error


def add_files(folder: Path, files: Mapping[str, str]) -> None:
    """Writes new files, all or none. Raises ProjectError where one of them is there already."""
    there = [path for path in files if (folder / path).exists()]
    if there:
        raise ProjectError(
            "revision-exists",
            f"{', '.join(there)} of {folder.name}/ is there already",
            "a revision was written this very second: run the command again",
        )
    replace_files(folder, files)


def missing_folder_files(folder: Path, provider: ir.Provider, history_schema: str, width: int) -> dict[str, str]:
    """Alembic's own files, without those that are there: once written they are the project's to edit."""
    files = environment.folder_files(provider, history_schema=history_schema, line_length=width)
    return {path: text for path, text in files.items() if not (folder / path).exists()}


def remove_files(folder: Path, files: Mapping[str, str]) -> None:
    """Takes back what `add_files` wrote."""
    replace_files(folder, {}, [path for path in files if (folder / path).exists()])
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
