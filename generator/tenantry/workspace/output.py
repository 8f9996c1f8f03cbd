"""The output folder of a schema: what is on disk, and bringing it to what the schema generates."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tenantry import ir
from tenantry.text.source import Source
from tenantry.workspace import drift, manifest
from tenantry.workspace.drift import FileDrift, State
from tenantry.workspace.errors import ProjectError
from tenantry.workspace.files import read_text, replace_files


@dataclass(frozen=True, slots=True)
class Comparison:
    """The states of an output folder's files, and the manifest as it should stand there. `name` is for messages."""

    folder: Path
    name: str
    files: tuple[FileDrift, ...]
    manifest: manifest.Manifest
    written_manifest: str | None

    @property
    def drift(self) -> tuple[FileDrift, ...]:
        return tuple(file for file in self.files if file.is_drift)


@dataclass(frozen=True, slots=True)
class Changes:
    """What `generate` did, as paths inside the output folder; the manifest is one of them."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def output_folder(root: Path, name: str, options: ir.Options) -> Path:
    """Where the package of a schema goes: `output`, relative to the file that says so, else `generated/<name>`."""
    if options.output is None or options.source_name is None:
        return root / "generated" / name
    return Path(os.path.normpath((root / options.source_name).parent / options.output))


def compare(root: Path, folder: Path, tree: Mapping[str, str], sources: Sequence[Source], version: str) -> Comparison:
    """How `folder`, an output folder of the project at `root`, differs from `tree`. Writes nothing.

    The manifest counts as a file where it is missing, or where nothing else differs and it is unreadable or lists other
    files. One that only names another version of tenantry or a reformatted schema is no drift.
    """
    wanted = manifest.of(version, sources, tree)
    text = read_text(folder / manifest.NAME)
    found = manifest.parse(text) if text is not None else None
    known = {*tree, *(found.files if found else ())}
    disk = {
        path: read_text(folder / path) if path in known or found is None else None for path in _paths_on_disk(folder)
    }
    files = drift.compare(tree, found, disk)
    name = Path(os.path.relpath(folder, root)).as_posix()
    return Comparison(folder, name, (*_manifest_state(wanted, found, text, files), *files), wanted, text)


def update(comparisons: Sequence[Comparison], *, force: bool = False) -> tuple[Changes, ...]:
    """Writes what differs, removes what is no longer generated, leaves foreign files alone; a folder all or nothing.

    Raises ProjectError before anything is written, where that would discard what we did not write, unless `force`.
    """
    if not force:
        refuse_to_discard(comparisons)
    return tuple(_update(comparison) for comparison in comparisons)


def refuse_to_discard(comparisons: Sequence[Comparison]) -> None:
    """Raises ProjectError where writing would lose a hand edit or somebody else's file."""
    for comparison in comparisons:
        _refuse_to_discard(comparison)


def _update(comparison: Comparison) -> Changes:
    write = {
        file.path: file.expected
        for file in comparison.drift
        if file.expected is not None and file.path != manifest.NAME
    }
    remove = tuple(file.path for file in comparison.drift if file.expected is None)
    same = sum(file.state is State.OK for file in comparison.files)
    text = comparison.manifest.text()
    if text == comparison.written_manifest:
        same += 1
    else:
        write[manifest.NAME] = text
    replace_files(comparison.folder, write, remove, name=comparison.name)
    return Changes(tuple(write), remove, same)


def _manifest_state(
    wanted: manifest.Manifest, found: manifest.Manifest | None, text: str | None, files: Sequence[FileDrift]
) -> tuple[FileDrift, ...]:
    """A stale manifest beside stale files says nothing new."""
    if text is None:
        return (FileDrift(manifest.NAME, State.MISSING, wanted.text(), None),)
    is_current = found is not None and dict(found.files) == dict(wanted.files)
    if is_current or any(file.is_drift for file in files):
        return ()
    return (FileDrift(manifest.NAME, State.STALE, wanted.text(), text),)


def _refuse_to_discard(comparison: Comparison) -> None:
    refused = [file for file in comparison.files if file.is_not_ours_to_discard]
    if not refused:
        return
    foreign = [f"{comparison.name}/{file.path}" for file in refused if file.in_the_way]
    edited = [f"{comparison.name}/{file.path}" for file in refused if not file.in_the_way]
    said: list[str] = []
    if edited:
        said.append(f"edited by hand since tenantry wrote it: {', '.join(edited)}")
    if foreign:
        said.append(f"in the way and not made by tenantry: {', '.join(foreign)}")
    raise ProjectError(
        "would-discard",
        f"nothing written, to keep what is not ours; {'; '.join(said)}",
        "move your text to a file of another name, or discard it with `tenantry generate --force`",
        is_finding=True,
    )


def _paths_on_disk(folder: Path) -> Iterator[str]:
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != "__pycache__" and not f.startswith("."))
        for file in files:
            path = Path(top, file).relative_to(folder).as_posix()
            if not file.startswith("."):
                yield path
