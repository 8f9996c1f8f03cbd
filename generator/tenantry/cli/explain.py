"""`tenantry explain`."""

from __future__ import annotations

import click

from tenantry.cli.options import json_option, verbose_option
from tenantry.cli.report import Report
from tenantry.cli.shell import Exit


@click.command(short_help="Say what the code of a diagnostic means.")
@click.argument("code", required=False)
@json_option
@verbose_option
@click.pass_obj
def explain(report: Report, code: str | None) -> int:
    """Say what CODE means, the `unknown-type` of `error[unknown-type]`, with an example and the edit that mends it.

    Without CODE, list them all.
    """
    from tenantry.cli.meanings import meanings, summary
    from tenantry.text.suggest import closest

    known = meanings()
    if code is None:
        summaries = {name: summary(meaning) for name, meaning in known.items()}
        width = max(map(len, summaries))
        report.result("\n".join(f"{name:<{width}}  {said}" for name, said in summaries.items()))
        report.answer({"ok": True, "codes": summaries})
        return Exit.FINE
    wanted = code.removeprefix("error").removeprefix("warning").strip("[]:")
    if wanted not in known:
        close = closest(wanted, known)
        help = "the codes are those in brackets, as in `error[unknown-type]`"
        report.problem(
            "unknown-code", f"there is no code `{wanted}`", help if close is None else f"did you mean `{close}`?"
        )
        return Exit.WRONG
    report.result(f"{wanted}\n\n{known[wanted]}")
    report.answer({"ok": True, "code": wanted, "markdown": known[wanted]})
    return Exit.FINE
