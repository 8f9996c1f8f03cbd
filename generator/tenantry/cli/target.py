"""The database that a command works on, from schema, configuration and environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenantry import ir
from tenantry.cli.report import Report
from tenantry.cli.schemas import Loaded, load_chosen
from tenantry.database.provider import provider_of
from tenantry.urls import DatabaseUrl, DatabaseUrlError, database_url
from tenantry.workspace import config
from tenantry.workspace.config import Project
from tenantry.workspace.environment import DEFAULT_VARIABLE, environment, url_text
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.migrations import folder_of


@dataclass(frozen=True, slots=True)
class Target:
    """One schema of the project and its database.

    `variables` are the environment with the project's env files, and with the url in DATABASE_URL: programs that we
    start need not know which variable this schema has.
    """

    project: Project
    loaded: Loaded
    url: DatabaseUrl
    provider: ir.Provider
    variables: Mapping[str, str]

    @property
    def migrations(self) -> Path:
        return folder_of(self.project, self.loaded.config, self.loaded.schema, self.provider)


def target(report: Report, wanted: str | None) -> Target:
    """Raises ProjectError where the url is missing or for another kind of database, BrokenSchemaError."""
    project = config.find(report.shell.cwd)
    (loaded,) = load_chosen(project, [project.select_one(wanted, report.shell.cwd)])
    return target_of(report, project, loaded)


def target_of(report: Report, project: Project, loaded: Loaded) -> Target:
    datasource = loaded.schema.datasource
    variables = environment(project.root, project.env_files, report.shell.environ)
    variable = loaded.config.url_env or datasource.url_env
    literal = None if loaded.config.url_env else datasource.url
    text = url_text(literal, variable, variables, project.env_files)
    try:
        url = database_url(text, base=project.root)
    except DatabaseUrlError as error:
        where = "`url` of the datasource" if literal is not None else variable or DEFAULT_VARIABLE
        raise ProjectError("wrong-url", f"{where} cannot be used: {error}", f"mend {where}") from error
    return Target(project, loaded, url, provider_of(loaded.schema, url), {**variables, DEFAULT_VARIABLE: text})
