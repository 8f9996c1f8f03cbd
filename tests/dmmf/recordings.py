"""The schemas whose DMMF Prisma's engines were asked for, and where their answers are."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def schemas() -> list[Path]:
    """The corners beside this file, and the schemas that this repository generates from."""
    return [*sorted((HERE / "schemas").glob("*.prisma")), *sorted((ROOT / "schema").glob("*.prisma"))]


def recorded(schema: Path) -> Path:
    return HERE / "recorded" / f"{schema.stem}.json"
