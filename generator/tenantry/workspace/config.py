"""Configuration: `[tool.tenantry]` of the nearest `pyproject.toml`, or the conventional places without one.

A key that we do not know is an error: a misspelt option must not be a silently ignored one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tenantry.workspace.errors import ProjectError
from tenantry.workspace.untyped import as_list, as_table

CONVENTIONAL_SCHEMAS = ("schema.prisma", "prisma/schema.prisma", "schema")
"""Where a schema is looked for when nothing names one."""

_SCHEMA_KEYS = ("schema", "migrations", "seed", "url-env", "templates")
_PROJECT_KEYS = (*_SCHEMA_KEYS, "env-files", "schemas")
_ENV_FILES = (".env", ".env.local")


@dataclass(frozen=True, slots=True)
class SchemaConfig:
    """One schema of a project. Paths are relative to the project's root and use forward slashes.

    `paths` are the files and folders that together make the schema, `templates` a folder of templates that come before
    ours. `url_env` is the environment variable that holds the database url, None where the datasource decides.
    """

    name: str
    paths: tuple[str, ...]
    migrations: str
    seed: str | None = None
    url_env: str | None = None
    templates: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with its schemas. `root` is the folder of the `pyproject.toml` that configures it, else the current one.

    `env_files` are read in order, later ones win.
    """

    root: Path
    schemas: tuple[SchemaConfig, ...]
    env_files: tuple[str, ...] = _ENV_FILES

    def select(self, wanted: str | None, cwd: Path) -> tuple[SchemaConfig, ...]:
        """The schemas that a command works on: all, or the one that `--schema` gives by name or by path."""
        if wanted is None:
            return self.schemas or (_conventional(self.root),)
        for schema in self.schemas:
            if wanted == schema.name:
                return (schema,)
        path = _relative(cwd / wanted, self.root)
        for schema in self.schemas:
            if schema.paths == (path,):
                return (schema,)
        if not (cwd / wanted).exists():
            raise _no_such_schema(wanted, self.schemas, cwd)
        name = package_name(path)
        return (SchemaConfig(name, (path,), f"migrations/{name}" if self.schemas else "migrations"),)

    def select_one(self, wanted: str | None, cwd: Path) -> SchemaConfig:
        """The schema of a command that works on one database."""
        first, *others = self.select(wanted, cwd)
        if others:
            names = ", ".join(schema.name for schema in (first, *others))
            raise ProjectError(
                "which-schema", f"this project has several schemas: {names}", f"say which: --schema {first.name}"
            )
        return first


def find(cwd: Path) -> Project:
    """The project around `cwd`: the nearest folder upward whose `pyproject.toml` has a `[tool.tenantry]` table."""
    for folder in (cwd, *cwd.parents):
        file = folder / "pyproject.toml"
        if not file.is_file():
            continue
        table = table_of(file)
        if table is not None:
            return parse(table, folder)
    return Project(cwd, ())


def parse(table: Mapping[str, object], root: Path) -> Project:
    """Checks a `[tool.tenantry]` table. Raises ProjectError for an unknown key or a value of the wrong type."""
    _refuse_unknown(table, _PROJECT_KEYS, "tool.tenantry")
    env_files = _texts(table, "env-files", "tool.tenantry") or _ENV_FILES
    if "schemas" not in table:
        return Project(root, _single(table), env_files)
    several = as_table(table["schemas"])
    if not several:
        raise _wrong_type("tool.tenantry.schemas", "tables such as [tool.tenantry.schemas.shop]", table["schemas"])
    for key in _SCHEMA_KEYS:
        if key in table:
            raise ProjectError(
                "config-conflict",
                f"pyproject.toml: `tool.tenantry.{key}` stands beside `tool.tenantry.schemas`",
                f"move `{key}` into the table of the schema that it belongs to",
            )
    return Project(root, tuple(_named(name, value) for name, value in several.items()), env_files)


