"""The files of a migrations folder beside its revisions: Alembic's configuration, environment and template.

One folder serves one provider. A project for SQLite and PostgreSQL has two, `migrations/sqlite` and
`migrations/postgresql`, rather than revisions that branch on the dialect: each then reads as Alembic's users write
them, `alembic upgrade head` needs no choice, and the two histories may differ (SQLite rebuilds tables where
PostgreSQL alters them).
"""

from __future__ import annotations

from importlib.resources import files

from tenantry import ir
from tenantry.migrate.writing import module

HISTORY_SCHEMA = "alembic"


def subfolder(schema: ir.Schema, provider: ir.Provider) -> str:
    """Where the revisions for `provider` live inside the project's migrations folder; empty when it is the only one."""
    return provider.value if len(schema.providers) > 1 else ""


def folder_files(
    provider: ir.Provider, *, history_schema: str = HISTORY_SCHEMA, line_length: int = module.LINE_LENGTH
) -> dict[str, str]:
    """Path inside the folder -> text. To be written only where there is none: the files are the project's to edit.

    `history_schema` is the PostgreSQL schema of `alembic_version`; projects that share a database need one each.
    """
    source = files("tenantry.migrate") / "folder"
    history = f"version_table_schema = {history_schema}\n" if provider is ir.Provider.POSTGRESQL else ""
    configuration = source.joinpath("alembic.ini").read_text(encoding="utf-8")
    return {
        "alembic.ini": configuration.replace("{provider}", provider.value).replace("{history}", history),
        "env.py": module.formatted(source.joinpath("env.py").read_text(encoding="utf-8"), line_length),
        "script.py.mako": source.joinpath("script.py.mako").read_text(encoding="utf-8"),
    }
