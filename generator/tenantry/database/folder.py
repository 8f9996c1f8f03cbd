"""A migrations folder on disk, as Alembic reads it."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config

from tenantry.database.connection import connect_arguments
from tenantry.urls import DatabaseUrl
from tenantry.workspace.errors import ProjectError


def configuration(folder: Path, url: DatabaseUrl) -> Config:
    """Alembic's, with the database that `env.py` is to use. Raises ProjectError where the folder has none."""
    path = folder / "alembic.ini"
    if not path.is_file():
        raise ProjectError(
            "no-migrations",
            f"there are no migrations in {folder.name}",
            "write the first: tenantry migrate dev --name init",
        )
    config = Config(str(path))
    provider = config.get_main_option("provider")
    if provider is not None and provider != url.provider:
        raise ProjectError(
            "wrong-database",
            f"the migrations in {folder.name} are for {provider}, and {url.safe} is {url.provider}",
            "give the url of the other database, or generate for both: portable = true in the generator block",
        )
    config.attributes["url"] = url.sync
    config.attributes["schema"] = url.schema
    config.attributes["connect_args"] = connect_arguments(url)
    return config
