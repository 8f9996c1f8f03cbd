"""Environment files and the database url."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tenantry.workspace.errors import ProjectError

DEFAULT_VARIABLE = "DATABASE_URL"


def environment(root: Path, files: Sequence[str], environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of the env files, later files winning over earlier ones and the real environment over all."""
    from dotenv import dotenv_values

    merged: dict[str, str] = {}
    for name in files:
        path = root / name
        if path.is_file():
            merged.update({key: value for key, value in dotenv_values(path).items() if value is not None})
    return {**merged, **environ}


def url_text(literal: str | None, variable: str | None, variables: Mapping[str, str], env_files: Sequence[str]) -> str:
    """The database url: what the schema spells out, else the value of the variable that it or the project names."""
    if literal is not None:
        return literal
    name = variable or DEFAULT_VARIABLE
    url = variables.get(name, "")
    if url:
        return url
    places = " or ".join(env_files)
    raise ProjectError(
        "no-database-url",
        f"{name} is not set, in the environment or in {places}" if places else f"{name} is not set in the environment",
        f'put {name}="file:./dev.db" into {env_files[0] if env_files else "the environment"}, or a postgresql:// url',
    )
