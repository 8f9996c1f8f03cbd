"""Asks Prisma's engines and writes down what they say, so that the tests need neither Node nor network.

    npm install --prefix tests/oracle
    python tests/oracle/record.py

writes `tests/conformance/ddl/<schema>.<provider>.sql` and `tests/conformance/verdicts/*.json`. Run it after a change to
`schema/*.prisma` or to the cases in `tests/conformance/verdicts/*.cases`, and read the difference before committing it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DDL = ROOT / "tests" / "conformance" / "ddl"
VERDICTS = ROOT / "tests" / "conformance" / "verdicts"

PROVIDERS = {
    "metabuilder": ("postgresql", "sqlite"),
    "automation": ("postgresql", "sqlite"),
    "kitchen_sink": ("postgresql",),
    "mapped": ("postgresql", "sqlite"),
}


def main() -> int:
    """Records everything; 0 when the engines answered."""
    sys.path.insert(0, str(ROOT))
    from tests.conformance.corpus import cases

    wanted = [(name, provider) for name, providers in PROVIDERS.items() for provider in providers]
    questions = [
        {"ask": "ddl", "provider": provider, "schema": for_ddl(schema_text(name), provider)}
        for name, provider in wanted
    ]
    for (name, provider), answer in zip(wanted, ask(questions), strict=True):
        (DDL / f"{name}.{provider}.sql").write_text(answer["sql"], encoding="utf-8")

    for path in sorted(VERDICTS.glob("*.cases")):
        corpus = cases(path)
        answers = ask([{"ask": "verdict", "schema": case.schema} for case in corpus])
        said = {case.name: answer["errors"] for case, answer in zip(corpus, answers, strict=True)}
        path.with_suffix(".json").write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def schema_text(name: str) -> str:
    """One of the committed schemas."""
    return (ROOT / "schema" / f"{name}.prisma").read_text(encoding="utf-8")


def for_ddl(schema: str, provider: str) -> str:
    """The schema as the newest engine wants it: no url, and for another provider no native types."""
    without_url = re.sub(r"^\s*url\s*=.*\n", "", schema, flags=re.MULTILINE)
    if f'"{provider}"' in schema:
        return without_url
    other = without_url.replace('provider = "postgresql"', f'provider = "{provider}"')
    return re.sub(r"[ ]*@db\.\w+(\([^)]*\))?", "", other)


def ask(questions: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """One answer a question."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run(
        ["node", str(HERE / "oracle.mjs")], input=lines, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
