"""A template places what a view decided, and says which view."""

from __future__ import annotations

import dataclasses
import importlib
import re
from pathlib import Path

import jinja2
import pytest

from tenantry import pipeline
from tenantry.emit.environment import templates_root
from tenantry.text.source import Source

TEMPLATES = sorted(templates_root().rglob("*.jinja"))
SCHEMA = """
datasource db {
  provider = "sqlite"
  url      = "file:./dev.db"
}

generator tenantry {
  provider = "tenantry"
}

model Author {
  id Int @id
}
"""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_names_the_type_of_its_context_first(template: Path) -> None:
    first = template.read_text().split("\n")[0]
    found = re.fullmatch(r"\{#- file: (tenantry\.views\.\w+)\.(\w+) #\}", first)
    assert found is not None, first
    assert dataclasses.is_dataclass(getattr(importlib.import_module(found[1]), found[2]))


def test_a_name_that_no_view_has_is_an_error_and_not_a_gap(tmp_path: Path) -> None:
    own = tmp_path / "package" / "keys.py.jinja"
    own.parent.mkdir()
    own.write_text("{{ file.kyes }}\n")
    with pytest.raises(jinja2.UndefinedError, match="kyes"):
        pipeline.run([Source("schema.prisma", SCHEMA)], pipeline.Options((tmp_path,)))
