"""Writes what Prisma Migrate makes of the schemas in `tests/conformance/ddl_corners`, each beside its schema.

python tests/oracle/record_corners.py
"""

from __future__ import annotations

import sys

from record import ROOT, ask, for_ddl

CORNERS = ROOT / "tests" / "conformance" / "ddl_corners"


def main() -> int:
    """Records everything; 0 when the engine answered."""
    paths = sorted(CORNERS.glob("*.prisma"))
    asked = [(path, path.stem.rpartition(".")[2]) for path in paths]
    questions = [
        {"ask": "ddl", "provider": p, "schema": for_ddl(path.read_text(encoding="utf-8"), p)} for path, p in asked
    ]
    for path, answer in zip(paths, ask(questions), strict=True):
        path.with_suffix(".sql").write_text(answer["sql"], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
