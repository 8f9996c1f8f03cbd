"""`[tool.tenantry]`: where it is found, what it may say, and what a mistake in it prints."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tenantry.workspace import config
from tenantry.workspace.errors import ProjectError


def project(folder: Path, text: str) -> config.Project:
    (folder / "pyproject.toml").write_text(text)
    return config.find(folder)


def test_one_schema_needs_one_line(tmp_path: Path) -> None:
    (schema,) = project(tmp_path, '[tool.tenantry]\nschema = "schema/shop.prisma"\n').schemas
    assert schema == config.SchemaConfig("shop", ("schema/shop.prisma",), "migrations")


def test_a_list_of_paths_is_one_schema_in_several_files(tmp_path: Path) -> None:
    (schema,) = project(tmp_path, '[tool.tenantry]\nschema = ["shared", "own.prisma"]\n').schemas
    assert schema.paths == ("shared", "own.prisma")


def test_several_schemas_have_a_table_each_and_migrations_apart(tmp_path: Path) -> None:
    found = project(
        tmp_path,
        """
        [tool.tenantry]
        env-files = [".env.test"]
        [tool.tenantry.schemas.shop]
        schema = "shop.prisma"
        seed = "python seed.py"
        url-env = "SHOP_URL"
        [tool.tenantry.schemas.blog]
        schema = "blog"
        migrations = "blog_migrations"
        """,
    )
    assert found.schemas == (
        config.SchemaConfig("shop", ("shop.prisma",), "migrations/shop", "python seed.py", "SHOP_URL"),
        config.SchemaConfig("blog", ("blog",), "blog_migrations"),
    )
    assert found.env_files == (".env.test",)


def test_the_nearest_folder_upward_that_configures_tenantry_is_the_project(tmp_path: Path) -> None:
    below = tmp_path / "service" / "src"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.tenantry]\nschema = "a.prisma"\n')
    (tmp_path / "service/pyproject.toml").write_text("[project]\nname = 'service'\n")
    assert config.find(below).root == tmp_path


@pytest.mark.parametrize("path", ["schema.prisma", "prisma/schema.prisma", "schema/any.prisma"])
def test_without_configuration_the_conventional_places_are_looked_at(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text("")
    (schema,) = config.find(tmp_path).select(None, tmp_path)
    assert (tmp_path / schema.paths[0]).exists()
    assert schema.migrations == "migrations"


def test_no_schema_anywhere_names_the_places_and_init(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"looked for schema\.prisma, prisma/schema\.prisma, schema") as caught:
        config.find(tmp_path).select(None, tmp_path)
    assert "tenantry init" in caught.value.help


def test_schema_option_takes_a_configured_name_or_a_path_seen_from_the_current_folder(tmp_path: Path) -> None:
    found = project(tmp_path, '[tool.tenantry.schemas.shop]\nschema = "schema/shop.prisma"\n')
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/shop.prisma").write_text("")
    (tmp_path / "schema/other.prisma").write_text("")
    assert found.select("shop", tmp_path) == found.schemas
    assert found.select("shop.prisma", tmp_path / "schema") == found.schemas
    (other,) = found.select("other.prisma", tmp_path / "schema")
    assert other == config.SchemaConfig("other", ("schema/other.prisma",), "migrations/other")


def test_a_misspelt_schema_name_gets_its_close_match(tmp_path: Path) -> None:
    found = project(tmp_path, '[tool.tenantry.schemas.shop]\nschema = "schema/shop.prisma"\n')
    with pytest.raises(ProjectError, match=r"no schema at `shpo` \(configured: shop\)") as caught:
        found.select("shpo", tmp_path)
    assert caught.value.help == "did you mean `shop`?"
    (tmp_path / "stores.prisma").write_text("")
    with pytest.raises(ProjectError) as caught:
        found.select("store.prisma", tmp_path)
    assert caught.value.help == "did you mean `stores.prisma`?"


def test_a_command_for_one_database_asks_which_of_several_schemas(tmp_path: Path) -> None:
    text = '[tool.tenantry.schemas.a]\nschema = "a.prisma"\n[tool.tenantry.schemas.b]\nschema = "b.prisma"\n'
    with pytest.raises(ProjectError, match="several schemas: a, b") as caught:
        project(tmp_path, text).select_one(None, tmp_path)
    assert caught.value.help == "say which: --schema a"


MISTAKES = {
    "unknown key": (
        'schema = "a"\nmigration = "m"',
        "unknown key `tool.tenantry.migration`",
        "did you mean `migrations`?",
    ),
    "unlike any key": ('schema = "a"\nzzz = 1', "unknown key `tool.tenantry.zzz`", "known keys: schema, migrations"),
    "unknown key of a schema": (
        '[schemas.a]\nschema = "a"\nseeds = "x"',
        "unknown key `tool.tenantry.schemas.a.seeds`",
        "did you mean `seed`?",
    ),
    "number for a text": ('schema = "a"\nseed = 3', "`tool.tenantry.seed` must be a text, not 3", "mend"),
    "empty text": ('schema = ""', "`tool.tenantry.schema` must be a text or a list of texts, not ''", "mend"),
    "list of numbers": ("schema = [1]", "must be a text or a list of texts, not [1]", "mend"),
    "no schema": ('migrations = "m"', "`[tool.tenantry]` names no schema", "schema.prisma"),
    "no schema in a table": ('[schemas.a]\nseed = "x"', "`[tool.tenantry.schemas.a]` names no schema", "a.prisma"),
    "both forms": (
        'seed = "x"\n[schemas.a]\nschema = "a"',
        "`tool.tenantry.seed` stands beside `tool.tenantry.schemas`",
        "move `seed`",
    ),
    "schemas as a list": ('schemas = ["a"]', "must be tables such as [tool.tenantry.schemas.shop]", "mend"),
    "a schema as a text": ('[schemas]\na = "a.prisma"', "`tool.tenantry.schemas.a` must be a table", "mend"),
}


@pytest.mark.parametrize(("text", "message", "help"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_configuration_is_one_message_and_one_next_step(
    tmp_path: Path, text: str, message: str, help: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        config.parse(tomllib.loads(text), tmp_path)
    assert message in caught.value.message
    assert help in caught.value.help


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"pyproject\.toml is not valid TOML: .*line 2"):
        project(tmp_path, "[tool.tenantry]\nschema =\n")
