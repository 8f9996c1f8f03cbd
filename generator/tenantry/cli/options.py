"""Options that commands share.

`--json` and `--verbose` are only declared here: `app.run` looks for them, so that they also hold for a command line
that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def schema_option(command: F) -> F:
    return click.option(
        "--schema", "schema_name", metavar="NAME|PATH", help="A configured schema, a .prisma file or a folder of them."
    )(command)


def json_option(command: F) -> F:
    return click.option("--json", is_flag=True, expose_value=False, help="Print one JSON object to stdout.")(command)


def verbose_option(command: F) -> F:
    return click.option("--verbose", is_flag=True, expose_value=False, help="Show the traceback of an internal error.")(
        command
    )
