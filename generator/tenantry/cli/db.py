"""`tenantry db`: what works on a database without a revision."""

from __future__ import annotations

import click

from tenantry.cli.group import Group
from tenantry.cli.options import json_option, schema_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit


@click.group(cls=Group, short_help="A development database: push the schema, run the seed.")
def db() -> None:
    """Work on a development database."""


@db.command(short_help="Make a database that may be thrown away fit the schema, with no revision.")
@click.option("--accept-data-loss", is_flag=True, help="Agree to what this drops.")
@schema_option
@json_option
@verbose_option
@click.pass_obj
def push(report: Report, accept_data_loss: bool, schema_name: str | None) -> int:
    """Make a database that may be thrown away fit the schema, with no revision.

    Refuses where TENANTRY_ENV is production.
    """
    from tenantry.cli.target import target
    from tenantry.database.push import push as apply

    database = target(report, schema_name)
    result = apply(
        database.loaded.schema, database.url, accept_data_loss=accept_data_loss, environ=report.shell.environ
    )
    said = f"{result.steps} changes made" if result.steps else "nothing to change"
    report.result(f"{database.url.safe}: {said}")
    for loss in result.losses:
        report.status(f"lost: {loss}")
    report.answer({"ok": True, "database": database.url.safe, "steps": result.steps, "losses": result.losses})
    return Exit.FINE


@db.command(short_help="Run the project's seed.")
@schema_option
@json_option
@verbose_option
@click.pass_obj
def seed(report: Report, schema_name: str | None) -> int:
    """Run the `seed` command of the configuration in the project's folder, with its env files and DATABASE_URL set."""
    from tenantry.cli.seed import run_seed
    from tenantry.cli.target import target
    from tenantry.workspace.errors import ProjectError

    database = target(report, schema_name)
    command = database.loaded.config.seed
    if command is None:
        raise ProjectError(
            "no-seed",
            "the configuration names no seed",
            'add `seed = "python seed.py"` to [tool.tenantry] in pyproject.toml',
        )
    code = run_seed(command, database.project.root, database.variables, report.shell.stderr)
    if code != 0:
        raise ProjectError("seed-failed", f"the seed `{command}` ended with exit code {code}", "see what it said above")
    report.result(f"seeded with `{command}`")
    report.answer({"ok": True, "seed": command})
    return Exit.FINE
