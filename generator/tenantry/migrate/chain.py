"""The revisions of a folder, read from their text: which follows which, and the state that the last one leaves."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tenantry.migrate import snapshot
from tenantry.migrate.state import Database


class ChainError(ValueError):
    """The revisions do not form one line. The text names them and says what mends it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision file. `digest` is that of its snapshot, None for one written by hand."""

    revision: str
    follows: tuple[str, ...]
    path: str
    text: str
    digest: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Revisions from the first to the last, and the snapshots beside them by revision."""

    entries: tuple[Entry, ...]
    snapshots: Mapping[str, str]

    @property
    def head(self) -> str | None:
        return self.entries[-1].revision if self.entries else None

    def snapshot_of(self, revision: str) -> str | None:
        """The state that `revision` leaves, as text; of one written by hand, what was before it."""
        found: str | None = None
        for entry in self.entries:
            found = self.snapshots.get(entry.revision, found)
            if entry.revision == revision:
                break
        return found

    def state(self) -> Database | None:
        """The state that the last revision leaves; None when there is none. Raises SnapshotError."""
        text = self.snapshot_of(self.head) if self.head else None
        return snapshot.load(text) if text is not None else None


def read(files: Mapping[str, str]) -> Chain:
    """From path -> text of a migrations folder. Raises ChainError."""
    entries: dict[str, Entry] = {}
    for path in sorted(files):
        entry = _entry(path, files[path]) if _is_revision(path) else None
        if entry is None:
            continue
        if entry.revision in entries:
            raise ChainError(
                f"{entries[entry.revision].path} and {path} are both revision {entry.revision}: remove one"
            )
        entries[entry.revision] = entry
    snapshots = dict(_snapshots(entries, files))
    return Chain(tuple(_in_order(entries)), snapshots)


def _is_revision(path: str) -> bool:
    return path.startswith("versions/") and path.endswith(".py") and not path.endswith("__init__.py")


def _entry(path: str, text: str) -> Entry | None:
    """None for a module that is no revision."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise ChainError(f"{path}:{error.lineno} is not Python ({error.msg}): mend it or restore it") from error
    values = dict(_constants(tree))
    revision, digest = values.get("revision"), values.get("snapshot")
    if not isinstance(revision, str):
        return None
    follows = tuple(_strings(values.get("down_revision")))
    return Entry(revision, follows, path, text, digest if isinstance(digest, str) else None)


def _strings(value: object) -> Iterator[str]:
    """A `down_revision` is one, several where branches meet, or none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        yield from (item for item in cast("Sequence[object]", value) if isinstance(item, str))


def _constants(tree: ast.Module) -> Iterator[tuple[str, object]]:
    """What is assigned to a name at the top of the module, where it is a constant."""
    for node in tree.body:
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target if isinstance(node, ast.AnnAssign) else None
        )
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if not isinstance(target, ast.Name) or value is None:
            continue
        try:
            yield target.id, ast.literal_eval(value)
        except ValueError:
            continue


def _snapshots(entries: Mapping[str, Entry], files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for entry in entries.values():
        if entry.digest is None:
            continue
        path = entry.path.removesuffix(".py") + ".json"
        if path not in files:
            raise ChainError(f"{path} is missing, the snapshot of {entry.path}: restore it from version control")
        if snapshot.digest(files[path]) != entry.digest:
            raise ChainError(f"{path} is not what {entry.path} was written with: restore it from version control")
        yield entry.revision, files[path]


def _in_order(entries: Mapping[str, Entry]) -> Iterator[Entry]:
    for entry in entries.values():
        for down in entry.follows:
            if down not in entries:
                raise ChainError(f"{entry.path} follows revision {down}, which is not there: restore its file")
    followed = {down for entry in entries.values() for down in entry.follows}
    heads = [entry for entry in entries.values() if entry.revision not in followed]
    if len(heads) > 1:
        listed = " and ".join(entry.path for entry in heads)
        raise ChainError(
            f"{listed} both come last: let one follow the other by its down_revision, or run `alembic merge`"
        )
    done: set[str] = set()
    while len(done) < len(entries):
        ready = [e for e in entries.values() if e.revision not in done and set(e.follows) <= done]
        if not ready:
            raise ChainError("The revisions follow each other in a circle: check their down_revision")
        for entry in ready:
            done.add(entry.revision)
            yield entry
