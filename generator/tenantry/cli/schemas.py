"""From what a command line names to what the pipeline made of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tenantry import ir, pipeline
from tenantry.cli.errors import BrokenSchemaError
from tenantry.cli.report import Report
from tenantry.text.diagnostics import Diagnostic, Severity
from tenantry.text.source import Source
from tenantry.workspace import config
from tenantry.workspace.config import Project, SchemaConfig
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.output import output_folder
from tenantry.workspace.sources import read_sources


@dataclass(frozen=True, slots=True)
class Loaded:
    """A sound schema of the project with the package that it generates; `folder` is where that goes."""

    config: SchemaConfig
    sources: tuple[Source, ...]
    schema: ir.Schema
    tree: Mapping[str, str]
    folder: Path
    warnings: tuple[Diagnostic, ...]


def load(report: Report, wanted: str | None) -> tuple[Project, tuple[Loaded, ...]]:
    """All schemas of the project, or the one that `--schema` names. Raises BrokenSchemaError."""
    project = config.find(report.shell.cwd)
    return project, load_chosen(project, project.select(wanted, report.shell.cwd))


def load_chosen(project: Project, chosen: Sequence[SchemaConfig]) -> tuple[Loaded, ...]:
    """Reads and generates in memory; writes nothing. Raises BrokenSchemaError with the faults of all."""
    found: list[Diagnostic] = []
    loaded: list[Loaded] = []
    for one in chosen:
        sources = read_sources(project.root, one.paths)
        result = pipeline.run(sources, _options(project, one))
        found += result.diagnostics
        if result.schema is not None:
            folder = output_folder(project.root, one.name, result.schema.options)
            loaded.append(Loaded(one, sources, result.schema, result.tree, folder, result.diagnostics))
    if any(d.severity is Severity.ERROR for d in found):
        raise BrokenSchemaError(found)
    _refuse_shared_folders(loaded)
    return tuple(loaded)


def _options(project: Project, one: SchemaConfig) -> pipeline.Options:
    if one.templates is None:
        return pipeline.Options()
    folder = project.root / one.templates
    if not folder.is_dir():
        raise ProjectError(
            "no-templates",
            f"there is no folder `{one.templates}`",
            "mend `templates` in pyproject.toml, or leave it out",
        )
    return pipeline.Options((folder,))


def shown(path: Path, project: Project) -> str:
    """A path as messages show it: relative to the project, with forward slashes."""
    return Path(os.path.relpath(path, project.root)).as_posix()


def _refuse_shared_folders(loaded: Sequence[Loaded]) -> None:
    owners: dict[Path, str] = {}
    for one in loaded:
        other = owners.setdefault(one.folder, one.config.name)
        if other != one.config.name:
            raise ProjectError(
                "shared-output",
                f"the schemas `{other}` and `{one.config.name}` both generate into {one.folder.name}/",
                "give one of them another `output` in its generator block",
            )
