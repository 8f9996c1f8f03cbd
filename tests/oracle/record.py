"""Asks Prisma's engines and writes down what they say, so that the tests need neither Node nor network.

    npm install --prefix tests/oracle --no-package-lock
    python -m tests.oracle.record [--only language|dmmf|ddl]

writes `tests/conformance/verdicts/*.jsonl`, `tests/dmmf/recorded/*.json`,
`tests/conformance/ddl/<schema>.<provider>.sql` and the scripts beside the schemas of `tests/conformance/ddl_corners`.
Run it after a change to `schema/*.prisma`, to a schema in `tests/dmmf/schemas` or `ddl_corners`, or to the cases in
`tests/conformance/verdicts/*.cases`, and read the difference before committing it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conformance import recorded
from tests.conformance.said import Said
from tests.dmmf import recordings
from tests.oracle.prisma import PanicError, Prisma

ROOT = Path(__file__).resolve().parents[2]
CONFORMANCE = ROOT / "tests" / "conformance"

PROVIDERS = {
    "metabuilder": ("postgresql", "sqlite"),
    "automation": ("postgresql", "sqlite"),
    "kitchen_sink": ("postgresql",),
    "mapped": ("postgresql", "sqlite"),
}


def main() -> int:
    """Records everything; 0 when the engines answered."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.record", description=__doc__)
    parser.add_argument("--only", choices=["language", "dmmf", "ddl"])
    parser.add_argument("families", nargs="*", help="of the language's cases (default: all)")
    options = parser.parse_args()
    with Prisma() as prisma:
        if options.only in (None, "language"):
            language(prisma, options.families or recorded.families())
        if options.only in (None, "dmmf"):
            dmmf(prisma)
        if options.only in (None, "ddl"):
            ddl(prisma)
            ddl_corners(prisma)
    return 0


def language(prisma: Prisma, families: list[str]) -> None:
    """What the engines say of the cases and of mistyped copies of them."""
    for family in families:
        recorded.write(family, answered(prisma, recorded.schemas(family)))
        recorded.write_mutations(family, answered(prisma, recorded.mutations(family)))


def answered(prisma: Prisma, schemas: list[recorded.Schema]) -> Iterator[tuple[recorded.Schema, Said | None]]:
    for schema in schemas:
        try:
            yield schema, prisma.said(schema.files)
        except PanicError as panic:
            print(f"the engine panics: {schema.name}: {panic}", file=sys.stderr)
            yield schema, None


def dmmf(prisma: Prisma) -> None:
    """What Prisma's generators get of the committed schemas and of the small ones."""
    for path in recordings.schemas():
        said = prisma.said([(path.name, path.read_text(encoding="utf-8"))], want=["dmmf"])
        if said.dmmf is None:
            raise SystemExit(f"{path} is no schema to Prisma: {said.errors}")
        recordings.recorded(path).write_text(json.dumps(said.dmmf, indent=1) + "\n", encoding="utf-8")


def ddl(prisma: Prisma) -> None:
    """What Prisma Migrate makes of the committed schemas."""
    for name, providers in PROVIDERS.items():
        schema = (ROOT / "schema" / f"{name}.prisma").read_text(encoding="utf-8")
        for provider in providers:
            path = CONFORMANCE / "ddl" / f"{name}.{provider}.sql"
            path.write_text(script(prisma, schema, provider), encoding="utf-8")


def ddl_corners(prisma: Prisma) -> None:
    """What it makes of the small ones, each script beside its schema."""
    for path in sorted((CONFORMANCE / "ddl_corners").glob("*.prisma")):
        provider = path.stem.rpartition(".")[2]
        path.with_suffix(".sql").write_text(
            script(prisma, path.read_text(encoding="utf-8"), provider), encoding="utf-8"
        )


def script(prisma: Prisma, schema: str, provider: str) -> str:
    sql: str = prisma.ask({"ask": "ddl", "provider": provider, "schema": for_ddl(schema, provider)})["sql"]
    return sql


def for_ddl(schema: str, provider: str) -> str:
    """The schema as the newest engine wants it: no url, and for another provider no native types."""
    without_url = re.sub(r"^\s*url\s*=.*\n", "", schema, flags=re.MULTILINE)
    if f'"{provider}"' in schema:
        return without_url
    other = without_url.replace('provider = "postgresql"', f'provider = "{provider}"')
    return re.sub(r"[ ]*@db\.\w+(\([^)]*\))?", "", other)


if __name__ == "__main__":
    sys.exit(main())
