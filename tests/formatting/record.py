"""Asks Prisma's engines for what they make of the cases, and writes it beside them.

npm install --prefix tests/oracle --no-package-lock
python -m tests.formatting.record
"""

from __future__ import annotations

from dataclasses import replace

from tests.formatting import golden
from tests.oracle.prisma import Prisma


def main() -> None:
    with Prisma() as prisma:
        for path in sorted(golden.FOLDER.glob("*.cases")):
            golden.write(path, [_answered(prisma, case) for case in golden.read(path)])


def _answered(prisma: Prisma, case: golden.Case) -> golden.Case:
    formatted = prisma.said(case.files, want=("format",)).formatted or ()
    return replace(case, expected=tuple(zip((name for name, _ in case.files), formatted, strict=True)))


if __name__ == "__main__":
    main()
