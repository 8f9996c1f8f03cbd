"""What docs/ shows of configuration and drift is what happens."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tenantry.workspace import config
from tenantry.workspace.drift import State
from tenantry.workspace.errors import ProjectError
from tests.cli.console import tenantry

DOCS = Path(__file__).parents[2] / "docs"
CONFIGURATION = (DOCS / "configuration.md").read_text()
DRIFT = (DOCS / "drift.md").read_text()
EXAMPLES = re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_of_configuration_is_read(example: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(example)
    assert config.find(tmp_path).schemas


def test_the_table_of_keys_is_complete(tmp_path: Path) -> None:
    documented = re.findall(r"^\| `([a-z-]+)` \|", CONFIGURATION, re.MULTILINE)
    with pytest.raises(ProjectError) as refused:
        config.parse(tomllib.loads("zzzzzz = 1"), tmp_path)
    known = refused.value.help.removeprefix("known keys: ").split(", ")
    assert sorted([*documented, "schemas"]) == sorted(known)


def test_the_page_of_drift_names_the_six_states() -> None:
    heading, *documented = re.findall(r"^\| ([a-z]+) \| [a-z]", DRIFT, re.MULTILINE)
    assert heading == "state"
    assert documented == [state.value for state in State]


def test_the_example_of_drift_is_what_check_prints(tmp_path: Path) -> None:
    tenantry(tmp_path, "init")
    ran = tenantry(tmp_path, "migrate", "dev", "--name", "init", environ={"DATABASE_URL": "file:./dev.db"})
    assert ran.code == 0, ran.err
    schema = tmp_path / "schema.prisma"
    schema.write_text(schema.read_text().replace("  pinned ", "  color     String?\n  pinned "))
    (tmp_path / "generated/app/enums.py").write_text("mine = 1\n")
    (tmp_path / "generated/app/keys.py").unlink()
    printed = tenantry(tmp_path, "check").out
    assert f"```console\n$ tenantry check\n{printed}```" in DRIFT, printed
