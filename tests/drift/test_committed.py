"""The packages that this repository commits are what their schemas generate."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tenantry import __version__, pipeline
from tenantry.workspace import config, output
from tenantry.workspace.config import SchemaConfig
from tenantry.workspace.sources import read_sources
from tests.cli.console import tenantry

ROOT = Path(__file__).parents[2]
PROJECT = config.find(ROOT)
GENERATED = [schema for schema in PROJECT.schemas if schema.paths[0].startswith("schema/")]


@pytest.mark.parametrize("schema", PROJECT.schemas, ids=lambda schema: schema.name)
def test_a_committed_package_is_what_its_schema_generates(schema: SchemaConfig) -> None:
    sources = read_sources(ROOT, schema.paths)
    result = pipeline.run(sources)
    assert result.schema is not None, result.diagnostics
    folder = output.output_folder(ROOT, schema.name, result.schema.options)
    compared = output.compare(ROOT, folder, result.tree, sources, __version__)
    assert [(file.path, file.state) for file in compared.drift] == []
    assert compared.written_manifest == compared.manifest.text()


@pytest.mark.parametrize("schema", GENERATED, ids=lambda schema: schema.name)
def test_an_edit_of_a_committed_schema_is_seen(schema: SchemaConfig, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    shutil.copytree(ROOT / "generated" / schema.name, tmp_path / "generated" / schema.name)
    file = tmp_path / schema.paths[0]
    assert tenantry(tmp_path, "check", "--schema", schema.paths[0]).code == 0
    file.write_text(file.read_text() + "\n/// Added.\n/// @tenant(none)\nmodel AddedLater {\n  code String @id\n}\n")
    (tmp_path / "generated" / schema.name / "keys.py").write_text("mine = 1\n")
    ran = tenantry(tmp_path, "check", "--schema", schema.paths[0], "--json")
    assert ran.code == 1
    (found,) = json.loads(ran.out)["schemas"]
    states = {entry["path"].rpartition("/")[2]: entry["state"] for entry in found["files"]}
    assert (states["models.py"], states["keys.py"], states["py.typed"]) == ("stale", "edited", "ok")
