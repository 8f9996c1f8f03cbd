"""What `check` calls each file of an output folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenantry.workspace import manifest
from tenantry.workspace.drift import State
from tests.drift.trees import HEADER, TREE, compare, generate, states


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    generate(tmp_path / "app")
    return tmp_path / "app"


def test_a_generated_folder_has_no_drift(folder: Path) -> None:
    assert {file.state for file in compare(folder).files} == {State.OK}
    assert compare(folder).drift == ()


def test_nothing_generated_yet_is_all_missing(tmp_path: Path) -> None:
    assert states(tmp_path / "app") == dict.fromkeys((*TREE, manifest.NAME), State.MISSING)


def test_a_deleted_file_is_missing(folder: Path) -> None:
    (folder / "client.py").unlink()
    assert states(folder) == {"client.py": State.MISSING}


def test_a_file_that_the_schema_has_outgrown_is_stale_and_not_edited(folder: Path) -> None:
    newer = {**TREE, "client.py": f"{HEADER}class Client:\n    user: int\n"}
    assert states(folder, newer) == {"client.py": State.STALE}


def test_a_hand_edit_is_edited_also_when_the_schema_has_moved_on(folder: Path) -> None:
    (folder / "client.py").write_text("mine\n")
    newer = {**TREE, "client.py": f"{HEADER}class Client:\n    user: int\n"}
    assert states(folder)["client.py"] is State.EDITED
    assert states(folder, newer)["client.py"] is State.EDITED


def test_a_file_no_longer_generated_is_orphaned(folder: Path) -> None:
    fewer = {path: text for path, text in TREE.items() if path != "models/user.py"}
    assert states(folder, fewer)["models/user.py"] is State.ORPHANED


def test_an_orphan_with_a_hand_edit_is_edited(folder: Path) -> None:
    (folder / "models/user.py").write_text("mine\n")
    fewer = {path: text for path, text in TREE.items() if path != "models/user.py"}
    assert states(folder, fewer)["models/user.py"] is State.EDITED


def test_somebody_elses_file_is_foreign_and_no_drift(folder: Path) -> None:
    (folder / "custom").mkdir()
    (folder / "custom/mine.py").write_text("x = 1\n")
    assert states(folder) == {"custom/mine.py": State.FOREIGN}
    assert compare(folder).drift == ()


def test_somebody_elses_file_under_a_name_of_ours_is_foreign_and_drift(folder: Path) -> None:
    (folder / "extra.py").write_text("x = 1\n")
    more = {**TREE, "extra.py": f"{HEADER}y = 2\n"}
    drift = {file.path: file for file in compare(folder, more).drift}
    assert drift["extra.py"].state is State.FOREIGN
    assert drift["extra.py"].in_the_way


def test_compiled_python_and_hidden_files_are_nobodys_business(folder: Path) -> None:
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__/client.cpython-311.pyc").write_bytes(b"\x00\xff")
    (folder / ".DS_Store").write_bytes(b"\x00\xff")
    assert states(folder) == {}


def test_a_checkout_with_crlf_is_no_drift(folder: Path) -> None:
    for path in TREE:
        file = folder / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert states(folder) == {}


def test_without_the_manifest_our_files_are_known_by_their_first_line(folder: Path) -> None:
    (folder / manifest.NAME).unlink()
    (folder / "mine.py").write_text("x = 1\n")
    changed = {"__init__.py": TREE["__init__.py"], "client.py": f"{HEADER}other\n", "py.typed": ""}
    assert states(folder, changed) == {
        manifest.NAME: State.MISSING,
        "client.py": State.STALE,
        "models/user.py": State.ORPHANED,
        "mine.py": State.FOREIGN,
    }


def test_a_merge_conflict_in_the_manifest_makes_the_manifest_stale_and_no_file_edited(folder: Path) -> None:
    (folder / manifest.NAME).write_text("<<<<<<< ours\n{}\n=======\n")
    assert states(folder) == {manifest.NAME: State.STALE}


def test_files_brought_by_a_merge_without_their_manifest_are_fine_but_the_manifest_is_stale(folder: Path) -> None:
    newer = {**TREE, "client.py": f"{HEADER}class Client:\n    user: int\n"}
    (folder / "client.py").write_text(newer["client.py"])
    assert states(folder, newer) == {manifest.NAME: State.STALE}


def test_another_version_of_tenantry_with_the_same_output_is_no_drift(folder: Path) -> None:
    assert compare(folder, version="2").drift == ()


def test_the_manifest_tells_no_time_and_no_place(tmp_path: Path) -> None:
    generate(tmp_path / "one" / "app")
    generate(tmp_path / "two" / "app")
    texts = {(tmp_path / place / "app" / manifest.NAME).read_bytes() for place in ("one", "two")}
    assert len(texts) == 1
    assert str(tmp_path).encode() not in texts.pop()
