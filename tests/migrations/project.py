"""Schemas and migrations folders for tests, made the way a project makes them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from tenantry import ir
from tenantry.migrate import chain
from tenantry.migrate.environment import folder_files
from tenantry.migrate.revision import Revision, write_revision
from tenantry.psl.parser import parse
from tenantry.resolve import resolve
from tenantry.text.source import Source
from tenantry.urls import database_url

REPOSITORY = Path(__file__).parents[2]


def schema_of(text: str, provider: str | None = None) -> ir.Schema:
    """From PSL; with `provider` a datasource is added."""
    if provider is not None:
        text = f'datasource db {{\n  provider = "{provider}"\n}}\n{text}'
    tree, faults = parse(Source("schema.prisma", text))
    assert not faults, faults
    schema, faults = resolve([tree])
    assert schema is not None, [fault.message for fault in faults]
    return schema


def committed_schema(name: str) -> ir.Schema:
    return schema_of((REPOSITORY / "schema" / f"{name}.prisma").read_text())


@dataclass(slots=True)
class Migrations:
    """A migrations folder for one provider; stamps count up by themselves."""

    folder: Path
    provider: ir.Provider
    written: int = 0

    def add(self, schema: ir.Schema, name: str = "change") -> Revision:
        """Writes the next revision from `schema`, and the folder's own files with the first."""
        self.written += 1
        stamp = f"20990101{self.written:06d}"
        revision = write_revision(schema, self.provider, self.chain(), name, stamp)
        for path, text in {**folder_files(self.provider), **revision.files}.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return revision

    def chain(self) -> chain.Chain:
        files = {f"versions/{path.name}": path.read_text() for path in (self.folder / "versions").glob("*.*")}
        return chain.read(files)

    def alembic(self, url: str, *arguments: str) -> str:
        """Plain Alembic in a process of its own, which can import nothing of ours. Returns what it printed."""
        done = self.try_alembic(url, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def try_alembic(self, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        run = [sys.executable, "-c", _ALEMBIC_ALONE, "-c", str(self.folder / "alembic.ini"), *arguments]
        environ = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(run, env=environ, capture_output=True, text=True, check=False, cwd=self.folder.parent)

    def run(self, url: str, direction: str = "upgrade", target: str = "head") -> None:
        """As tenantry runs Alembic, in this process. Raises what the revision raises."""
        read = database_url(url)
        config = Config(str(self.folder / "alembic.ini"))
        config.attributes.update(url=read.sync, schema=read.schema, connect_args=dict(read.sync_arguments))
        getattr(command, direction)(config, target)

    def offline(self, direction: str = "upgrade", target: str = "head") -> str:
        """The SQL that Alembic would run, from nothing."""
        out = io.StringIO()
        config = Config(str(self.folder / "alembic.ini"), output_buffer=out)
        config.attributes["url"] = make_url(f"{self.provider.value}://")
        getattr(command, direction)(config, target, sql=True)
        return out.getvalue()


# An import of tenantry fails, as it would where only alembic, sqlalchemy and a driver are installed.
_ALEMBIC_ALONE = "import sys; sys.modules['tenantry'] = None; from alembic.config import main; main()"
