"""How `generate` writes: all or nothing, nothing twice, and never over what is not ours."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tenantry.workspace import manifest, output
from tenantry.workspace.errors import ProjectError
from tests.drift.trees import HEADER, TREE, compare, disk, generate, states

NEWER = {
    "__init__.py": f"{HEADER}from .client import Client, Team\n",
    "client.py": f"{HEADER}class Client: 'newer'\n",
    "models/team.py": f"{HEADER}class Team: ...\n",
    "py.typed": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    generate(tmp_path / "app")
    return tmp_path / "app"


def test_what_is_generated_stands_on_disk(folder: Path) -> None:
    assert {path: text.decode() for path, text in disk(folder).items() if path != manifest.NAME} == TREE


def test_a_second_run_writes_nothing(folder: Path) -> None:
    def times() -> dict[str, int]:
        return {str(p): p.stat().st_mtime_ns for p in (folder, *folder.rglob("*"))}

    for file in folder.rglob("*"):
        os.utime(file, ns=(1, 1))
    os.utime(folder, ns=(1, 1))
    before = times()
    changes = generate(folder)
    assert times() == before
    assert (changes.written, changes.removed, changes.unchanged) == ((), (), len(TREE) + 1)


def test_only_what_differs_is_written(folder: Path) -> None:
    os.utime(folder / "__init__.py", ns=(1, 1))
    generate(folder, {**TREE, "client.py": f"{HEADER}class Client: 'newer'\n"})
    assert (folder / "__init__.py").stat().st_mtime_ns == 1
    assert "newer" in (folder / "client.py").read_text()


def test_what_is_no_longer_made_is_removed_with_its_empty_folder(folder: Path) -> None:
    (folder / "models/__pycache__").mkdir()
    changes = generate(folder, {path: text for path, text in TREE.items() if path != "models/user.py"})
    assert changes.removed == ("models/user.py",)
    assert not (folder / "models").exists()


def test_a_folder_with_somebody_elses_file_in_it_stays(folder: Path) -> None:
    (folder / "models/mine.py").write_text("x = 1\n")
    generate(folder, {path: text for path, text in TREE.items() if path != "models/user.py"})
    assert (folder / "models/mine.py").read_text() == "x = 1\n"


def test_a_foreign_file_in_the_way_is_named_and_nothing_is_written(folder: Path) -> None:
    (folder / "models/team.py").write_text("mine = 1\n")
    before = disk(folder)
    with pytest.raises(ProjectError, match=r"not made by tenantry: app/models/team\.py") as caught:
        generate(folder, NEWER)
    assert "--force" in caught.value.help
    assert caught.value.is_finding
    assert disk(folder) == before


def test_a_foreign_file_that_says_the_same_is_taken_over(folder: Path) -> None:
    (folder / "models/team.py").write_text(NEWER["models/team.py"])
    generate(folder, NEWER)
    assert states(folder, NEWER) == {}


@pytest.mark.parametrize("tree", [TREE, NEWER, {"py.typed": ""}], ids=["same schema", "newer schema", "orphan"])
def test_a_hand_edit_is_named_and_nothing_is_written(folder: Path, tree: dict[str, str]) -> None:
    (folder / "client.py").write_text("mine\n")
    before = disk(folder)
    with pytest.raises(ProjectError, match=r"edited by hand since tenantry wrote it: app/client\.py"):
        generate(folder, tree)
    assert disk(folder) == before


def test_force_discards_hand_edits_and_files_in_the_way_but_no_other_file(folder: Path) -> None:
    (folder / "client.py").write_text("mine\n")
    (folder / "models/team.py").write_text("mine = 1\n")
    (folder / "mine.py").write_text("x = 1\n")
    generate(folder, NEWER, force=True)
    assert (folder / "client.py").read_text() == NEWER["client.py"]
    assert (folder / "models/team.py").read_text() == NEWER["models/team.py"]
    assert (folder / "mine.py").read_text() == "x = 1\n"


def test_a_folder_in_the_way_is_named_also_with_force(folder: Path) -> None:
    (folder / "models/team.py").mkdir()
    before = disk(folder)
    with pytest.raises(ProjectError, match=r"models/team\.py"):
        generate(folder, NEWER)
    with pytest.raises(ProjectError, match=r"models/team\.py"):
        generate(folder, NEWER, force=True)
    assert disk(folder) == before


def test_a_file_where_the_output_folder_should_be_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "app").write_text("mine\n")
    with pytest.raises(ProjectError, match="app"):
        generate(tmp_path / "app")
    assert disk(tmp_path) == {"app": b"mine\n"}


class Interrupt(BaseException):
    """A signal in the middle of it."""


def failing_after(calls: int, function: Callable[..., object], error: BaseException) -> Callable[..., object]:
    """`function`, which works `calls` times and then fails once; what comes after works, as a rollback needs."""
    left = [calls]

    def wrapped(*args: object, **keywords: object) -> object:
        left[0] -= 1
        if left[0] == -1:
            raise error
        return function(*args, **keywords)

    return wrapped


@pytest.mark.parametrize("calls", range(4))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Interrupt()], ids=["full disk", "signal"])
@pytest.mark.parametrize(("module", "name"), [(Path, "replace"), (shutil, "copy2"), (Path, "write_bytes")])
def test_a_failure_at_any_step_leaves_the_old_files_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, error: BaseException, calls: int
) -> None:
    before = disk(folder.parent)
    monkeypatch.setattr(module, name, failing_after(calls, getattr(module, name), error))
    with pytest.raises((ProjectError, Interrupt)):
        generate(folder, NEWER)
    assert disk(folder.parent) == before
    assert not [p for p in folder.parent.rglob("*") if p.is_dir() and not any(p.iterdir())]


@pytest.mark.parametrize("calls", range(5))
def test_a_failure_of_the_first_run_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    monkeypatch.setattr(Path, "replace", failing_after(calls, Path.replace, OSError(28, "No space left on device")))
    with pytest.raises(ProjectError, match="No space left"):
        generate(tmp_path / "deep" / "app")
    assert list(tmp_path.iterdir()) == []


def test_after_a_failed_rollback_the_message_says_where_the_old_files_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    comparison = compare(folder, NEWER)
    old = (folder / "__init__.py").read_text()
    calls = iter([Path.replace, full, full])

    def replace(*arguments: Path) -> object:
        return next(calls)(*arguments)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(ProjectError, match="putting the old files back") as caught:
        output.update([comparison])
    place = Path(caught.value.help.removeprefix("the old files are in ").partition(";")[0])
    assert (place / "__init__.py").read_text() == old
