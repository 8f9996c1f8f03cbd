"""The files that `tenantry init` starts a project with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenantry.workspace import config

PROVIDERS = ("sqlite", "postgresql")
SCHEMA = "schema.prisma"

_URLS = {
    "sqlite": "file:./dev.db",
    "postgresql": "postgresql://user:password@localhost:5432/app",
}

_SCHEMA_TEXT = """\
// The one place where the data of this project is described. After an edit: `tenantry migrate dev --name what-changed`.

datasource db {
  provider = "%s"
  url      = env("DATABASE_URL")
}

generator tenantry {
  provider    = "tenantry"
  output      = "./generated/app"
  // Rows of every other model belong to one of these; a model that should not is marked `/// @tenant(none)`.
  tenantModel = "Tenant"
}

/// A customer.
model Tenant {
  id        String   @id @default(cuid())
  name      String   @unique
  createdAt DateTime @default(now())
  users     User[]
  notes     Note[]
}

/// Somebody who works for a customer.
model User {
  id       String @id @default(cuid())
  email    String
  name     String?
  tenant   Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  tenantId String
  notes    Note[]

  @@unique([tenantId, email])
}

model Note {
  id        String   @id @default(cuid())
  text      String
  pinned    Boolean  @default(false)
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
  author    User     @relation(fields: [authorId], references: [id], onDelete: Cascade)
  authorId  String
  tenant    Tenant   @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  tenantId  String

  @@index([tenantId, createdAt])
}
"""

_ENV_TEXT = """\
# Copy to .env, which is not for version control. What the environment sets wins over it.
DATABASE_URL="%s"
"""

_CONFIG_TEXT = """\
[tool.tenantry]
schema = "%s"
migrations = "migrations"
"""


@dataclass(frozen=True, slots=True)
class Starter:
    """Texts to write by path, and the paths that are kept because they were there."""

    write: Mapping[str, str]
    kept: tuple[str, ...]


def starter_files(root: Path, provider: str) -> Starter:
    """What to write into `root`. Nothing that exists is replaced; `pyproject.toml` is added to at its end."""
    write: dict[str, str] = {}
    schema = config.conventional_schema(root) or SCHEMA
    texts = {
        schema: _SCHEMA_TEXT % provider,
        ".env.example": _ENV_TEXT % _URLS[provider],
        "pyproject.toml": _configured(root, _CONFIG_TEXT % schema),
    }
    kept: list[str] = []
    for path, text in texts.items():
        if text is None or (path != "pyproject.toml" and (root / path).exists()):
            kept.append(path)
        else:
            write[path] = text
    return Starter(write, tuple(kept))


def _configured(root: Path, table: str) -> str | None:
    """`pyproject.toml` with our table; None where it has one."""
    file = root / "pyproject.toml"
    if not file.exists():
        return table
    if config.table_of(file) is not None:
        return None
    text = file.read_bytes().decode()
    newline = "\r\n" if "\r\n" in text else "\n"
    return f"{text.rstrip()}\n\n{table}".lstrip().replace("\r\n", "\n").replace("\n", newline)
