"""`tenantry lsp` where it cannot start; what it does when it can is in `tests/lsp`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.console import tenantry


def test_without_its_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    for name in [name for name in sys.modules if name.startswith(("tenantry.lsp", "pygls."))]:
        monkeypatch.delitem(sys.modules, name)
    result = tenantry(tmp_path, "lsp")
    assert result.code == 2
    assert "pip install 'tenantry[lsp]'" in result.err


def test_it_talks_one_way_or_the_other(tmp_path: Path) -> None:
    result = tenantry(tmp_path, "lsp", "--stdio", "--tcp", "2087")
    assert result.code == 2
    assert "exclude each other" in result.err
