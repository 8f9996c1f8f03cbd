"""docs/commands.md says what `--help` says: it is made from it. UPDATE_EXPECT=1 writes it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from tenantry.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"

INTRODUCTION = """\
# Commands

Results go to standard output and talk to standard error. `--json` prints one JSON object to standard output, for
failures too: `{"ok": false, "error": {"code", "message", "help"}}`, or `"diagnostics"` where a schema is broken;
`validate` prints one for each schema, each on a line of its own. What a code of a diagnostic means is in
[diagnostics](diagnostics.md).

| exit code | |
|---|---|
| 0 | fine |
| 1 | the answer is no: `validate` found faults, drift, a pending migration, what tenantry refuses to discard |
| 2 | wrong use, a broken configuration, a database or folder out of reach; but for `validate`, a broken schema |
| 3 | a bug of ours; `--verbose`, or TENANTRY_DEBUG=1 in the environment, prints its traceback |

What `--schema` takes is in [configuration](configuration.md), what `check` finds in [drift](drift.md).

This page is made from what `tenantry COMMAND --help` prints.
"""


def test_the_page_of_commands_is_what_help_prints() -> None:
    page = f"{INTRODUCTION}\n" + "\n".join(
        sections(app, click.Context(app, info_name="tenantry", **app.context_settings))
    )
    if os.environ.get("UPDATE_EXPECT"):
        PAGE.write_text(page)
    assert PAGE.read_text() == page


def sections(group: click.Group, context: click.Context) -> Iterator[str]:
    for name, command in group.commands.items():
        inside = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        if isinstance(command, click.Group):
            yield from sections(command, inside)
        else:
            yield f"## {inside.command_path}\n\n```text\n{command.get_help(inside)}\n```\n"
