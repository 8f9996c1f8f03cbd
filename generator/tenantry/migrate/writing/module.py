"""A whole revision file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenantry.ir import Provider
from tenantry.migrate import operations as op
from tenantry.migrate.state import Address, Database, Enum
from tenantry.migrate.writing import expressions, rebuild, steps

LINE_LENGTH = 88
"""Black's own, for a project that configures none."""

DATABASE_TYPE = '''
class DatabaseType(sa.types.UserDefinedType[object]):
    """A type that SQLAlchemy has no word for, as the database writes it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        return self.name
'''


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the code. `follows` is None for the first revision, `digest` that of the snapshot."""

    name: str
    revision: str
    follows: str | None
    digest: str
    destructive: tuple[str, ...]
    warnings: tuple[str, ...]


def revision(
    heading: Heading, upgrade: Sequence[op.Operation], old: Database, new: Database, line_length: int = LINE_LENGTH
) -> str:
    """Formatted by black, so that a formatter in the project changes nothing. The same input gives the same text."""
    on_sqlite = new.provider is Provider.SQLITE
    enums = {enum.address: enum for enum in (*old.enums, *new.enums)}
    variables = _variables(enums)
    body = [
        _function("upgrade", steps.statements(upgrade, variables, on_sqlite=on_sqlite)),
        _function("downgrade", steps.statements(op.reverse(upgrade), variables, on_sqlite=on_sqlite)),
    ]
    used = _names("\n".join(body))
    constants = [f"{name} = {expressions.enum(enums[where])}" for where, name in variables.items() if name in used]
    helpers = [code for name, code in _HELPERS.items() if name in used]
    parts = [_docstring(heading), _imports(body, constants, helpers), _identity(heading), *constants, *helpers, *body]
    return formatted("\n\n".join(parts), line_length)


def formatted(code: str, line_length: int) -> str:
    """As black does in the project that the file goes to."""
    import black  # here, because `check` reads revisions and writes none, and loading black takes longer than that

    return black.format_str(code, mode=black.Mode(line_length=line_length))


_HELPERS = {"DatabaseType": DATABASE_TYPE, "beside_the_schema": rebuild.HELPER}


def _docstring(heading: Heading) -> str:
    lines = [
        heading.name.strip() or "revision",
        "",
        f"Revision ID: {heading.revision}",
        f"Revises: {heading.follows or ''}".strip(),
        f"Create Date: {_moment(heading.revision)}",
    ]
    for title, sentences in (("Loses data", heading.destructive), ("Look at the rows first", heading.warnings)):
        if sentences:
            lines += ["", f"{title}:", *(f"- {sentence}" for sentence in sentences)]
    content = "\n".join(lines).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""{content}\n"""'


def _moment(stamp: str) -> str:
    """`2026-11-22 04:55:00`, as Alembic writes it."""
    year, *rest = stamp[:4], *(stamp[i : i + 2] for i in range(4, 14, 2))
    return f"{year}-{rest[0]}-{rest[1]} {':'.join(rest[2:])}"


def _imports(*sources: Iterable[str]) -> str:
    used = _names("\n\n".join(code for part in sources for code in part))
    lines = ["from __future__ import annotations", ""]
    lines += ["import re", ""] if "re" in used else []
    lines += ["import sqlalchemy as sa"] if "sa" in used else []
    lines += ["from alembic import op"]
    lines += ["from sqlalchemy.dialects import postgresql"] if "postgresql" in used else []
    return "\n".join(lines)


def _identity(heading: Heading) -> str:
    return "\n".join(
        (
            f"revision: str = {heading.revision!r}",
            f"down_revision: str | None = {heading.follows!r}",
            "branch_labels: str | None = None",
            "depends_on: str | None = None",
            "# Of the file beside this one, which holds the schema as this revision leaves it.",
            f"snapshot: str = {heading.digest!r}",
        )
    )


def _function(name: str, statements: Iterable[str]) -> str:
    lines = [line for statement in statements for line in statement.split("\n")]
    return "\n".join([f"def {name}() -> None:", *(f"    {line}" for line in lines or ["pass"])])


def _names(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


def _variables(enums: dict[Address, Enum]) -> dict[Address, str]:
    """A name of its own for each enum; `_enum` keeps them apart from all other names of the module."""
    names: dict[Address, str] = {}
    for address in enums:
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", address.name)
        stem = re.sub(r"\W+", "_", words.lower(), flags=re.ASCII).strip("_")
        stem = f"e{stem}" if not stem or stem[0].isdigit() else stem
        name, count = f"{stem}_enum", 2
        while name in names.values():
            name, count = f"{stem}_enum_{count}", count + 1
        names[address] = name
    return names
