"""The table of commands, and what becomes of their failures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

import click

from tenantry import __version__
from tenantry.cli.check import check
from tenantry.cli.db import db
from tenantry.cli.dmmf import dmmf
from tenantry.cli.errors import BrokenSchemaError
from tenantry.cli.explain import explain
from tenantry.cli.format import format_
from tenantry.cli.generate import generate
from tenantry.cli.group import Group
from tenantry.cli.init import init
from tenantry.cli.lsp import lsp
from tenantry.cli.migrate import migrate
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit, Shell
from tenantry.cli.validate import validate
from tenantry.workspace.errors import ProjectError

_INTERRUPTED = 130  # what shells give for a process that ended by Ctrl-C


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tenantry", message="%(prog)s %(version)s")
def app() -> None:
    """One Prisma schema in, a tenant-safe Python data layer out."""


for _command in (init, validate, format_, explain, generate, check, dmmf, migrate, db, lsp):
    app.add_command(_command)


def run(arguments: Sequence[str], shell: Shell) -> int:
    """Runs one command line and returns its exit code; never raises but for an interrupt of the process itself."""
    verbose = "--verbose" in arguments or bool(shell.environ.get("TENANTRY_DEBUG"))
    report = Report(shell, as_json=_wants_json(arguments), verbose=verbose)
    try:
        with redirect_stdout(shell.stdout), redirect_stderr(shell.stderr):
            code: object = app.main(list(arguments), prog_name="tenantry", standalone_mode=False, obj=report)
        return code if isinstance(code, int) else Exit.FINE
    except click.Abort:
        report.status("stopped")
        return _INTERRUPTED
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx is not None else "tenantry"
        if type(error).__name__ == "NoArgsIsHelpError" and error.ctx is not None and not report.as_json:
            report.status(error.ctx.get_help())
            return Exit.WRONG
        report.problem("wrong-use", error.format_message(), f"see `{command} --help`")
        return Exit.WRONG
    except BrokenSchemaError as error:
        report.broken_schema(error.diagnostics)
        return Exit.WRONG
    except ProjectError as error:
        report.problem(error.code, error.message, error.help)
        return Exit.FINDINGS if error.is_finding else Exit.WRONG
    except Exception as error:  # noqa: BLE001 - the last resort: a traceback is for us, not for the user
        return report.bug(error)


def _wants_json(arguments: Sequence[str]) -> bool:
    """Looked for in the arguments as they are, because a failure to read them is printed as JSON too."""
    said = " ".join(arguments).replace("--output-format json", "--output-format=json").split(" ")
    return "--json" in said or "--output-format=json" in said
