"""`tenantry lsp`: the language server, which editors start."""

from __future__ import annotations

from contextlib import redirect_stdout

import click

from tenantry.cli.report import Report
from tenantry.cli.shell import Exit
from tenantry.workspace.errors import ProjectError

_HELP = """\
Answer an editor's questions about schemas: faults while typing, completion, hover, renames.

Editors start this themselves; docs/editors.md says how to tell them. Without an option it talks over stdin and stdout.
"""


@click.command(short_help="The language server, for editors.", help=_HELP)
@click.option("--stdio", is_flag=True, help="Talk over stdin and stdout (the default).")
@click.option("--tcp", type=click.IntRange(1, 65_535), metavar="PORT", help="Wait for one editor on this port instead.")
@click.pass_obj
def lsp(report: Report, stdio: bool, tcp: int | None) -> int:
    if stdio and tcp is not None:
        raise click.UsageError("--stdio and --tcp exclude each other")
    try:
        from tenantry.lsp.server import serve, serve_tcp
    except ModuleNotFoundError as absent:
        if (absent.name or "").partition(".")[0] == "tenantry":
            raise
        raise ProjectError(
            "no-language-server",
            f"{absent.name} is not installed: the language server needs the extra `lsp`",
            "pip install 'tenantry[lsp]'",
        ) from absent
    if tcp is not None:
        report.status(f"waiting for an editor on 127.0.0.1:{tcp}")
        serve_tcp(tcp)
    else:
        # Whatever else is printed must not come between the messages.
        with redirect_stdout(report.shell.stderr):
            serve(report.shell.stdin.buffer, report.shell.stdout.buffer)
    return Exit.FINE
