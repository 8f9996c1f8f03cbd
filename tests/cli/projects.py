"""Projects to run commands in."""

from __future__ import annotations

from pathlib import Path

SHOP = """\
datasource db {
  provider = "sqlite"
  url      = env("DATABASE_URL")
}

generator tenantry {
  provider = "tenantry"
  output   = "./generated/shop"
}

enum Size {
  small
  large
}

model Item {
  id    Int    @id @default(autoincrement())
  name  String @unique
  size  Size   @default(small)
}
"""
"""No tenants, one enum, one model."""

CONFIG = '[tool.tenantry]\nschema = "shop.prisma"\n'


def shop(root: Path, schema: str = SHOP, config: str = CONFIG) -> Path:
    """A project with one schema and no output yet."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "shop.prisma").write_text(schema)
    (root / "pyproject.toml").write_text(config)
    return root


def edit(root: Path, old: str, new: str) -> None:
    """Edits the schema."""
    text = (root / "shop.prisma").read_text()
    assert old in text
    (root / "shop.prisma").write_text(text.replace(old, new))


def files(root: Path) -> dict[str, bytes]:
    """All files of the project, hidden ones too, but for compiled Python."""
    found = sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in found}