def table_of(file: Path) -> Mapping[str, object] | None:
    """The `[tool.tenantry]` table of a `pyproject.toml`, unchecked; None where it has none."""
    try:
        document: dict[str, object] = tomllib.loads(file.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError("config-syntax", f"{file.name} is not valid TOML: {error}", f"mend {file.name}") from error
    tool = as_table(document.get("tool")) or {}
    if "tenantry" not in tool:
        return None
    table = as_table(tool["tenantry"])
    if table is None:
        raise _wrong_type("tool.tenantry", "a table", tool["tenantry"])
    return table


def conventional_schema(root: Path) -> str | None:
    """The schema that a project without configuration has, as Prisma looks for it."""
    for path in CONVENTIONAL_SCHEMAS:
        place = root / path
        if place.is_file() or (place.is_dir() and any(place.rglob("*.prisma"))):
            return path
    return None


def package_name(path: str) -> str:
    """The name of the generated package where nothing says one: the file or folder's name as an identifier."""
    stem = path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".prisma")
    name = "".join(c if c.isalnum() else "_" for c in stem) or "schema"
    return f"_{name}" if name[0].isdigit() else name


def _single(table: Mapping[str, object]) -> tuple[SchemaConfig, ...]:
    paths = _texts(table, "schema", "tool.tenantry")
    if not paths:
        if set(table) - {"env-files"}:
            raise ProjectError(
                "config-without-schema",
                "pyproject.toml: `[tool.tenantry]` names no schema",
                'add `schema = "schema.prisma"`',
            )
        return ()
    return (_schema(package_name(paths[0]), table, "tool.tenantry", paths, "migrations"),)


def _named(name: str, value: object) -> SchemaConfig:
    where = f"tool.tenantry.schemas.{name}"
    table = as_table(value)
    if table is None:
        raise _wrong_type(where, "a table", value)
    _refuse_unknown(table, _SCHEMA_KEYS, where)
    paths = _texts(table, "schema", where)
    if not paths:
        raise ProjectError(
            "config-without-schema",
            f"pyproject.toml: `[{where}]` names no schema",
            f'add `schema = "schema/{name}.prisma"`',
        )
    return _schema(name, table, where, paths, f"migrations/{name}")


def _schema(
    name: str, table: Mapping[str, object], where: str, paths: tuple[str, ...], migrations: str
) -> SchemaConfig:
    return SchemaConfig(
        name=name,
        paths=paths,
        migrations=_text(table, "migrations", where) or migrations,
        seed=_text(table, "seed", where),
        url_env=_text(table, "url-env", where),
        templates=_text(table, "templates", where),
    )


def _conventional(root: Path) -> SchemaConfig:
    path = conventional_schema(root)
    if path is not None:
        return SchemaConfig(package_name(path), (path,), "migrations")
    raise ProjectError(
        "no-schema",
        f"no schema found: looked for {', '.join(CONVENTIONAL_SCHEMAS)}",
        "run `tenantry init` to start one, or name yours with --schema PATH",
    )


def _no_such_schema(wanted: str, schemas: Iterable[SchemaConfig], cwd: Path) -> ProjectError:
    names = [schema.name for schema in schemas]
    beside = [_relative(file, cwd) for file in (cwd / wanted).parent.glob("*.prisma")]
    hint = _close(wanted, [*names, *beside]) or "give a .prisma file, a folder of them, or a configured name"
    known = f" (configured: {', '.join(names)})" if names else ""
    return ProjectError("no-schema", f"no schema at `{wanted}`{known}", hint)


def _refuse_unknown(table: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            hint = _close(key, known) or f"known keys: {', '.join(known)}"
            raise ProjectError("unknown-option", f"pyproject.toml: unknown key `{where}.{key}`", hint)


def _close(word: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1)
    return f"did you mean `{close[0]}`?" if close else None


def _text(table: Mapping[str, object], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is None or (isinstance(value, str) and value):
        return value
    raise _wrong_type(f"{where}.{key}", "a text", value)


def _texts(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key)
    if value is None:
        return ()
    items = as_list(value) or [value]
    texts = [item for item in items if isinstance(item, str) and item]
    if not texts or len(texts) != len(items):
        raise _wrong_type(f"{where}.{key}", "a text or a list of texts", value)
    return tuple(texts)


def _wrong_type(where: str, wanted: str, value: object) -> ProjectError:
    return ProjectError("wrong-option", f"pyproject.toml: `{where}` must be {wanted}, not {value!r}", f"mend `{where}`")


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
